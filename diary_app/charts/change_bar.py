"""Change from baseline as a bar from zero: grey zone, solid for worse, open for better."""

from __future__ import annotations

from collections.abc import Iterable

from diary_app.charts.scales import Linear, round_up
from diary_app.charts.shapes import Box, Circle, Line, Picture, Rect, Shape
from diary_app.qlq_c30.interpretation import Direction, highlight_points


def reach(changes: Iterable[float | None]) -> float:
    """The half width of the axis that all bars of one table share: at least 50, at most 100 points."""
    largest = max((abs(change) for change in changes if change is not None), default=0.0)
    return max(50.0, round_up(min(largest, 100.0), 10))


def change_bar(
    change: float | None, direction: Direction | None, width: float, height: float, half: float
) -> Picture:
    """One bar of ``change`` points; ``half`` is the shared reach of the axis. No change, no bar."""
    x = Linear(-half, half, 0, width)
    about = highlight_points()
    zone = Rect(Box(x(-about), 0, x(about), height), "sunken")
    zero = Line(x(0), 0, x(0), height, "ink", 0.8)
    mark = () if change is None else _mark(change, direction, x, height)
    return Picture(width, height, (zone, zero, *mark))


def _mark(change: float, direction: Direction | None, x: Linear, height: float) -> tuple[Shape, ...]:
    if abs(change) < 0.05:  # shown as 0.0
        return (Circle(x(0), height / 2, 2.0, "ink"),)
    left, right = sorted((x(0), x(change)))
    if direction == "worse":
        return (Rect(Box(left, height / 2 - 3.1, right, height / 2 + 3.1), "worse"),)
    if direction == "better":
        inner = Box(left + 0.6, height / 2 - 2.6, max(right - 0.6, left + 0.6), height / 2 + 2.6)
        return (Rect(inner, "surface", "accent", 1.2),)
    return (Rect(Box(left, height / 2 - 1.6, right, height / 2 + 1.6), "ink-3"),)
