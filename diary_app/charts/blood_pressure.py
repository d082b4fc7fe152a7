"""Blood pressure by day: a line from the systolic to the diastolic value, with the call limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from diary_app.charts.days import PlanDay
from diary_app.charts.heat_map import axis_labels
from diary_app.charts.scales import DayScale, Linear, round_down, round_up
from diary_app.charts.shapes import Box, Line, Measure, Picture, Polyline, Shape, Target, first_free, text_at
from diary_app.common.i18n import Translator


@dataclass(frozen=True, slots=True)
class PressureDay:
    """A day's reading or mean of readings in mmHg; ``over``: at or over the call limit."""

    day: date
    systolic: float
    diastolic: float
    over: bool = False

    @property
    def text(self) -> str:
        """``162/101``."""
        return f"{self.systolic:.0f}/{self.diastolic:.0f}"


@dataclass(frozen=True, slots=True)
class PressureLimits:
    """The call limits of the protocol in force (mmHg)."""

    systolic: float
    diastolic: float


@dataclass(frozen=True, slots=True)
class PressureLook:
    """What differs between paper and screen.

    ``left``: room for the numbers of the axis (points). ``tone``: colour of the
    limits. ``call``: a word after their values. ``place``: where a day stands,
    for a chart that shares its axis of days with another.
    """

    left: float = 24
    tone: str = "ink"
    call: str = ""
    place: Callable[[date], float] | None = None


PRINTED = PressureLook()


def pressure_chart(
    readings: Sequence[PressureDay],
    axis: Sequence[PlanDay],
    limits: PressureLimits | None,
    size: tuple[float, float],
    measure: Measure,
    tr: Translator,
    look: PressureLook = PRINTED,
) -> Picture:
    """The chart over the days of ``axis``; ``size`` is width and height in points.

    A day without a reading leaves its place empty. The limits are a solid
    (systolic) and a dashed (diastolic) line with their values on the axis.
    """
    width, height = size
    area = Box(look.left, 12, width - 4, height - 14)
    if not axis:
        return Picture(width, height, (), summary=tr("No blood pressure recorded."))
    x = look.place or DayScale(axis[0].day, axis[-1].day, area.left + 8, area.right - 6)
    y = _vertical(readings, limits, area)
    shapes: list[Shape] = [*_ticks(y, limits, area, measure, look), *_limit_lines(y, limits, area, look)]
    targets = []
    for reading in readings:
        at = x(reading.day)
        shapes += _reading(reading, at, y)
        box = Box(at - 2.5, y(reading.systolic), at + 2.5, y(reading.diastolic))
        targets.append(
            Target(box, reading.day.isoformat(), f"{reading.day.isoformat()}: {reading.text} mmHg")
        )
    shapes += _peak(readings, x, y, Box(area.left, 0, width, height), measure)
    middles = {day: x(day.day) for day in axis}
    shapes += axis_labels(list(axis), middles, Box(12, height - 12, width, height), measure, tr)
    return Picture(width, height, tuple(shapes), tuple(targets), _summary(readings, tr))


def _vertical(readings: Sequence[PressureDay], limits: PressureLimits | None, area: Box) -> Linear:
    lows = [r.diastolic for r in readings] + [limits.diastolic if limits else 80.0, 80.0]
    highs = [r.systolic for r in readings] + [limits.systolic if limits else 140.0, 140.0]
    return Linear(round_down(min(lows), 10), round_up(max(highs), 10), area.bottom, area.top)


def _ticks(
    y: Linear, limits: PressureLimits | None, area: Box, measure: Measure, look: PressureLook
) -> list[Shape]:
    """Limits in bold first, then even values that keep their distance from what is there."""
    bold = [limits.systolic, limits.diastolic] if limits else []
    shown: list[float] = []
    shapes: list[Shape] = []
    for value in [*bold, y.low, y.high, 130.0, 100.0, 80.0]:
        far = all(abs(y(value) - y(other)) >= 9.5 for other in shown)
        if not far or not y.low <= value <= y.high:
            continue
        shown.append(value)
        strong = value in bold
        if not strong:
            shapes.append(Line(area.left, y(value), area.right + 4, y(value), "line", 0.5))
        at, color = (area.left - 4, y(value) + 2.8), look.tone if strong else "ink-3"
        word = f"{value:.0f} {look.call}".rstrip() if strong else f"{value:.0f}"
        shapes.append(text_at(measure, at, word, 8, color=color, bold=strong, anchor="end"))
    return shapes


def _limit_lines(y: Linear, limits: PressureLimits | None, area: Box, look: PressureLook) -> list[Shape]:
    if limits is None:
        return []
    left, right = area.left, area.right + 4
    return [
        Line(left, y(limits.systolic), right, y(limits.systolic), look.tone, 1.0),
        Line(left, y(limits.diastolic), right, y(limits.diastolic), look.tone, 1.0, (3, 2)),
    ]


def _reading(reading: PressureDay, x: float, y: Linear) -> tuple[Shape, ...]:
    color, width = ("urgent-solid", 2.4) if reading.over else ("ink", 1.0)
    top, foot = y(reading.systolic), y(reading.diastolic)
    r = 2.0
    down = Polyline(((x - r, top), (x + r, top), (x, top + 3.2)), None, 0, color, closed=True)
    up = Polyline(((x - r, foot), (x + r, foot), (x, foot - 3.2)), None, 0, color, closed=True)
    return Line(x, top, x, foot, color, width), down, up


def _peak(
    readings: Sequence[PressureDay], x: Callable[[date], float], y: Linear, frame: Box, measure: Measure
) -> list[Shape]:
    """The highest reading's numbers above its line."""
    if not readings:
        return []
    top = max(readings, key=lambda r: (r.over, r.systolic, r.diastolic))
    half = measure(top.text, 8.5, True) / 2
    at = min(max(x(top.day), frame.left + half), frame.right - half)
    label = text_at(measure, (at, y(top.systolic) - 3), top.text, 8.5, bold=True, anchor="middle")
    free = first_free([label], [], frame)
    return [] if free is None else [free]


def _summary(readings: Sequence[PressureDay], tr: Translator) -> str:
    if not readings:
        return tr("No blood pressure recorded.")
    return "; ".join(f"{r.day.isoformat()}: {r.text}" for r in readings)
