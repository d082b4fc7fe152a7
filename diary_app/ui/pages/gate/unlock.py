"""Opening the diary with its passphrase: the first thing painted when there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage, centred
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label, SpokenLabel


class UnlockPage(GatePage):
    """``unlock_requested`` carries the passphrase; the field is emptied at once."""

    unlock_requested = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_size_button()
        card = Card("plain", (32, 30, 32, 30))
        card.setFixedWidth(560)
        card.column.setSpacing(10)
        self.title = Label(kit, tr("Open your diary"), "page-title")
        card.column.addWidget(self.title)
        self.line = SpokenLabel(kit, tr("Please type your passphrase."), "body", "ink-2")
        card.column.addWidget(self.line)
        card.column.addSpacing(10)
        self.field = SecretField(kit, tr("Passphrase"))
        self.field.control.returnPressed.connect(self._ask)
        card.column.addWidget(self.field)
        card.column.addSpacing(14)
        self.button = Button(kit, tr("Open"), "primary", "secondary", "arrow-right", icon_after=True)
        self.button.clicked.connect(self._ask)
        card.column.addWidget(self.button)
        self.content.addStretch(1)
        self.content.addLayout(centred(card))
        self.content.addStretch(2)
        self.add_promise()
        self._waiting = False

    def open_page(self) -> None:
        """Typing can begin at once."""
        self.field.control.setFocus()

    def set_waiting(self, waiting: bool) -> None:
        """While the diary opens, say so and take no second request."""
        self._waiting = waiting
        if waiting:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled field would hand it on
        self.field.control.setEnabled(not waiting)
        self.button.set_text(self.kit.tr("Opening…") if waiting else self.kit.tr("Open"))
        self.button.setEnabled(not waiting)

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, and let the person try again."""
        self.set_waiting(False)
        self.field.show_error(sentence)
        a11y.announce(self, sentence)
        self.field.control.setFocus()

    def _ask(self) -> None:
        if self._waiting:
            return
        if not self.field.control.text():
            self.refuse(self.kit.tr("Please type your passphrase."))
            return
        self.field.show_error("")
        self.field.show_text(False)
        passphrase = self.field.take()
        self.set_waiting(True)
        self.unlock_requested.emit(passphrase)
