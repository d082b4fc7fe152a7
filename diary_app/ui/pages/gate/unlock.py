"""Opening the diary: the first thing painted when there is one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage, centred
from diary_app.ui.pages.gate.names import NameField
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label, SpokenLabel


class UnlockPage(GatePage):
    """Asks for the passphrase, or for one press, or for nothing at all.

    ``unlock_requested`` carries the passphrase (the field is emptied at once);
    ``open_requested`` asks to open without one. In a clinic with accounts it asks
    who signs in, too: ``who`` is empty elsewhere.
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
        self._clinic = False  # whether it asks who signs in
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
        self.name = NameField(kit, tr("Your name"))
        self.name.hide()
        self.field = SecretField(kit, tr("Passphrase"))
        self.field.control.returnPressed.connect(self._ask)
        self.name.entered.connect(self.field.control.setFocus)
        self.button = Button(kit, tr("Open"), "primary", "secondary", "arrow-right", icon_after=True)
        self.button.clicked.connect(self._ask)
        words = tr("Forgotten your passphrase?")
        self.forgotten_button = Button(kit, words, "link", "small", "key-round")
        self.forgotten_button.clicked.connect(self._forget)
        card.column.addWidget(self.title)
        card.column.addWidget(self.line)
        card.column.addSpacing(10)
        self.name.setContentsMargins(0, 0, 0, 8)
        card.column.addWidget(self.name)
        card.column.addWidget(self.field)
        card.column.addSpacing(14)
        card.column.addWidget(self.button)
        card.column.addWidget(self.forgotten_button)
        return card

    # -- what it asks for ----------------------------------------------------------

    def offer_names(self, names: Sequence[str]) -> None:
        """Who may sign in, in a clinic; with nobody it is a diary that only its passphrase opens."""
        self._clinic = bool(names)
        self.name.offer(names)
        self.name.setVisible(self._clinic and self._asking)
        assert self.title is not None
        self.title.setText(self.kit.tr("Sign in") if self._clinic else self.kit.tr("Open your diary"))
        if not self._waiting:
            self.set_waiting(False)  # what the button says

    @property
    def who(self) -> str:
        """Whose name is there; nothing where nobody is asked for it."""
        return self.name.name if self._clinic else ""

    def _request(self) -> str:
        tr = self.kit.tr
        return (
            tr("Please choose your name and type your passphrase.")
            if self._clinic
            else tr("Please type your passphrase.")
        )

    def ask_passphrase(self, why: str = "") -> None:
        """Ask for the passphrase; ``why`` it is asked for this time."""
        self._set_asking(True, self.kit.sentences(why, self._request()))

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
        self.name.setVisible(asking and self._clinic)
        self.forgotten_button.setVisible(asking)

    def stand_as(self, old: UnlockPage) -> None:
        """Go on where the same page in another language stood; what was typed comes along."""
        if old._asking:
            self.ask_passphrase()
        else:
            self.ask_press()
        self.name.put(old.name.name)
        self.field.control.setText(old.field.take())

    def open_page(self) -> None:
        """Typing can begin at once, or the press."""
        stop: QWidget = self.field.control if self._asking else self.button
        if self._asking and self._clinic and not self.who:
            stop = self.name.control
        if self._waiting:
            stop = self.line
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_waiting(self, waiting: bool) -> None:
        """While the diary opens, say so and take no second request."""
        self._waiting = waiting
        if waiting:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled field would hand it on
        for part in (
            self.name.control,
            self.field.control,
            self.button,
            self.forgotten_button,
            self.language_choice,
        ):
            assert part is not None
            part.setEnabled(not waiting)
        still = self.kit.tr("Sign in") if self._clinic else self.kit.tr("Open")
        self.button.set_text(self.kit.tr("Opening…") if waiting else still)

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
        if self._clinic and not self.who:
            self.name.show_error(self.kit.tr("Please choose your name."))
            self.name.control.setFocus()
            return
        self.name.show_error("")
        if not self.field.control.text():
            self.refuse(self.kit.tr("Please type your passphrase."))
            return
        self.field.show_error("")
        self.field.show_text(False)
        passphrase = self.field.take()
        self.set_waiting(True)
        self.unlock_requested.emit(passphrase)
