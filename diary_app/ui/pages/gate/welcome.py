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
    """Says what the diary is for and starts it."""

    started = Signal()
    clinic_started = Signal()
    visit_wanted = Signal()
    _row: QBoxLayout | None = None  # restyled before it is there
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
        words = tr("Review diaries, enter paper questionnaires, print visit summaries, export data.")
        card = self._card("plain", IconTile(kit, "stethoscope", "ink-2", 60), tr("I work in a clinic"), words)
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
        self.visit_wanted.emit()

    def _set_waiting(self, waiting: bool) -> None:
        """While the made-up diary is being made nothing else is begun."""
        tr = self.kit.tr
        self.visit_button.set_text(tr("One moment…") if waiting else tr("Look around"))
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
        """It could not be made: say why."""
        self._set_waiting(False)
        self.refuse(sentence)
        self.visit_button.setFocus()

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
