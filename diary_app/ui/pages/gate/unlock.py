"""Opening the diary: the first thing painted when there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage, centred
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label, SpokenLabel


class UnlockPage(GatePage):
    """Asks for the passphrase, or for one press, or for nothing at all.

    ``unlock_requested`` carries the passphrase (the field is emptied at once);
    ``open_requested`` asks to open without one.
    """

    unlock_requested = Signal(str)
    open_requested = Signal()
    forgotten = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.add_language_choice()
        self.add_size_button()
        self._asking = True  # for the passphrase
        self._waiting = False
        self._by_itself = False
        self._told = self._words = ""
        self.content.addStretch(1)
        self.content.addLayout(centred(self._card()))
        self.content.addStretch(2)
        self.add_promise()

    def _card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        card = Card("plain", (32, 30, 32, 22))
        card.setFixedWidth(560)
        card.column.setSpacing(10)
        self.title = Label(kit, tr("Open your diary"), "page-title")
        self._words = tr("Please type your passphrase.")
        self.line = SpokenLabel(kit, self._words, "body", "ink-2")
        self.field = SecretField(kit, tr("Passphrase"))
        self.field.control.returnPressed.connect(self._ask)
        self.button = Button(kit, tr("Open"), "primary", "secondary", "arrow-right", icon_after=True)
        self.button.clicked.connect(self._ask)
        words = tr("Forgotten your passphrase?")
        self.forgotten_button = Button(kit, words, "link", "small", "key-round")
        self.forgotten_button.clicked.connect(self._forget)
        card.column.addWidget(self.title)
        card.column.addWidget(self.line)
        card.column.addSpacing(10)
        card.column.addWidget(self.field)
        card.column.addSpacing(14)
        card.column.addWidget(self.button)
        card.column.addWidget(self.forgotten_button)
        return card

    # -- what it asks for ----------------------------------------------------------

    def ask_passphrase(self, why: str = "") -> None:
        """Ask for the passphrase; ``why`` it is asked for this time."""
        self._set_asking(True, self.kit.sentences(why, self.kit.tr("Please type your passphrase.")))

    def tell(self, sentence: str) -> None:
        """Say something before what is asked for, until another sentence or none takes its place."""
        self._told = sentence
        self._show_words(self._words)
        if sentence:
            a11y.announce(self, sentence)

    def _show_words(self, words: str) -> None:
        self._words = words
        self.line.setText(self.kit.sentences(self._told, words))

    def ask_press(self) -> None:
        """One press opens it."""
        self._set_asking(False, self.kit.tr("It closed itself because nobody was using it."))

    def open_by_itself(self) -> None:
        """Ask for nothing: it opens once the page has been painted."""
        self._set_asking(False, self.kit.tr("One moment, please."))
        self.set_waiting(True)
        self._by_itself = True

    def _set_asking(self, asking: bool, words: str) -> None:
        self._asking = asking
        self._by_itself = False
        self.set_waiting(False)
        self._show_words(words)
        self.field.show_error("")
        self.field.setVisible(asking)
        self.forgotten_button.setVisible(asking)

    def stand_as(self, old: UnlockPage) -> None:
        """Go on where the same page in another language stood; what was typed comes along."""
        if old._asking:
            self.ask_passphrase()
        else:
            self.ask_press()
        self.field.control.setText(old.field.take())

    def open_page(self) -> None:
        """Typing can begin at once, or the press."""
        stop: QWidget = self.field.control if self._asking else self.button
        if self._waiting:
            stop = self.line
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_waiting(self, waiting: bool) -> None:
        """While the diary opens, say so and take no second request."""
        self._waiting = waiting
        if waiting:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled field would hand it on
        for part in (self.field.control, self.button, self.forgotten_button, self.language_choice):
            assert part is not None
            part.setEnabled(not waiting)
        self.button.set_text(self.kit.tr("Opening…") if waiting else self.kit.tr("Open"))

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, and let the person try again."""
        self.set_waiting(False)
        self.field.show_error(sentence)
        a11y.announce(self, sentence)
        self.field.control.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What opens by itself begins after the first paint."""
        super().paintEvent(event)
        if self._by_itself:
            self._by_itself = False
            QTimer.singleShot(0, self, self.open_requested.emit)

    def _forget(self) -> None:
        self.field.control.clear()
        self.field.show_text(False)
        self.field.show_error("")
        self.forgotten.emit()

    def _ask(self) -> None:
        if self._waiting:
            return
        if not self._asking:
            self.set_waiting(True)
            self.open_requested.emit()
            return
        if not self.field.control.text():
            self.refuse(self.kit.tr("Please type your passphrase."))
            return
        self.field.show_error("")
        self.field.show_text(False)
        passphrase = self.field.take()
        self.set_waiting(True)
        self.unlock_requested.emit(passphrase)
