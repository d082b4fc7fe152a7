"""The Blood pressure tab: the whole course, a part of it, and every reading."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from diary_app.charts.day_course import pressure_course
from diary_app.charts.shapes import Measure, Picture, enlarged
from diary_app.common.i18n import Translator
from diary_app.reports.formats import date_text
from diary_app.reports.summary import PressureSection
from diary_app.services.clinic.courses import PressureCourse
from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.days.frame import DaysTab
from diary_app.ui.clinic.overview.day_cards import pressure_table, scaled
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.chart_view import Layout
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.labels import Label

RECENT, LONGER, ALL = 42, 126, 0
"""Days of the three stretches; 0: all."""
_LINES = 22


class PressureTab(DaysTab):
    """The chart of a stretch of days, and the readings of the same stretch as a list."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        tr = kit.tr
        self.course: PressureCourse | None = None
        self.card = ChartCard(kit, "blood-pressure", tr("Blood pressure, mmHg"), _LINES)
        options = [(RECENT, tr("6 weeks")), (LONGER, tr("18 weeks")), (ALL, tr("All"))]
        self.stretch = Segments(kit, tr("Days shown"), options)
        self.stretch.set_value(ALL)
        self.stretch.chosen.connect(lambda _: self._show())
        self.card.add_to_head(self.stretch)
        self.readings = DataTable(kit, tr("Readings"), most=12)
        self.empty = Label(kit, tr("No blood pressure recorded."), "body", "ink-2")
        for part in (self.card, self.readings, self.empty):
            self.body.addWidget(part)
        self.body.addStretch(1)
        kit.appearance.changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        """The title stands beside the first of the stretches where they stand one below the other."""
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        self.card.head.setAlignment(self.card.title, top if self.kit.look.stacked else middle)

    def cards(self) -> list[ChartCard]:
        """The one chart."""
        return [self.card]

    def load(self, participant: str) -> None:
        """Show a patient."""
        service, language = self.session.store.overview, self.tr_.language
        self.look(participant, lambda: service.pressure(participant, language), self.show_course)

    def show_course(self, course: PressureCourse) -> None:
        """Show what was found."""
        self.course = course
        some = bool(course.readings)
        for part in (self.card, self.readings):
            part.setVisible(some)
        self.empty.setVisible(not some)
        if some:
            self._show()
        self.shown(course.participant)

    def _show(self) -> None:
        if self.course is None:
            return
        section, tr = last_days(self.course.section, self.stretch.value or ALL), self.tr_
        note = tr("\u25bc systolic \u25b2 diastolic. A day shows the mean of its last readings in a row.")
        self.card.show_chart(course_layout(section, tr), pressure_table(section, tr), note=note)
        self.readings.show_data(reading_table(self.course, section, tr))
        self.tables.apply()


def last_days(section: PressureSection, days: int) -> PressureSection:
    """The same with only its last days; all with 0."""
    if not days or len(section.axis) <= days:
        return section
    axis = section.axis[-days:]
    return replace(section, axis=axis, days=tuple(day for day in section.days if day.day >= axis[0].day))


def course_layout(section: PressureSection, tr: Translator) -> Layout:
    """The chart of a stretch."""

    def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
        by, inner, narrow = scaled(width, size, measure)
        made = pressure_course(section.days, section.axis, section.limits, (inner, height / by), narrow, tr)
        return enlarged(made, by)

    return lay_out


def reading_table(course: PressureCourse, section: PressureSection, tr: Translator) -> TableData:
    """Every session of a stretch: its readings in order."""
    first = section.axis[0].day if section.axis else None
    rows = [
        [
            date_text(row.place.day, tr),
            row.place.place(tr),
            row.time,
            tr(", ").join(f"{high}/{low}" for high, low in row.readings),
            tr("at or over it") if row.over else tr("below"),
        ]
        for row in course.readings
        if first is None or row.place.day >= first
    ]
    return TableData(
        [tr("Date"), tr("Cycle day"), tr("Time"), tr("Readings, mmHg"), tr("Call limit, that day")], rows
    )
