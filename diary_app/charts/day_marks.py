"""The mark of one day of the dose calendar: told apart by its shape, never by colour alone."""

from __future__ import annotations

from enum import StrEnum

from diary_app.charts.shapes import Box, Line, Measure, Polyline, RoundRect, Shape, text_at
from diary_app.common.i18n import N_


class DayMark(StrEnum):
    """What a day of the plan came to."""

    TAKEN = "taken"
    LATE = "late"
    NOT_TAKEN = "not_taken"
    NOT_RECORDED = "not_recorded"
    HELD = "held"
    DUE = "due"
    TO_COME = "to_come"
    REST = "rest"


STATE_WORDS: dict[DayMark, str] = {
    DayMark.TAKEN: N_("Taken"),
    DayMark.LATE: N_("Taken late"),
    DayMark.NOT_TAKEN: N_("Not taken"),
    DayMark.NOT_RECORDED: N_("No entry"),
    DayMark.HELD: N_("Held by clinic"),
    DayMark.DUE: N_("Due today"),
    DayMark.TO_COME: N_("To come"),
    DayMark.REST: N_("Rest"),
}
OFF_PLAN_WORD = N_("Off plan")

_FRAMES: dict[DayMark, tuple[str, str | None, float, tuple[float, ...]]] = {
    DayMark.TAKEN: ("accent", None, 0.0, ()),
    DayMark.LATE: ("surface", "accent", 1.2, ()),
    DayMark.NOT_TAKEN: ("surface", "ink", 1.2, ()),
    DayMark.NOT_RECORDED: ("surface", "line-strong", 0.8, (1.6, 1.4)),
    DayMark.HELD: ("sunken", "ink-3", 0.8, ()),
    DayMark.DUE: ("due-soft", "due-line", 1.4, ()),
    DayMark.TO_COME: ("surface", "line-strong", 0.5, ()),
    DayMark.REST: ("sunken", None, 0.0, ()),
}
"""Fill, border, border width and dash of each state's cell."""


def mark_shapes(state: DayMark, box: Box, measure: Measure, *, off_plan: bool = False) -> tuple[Shape, ...]:
    """The shapes of one day in ``box``.

    A day with an off-plan dose carries a plus sign beside its own mark.
    """
    fill, stroke, width, dash = _FRAMES[state]
    frame = RoundRect(box.shrunk(width / 2), min(box.width, box.height) * 0.14, fill, stroke, width, dash)
    x, y = box.middle
    if off_plan:
        x -= box.width * 0.2
    unit = min(box.width, box.height) / 13.5
    color = "on-accent" if state is DayMark.TAKEN else "ink"
    glyph = _glyph(state, x, y, unit, measure)
    plus = _plus(box.middle[0] + box.width * 0.25, y, unit, color) if off_plan else ()
    return (frame, *glyph, *plus)


def _glyph(state: DayMark, x: float, y: float, unit: float, measure: Measure) -> tuple[Shape, ...]:
    if state is DayMark.TAKEN:
        check = (
            (x - 3 * unit, y + 0.2 * unit),
            (x - 0.9 * unit, y + 2.2 * unit),
            (x + 3 * unit, y - 2 * unit),
        )
        return (Polyline(check, "on-accent", 1.3 * unit),)
    if state is DayMark.NOT_TAKEN:
        r = 2.3 * unit
        return (
            Line(x - r, y - r, x + r, y + r, "ink", 1.3 * unit),
            Line(x - r, y + r, x + r, y - r, "ink", 1.3 * unit),
        )
    if state is DayMark.HELD:
        bars = (x - 1.5 * unit, x + 1.5 * unit)
        return tuple(Line(bar, y - 2.4 * unit, bar, y + 2.4 * unit, "ink", 1.4 * unit) for bar in bars)
    if state is DayMark.REST:
        return (Line(x - 1.8 * unit, y, x + 1.8 * unit, y, "ink-3", 0.9 * unit),)
    letter = {DayMark.LATE: "L", DayMark.NOT_RECORDED: "?"}.get(state)
    if letter is None:
        return ()
    size = max(8.0, 8.0 * unit)
    color = "accent" if state is DayMark.LATE else "ink"
    return (text_at(measure, (x, y + 0.36 * size), letter, size, color=color, bold=True, anchor="middle"),)


def _plus(x: float, y: float, unit: float, color: str) -> tuple[Shape, ...]:
    r = 2.2 * unit
    width = 1.1 * unit
    return Line(x - r, y, x + r, y, color, width), Line(x, y - r, x, y + r, color, width)
