"""The Overview tab (pictures 14 and 24)."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.services.clinic.overview import OverviewView
from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.charts.save import SaveChartButton, TablesButton
from diary_app.ui.clinic.overview import day_cards, words
from diary_app.ui.clinic.overview.figures import GAP, FigureRow
from diary_app.ui.clinic.overview.qlq_card import QlqCard
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller

SIDE_BY_SIDE = 1180
"""Width of the window from which the questionnaire stands beside the days, px."""
_PRESSURE = 11.5


QLQ = "qlq"


@runtime_checkable
class WithTabs(Protocol):
    """A page that can bring another of its tabs into view."""

    tabs: dict[str, PatientTab]

    def open_tab(self, key: str) -> None:
        """Bring a tab into view."""


@runtime_checkable
class ShowsScore(Protocol):
    """A tab that can show one score in full."""

    def choose(self, code: str) -> None:
        """Show a score."""


class OverviewTab(PatientTab):
    """Six figures, doses, symptoms and pressure, the questionnaire."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        tr = kit.tr
        self.participant = ""
        self.figures = FigureRow(kit)
        self.doses = ChartCard(kit, "doses", tr("Dosing"))
        self.symptoms = ChartCard(kit, "symptoms", tr("Symptoms"))
        self.pressure = ChartCard(kit, "blood-pressure", tr("Blood pressure, mmHg"), _PRESSURE)
        self.pressure_line = Label(kit, "", "caption", "ink-2", wrap=False)
        self.pressure.add_to_head(self.pressure_line)
        self.qlq = QlqCard(kit)
        self.qlq.opened.connect(self._open_trends)
        self.tables = TablesButton(kit, self.cards)
        self.save = SaveChartButton(self, self.cards)
        self._build()
        kit.appearance.changed.connect(self._arrange)

    def cards(self) -> list[ChartCard]:
        """Every chart of the tab."""
        return [self.doses, self.symptoms, self.pressure, self.qlq]

    def _build(self) -> None:
        self.scroller = Scroller()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        body = QVBoxLayout(self.scroller.body)
        body.setContentsMargins(2, 2, 4, 8)
        body.setSpacing(GAP)
        body.addWidget(self.figures)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        for card in (self.doses, self.symptoms, self.pressure):
            left.addWidget(card)
        left.addStretch(1)
        self._row.addLayout(left, 61)
        self._row.addWidget(self.qlq, 45)
        body.addLayout(self._row)
        body.addStretch(1)
        self.content = self.scroller.body
        self.content.hide()

    def _open_trends(self, code: str) -> None:
        """The tab of the questionnaire, at a score."""
        page: object = self.page
        if isinstance(page, WithTabs):
            page.open_tab(QLQ)
            tab: object = page.tabs.get(QLQ)
            if isinstance(tab, ShowsScore):
                tab.choose(code)

    def actions(self) -> list[QWidget]:  # type: ignore[override]  # as the tab it is
        """Charts as tables, and one saved."""
        return [self.tables, self.save]

    def load(self, participant: str) -> None:
        """Show a patient."""
        service, language = self.session.store.overview, self.tr_.language
        self.look(participant, lambda: service.view(participant, language), self.show_view)

    def show_view(self, view: OverviewView) -> None:
        """Show what was found; a patient that was left is shown from the top."""
        tr = self.tr_
        self.figures.show_figures(view.figures)
        note = words.told_until(self.kit, view.figures.data_to, view.today)
        if view.cycles > len(view.calendar.cycles):
            shown = tr("The last {n} of {all} cycles.", n=len(view.calendar.cycles), all=view.cycles)
            note = self.kit.sentences(note, shown)
        self.doses.show_chart(
            day_cards.dose_layout(view.calendar, tr), day_cards.dose_table(view.calendar, tr), note=note
        )
        self._show_days(view)
        self.qlq.show_section(view.qlq)
        self.tables.apply()
        self.scroller.body.show()
        if view.participant != self.participant:
            self.scroller.verticalScrollBar().setValue(0)
        self.participant = self.save.participant = view.participant
        self._arrange()

    def _show_days(self, view: OverviewView) -> None:
        tr, found, readings = self.tr_, view.symptoms, view.pressure
        days = len(found.days)
        title = (
            tr.plural("Symptoms, last {n} day", "Symptoms, last {n} days", days) if days else tr("Symptoms")
        )
        self.symptoms.show_chart(
            day_cards.symptom_layout(found, tr),
            day_cards.symptom_table(found, tr),
            title,
            day_cards.absent_note(found, tr),
        )
        self.pressure.show_chart(
            day_cards.pressure_layout(readings, found, tr), day_cards.pressure_table(readings, tr)
        )
        self.pressure_line.setText(day_cards.peak_line(readings.days, days, tr))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        text = self.kit.look.text
        wide = self.window().width() >= SIDE_BY_SIDE and text <= 125
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self.figures.arrange(6 if wide else 3 if text < 175 else 2)
        self.pressure_line.setWordWrap(not wide)
