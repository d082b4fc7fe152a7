"""The QLQ-C30 table: baseline, previous and newest form, and the change as bar, number and word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table

from diary_app.charts.change_bar import change_bar, reach
from diary_app.charts.legend import Key, flow
from diary_app.charts.shapes import Box, Rect, Shape
from diary_app.common.i18n import N_, Translator
from diary_app.qlq_c30.interpretation import highlight_points
from diary_app.qlq_c30.scales import SUMMARY, higher_is_better, score_name
from diary_app.reports.fonts import text_width
from diary_app.reports.formats import change_text, date_text, score_text, sentences
from diary_app.reports.pages.paint import PictureFlowable, color
from diary_app.reports.pages.parts import SMALL, SMALLEST, gap, heading, para, table
from diary_app.reports.summary import FormRef, QlqSection, ScaleRow
from diary_app.reports.text import one_line

WIDTHS = (97.0, 30.0, 30.0, 30.0, 12.0, 68.0, 73.0)
"""Scale, baseline, previous, newest, threshold mark, bar, change in words."""
TABLE_WIDTH = sum(WIDTHS)
_ROW = 15.2
_MOST_REASON = 60  # characters
_BAR = (62.0, 11.0)
MARK = "\u25c6"
"""Stands beside a score beyond the threshold for clinical importance."""
_ARROWS = {True: "\u2191", False: "\u2193"}
DIRECTION_WORDS = {"better": N_("better"), "worse": N_("worse")}
WINDOW_WORDS = {
    "early": N_("before its window"),
    "late": N_("after its window"),
    "unscheduled": N_("outside every window"),
}


def qlq_section(section: QlqSection, tr: Translator) -> list[Flowable]:
    """Heading, table and legend; a sentence when there is no form."""
    title = tr.plural("QLQ-C30, {n} form", "QLQ-C30, {n} forms", section.forms)
    if not section.rows or section.forms == 0:
        return [heading(title), para(tr("No questionnaire has been filled in yet."), token="ink-2")]
    return [heading(title), _table(section, tr), gap(5), *_legend(section, tr)]


def _table(section: QlqSection, tr: Translator) -> Table:
    half = reach(row.change for row in section.rows)
    up = [row for row in section.rows if row.code != SUMMARY and higher_is_better(row.code)]
    down = [row for row in section.rows if not higher_is_better(row.code)]
    top = [row for row in section.rows if row.code == SUMMARY]
    rows: list[list[Any]] = [_head(section, tr)]
    rows += [_row(row, half, tr) for row in top]
    bands = [len(rows)]
    rows.append(_band(_ARROWS[True], tr("Higher is better")))
    rows += [_row(row, half, tr) for row in up]
    bands.append(len(rows))
    rows.append(_band(_ARROWS[False], tr("Lower is better")))
    rows += [_row(row, half, tr) for row in down]
    heights = [None, *[_ROW] * (len(rows) - 1)]  # the head may need two lines
    return table(rows, WIDTHS, _commands(bands), pad=0.6, heights=heights)


def _commands(bands: Sequence[int]) -> list[tuple[Any, ...]]:
    commands: list[tuple[Any, ...]] = [
        ("LEFTPADDING", (0, 0), (0, -1), 4),
        ("RIGHTPADDING", (4, 0), (-1, -1), 0),
        ("SPAN", (5, 0), (6, 0)),
    ]
    for row in bands:
        commands += [("BACKGROUND", (0, row), (-1, row), color("sunken")), ("SPAN", (0, row), (-1, row))]
    return commands


def _head(section: QlqSection, tr: Translator) -> list[Any]:
    labels = [form.label if form else "" for form in (section.baseline, section.previous, section.now)]
    numbers = [para(label, SMALL, align="right", bold=True) for label in labels]
    return [
        para(tr("Scale, 0 to 100"), SMALL, bold=True),
        *numbers,
        "",
        para(tr("Change from baseline"), SMALL, bold=True),
        "",
    ]


def _band(arrow: str, words: str) -> list[Any]:
    return [para(f"{arrow} {words}", SMALL, bold=True), *[""] * (len(WIDTHS) - 1)]


def _row(row: ScaleRow, half: float, tr: Translator) -> list[Any]:
    top = row.code == SUMMARY
    bar = change_bar(row.change, row.direction, *_BAR, half)
    strong = row.direction in DIRECTION_WORDS
    return [
        para(tr(score_name(row.code)), SMALL, bold=top),
        para(score_text(row.baseline), SMALL, "ink-2", "right"),
        para(score_text(row.previous), SMALL, "ink-2", "right"),
        para(score_text(row.now), SMALL, align="right", bold=True),
        para(MARK if row.beyond_threshold else "", SMALLEST),
        PictureFlowable(bar),
        para(change_words(row, tr), SMALL, bold=strong),
    ]


def change_words(row: ScaleRow, tr: Translator) -> str:
    """``+22.2 worse`` with the arrow of the number; a dash without a change."""
    text = change_text(row.change)
    if row.change is None or row.direction not in DIRECTION_WORDS:
        return text
    return f"{text} {_ARROWS[row.change > 0]} {tr(DIRECTION_WORDS[row.direction])}"


def _legend(section: QlqSection, tr: Translator) -> list[Flowable]:
    keys = [
        Key(tr("under {n} points of change", n=f"{highlight_points():.0f}"), 16, _zone),
        Key(tr("worse"), 16, lambda box: (Rect(_strip(box), "worse"),)),
        Key(tr("better"), 16, lambda box: (Rect(_strip(box), "surface", "accent", 1.2),)),
    ]
    notes = [
        f"{MARK} " + tr("beyond the threshold for clinical importance."),
        tr("Global health and the summary score have no published threshold."),
    ]
    forms = [form for form in (section.baseline, section.previous, section.now) if form]
    lines = [sentences(notes, tr), sentences([form_line(form, tr) for form in forms], tr)]
    if any(form.unofficial for form in forms):
        lines.append(tr("Filled in with unofficial wording, not the licensed EORTC wording."))
    if section.now is None:
        lines.append(tr("Changes show from the second form on."))
    elif section.baseline is None:
        lines.append(tr("No baseline form, so no change is shown."))
    picture = PictureFlowable(flow(keys, TABLE_WIDTH, text_width, line=13.0, right=False))
    return [picture, gap(2), *[para(line, SMALLEST, "ink-2") for line in lines]]


def form_line(form: FormRef, tr: Translator) -> str:
    """``C7: 11 May 2026.`` with a word when the form came outside its window, and why if that was said."""
    day = date_text(form.day.day, tr)
    word = WINDOW_WORDS.get(form.window)
    if word:
        given = one_line(form.reason, _MOST_REASON, tr)
        told = tr("{what}: {reason}", what=tr(word), reason=given) if given else tr(word)
        return tr("{form}: {day}, {window}.", form=form.label, day=day, window=told)
    return tr("{form}: {day}.", form=form.label, day=day)


def _strip(box: Box) -> Box:
    y = box.middle[1]
    return Box(box.left, y - 2.8, box.right, y + 2.8)


def _zone(box: Box) -> tuple[Shape, ...]:
    y = box.middle[1]
    return Rect(box, "sunken"), Rect(Box(box.left + 3, y - 1.6, box.right - 3, y + 1.6), "ink-3")
