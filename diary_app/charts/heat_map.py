"""Symptoms by day: one row a symptom, one cell a day, the grade as a digit in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diary_app.charts.days import PlanDay, axis_days
from diary_app.charts.legend import SEVERITY_WORDS, no_entry_cell
from diary_app.charts.shapes import (
    Box,
    Measure,
    Picture,
    RoundRect,
    Shape,
    Target,
    Text,
    first_free,
    stack,
    text_at,
)
from diary_app.common.i18n import Translator

MOST_COLUMNS = 45
"""More days than this go on in a further block, so that the digits stay readable."""


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """A symptom's grades (0 to 4, ``None`` for no entry), one for each day of the map."""

    name: str
    grades: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class HeatGrid:
    """The grid of one block of days (points)."""

    width: float
    label: float = 82.0
    line: float = 16.0
    gap: float = 3.0
    most_pitch: float = 18.6

    def boxes(self, days: Sequence[PlanDay]) -> list[Box]:
        """A box for each day, with a wider gap before each cycle start."""
        gaps = sum(1 for day in days[1:] if day.cycle_day == 1)
        pitch = min((self.width - self.label - gaps * self.gap) / max(len(days), 1), self.most_pitch)
        left, boxes = self.label, []
        for number, day in enumerate(days):
            left += self.gap if number and day.cycle_day == 1 else 0
            boxes.append(Box(left, 0.8, left + pitch - min(1.4, pitch * 0.09), self.line - 0.8))
            left += pitch
        return boxes


def heat_maps(
    days: Sequence[PlanDay], rows: Sequence[SymptomRow], grid: HeatGrid, measure: Measure, tr: Translator
) -> list[Picture]:
    """The map in blocks of at most ``MOST_COLUMNS`` days; a block never splits a row."""
    if not days:
        return []
    blocks = -(-len(days) // MOST_COLUMNS)
    size = -(-len(days) // blocks)
    pictures = []
    for start in range(0, len(days), size):
        part = slice(start, start + size)
        cut = [SymptomRow(row.name, row.grades[part]) for row in rows]
        pictures.append(heat_map(days[part], cut, grid, measure, tr))
    return pictures


def heat_map(
    days: Sequence[PlanDay], rows: Sequence[SymptomRow], grid: HeatGrid, measure: Measure, tr: Translator
) -> Picture:
    """One block: a line for each symptom and the axis of days below."""
    boxes = grid.boxes(days)
    lines = [_row(row, days, boxes, grid, measure, tr) for row in rows]
    return stack([*lines, _axis(days, boxes, grid, measure, tr)], summary=heat_summary(rows, tr))


def _row(
    row: SymptomRow,
    days: Sequence[PlanDay],
    boxes: Sequence[Box],
    grid: HeatGrid,
    measure: Measure,
    tr: Translator,
) -> Picture:
    name = fit(row.name, grid.label - 4, 9, measure)
    shapes: list[Shape] = [text_at(measure, (0, grid.line / 2 + 3.2), name, 9)]
    targets = []
    for day, box, grade in zip(days, boxes, row.grades, strict=True):
        shapes += _cell(grade, box, measure)
        word = tr("No entry") if grade is None else f"{grade} {tr(SEVERITY_WORDS[grade])}"
        spoken = f"{row.name}, {day.day.isoformat()}: {word}"
        targets.append(Target(box, f"{row.name}/{day.day.isoformat()}", spoken))
    return Picture(grid.width, grid.line, tuple(shapes), tuple(targets))


def _cell(grade: int | None, box: Box, measure: Measure) -> tuple[Shape, ...]:
    if grade is None:
        return (no_entry_cell(box),)
    x, y = box.middle
    frame = ("line-strong", 0.4) if grade == 0 else (None, 0.0)
    digit = text_at(
        measure,
        (x, y + 2.9),
        str(grade),
        8.0,
        color=f"on-sev-{grade}",
        bold=grade >= 2,
        anchor="middle",
    )
    return RoundRect(box, min(1.8, box.width / 5), f"sev-{grade}", frame[0], frame[1]), digit


def _axis(
    days: Sequence[PlanDay], boxes: Sequence[Box], grid: HeatGrid, measure: Measure, tr: Translator
) -> Picture:
    middles = {day: box.middle[0] for day, box in zip(days, boxes, strict=True)}
    frame = Box(grid.label - 12, 0, grid.width, 12)
    placed = axis_labels(list(days), middles, frame, measure, tr)
    return Picture(grid.width, 12, tuple(placed))


def axis_labels(
    days: list[PlanDay], middles: dict[PlanDay, float], frame: Box, measure: Measure, tr: Translator
) -> list[Text]:
    """The day labels that find room on the axis, most important first; size 8."""
    placed: list[Text] = []
    for day in axis_days(days):
        word, x, base = day.axis(tr), middles[day], frame.top + 8.5
        half = measure(word, 8, False) / 2
        x = min(max(x, frame.left + half), frame.right - half)
        label = text_at(measure, (x, base), word, 8, color="ink-3", anchor="middle")
        free = first_free([label], [other.box for other in placed], frame, gap=3)
        if free is not None:
            placed.append(free)
    return placed


def fit(text: str, width: float, size: float, measure: Measure) -> str:
    """``text`` cut with an ellipsis so that it is at most ``width`` wide."""
    if len(text) <= width and measure(text, size, False) <= width:  # no letter is under a point wide
        return text
    low, high = 0, min(len(text), int(width))
    while low < high:
        middle = (low + high + 1) // 2
        fits = measure(text[:middle].rstrip() + "…", size, False) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…"


def heat_summary(rows: Sequence[SymptomRow], tr: Translator) -> str:
    """The worst grade of each symptom, for a screen reader."""
    parts = []
    for row in rows:
        known = [grade for grade in row.grades if grade is not None]
        worst = tr("No entry") if not known else f"{max(known)} {tr(SEVERITY_WORDS[max(known)])}"
        parts.append(f"{row.name}: {worst}")
    return "; ".join(parts)
