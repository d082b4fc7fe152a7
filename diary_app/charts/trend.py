"""One score at full size: bands of change around a reference, dose changes, and every form at its day.

The axis runs from 0 to 100 whatever the scores are; days stand at their true
distance; a form that is missing leaves a gap (Snyder et al. 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from diary_app.charts.scales import DayScale, Linear
from diary_app.charts.shapes import (
    Box,
    Circle,
    Line,
    Measure,
    Picture,
    Polyline,
    Rect,
    Shape,
    Target,
    Text,
    first_free,
    text_at,
)

DOTS, DASHES = (1.5, 3.5), (5.0, 3.5)
_MARK, _LINE = 0.42, 0.19
"""Radius of a mark and width of the line, in text sizes."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A form: its day, its score (``None``: no form or no score), two lines below it, its spoken name."""

    day: date
    value: float | None
    label: str
    date: str
    name: str


@dataclass(frozen=True, slots=True)
class TrendMarker:
    """Something that changed on a day, with its words."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class TrendBand:
    """A stretch of scores with its colour token, its word and the word's tone."""

    low: float
    high: float
    fill: str
    word: str
    tone: str

    @property
    def strong(self) -> bool:
        """Whether it is more than about the same."""
        return self.tone != "ink-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What the large chart shows.

    ``reference``: the score that changes are counted from, with its words
    (``None``: none yet, then there are no bands). ``limits``: level and words of
    each dashed line. ``shown``: the value of each point as text.
    """

    points: Sequence[TrendPoint]
    shown: Sequence[str]
    higher_is_better: bool
    reference: float | None
    reference_word: str
    bands: Sequence[TrendBand]
    limits: Sequence[tuple[float, str]]
    markers: Sequence[TrendMarker]
    summary: str


@dataclass(frozen=True, slots=True)
class _Plot:
    x: DayScale
    y: Linear
    area: Box
    size: float

    def at(self, point: TrendPoint) -> tuple[float, float]:
        assert point.value is not None
        return self.x(point.day), self.y(point.value)


def trend_chart(shown: Trend, width: float, height: float, size: float, measure: Measure) -> Picture:
    """The chart, its texts ``size`` high; round marks where higher is better, square ones where lower is."""
    right = max((measure(band.word, size, band.strong) for band in shown.bands), default=0.0)
    left = measure("100", size, False) + size
    area = Box(left, size * 0.8, width - right - size * (1.2 if right else 0.6), height - size * 3.2)
    plot = _plot(shown, area, size)
    marks = [_mark(plot.at(point), shown, plot) for point in _known(shown)]
    shapes: list[Shape] = [*_bands(shown, plot), *_axis(plot, measure)]
    shapes += [*_levels(shown, plot), *_marker_lines(shown, plot), *_joined(shown, plot)]
    shapes += marks[:-1] + [_filled(mark) for mark in marks[-1:]]
    texts = _texts(shown, plot, [mark.box for mark in marks], measure)
    shapes += [*texts, *_words(shown, plot, measure), *_below(shown, plot, Box(0, 0, width, height), measure)]
    targets = tuple(_target(point, plot) for point in shown.points)
    return Picture(width, height, tuple(shapes), targets, shown.summary)


def _known(shown: Trend) -> list[TrendPoint]:
    return [point for point in shown.points if point.value is not None]


def _plot(shown: Trend, area: Box, size: float) -> _Plot:
    days = [point.day for point in shown.points]
    first, last = (min(days), max(days)) if days else (date.min, date.min)
    margin = min(area.width / 8, size * 3)
    return _Plot(
        DayScale(first, last, area.left + margin, area.right - margin),
        Linear(0, 100, area.bottom, area.top),
        area,
        size,
    )


def _bands(shown: Trend, plot: _Plot) -> list[Shape]:
    area = plot.area
    return [
        Rect(Box(area.left, plot.y(band.high), area.right, plot.y(band.low)), band.fill)
        for band in shown.bands
        if band.high > band.low
    ]


def _axis(plot: _Plot, measure: Measure) -> list[Shape]:
    shapes: list[Shape] = []
    for tick in (0, 25, 50, 75, 100):
        y = plot.y(tick)
        shapes.append(Line(plot.area.left, y, plot.area.right, y, "line-strong", 0.5))
        at = (plot.area.left - plot.size * 0.6, y + plot.size * 0.36)
        shapes.append(text_at(measure, at, str(tick), plot.size, color="ink-2", anchor="end"))
    return shapes


def _levels(shown: Trend, plot: _Plot) -> list[Shape]:
    area = plot.area
    lines: list[Shape] = []
    if shown.reference is not None:
        y = plot.y(shown.reference)
        lines.append(Line(area.left, y, area.right, y, "ink-2", 1.4))
    lines += [
        Line(area.left, plot.y(level), area.right, plot.y(level), "ink", 1.4, DASHES)
        for level, _ in shown.limits
    ]
    return lines


def _marker_lines(shown: Trend, plot: _Plot) -> list[Shape]:
    area = plot.area
    return [
        Line(plot.x(marker.day), area.top, plot.x(marker.day), area.bottom, "ink", 1.4, DOTS)
        for marker in _in_view(shown)
    ]


def _in_view(shown: Trend) -> list[TrendMarker]:
    days = [point.day for point in shown.points]
    return [marker for marker in shown.markers if days and min(days) <= marker.day <= max(days)]


def _joined(shown: Trend, plot: _Plot) -> list[Shape]:
    """Neighbours are joined only where both have a score."""
    return [
        Polyline((plot.at(before), plot.at(after)), "ink", plot.size * _LINE)
        for before, after in pairwise(shown.points)
        if before.value is not None and after.value is not None
    ]


def _mark(at: tuple[float, float], shown: Trend, plot: _Plot) -> Circle | Rect:
    x, y = at
    reach = plot.size * _MARK
    if shown.higher_is_better:
        return Circle(x, y, reach, "surface", "ink", plot.size * 0.17)
    return Rect(Box(x - reach, y - reach, x + reach, y + reach), "surface", "ink", plot.size * 0.17)


def _filled(mark: Circle | Rect) -> Shape:
    if isinstance(mark, Circle):
        return Circle(mark.x, mark.y, mark.radius * 1.2, "ink", "ink", mark.width)
    return Rect(mark.box.shrunk(-mark.box.width * 0.1), "ink", "ink", mark.width)


def _texts(shown: Trend, plot: _Plot, marks: Sequence[Box], measure: Measure) -> list[Text]:
    """Values at their marks, then the words of levels and markers wherever they find room."""
    area, size, placed = plot.area, plot.size, [*marks, *_along(shown, plot)]
    texts: list[Text] = []
    drawn = [level for level, _ in shown.limits] + ([] if shown.reference is None else [shown.reference])
    lines = [Box(area.left, plot.y(level) - 1, area.right, plot.y(level) + 1) for level in drawn]

    def put(candidates: list[Text], gap: float = 2.0) -> None:
        free = first_free(candidates, [*placed, *lines], area, gap)
        said = [*marks, *(text.box for text in texts)]
        free = free or first_free(candidates, placed, area, gap) or first_free(candidates, said, area, gap)
        if free is not None:
            texts.append(free)
            placed.append(free.box)

    values = [(p, text) for p, text in zip(shown.points, shown.shown, strict=True) if p.value is not None]
    for point, text in [*values[-1:], *values[:-1]]:
        x, y = plot.at(point)
        places = ((x, y - size * 0.8), (x, y + size * 1.6))
        put([text_at(measure, at, text, size * 1.15, bold=True, anchor="middle") for at in places], gap=2)
    for marker in _in_view(shown):
        x, y = plot.x(marker.day), area.top + size
        ends = [text_at(measure, (x - 6, y + down * size * 1.4), marker.label, size, color="ink-2",
                        bold=True, anchor="end") for down in range(3)]  # fmt: skip
        starts = [text_at(measure, (x + 6, y + down * size * 1.4), marker.label, size, color="ink-2",
                          bold=True) for down in range(3)]  # fmt: skip
        put([*ends, *starts])
    for level, word in shown.limits:
        put(_at_level(plot, level, word, measure, above=level >= (shown.reference or 0)))
    if shown.reference is not None:
        put(_at_level(plot, shown.reference, shown.reference_word, measure, above=False))
    return texts


def _along(shown: Trend, plot: _Plot) -> list[Box]:
    """Small boxes along the line, so that no words stand on it."""
    boxes: list[Box] = []
    for before, after in pairwise(shown.points):
        if before.value is None or after.value is None:
            continue
        (x1, y1), (x2, y2) = plot.at(before), plot.at(after)
        count = max(int(max(abs(x2 - x1), abs(y2 - y1)) / plot.size), 1)
        for step in range(1, count):
            x, y = x1 + (x2 - x1) * step / count, y1 + (y2 - y1) * step / count
            boxes.append(Box(x - 2, y - 2, x + 2, y + 2))
    return boxes


def _at_level(plot: _Plot, level: float, word: str, measure: Measure, *, above: bool) -> list[Text]:
    """Places for a level's words: right, left, and then on its other side."""
    size, area = plot.size, plot.area
    up, down = plot.y(level) - size * 0.4, plot.y(level) + size * 1.1
    heights = (up, down) if above else (down, up)
    sides = ((area.right - 6, "end"), (area.left + 6, "start"))
    return [
        text_at(measure, (x, y), word, size, color="ink", bold=True, anchor=anchor)  # type: ignore[arg-type]
        for y in heights
        for x, anchor in sides
    ]


