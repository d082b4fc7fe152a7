"""A field for a passphrase, with a button that shows or hides it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.fields import Field

_LONGEST = 200
_BEFORE_BUTTON = 16  # px between what is typed and the button


class SecretField(Field[QLineEdit]):
    """Hidden at first; the button stands inside the field at the right."""

    def __init__(self, kit: Kit, label: str, help_text: str = "", with_button: bool = True) -> None:
        line = QLineEdit()
        line.setMaxLength(_LONGEST)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(kit, label, line, help_text)
        self.button: Button | None = None
        if with_button:
            inner = QHBoxLayout(line)
            inner.setContentsMargins(0, 3, 8, 3)
            inner.addStretch()
            self.button = Button(kit, kit.tr("Show"), "link", "small", "eye", parent=line)
            self.button.setAutoDefault(True)
            self.button.clicked.connect(self._turn)
            inner.addWidget(self.button)
            self._make_room()
            kit.appearance.changed.connect(self._make_room)  # after the button has its new size

    def _make_room(self) -> None:
        """What is typed ends before the button."""
        assert self.button is not None
        self.button.setMinimumHeight(0)
        self.button.setMinimumWidth(self.button.sizeHint().width())
        self.control.setTextMargins(0, 0, self.button.sizeHint().width() + _BEFORE_BUTTON, 0)

    def _turn(self) -> None:
        assert self.button is not None
        hidden = self.control.echoMode() == QLineEdit.EchoMode.Password
        self.show_text(hidden)

    def show_text(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.control.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        if self.button is not None:
            self.button.set_text(self.kit.tr("Hide") if shown else self.kit.tr("Show"))
            self._make_room()

    def take(self) -> str:
        """What was typed; the field is emptied."""
        text = self.control.text()
        self.control.clear()
        return text
