"""The first page of a computer without a diary: patient, clinic, or a look around (picture 01)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage, centred
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card, IconTile
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import key_hint


class WelcomePage(GatePage):
    """Says what the diary is for and starts it.

    ``visit_wanted`` carries whether it is a clinic's trial; ``visit_given_up``: nobody waits for it.
    """

    started = Signal()
    clinic_started = Signal()
    visit_wanted = Signal(bool)
    visit_given_up = Signal()
    _row: QBoxLayout | None = None  # restyled before it is there
    _trial_waits = False
    backup_offered = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = kit.tr
        self.add_language_choice()
        self.add_size_button()
        self.content.addSpacing(8)
        self.add_titles(tr("Welcome. Who will use this diary?"), tr("Choose one to begin."))
        self.content.addSpacing(12)
        self.backup_button = Button(kit, tr("I have a backup of my diary"), "link", "small", "history")
        self.backup_button.clicked.connect(self.backup_offered)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(20)
        self._row.addWidget(self._patient_card(), 1)
        self._row.addWidget(self._clinic_card(), 1)
        self._row.addWidget(self._visit_card(), 1)
        self.content.addLayout(self._row)
        self.restyle()
        self.content.addLayout(centred(self.backup_button))
        self.problem = Banner(kit, "due", "circle-alert")
        self.problem.hide()
        self.content.addWidget(self.problem)
        self.content.addStretch(1)
        self.add_promise()
        parts = [(tr("Move with"), False), (tr("Tab"), True), (tr("choose with"), False), (tr("Enter"), True)]
        self.foot.addWidget(key_hint(kit, parts))

    def _patient_card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        words = tr("Write down my morning capsule, how I feel, and answer my questionnaires.")
        card = self._card("dominant", IconTile(kit, "user", "accent", 60), tr("I am a patient"), words)
        self.start_button = Button(
            kit, tr("Start my diary"), "primary", "secondary", "arrow-right", icon_after=True
        )
        self.start_button.clicked.connect(self.started)
        card.column.addWidget(self.start_button)
        return card

    def _clinic_card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        words = tr("Take in diaries, enter paper forms, decide doses, print visit summaries.")
        card = self._card("plain", IconTile(kit, "stethoscope", "ink-2", 60), tr("I work in a clinic"), words)
        self.trial_button = Button(kit, "", "link", "small", "eye")
        self.trial_button.clicked.connect(self._look_at_trial)
        card.column.addWidget(self.trial_button)  # as wide as the card: its words change while one waits
        self.clinic_button = Button(
            kit, tr("Set up for the clinic"), size="secondary", icon="arrow-right", icon_after=True
        )
        self.clinic_button.clicked.connect(self.clinic_started)
        card.column.addWidget(self.clinic_button)
        return card

    def _visit_card(self) -> Card:
        kit, tr = self.kit, self.kit.tr
        words = tr("See everything with a made-up diary. It is marked, and nothing of it is kept.")
        card = self._card("plain", IconTile(kit, "eye", "ink-2", 60), tr("Look around first"), words)
        self.visit_button = Button(kit, "", size="secondary", icon="arrow-right", icon_after=True)
        self.visit_button.clicked.connect(self._look_around)
        card.column.addWidget(self.visit_button)
        self._set_waiting(False)
        return card

    def _card(self, kind: str, tile: IconTile, title: str, words: str) -> Card:
        card = Card(kind, (24, 26, 24, 26))
        card.column.setSpacing(10)
        card.column.addWidget(tile)
        card.column.addSpacing(8)
        card.column.addWidget(Label(self.kit, title, "card-title"))
        card.column.addWidget(Label(self.kit, words, "body", "ink-2"))
        card.column.addStretch(1)
        card.column.addSpacing(24)
        return card

    def restyle(self) -> None:
        """At large text the cards stand one below the other."""
        super().restyle()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        if self._row is not None:
            self._row.setDirection(down if self.kit.look.large else across)

    # -- looking around ------------------------------------------------------

    def _look_around(self) -> None:
        self.problem.hide()
        self._set_waiting(True)
        a11y.announce(self, self.visit_button.text())
        self.visit_wanted.emit(False)

    def _look_at_trial(self) -> None:
        """A trial takes half a minute to make: the same button gives it up."""
        if self._trial_waits:
            self.visit_given_up.emit()
            return
        self.problem.hide()
        self._set_waiting(True, trial=True)
        a11y.announce(self, self.kit.tr("A made-up trial is being made. This takes about half a minute."))
        self.visit_wanted.emit(True)

    def say_made(self, percent: int) -> None:
        """How much of the made-up trial is made."""
        if self._trial_waits:
            self.trial_button.set_text(self.kit.tr("Stop; {percent} % made", percent=percent))

    def _set_waiting(self, waiting: bool, *, trial: bool = False) -> None:
        """While the made-up diary is being made nothing else is begun."""
        tr = self.kit.tr
        self._trial_waits = waiting and trial
        self.visit_button.set_text(tr("One moment…") if waiting and not trial else tr("Look around"))
        self.trial_button.set_text(tr("Look around a made-up trial"))
        self.trial_button.setEnabled(not waiting or trial)
        self.say_made(0)
        for part in (
            self.start_button,
            self.clinic_button,
            self.backup_button,
            self.language_choice,
            self.visit_button,
        ):
            if part is not None:
                part.setEnabled(not waiting)

    def visit_failed(self, sentence: str) -> None:
        """It could not be made: say why, or nothing where it was given up."""
        pressed = self.trial_button if self._trial_waits else self.visit_button
        self._set_waiting(False)
        if sentence:
            self.refuse(sentence)
        pressed.setFocus()

    def refuse(self, sentence: str) -> None:
        """The chosen file is not a backup that can be used."""
        self.problem.say(self.kit.tr("This did not work."), sentence)
        self.problem.show()
        a11y.announce(self, sentence)
        self.backup_button.setFocus()

    def open_page(self) -> None:
        """The way on has the focus."""
        self.problem.hide()
        self._set_waiting(False)
        self.start_button.setFocus()
