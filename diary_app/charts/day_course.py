"""Symptoms and blood pressure of the same days, one below the other, each day in its own column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from diary_app.charts.blood_pressure import (
    PressureDay,
    PressureLimits,
    PressureLook,
    pressure_chart,
)
from diary_app.charts.days import PlanDay
from diary_app.charts.heat_map import HeatGrid, SymptomRow, heat_map, heat_summary
from diary_app.charts.legend import severity_legend
from diary_app.charts.shapes import Measure, Picture, stack
from diary_app.common.i18n import Translator

LINE = 11.2
"""Height of a line of the map, points."""
_LEGEND = 14.5
_LEAST = 8.6


def symptom_days(
    days: Sequence[PlanDay], rows: Sequence[SymptomRow], grid: HeatGrid, measure: Measure, tr: Translator
) -> Picture:
    """The legend of grades and one block of the map."""
    legend = severity_legend(grid.width, measure, tr, line=_LEGEND, gap=5)
    blocks = []
    for part in parts(days, grid):
        cut = [SymptomRow(row.name, row.grades[part]) for row in rows]
        blocks.append(heat_map(days[part], cut, grid, measure, tr))
    return stack([legend, *blocks], gap=3, summary=heat_summary(rows, tr))


def parts(days: Sequence[PlanDay], grid: HeatGrid) -> list[slice]:
    """The days in blocks that leave each day room for its digit; both charts are cut alike."""
    most = max(int((grid.width - grid.label) / _LEAST), 7)
    blocks = -(-len(days) // most)
    size = -(-len(days) // max(blocks, 1))
    return [slice(start, start + size) for start in range(0, len(days), max(size, 1))]


def pressure_days(
    readings: Sequence[PressureDay],
    days: Sequence[PlanDay],
    limits: PressureLimits | None,
    grid: HeatGrid,
    height: float,
    measure: Measure,
    tr: Translator,
) -> Picture:
    """Blood pressure under the columns of a map with the same ``grid``; a block is ``height`` points high."""
    charts = [_block(readings, days[part], limits, grid, height, measure, tr) for part in parts(days, grid)]
    return stack(charts, gap=4, summary="; ".join(chart.summary for chart in charts))


def _block(
    readings: Sequence[PressureDay],
    days: Sequence[PlanDay],
    limits: PressureLimits | None,
    grid: HeatGrid,
    height: float,
    measure: Measure,
    tr: Translator,
) -> Picture:
    middles: dict[date, float] = {
        place.day: box.middle[0] for place, box in zip(days, grid.boxes(days), strict=True)
    }
    inside = [reading for reading in readings if reading.day in middles]
    look = PressureLook(left=grid.label - 3, tone="urgent-solid", call=tr("call"), place=middles.__getitem__)
    return pressure_chart(inside, days, limits, (grid.width, height), measure, tr, look)


def pressure_course(
    readings: Sequence[PressureDay],
    days: Sequence[PlanDay],
    limits: PressureLimits | None,
    size: tuple[float, float],
    measure: Measure,
    tr: Translator,
) -> Picture:
    """Blood pressure over any stretch of days, with true spacing in time."""
    look = PressureLook(left=44, tone="urgent-solid", call=tr("call"))
    return pressure_chart(readings, days, limits, size, measure, tr, look)
