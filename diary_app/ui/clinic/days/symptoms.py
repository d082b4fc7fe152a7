"""The Symptoms tab: the grades of every day, cycle by cycle, the newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.services.clinic.courses import SymptomCourse, SymptomCycle
from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.days.frame import DaysTab
from diary_app.ui.clinic.overview.day_cards import absent_note, symptom_layout, symptom_table
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.labels import Label

AT_FIRST = 3


class SymptomsTab(DaysTab):
    """A card for each cycle; older ones come when asked for."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        self._cards: list[ChartCard] = []
        self._course: SymptomCourse | None = None
        self._all = False
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(10)
        self.body.addWidget(holder)
        self.more = Button(kit, kit.tr("Show all cycles"), size="small", icon="chevron-down")
        self.more.clicked.connect(self._show_all)
        self.empty = Label(kit, kit.tr("No symptoms recorded."), "body", "ink-2")
        self.body.addWidget(self.more)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)

    def cards(self) -> list[ChartCard]:
        """The cycles in view."""
        return self._cards

    def load(self, participant: str) -> None:
        """Show a patient."""
        service, language = self.session.store.overview, self.tr_.language
        if participant != self.participant:
            self._all = False
        self.look(participant, lambda: service.symptoms(participant, language), self.show_course)

    def show_course(self, course: SymptomCourse) -> None:
        """Show the newest cycles, or all."""
        self._course = course
        shown = course.cycles if self._all else course.cycles[:AT_FIRST]
        clear(self._list)
        self._cards = [self._card(cycle) for cycle in shown]
        for card in self._cards:
            self._list.addWidget(card)
        self.more.setVisible(len(shown) < len(course.cycles))
        self.empty.setVisible(not course.cycles)
        self.shown(course.participant)

    def _card(self, cycle: SymptomCycle) -> ChartCard:
        tr = self.tr_
        title = tr("Symptoms, cycle {n}", n=cycle.cycle) if cycle.cycle else tr("Symptoms, before cycle 1")
        card = ChartCard(self.kit, f"symptoms-cycle-{cycle.cycle or 0}", title)
        note = absent_note(cycle.section, tr)
        card.show_chart(symptom_layout(cycle.section, tr), symptom_table(cycle.section, tr), note=note)
        return card

    def _show_all(self) -> None:
        self._all = True
        if self._course is not None:
            place = len(self._cards)
            self.show_course(self._course)
            self._cards[place].chart.setFocus()