def _words(shown: Trend, plot: _Plot, measure: Measure) -> list[Text]:
    """The bands' words at the right edge, each in the middle of its band where it has room."""
    texts: list[Text] = []
    x, size = plot.area.right + plot.size * 0.7, plot.size
    for band in sorted(shown.bands, key=lambda each: each.low - each.high):
        y = (plot.y(band.low) + plot.y(band.high)) / 2 + size * 0.36
        text = text_at(measure, (x, y), band.word, size, color=band.tone, bold=band.strong)
        if band.high > band.low and not any(text.box.overlaps(other.box) for other in texts):
            texts.append(text)
    return texts


def _below(shown: Trend, plot: _Plot, frame: Box, measure: Measure) -> list[Text]:
    """Visit and date of each form; the last and the first claim their room before the others."""
    points, size = list(shown.points), plot.size
    placed: list[Box] = []
    texts: list[Text] = []
    for point in [*points[-1:], *points[:1], *points[1:-1]]:
        half = max(measure(point.label, size, False), measure(point.date, size, False)) / 2
        x = min(max(plot.x(point.day), frame.left + half), frame.right - half)
        box = Box(x - half, plot.area.bottom, x + half, frame.bottom)
        wide = Box(box.left - size / 2, box.top, box.right + size / 2, box.bottom)
        if half and not any(wide.overlaps(other) for other in placed):
            placed.append(box)
            rows = ((point.label, "ink", 1.5), (point.date, "ink-3", 2.8))
            texts += [
                text_at(measure, (x, plot.area.bottom + size * down), word, size, color=tone, anchor="middle")
                for word, tone, down in rows
            ]
    return texts


def _target(point: TrendPoint, plot: _Plot) -> Target:
    """A form's mark, or the place on the axis where one is missing."""
    reach = plot.size * 0.7
    x = plot.x(point.day)
    y = plot.y(point.value) if point.value is not None else plot.area.bottom - reach
    return Target(Box(x - reach, y - reach, x + reach, y + reach), point.day.isoformat(), point.name)
