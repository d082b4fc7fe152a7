"""A score over time on a fixed axis from 0 to 100; a missing form leaves a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from diary_app.charts.scales import DayScale, Linear
from diary_app.charts.shapes import Box, Circle, Line, Measure, Picture, Shape, Text, first_free, text_at
from diary_app.common.i18n import Translator


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """A form: its day, its score (``None``: blank or no form) and its short name (``C7``)."""

    day: date
    value: float | None
    label: str


@dataclass(frozen=True, slots=True)
class _Plot:
    """The part of the picture that holds the data."""

    x: DayScale
    y: Linear
    area: Box

    def at(self, point: ScorePoint) -> tuple[float, float]:
        assert point.value is not None
        return self.x(point.day), self.y(point.value)


def score_line(
    points: Sequence[ScorePoint], width: float, height: float, measure: Measure, tr: Translator
) -> Picture:
    """The chart of one score; higher is better, so its marks are round.

    True spacing in time, neighbours joined only where both have a value, the
    last mark filled, values in one decimal wherever they find room.
    """
    area = Box(26, 6, width - 8, height - 15)
    ordered = sorted(points, key=lambda point: point.day)
    shapes: list[Shape] = list(_axis(area, width, measure))
    if ordered:
        plot = _plot(ordered, area)
        shapes += _joined(ordered, plot)
        shapes += _marks(ordered, plot)
        shapes += _values(ordered, plot, Box(0, 0, width, height - 12), measure)
        shapes += _labels(ordered, plot, Box(18, height - 12, width, height), measure)
    return Picture(width, height, tuple(shapes), summary=_summary(ordered, tr))


def _plot(points: Sequence[ScorePoint], area: Box) -> _Plot:
    first, last = points[0].day, points[-1].day
    return _Plot(
        DayScale(first, last, area.left + 10, area.right - 8), Linear(0, 100, area.bottom, area.top), area
    )


def _axis(area: Box, width: float, measure: Measure) -> list[Shape]:
    y = Linear(0, 100, area.bottom, area.top)
    shapes: list[Shape] = []
    for tick in (0, 25, 50, 75, 100):
        shapes.append(Line(area.left, y(tick), width, y(tick), "line", 0.5))
        if tick % 50 == 0:
            at = (area.left - 4, y(tick) + 2.8)
            shapes.append(text_at(measure, at, str(tick), 8, color="ink-3", anchor="end"))
    return shapes


def _joined(points: Sequence[ScorePoint], plot: _Plot) -> list[Shape]:
    shapes: list[Shape] = []
    for before, after in pairwise(points):
        if before.value is not None and after.value is not None:
            (x1, y1), (x2, y2) = plot.at(before), plot.at(after)
            shapes.append(Line(x1, y1, x2, y2, "ink", 1.4))
    return shapes


def _marks(points: Sequence[ScorePoint], plot: _Plot) -> list[Shape]:
    known = [point for point in points if point.value is not None]
    marks: list[Shape] = []
    for point in known:
        x, y = plot.at(point)
        marks.append(Circle(x, y, 2.6, "ink" if point is known[-1] else "surface", "ink", 1.2))
    return marks


def _by_weight(points: Sequence[ScorePoint]) -> list[ScorePoint]:
    """Last, first, then the rest: the order in which labels claim their room."""
    if len(points) < 2:
        return list(points)
    return [points[-1], points[0], *points[1:-1]]


def _values(points: Sequence[ScorePoint], plot: _Plot, frame: Box, measure: Measure) -> list[Text]:
    known = [point for point in points if point.value is not None]
    taken = [Circle(*plot.at(point), 2.6).box for point in known]
    placed: list[Text] = []
    for point in _by_weight(known):
        x, y = plot.at(point)
        places = ((x, y - 5), (x, y + 11))
        texts = [text_at(measure, at, f"{point.value:.1f}", 8.0, bold=True, anchor="middle") for at in places]
        free = first_free(texts, taken, frame, gap=1)
        if free is not None:
            placed.append(free)
            taken.append(free.box)
    return placed


def _labels(points: Sequence[ScorePoint], plot: _Plot, frame: Box, measure: Measure) -> list[Text]:
    placed: list[Text] = []
    for point in _by_weight(points):
        half = measure(point.label, 8, False) / 2
        x = min(max(plot.x(point.day), frame.left + half), frame.right - half)
        text = text_at(measure, (x, frame.top + 9), point.label, 8, color="ink-3", anchor="middle")
        free = first_free([text], [other.box for other in placed], frame)
        if free is not None:
            placed.append(free)
    return placed


def _summary(points: Sequence[ScorePoint], tr: Translator) -> str:
    if not points:
        return tr("No form yet.")
    blank = tr("no score")
    return "; ".join(f"{p.label}: {blank if p.value is None else format(p.value, '.1f')}" for p in points)
