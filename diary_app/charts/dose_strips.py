"""Dosing strips on the screen: the dose calendar, drawn close, under a legend of every mark."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.charts.dose_calendar import (
    CalendarGrid,
    CycleRow,
    calendar_head,
    calendar_summary,
    cycle_lines,
)
from diary_app.charts.legend import day_legend
from diary_app.charts.shapes import Measure, Picture, stack
from diary_app.common.i18n import Translator

LINE = 11.2
_MARK, _LEGEND = 10.5, 13.0


def dose_strips(
    rows: Sequence[CycleRow],
    columns: int,
    treatment: int,
    width: float,
    measure: Measure,
    tr: Translator,
    line: float = LINE,
) -> Picture:
    """The strips of ``rows``, ``width`` points wide; ``columns``: planned days of a cycle.

    ``treatment``: days with a capsule before the gap; ``line``: height of a strip.
    """
    grid = CalendarGrid(width, columns, treatment, label=_label(rows, measure, tr), count=44, line=line)
    lines = [each for row in rows for each in cycle_lines(row, grid, measure, tr)]
    legend = day_legend(width, measure, tr, mark=_MARK, line=_LEGEND)
    return stack([legend, calendar_head(grid, measure), *lines], summary=calendar_summary(rows, tr))


def _label(rows: Sequence[CycleRow], measure: Measure, tr: Translator) -> float:
    """Room for the longest "Cycle 12" and the longest dose beside it."""
    names = (measure(tr("Cycle {n}", n=row.cycle), 9, True) for row in rows)
    doses = (measure(row.dose, 8.5, False) for row in rows)
    return max(names, default=0.0) + max(doses, default=0.0) + 14
