"""A field for a passphrase, with a button that shows or hides it or a mark that it is the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.fields import Field
from diary_app.ui.widgets.labels import IconLabel, Label

_LONGEST = 200
_EDGE = 2  # px of the field above and below what stands inside
_BEFORE_INSIDE = 16  # px between what is typed and what stands in the field


class Mark(QWidget):
    """A check mark and a word, for what is as it should be."""

    def __init__(self, kit: Kit, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(kit, "check", "accent", 20, 3.0))
        self.words = Label(kit, words, "second-strong", "accent", wrap=False)
        row.addWidget(self.words)
        self.hide()

    def say(self, words: str) -> None:
        """Say what is as it should be; nothing with an empty text."""
        self.words.setText(words)
        self.setVisible(bool(words))


class InsideField(Field[QLineEdit]):
    """A line to type in, with something at its right edge."""

    def __init__(self, kit: Kit, label: str, help_text: str = "") -> None:
        line = QLineEdit()
        line.setMaxLength(_LONGEST)
        super().__init__(kit, label, line, help_text)
        self._inner = QHBoxLayout(line)
        self._inner.setContentsMargins(0, _EDGE, 14, _EDGE)
        self._inner.addStretch()

    def put_inside(self, widget: QWidget) -> None:
        """Put something at the right edge; call ``make_room`` when it comes or goes."""
        self._inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._inside = widget

    def make_room(self) -> None:
        """What is typed ends before what stands inside."""
        wide = 0 if self._inside.isHidden() else self._inside.sizeHint().width() + _BEFORE_INSIDE
        self.control.setTextMargins(0, 0, wide, 0)

    def take(self) -> str:
        """What was typed; the field is emptied."""
        text = self.control.text()
        self.control.clear()
        return text


class SecretField(InsideField):
    """Hidden at first; ``with_button`` has the button that shows it, else there is room for "Same".

    ``turned`` tells whether the button shows it now.
    """

    turned = Signal(bool)

    def __init__(self, kit: Kit, label: str, help_text: str = "", with_button: bool = True) -> None:
        super().__init__(kit, label, help_text)
        self.control.setEchoMode(QLineEdit.EchoMode.Password)
        self.button: Button | None = None
        self.same: Mark | None = None
        if with_button:
            self._add_button()
        else:
            self.same = Mark(kit, kit.tr("Same"))
            self.put_inside(self.same)

    def _add_button(self) -> None:
        self.button = Button(self.kit, self.kit.tr("Show"), "link", "small", "eye", parent=self.control)
        self.button.clicked.connect(self._turn)
        self.put_inside(self.button)
        self._fit_button()
        self.kit.appearance.changed.connect(self._fit_button)  # after the button has its new size

    def _fit_button(self) -> None:
        assert self.button is not None
        self.button.setMinimumHeight(self.kit.look.target("field") - 2 * _EDGE)
        self.button.setAccessibleName(f"{self.button.text()}: {self.label.text()}")
        self.button.setMinimumWidth(self.button.sizeHint().width())
        self.make_room()

    def _turn(self) -> None:
        hidden = self.control.echoMode() == QLineEdit.EchoMode.Password
        self.show_text(hidden)
        self.turned.emit(hidden)

    def show_text(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.control.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        if self.button is not None:
            self.button.set_text(self.kit.tr("Hide") if shown else self.kit.tr("Show"))
            self.button.set_icon("eye-off" if shown else "eye")
            self._fit_button()

    def stand_as(self, old: SecretField) -> None:
        """Take what stands in the same field in another language; that one is emptied."""
        self.show_text(old.control.echoMode() == QLineEdit.EchoMode.Normal)
        self.control.setText(old.take())

    def show_same(self, same: bool) -> None:
        """Say inside the field that it is the same as the other one."""
        if self.same is not None and self.same.isHidden() == same:
            self.same.setVisible(same)
            self.make_room()
