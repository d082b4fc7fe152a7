"""One score in the space of a stamp: the axis from 0 to 100, the first answers, the newest value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from diary_app.charts.scales import DayScale, Linear
from diary_app.charts.shapes import Box, Circle, Line, Measure, Picture, Polyline, Rect, Shape, text_at

GAP_DASH = (1.5, 3.0)
FIRST_DASH = (4.0, 3.0)
_ARROW = 22.0
"""Room at the left for the arrow that points to better."""
_MARK, _SMALLEST_MARK = 0.25, 0.11
"""Radius of a mark and of the smallest one, in text sizes."""
_NEWEST = 1.3
"""How much larger the newest mark is."""
_LINE = 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallScore:
    """What a small chart shows.

    ``values``: one for each of ``days``, ``None`` leaves a gap. ``first``: the
    level of the first answers; ``threshold``: for clinical importance.
    ``tone``: colour token of the line. ``beyond``: the newest value is past the
    threshold and gets a diamond. ``start`` and ``now``: words below both ends.
    ``ticks``: the numbers 0, 50 and 100 stand at the axis.
    """

    days: Sequence[date]
    values: Sequence[float | None]
    higher_is_better: bool
    first: float | None = None
    threshold: float | None = None
    tone: str = "ink-2"
    beyond: bool = False
    start: str = ""
    now: str = ""
    ticks: bool = False


@dataclass(frozen=True, slots=True)
class _Plot:
    x: DayScale
    y: Linear
    area: Box
    mark: float
    full: float

    def at(self, day: date, value: float) -> tuple[float, float]:
        return self.x(day), self.y(value)


def whole_text(score: float) -> str:
    """A score without decimals, halves up: for the eye only."""
    return str(Decimal(repr(round(score, 9))).quantize(Decimal(1), ROUND_HALF_UP))


def small_score(shown: SmallScore, width: float, height: float, size: float, measure: Measure) -> Picture:
    """The chart, its texts ``size`` high; round marks where higher is better, square ones where lower is.

    True spacing in time, neighbours joined only where both have a value.
    """
    value_room = 6 + size * _MARK + measure("100", size, True) + size
    left = _ARROW + (measure("100", size, False) + 4 if shown.ticks else 0) + _MARK * size
    area = Box(left, size * 0.6, max(width - value_room, left + 10), height - size * 1.8)
    plot = _plot(shown, area, size * _MARK)
    shapes = [*_better(shown, area), *_axis(shown, plot, size, measure)]
    shapes += [*_levels(shown, plot), *_joined(shown, plot), *_marks(shown, plot)]
    shapes += [*_newest(shown, plot, size, measure), *_ends(shown, plot, height, size, measure)]
    return Picture(width, height, tuple(shapes))


def _plot(shown: SmallScore, area: Box, full: float) -> _Plot:
    days = shown.days or (date.min,)
    x = DayScale(days[0], days[-1], area.left, area.right)
    steps = [x(after) - x(before) for before, after in pairwise(days)]
    closest = min((step for step in steps if step > 0), default=area.width)
    mark = max(full * _SMALLEST_MARK / _MARK, min(full, closest * 0.36))
    return _Plot(x, Linear(0, 100, area.bottom, area.top), area, mark, full)


def _better(shown: SmallScore, area: Box) -> list[Shape]:
    """An arrow at the left edge: up where higher is better."""
    x = 5.0
    tip, tail = (area.top - 3, area.bottom) if shown.higher_is_better else (area.bottom + 3, area.top)
    back = 5.0 if shown.higher_is_better else -5.0
    return [
        Line(x, tail, x, tip, "accent", _LINE),
        Line(x - 4.5, tip + back, x, tip, "accent", _LINE),
        Line(x + 4.5, tip + back, x, tip, "accent", _LINE),
    ]


def _axis(shown: SmallScore, plot: _Plot, size: float, measure: Measure) -> list[Shape]:
    shapes: list[Shape] = []
    for tick in (0, 50, 100):
        y = plot.y(tick)
        shapes.append(Line(plot.area.left, y, plot.area.right, y, "line", 1.0))
        if shown.ticks:
            at = (plot.area.left - plot.full - 4, y + size * 0.36)
            shapes.append(text_at(measure, at, str(tick), size, color="ink-3", anchor="end"))
    return shapes


def _levels(shown: SmallScore, plot: _Plot) -> list[Shape]:
    kinds = ((shown.first, "ink-3", FIRST_DASH), (shown.threshold, "ink", GAP_DASH))
    area = plot.area
    return [
        Line(area.left, plot.y(level), area.right, plot.y(level), color, 1.0, dash)
        for level, color, dash in kinds
        if level is not None
    ]


def _known(shown: SmallScore) -> list[tuple[date, float]]:
    return [(day, value) for day, value in zip(shown.days, shown.values, strict=True) if value is not None]


def _joined(shown: SmallScore, plot: _Plot) -> list[Shape]:
    shapes: list[Shape] = []
    for before, after in pairwise(zip(shown.days, shown.values, strict=True)):
        if before[1] is not None and after[1] is not None:
            (x1, y1), (x2, y2) = plot.at(before[0], before[1]), plot.at(after[0], after[1])
            shapes.append(Line(x1, y1, x2, y2, shown.tone, _LINE))
    return shapes


def _marks(shown: SmallScore, plot: _Plot) -> list[Shape]:
    known = _known(shown)
    shapes: list[Shape] = []
    for place, (day, value) in enumerate(known):
        newest = place == len(known) - 1
        radius = plot.full * _NEWEST if newest else plot.mark
        fill = shown.tone if newest else "surface"
        shapes.append(_mark(plot.at(day, value), radius, fill, shown))
    return shapes


def _mark(at: tuple[float, float], radius: float, fill: str, shown: SmallScore) -> Shape:
    x, y = at
    if shown.higher_is_better:
        return Circle(x, y, radius, fill, shown.tone, 1.6)
    side = radius * 0.9
    return Rect(Box(x - side, y - side, x + side, y + side), fill, shown.tone, 1.6)


def _newest(shown: SmallScore, plot: _Plot, size: float, measure: Measure) -> list[Shape]:
    """The newest value beside its mark, on ground of its own so that no line runs through it."""
    known = _known(shown)
    if not known:
        return []
    x, y = plot.at(*known[-1])
    at = (x + plot.full * _NEWEST + 5, min(max(y + size * 0.36, size), plot.area.bottom + size * 0.4))
    text = text_at(measure, at, whole_text(known[-1][1]), size, bold=True)
    shapes: list[Shape] = [Rect(text.box, "surface"), text]
    if shown.beyond:
        middle = text.box.right + size * 0.5, at[1] - size * 0.36
        shapes.append(diamond(middle, size * 0.32, "ink"))
    return shapes


def diamond(middle: tuple[float, float], reach: float, color: str) -> Polyline:
    """The mark of a score past its threshold, ``reach`` from its middle to each corner."""
    x, y = middle
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    return Polyline(corners, None, fill=color, closed=True)


def _ends(shown: SmallScore, plot: _Plot, height: float, size: float, measure: Measure) -> list[Shape]:
    y = height - size * 0.3
    start = text_at(measure, (plot.area.left - plot.full, y), shown.start, size, color="ink-3")
    now = text_at(measure, (plot.area.right + plot.full, y), shown.now, size, color="ink-3", anchor="end")
    if len(shown.days) < 2 or start.box.overlaps(now.box):
        return [start]
    return [start, now]
