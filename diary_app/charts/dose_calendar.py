"""The dose calendar: one row a cycle, one cell a day, treatment days apart from rest days.

A cycle that runs past its planned length goes on in further lines of the same
width, so that no day is left out however long the next start is delayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diary_app.charts.day_marks import OFF_PLAN_WORD, STATE_WORDS, DayMark, mark_shapes
from diary_app.charts.legend import day_legend
from diary_app.charts.shapes import Box, Measure, Picture, Shape, Target, stack, text_at
from diary_app.common.i18n import Translator


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of a cycle. ``cycle_day`` counts from 1; ``off_plan``: a dose outside the plan."""

    cycle_day: int
    day: date
    state: DayMark
    off_plan: bool = False


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One cycle: its number, its dose (``12 mg``), its days in order, and taken of due."""

    cycle: int
    dose: str
    cells: tuple[DayCell, ...]
    taken: int
    due: int


@dataclass(frozen=True, slots=True)
class CalendarGrid:
    """The grid that all lines of one calendar share (points).

    ``columns`` is the planned cycle length, ``treatment`` the number of treatment
    days before the gap.
    """

    width: float
    columns: int
    treatment: int
    label: float = 82.0
    count: float = 46.0
    line: float = 16.8
    gap: float = 7.0

    @property
    def pitch(self) -> float:
        """Width of a cell and the space after it."""
        return (self.width - self.label - self.count - self.gap) / self.columns

    def cell(self, column: int) -> Box:
        """The box of ``column`` (from 0) in a line whose top is 0."""
        left = self.label + column * self.pitch + (self.gap if column >= self.treatment else 0)
        return Box(left, 1.6, left + self.pitch - min(2.0, self.pitch * 0.12), self.line - 1.6)


def calendar_head(grid: CalendarGrid, measure: Measure) -> Picture:
    """The line of cycle days above the rows."""
    size = 8.0
    shapes: list[Shape] = []
    for column in range(grid.columns):
        x, _ = grid.cell(column).middle
        at = (x, grid.line - 5)
        shapes.append(text_at(measure, at, str(column + 1), size, color="ink-3", anchor="middle"))
    return Picture(grid.width, grid.line, tuple(shapes))


def cycle_lines(row: CycleRow, grid: CalendarGrid, measure: Measure, tr: Translator) -> list[Picture]:
    """The lines of one cycle: the first names it and counts, later ones say from which day they go on."""
    by_line: dict[int, list[DayCell]] = {0: []}
    for cell in row.cells:
        by_line.setdefault((cell.cycle_day - 1) // grid.columns, []).append(cell)
    return [_line(row, number, cells, grid, measure, tr) for number, cells in sorted(by_line.items())]


def _line(
    row: CycleRow, number: int, cells: Sequence[DayCell], grid: CalendarGrid, measure: Measure, tr: Translator
) -> Picture:
    shapes: list[Shape] = list(
        _cycle_texts(row, grid, measure, tr) if number == 0 else _more_text(number, grid, measure, tr)
    )
    targets: list[Target] = []
    for cell in cells:
        box = grid.cell((cell.cycle_day - 1) % grid.columns)
        shapes += mark_shapes(cell.state, box, measure, off_plan=cell.off_plan)
        targets.append(Target(box, cell.day.isoformat(), cell_name(row, cell, tr)))
    return Picture(grid.width, grid.line, tuple(shapes), tuple(targets))


def _cycle_texts(row: CycleRow, grid: CalendarGrid, measure: Measure, tr: Translator) -> tuple[Shape, ...]:
    base = grid.line / 2 + 3.2
    count = tr("{taken} of {due}", taken=row.taken, due=row.due)
    return (
        text_at(measure, (0, base), tr("Cycle {n}", n=row.cycle), 9, bold=True),
        text_at(measure, (grid.label - 6, base), row.dose, 8.5, color="ink-2", anchor="end"),
        text_at(measure, (grid.width, base), count, 9, anchor="end"),
    )


def _more_text(number: int, grid: CalendarGrid, measure: Measure, tr: Translator) -> tuple[Shape, ...]:
    text = tr("from day {n}", n=number * grid.columns + 1)
    at = (grid.label - 6, grid.line / 2 + 3)
    return (text_at(measure, at, text, 8, color="ink-3", anchor="end"),)


def state_words(cell: DayCell, tr: Translator) -> str:
    """What a day came to."""
    words = tr(STATE_WORDS[cell.state])
    return f"{words}, {tr(OFF_PLAN_WORD)}" if cell.off_plan else words


def place_words(row: CycleRow, cell: DayCell, tr: Translator) -> str:
    """Where a day stands in its cycle and what it came to, for a line below its date."""
    return tr(
        "Cycle {cycle}, day {day}: {state}", cycle=row.cycle, day=cell.cycle_day, state=state_words(cell, tr)
    )


def cell_name(row: CycleRow, cell: DayCell, tr: Translator) -> str:
    """The spoken name of a day: cycle, cycle day, date, what it came to."""
    return tr(
        "Cycle {cycle}, day {day}, {date}: {state}",
        cycle=row.cycle,
        day=cell.cycle_day,
        date=cell.day.isoformat(),
        state=state_words(cell, tr),
    )


def dose_calendar(rows: Sequence[CycleRow], grid: CalendarGrid, measure: Measure, tr: Translator) -> Picture:
    """The whole calendar with legend and head as one picture."""
    lines = [line for row in rows for line in cycle_lines(row, grid, measure, tr)]
    parts = [day_legend(grid.width, measure, tr), calendar_head(grid, measure), *lines]
    return stack(parts, summary=calendar_summary(rows, tr))


def calendar_summary(rows: Sequence[CycleRow], tr: Translator) -> str:
    """The calendar in one sentence a cycle, for a screen reader."""
    if not rows:
        return tr("No cycle has started.")
    return "\n".join(
        tr("Cycle {cycle}: {taken} of {due} capsules taken.", cycle=row.cycle, taken=row.taken, due=row.due)
        for row in rows
    )
