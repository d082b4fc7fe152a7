"""Legends: a mark and a word each, wrapped in lines of a given width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diary_app.charts.day_marks import OFF_PLAN_WORD, STATE_WORDS, DayMark, mark_shapes
from diary_app.charts.shapes import Box, Line, Measure, Picture, RoundRect, Shape, text_at
from diary_app.common.i18n import N_, Translator

SEVERITY_WORDS = (N_("None"), N_("Mild"), N_("Moderate"), N_("Severe"), N_("Very severe"))
"""The words of the participant's grades 0 to 4."""

_TEXT = 8.5


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: ``draw`` gives the shapes of its mark in a box ``mark_width`` wide."""

    word: str
    mark_width: float
    draw: Callable[[Box], tuple[Shape, ...]]


def flow(
    keys: Sequence[Key],
    width: float,
    measure: Measure,
    *,
    line: float = 16.0,
    right: bool = True,
    gap: float = 10.0,
) -> Picture:
    """The keys side by side in as many lines as ``width`` asks for; ``right`` aligns them right."""
    rows: list[list[tuple[Key, float]]] = [[]]
    used = 0.0
    for key in keys:
        need = key.mark_width + (4 + measure(key.word, _TEXT, False) if key.word else 0)
        if rows[-1] and used + gap + need > width:
            rows.append([])
            used = 0.0
        used += need + (gap if rows[-1] else 0)
        rows[-1].append((key, need))
    shapes: list[Shape] = []
    for number, row in enumerate(rows):
        total = sum(need for _, need in row) + gap * (len(row) - 1)
        x = width - total if right else 0.0
        top = number * line
        for key, need in row:
            shapes += key.draw(Box(x, top + 1, x + key.mark_width, top + line - 2))
            at = (x + key.mark_width + 4, top + line / 2 + 0.32 * _TEXT)
            if key.word:
                shapes.append(text_at(measure, at, key.word, _TEXT, color="ink-2"))
            x += need + gap
    return Picture(width, len(rows) * line, tuple(shapes))


def day_legend(
    width: float,
    measure: Measure,
    tr: Translator,
    *,
    mark: float = 17.0,
    line: float = 16.0,
    gap: float = 10.0,
) -> Picture:
    """Every mark of the dose calendar with its word, off-plan doses included; ``mark``: its width."""
    states = [state for state in DayMark if state is not DayMark.DUE]
    keys = [_state_key(state, tr(STATE_WORDS[state]), measure, mark) for state in states]
    keys.append(_state_key(DayMark.TAKEN, tr(OFF_PLAN_WORD), measure, mark, off_plan=True))
    return flow(keys, width, measure, line=line, gap=gap)


def _state_key(state: DayMark, word: str, measure: Measure, mark: float, *, off_plan: bool = False) -> Key:
    return Key(word, mark, lambda box: mark_shapes(state, box, measure, off_plan=off_plan))


def severity_legend(
    width: float, measure: Measure, tr: Translator, *, line: float = 16.0, gap: float = 10.0
) -> Picture:
    """Chips ``0 None`` to ``4 Very severe`` and the mark of a day without an entry."""
    keys = [_severity_key(grade, measure, tr) for grade in range(5)]
    keys.append(Key(tr("No entry"), 11.0, lambda box: (no_entry_cell(box),)))
    return flow(keys, width, measure, line=line, gap=gap)


def _severity_key(grade: int, measure: Measure, tr: Translator) -> Key:
    text = f"{grade} {tr(SEVERITY_WORDS[grade])}"
    width = measure(text, _TEXT, True) + 10
    return Key("", width, lambda box: severity_chip(grade, text, box, measure))


def severity_chip(grade: int, text: str, box: Box, measure: Measure) -> tuple[Shape, ...]:
    """A rounded chip in the ramp colour of ``grade`` with ``text`` in its middle."""
    x, y = box.middle
    border = "line-strong" if grade == 0 else f"sev-{grade}"
    return (
        RoundRect(box, 3, f"sev-{grade}", border, 0.5),
        text_at(
            measure, (x, y + 0.35 * _TEXT), text, _TEXT, color=f"on-sev-{grade}", bold=True, anchor="middle"
        ),
    )


def no_entry_cell(box: Box) -> RoundRect:
    """The empty dashed cell of a day without an entry."""
    return RoundRect(box.shrunk(0.4), 1.5, "surface", "line-strong", 0.6, (1.4, 1.2))


def rule(width: float, y: float, color: str = "line", thickness: float = 0.6) -> Line:
    """A thin line over the whole width."""
    return Line(0, y, width, y, color, thickness)
