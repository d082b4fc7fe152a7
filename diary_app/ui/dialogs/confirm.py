"""A confirmation: names the act on its button, and the safe choice has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.focus_ring import FocusRing
from diary_app.ui.widgets.labels import Label

_WIDTH = 560  # px at 100 % text


class Dialog(QDialog):
    """A modal window with a title, a body filled through ``body`` and buttons at the foot."""

    def __init__(self, kit: Kit, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setModal(True)
        self.setWindowTitle(title)
        self._width = min(_WIDTH * kit.look.text // 100, parent.window().width() - 80)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(16)
        self.title = Label(kit, title, "card-title")
        column.addWidget(self.title)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        column.addLayout(self.body)
        column.addSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        column.addLayout(self.buttons)
        self._ring = FocusRing(kit, self)
        kit.appearance.dress(self)

    def setVisible(self, visible: bool) -> None:
        """As wide as the text size asks for, and as high as its words: Qt stops at a part of the screen."""
        if visible and not self.isVisible():
            self.setFixedWidth(self._width)
            self.ensurePolished()
            layout = self.layout()
            assert layout is not None
            self.setMinimumHeight(layout.totalHeightForWidth(self._width))
        super().setVisible(visible)

    def add_buttons(self, safe: str, act: str) -> None:
        """The safe choice at the left, the named act at the right."""
        self.safe_button = Button(self.kit, safe)
        self.safe_button.clicked.connect(self.reject)
        self.act_button = Button(self.kit, act, "primary", icon="check")
        self.act_button.clicked.connect(self.accept)
        self.buttons.addWidget(self.safe_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.act_button)


class Confirm(Dialog):
    """Asks before something that cannot be undone."""

    def __init__(self, kit: Kit, parent: QWidget, title: str, text: str, safe: str, act: str) -> None:
        super().__init__(kit, parent, title)
        self.body.addWidget(Label(kit, text, "body", "ink-2"))
        self.add_buttons(safe, act)
        self.safe_button.setFocus(Qt.FocusReason.OtherFocusReason)
