"""The questionnaire at a glance: first answers, newest ones, and the change as a bar and a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diary_app.charts.change_bar import change_bar, reach
from diary_app.charts.heat_map import fit
from diary_app.charts.shapes import (
    Box,
    Line,
    Measure,
    Picture,
    Polyline,
    Rect,
    Shape,
    Target,
    stack,
    text_at,
)
from diary_app.charts.small_score import diamond
from diary_app.qlq_c30.interpretation import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A score: ``base``, ``now`` and ``told`` (``+22.2``) as texts, ``change`` in points.

    ``word``: what the change means (``worse``); empty: nothing to say.
    ``beyond``: ``now`` lies past its threshold for clinical importance; ``strong``: the row leads the table.
    """

    code: str
    name: str
    base: str
    now: str
    change: float | None
    direction: Direction | None
    told: str
    word: str
    spoken: str
    beyond: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Scores whose better way is the same, under ``head``; ``up``: higher is better, ``None``: no head."""

    head: str
    up: bool | None
    rows: Sequence[ChangeRow]


@dataclass(frozen=True, slots=True)
class ChangeHeads:
    """The words above the columns."""

    scale: str
    base: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """Right ends of the numbers, and the bar's room, in pixels."""

    width: float
    size: float
    base: float
    now: float
    bar: Box

    @property
    def line(self) -> float:
        return self.size * 1.92

    @property
    def foot(self) -> float:
        """Where the letters of a line stand."""
        return self.line / 2 + self.size * 0.36


def change_table(
    heads: ChangeHeads, groups: Sequence[ChangeGroup], width: float, size: float, measure: Measure
) -> Picture:
    """The table, its texts ``size`` high; every row is a target with its whole sentence."""
    rows = [row for group in groups for row in group.rows]
    columns = _columns(heads, rows, width, size, measure)
    half = reach(row.change for row in rows)
    pictures = [_head(heads, columns, measure)]
    for group in groups:
        if group.up is not None:
            pictures.append(_band(group, columns, measure))
        pictures += [_row(row, columns, half, measure) for row in group.rows]
    return stack(pictures, summary="\n".join(row.spoken for row in rows))


def _columns(
    heads: ChangeHeads, rows: Sequence[ChangeRow], width: float, size: float, measure: Measure
) -> _Columns:
    number = max(measure(word, size, True) for word in (heads.base, heads.now, "100.0")) + size * 0.7
    told = max((_told_width(row, size, measure) for row in rows), default=size * 4) + size * 0.5
    names = (measure(row.name, size, row.strong) + (size * 1.4 if row.beyond else 0) for row in rows)
    left = max(names, default=size * 6) + measure("100.0", size, False) + size * 1.2
    bar_width = min(max(width - told - left - number - size * 1.2, size * 3), size * 9)
    right = width - told
    bar = Box(right - bar_width, 0, right, 0)
    now = bar.left - size * 0.9
    return _Columns(width, size, now - number, now, bar)


def _told_width(row: ChangeRow, size: float, measure: Measure) -> float:
    return measure(row.told, size, True) + (measure(row.word, size, True) + size * 1.6 if row.word else 0)


def _head(heads: ChangeHeads, c: _Columns, measure: Measure) -> Picture:
    size = c.size
    room = c.base - measure(heads.base, size, False) - size
    x = max((c.bar.left + c.bar.right) / 2, c.now + size * 0.6 + measure(heads.change, size, False) / 2)
    texts = (
        text_at(measure, (4, c.foot), fit(heads.scale, room, size, measure), size, color="ink-2"),
        text_at(measure, (c.base, c.foot), heads.base, size, color="ink-2", anchor="end"),
        text_at(measure, (c.now, c.foot), heads.now, size, color="ink-2", anchor="end"),
        text_at(measure, (x, c.foot), heads.change, size, color="ink-2", anchor="middle"),
    )
    return Picture(c.width, c.line, (*texts, _rule(c)))


def _rule(c: _Columns) -> Line:
    return Line(0, c.line - 0.5, c.width, c.line - 0.5, "line", 1.0)


def _band(group: ChangeGroup, c: _Columns, measure: Measure) -> Picture:
    size, ground = c.size, Rect(Box(0, 0, c.width, c.line), "sunken")
    arrow = arrow_shape((4 + size * 0.35, c.line / 2), size, bool(group.up), "ink-2")
    text = text_at(measure, (4 + size * 1.2, c.foot), group.head, size, color="ink-2", bold=True)
    return Picture(c.width, c.line, (ground, arrow, text))


def _row(row: ChangeRow, c: _Columns, half: float, measure: Measure) -> Picture:
    size = c.size
    room = c.base - measure(row.base, size, False) - size
    name = fit(row.name, room - (size if row.beyond else 0), size, measure)
    label = text_at(measure, (4, c.foot), name, size, bold=row.strong)
    shapes: list[Shape] = [
        label,
        text_at(measure, (c.base, c.foot), row.base, size, color="ink-2", anchor="end"),
        text_at(measure, (c.now, c.foot), row.now, size, bold=True, anchor="end"),
    ]
    if row.beyond:
        shapes.append(diamond((label.box.right + size * 0.7, c.line / 2), size * 0.32, "ink"))
    bar = change_bar(row.change, row.direction, c.bar.width, c.line * 0.72, half)
    shapes += bar.moved(c.bar.left, c.line * 0.14).shapes
    shapes += _told(row, c, measure)
    shapes.append(_rule(c))
    target = Target(Box(0, 0, c.width, c.line), row.code, row.spoken)
    return Picture(c.width, c.line, tuple(shapes), (target,))


def _told(row: ChangeRow, c: _Columns, measure: Measure) -> list[Shape]:
    """``+22.2 ↑ worse``: the arrow shows the way of the number, the word says what it means."""
    tones = {"worse": "worse", "better": "accent"}
    tone = tones.get(row.direction or "", "ink-2")
    word = text_at(
        measure, (c.width - 4, c.foot), row.word, c.size, color=tone, bold=bool(row.word), anchor="end"
    )
    if not row.word:
        at = (c.width - 4, c.foot)
        return [text_at(measure, at, row.told, c.size, color="ink-2", anchor="end")]
    shapes: list[Shape] = [word]
    left = word.left - c.size * 0.8
    if tone != "ink-2":
        shapes.append(arrow_shape((left, c.line / 2), c.size, (row.change or 0) > 0, tone))
        left -= c.size * 0.7
    shapes.append(
        text_at(measure, (left, c.foot), row.told, c.size, color=tone, bold=tone != "ink-2", anchor="end")
    )
    return shapes


def arrow_shape(middle: tuple[float, float], size: float, up: bool, color: str) -> Polyline:
    """A small arrow, one text size high."""
    x, y = middle
    way = -1 if up else 1
    tip, tail, wing = y + way * size * 0.4, y - way * size * 0.4, size * 0.26
    points = ((x, tail), (x, tip), (x - wing, tip - way * wing), (x, tip), (x + wing, tip - way * wing))
    return Polyline(points, color, size * 0.13)
