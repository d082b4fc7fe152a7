"""Strips of doses, the map of symptoms and the blood pressure as cards."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.charts.blood_pressure import PressureDay
from diary_app.charts.day_course import LINE, pressure_days, symptom_days
from diary_app.charts.day_marks import STATE_WORDS
from diary_app.charts.dose_strips import dose_strips
from diary_app.charts.heat_map import HeatGrid
from diary_app.charts.legend import SEVERITY_WORDS
from diary_app.charts.shapes import Measure, Picture, at_size, enlarged
from diary_app.common.i18n import Translator
from diary_app.reports.dose_sections import CalendarSection
from diary_app.reports.formats import date_text, pressure_text
from diary_app.reports.summary import PressureSection
from diary_app.reports.symptom_sections import SymptomSection
from diary_app.ui.clinic.charts.table import TableData
from diary_app.ui.widgets.chart_view import Layout

POINTS = 8.0
"""Smallest text of these layouts, points: it is painted in the size of captions."""


def scaled(width: float, size: float, measure: Measure) -> tuple[float, float, Measure]:
    """How much larger than on paper, and the width and measure to lay out with."""
    by = size / POINTS
    return by, width / by, at_size(measure, by)


# -- doses ---------------------------------------------------------------------


def dose_layout(section: CalendarSection, tr: Translator, line: float = LINE) -> Layout:
    """All strips of a section."""

    def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
        del height
        by, inner, narrow = scaled(width, size, measure)
        made = dose_strips(section.cycles, section.columns, section.treatment_days, inner, narrow, tr, line)
        return enlarged(made, by)

    return lay_out


def dose_table(section: CalendarSection, tr: Translator) -> TableData:
    """A row for each cycle: how many days of each kind, from its first day to its last."""
    kinds = [state for state in STATE_WORDS if any(c.state is state for r in section.cycles for c in r.cells)]
    heads = [tr("Cycle"), tr("Dose"), tr("From"), tr("To"), *(tr(STATE_WORDS[kind]) for kind in kinds)]
    rows = []
    for row in section.cycles:
        counts = [str(sum(cell.state is kind for cell in row.cells)) for kind in kinds]
        days = [cell.day for cell in row.cells]
        rows.append([str(row.cycle), row.dose, date_text(days[0], tr), date_text(days[-1], tr), *counts])
    return TableData(heads, rows, frozenset({0, *range(4, len(heads))}))


# -- symptoms and blood pressure -----------------------------------------------


def label_width(section: SymptomSection, measure: Measure) -> float:
    """Room for the longest name, within reason; both charts of the same days take it."""
    longest = max((measure(row.name, 9, False) for row in section.rows), default=0.0)
    return min(max(longest + 8, 52.0), 104.0)


def _grid(section: SymptomSection, width: float, measure: Measure, line: float = LINE) -> HeatGrid:
    return HeatGrid(width, label=label_width(section, measure), line=line, most_pitch=26)


def symptom_layout(section: SymptomSection, tr: Translator) -> Layout:
    """The map of a section's days."""

    def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
        del height
        by, inner, narrow = scaled(width, size, measure)
        if not section.rows:
            return Picture(width, 1, ())
        grid = _grid(section, inner, narrow)
        return enlarged(symptom_days(section.days, section.rows, grid, narrow, tr), by)

    return lay_out


def symptom_table(section: SymptomSection, tr: Translator) -> TableData:
    """A row for each day, the newest first."""
    heads = [tr("Date"), tr("Cycle day"), *(row.name for row in section.rows)]
    rows = [
        [date_text(day.day, tr), day.place(tr), *(_grade(row.grades[place], tr) for row in section.rows)]
        for place, day in enumerate(section.days)
    ]
    return TableData(heads, rows[::-1])


def _grade(grade: int | None, tr: Translator) -> str:
    return tr("No entry") if grade is None else f"{grade} {tr(SEVERITY_WORDS[grade])}"


def absent_note(section: SymptomSection, tr: Translator) -> str:
    """Symptoms that were none on every day, and days without any."""
    if not section.rows and not section.absent:
        return tr("No symptoms recorded.")
    if not section.absent:
        return ""
    return tr("None on every entry: {names}", names=tr(", ").join(section.absent))


def pressure_layout(section: PressureSection, symptoms: SymptomSection, tr: Translator) -> Layout:
    """Blood pressure in the columns of the map of symptoms."""

    def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
        by, inner, narrow = scaled(width, size, measure)
        if not section.days:
            return Picture(width, 1, ())
        grid = _grid(symptoms, inner, narrow)
        made = pressure_days(section.days, section.axis, section.limits, grid, height / by, narrow, tr)
        return enlarged(made, by)

    return lay_out


def pressure_table(section: PressureSection, tr: Translator) -> TableData:
    """A row for each day with a reading, the newest first."""
    places = {place.day: place.place(tr) for place in section.axis}
    rows = [
        [date_text(day.day, tr), places.get(day.day, ""), pressure_text(day.systolic, day.diastolic),
         _over(day, tr)]
        for day in reversed(section.days)
    ]  # fmt: skip
    return TableData([tr("Date"), tr("Cycle day"), tr("mmHg"), tr("Call limit")], rows, frozenset({2}))


def _over(day: PressureDay, tr: Translator) -> str:
    return tr("at or over it") if day.over else tr("below")


def peak_line(days: Sequence[PressureDay], shown: int, tr: Translator) -> str:
    """The signs, and that the days are those of the map above.

    ``shown``: how many those are; earlier ones may well have readings.
    """
    if not days and shown:
        return tr.plural(
            "No blood pressure on the last {n} day.", "No blood pressure on the last {n} days.", shown
        )
    if not days:
        return tr("No blood pressure recorded.")
    return tr("Same days as above. \u25bc systolic \u25b2 diastolic")
