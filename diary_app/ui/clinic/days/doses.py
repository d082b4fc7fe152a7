"""The Doses tab: every day of every cycle, and everything written about the chosen one."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from diary_app.charts.day_marks import DayMark
from diary_app.charts.dose_calendar import place_words
from diary_app.services.clinic.overview_service import DosesView
from diary_app.services.history import DayStory
from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.days.frame import DaysTab
from diary_app.ui.clinic.days.story import StoryCard, iso_day
from diary_app.ui.clinic.overview.day_cards import dose_layout, dose_table
from diary_app.ui.clinic.overview.words import told_until
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

_LINE = 14.0
_WIDE = 960


class DosesTab(DaysTab):
    """All strips at the left, the chosen day beside or below them."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        self.view: DosesView | None = None
        self.day: date | None = None
        self.card = ChartCard(kit, "doses", kit.tr("All cycles"))
        self.card.chart.keeps_ring = True
        self.card.chart.moved.connect(lambda key: self.choose(iso_day(key)))
        self.story = StoryCard(kit)
        self.body.addWidget(self.card, 62, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.story, 38, Qt.AlignmentFlag.AlignTop)
        kit.appearance.changed.connect(self._arrange)

    def cards(self) -> list[ChartCard]:
        """The strips."""
        return [self.card]

    def load(self, participant: str) -> None:
        """Show a patient; the same day as before where it is the same patient."""
        service, language = self.session.store.overview, self.tr_.language
        self.look(participant, lambda: service.doses(participant, language), self.show_view)

    def show_view(self, view: DosesView) -> None:
        """Show the strips and a day."""
        tr = self.tr_
        self.view = view
        if view.participant != self.participant:
            self.day = None
        note = told_until(self.kit, view.data_to, view.today)
        if not view.calendar.cycles:
            note = tr("No cycle has started.")
        self.card.show_chart(dose_layout(view.calendar, tr, _LINE), dose_table(view.calendar, tr), note=note)
        self.shown(view.participant)
        self._arrange()
        self.story.setVisible(bool(view.calendar.cycles))
        if view.calendar.cycles:
            self.choose(self.day or _first_shown(view))

    def choose(self, day: date) -> None:
        """Show everything about a day."""
        assert self.view is not None
        self.day = day
        self.card.chart.choose(day.isoformat())
        service, whose = self.session.store.overview, self.view.participant
        self.page.act(lambda: service.day(whose, day), partial(self._show_story, whose))

    def _show_story(self, whose: str, story: DayStory) -> None:
        if self.view is None or self.view.participant != whose:
            return
        if story.day.day == self.day:  # not one that was chosen before it
            self.story.show_story(story, self._place_of(story.day.day), self.view.plan)

    def _place_of(self, day: date) -> str:
        rows = self.view.calendar.cycles if self.view is not None else ()
        found = ((row, cell) for row in rows for cell in row.cells if cell.day == day)
        return next((place_words(row, cell, self.tr_) for row, cell in found), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _WIDE and self.kit.look.text <= 125
        ways = QBoxLayout.Direction
        self.body.setDirection(ways.LeftToRight if wide else ways.TopToBottom)


def _first_shown(view: DosesView) -> date:
    """The last day told, where it stands in the strips; else the last day that is not to come."""
    days = [cell for row in view.calendar.cycles for cell in row.cells]
    past = [cell.day for cell in days if cell.state is not DayMark.TO_COME and cell.day <= view.today]
    if view.data_to in past:
        return view.data_to
    return past[-1] if past else days[0].day
