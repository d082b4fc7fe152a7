"""Dosing strips on the screen: the dose calendar, drawn close, under a legend of every mark."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.charts.dose_calendar import (
    CalendarGrid,
    CycleRow,
    calendar_summary,
    cycle_lines,
)
from diary_app.charts.legend import day_legend
from diary_app.charts.shapes import Measure, Picture, Text, first_free, stack, text_at
from diary_app.common.i18n import Translator

LINE = 11.2
_MARK, _LEGEND = 10.5, 13.0
_LEAST, _WEEK = 7.2, 7
"""Least width of a day, points; where a cycle would be closer, it goes on in further lines."""


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
    label = _label(rows, measure, tr)
    grids = [
        CalendarGrid(width, most, min(treatment, most), label=label, count=44, line=line)
        for most in (columns, treatment, _WEEK)
    ]
    grid = next((each for each in grids if each.pitch >= _LEAST), grids[-1])
    lines = [each for row in rows for each in cycle_lines(row, grid, measure, tr)]
    legend = day_legend(width, measure, tr, mark=_MARK, line=_LEGEND, gap=7)
    return stack([legend, _head(grid, measure), *lines], summary=calendar_summary(rows, tr))


def _head(grid: CalendarGrid, measure: Measure) -> Picture:
    """The ends of both stretches and every fifth day, as far as they find room."""
    ends = (1, grid.treatment, grid.treatment + 1, grid.columns)
    placed: list[Text] = []
    frame = Picture(grid.width, 11.0, ()).box
    for day in dict.fromkeys((*ends, *range(5, grid.columns, 5))):
        if day <= grid.columns:
            x, _ = grid.cell(day - 1).middle
            text = text_at(measure, (x, 8.0), str(day), 8, color="ink-3", anchor="middle")
            if first_free([text], [other.box for other in placed], frame) is not None:
                placed.append(text)
    return Picture(frame.width, frame.height, tuple(placed))


def _label(rows: Sequence[CycleRow], measure: Measure, tr: Translator) -> float:
    """Room for the longest "Cycle 12" and the longest dose beside it."""
    names = (measure(tr("Cycle {n}", n=row.cycle), 9, True) for row in rows)
    doses = (measure(row.dose, 8.5, False) for row in rows)
    return max(names, default=0.0) + max(doses, default=0.0) + 14
