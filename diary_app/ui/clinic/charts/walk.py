"""From mark to mark of a chart: pure."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.charts.shapes import Target


def step(targets: Sequence[Target], current: int, way: str) -> int:
    """The place of the next target.

    ``way``: left, right (in reading order), up, down (the nearest of the next
    line), first, last. Stays where it is at an end.
    """
    last = len(targets) - 1
    if last < 0:
        return -1
    if way in ("first", "last") or current < 0:
        return last if way == "last" else 0
    if way in ("left", "right"):
        return min(max(current + (1 if way == "right" else -1), 0), last)
    return _other_line(targets, current, 1 if way == "down" else -1)


def _other_line(targets: Sequence[Target], current: int, down: int) -> int:
    x, y = targets[current].box.middle
    height = targets[current].box.height / 2
    away = [
        (down * (target.box.middle[1] - y), abs(target.box.middle[0] - x), place)
        for place, target in enumerate(targets)
        if down * (target.box.middle[1] - y) > height
    ]
    if not away:
        return current
    nearest = min(away)[0]
    return min((aside, place) for far, aside, place in away if far <= nearest + height)[1]
