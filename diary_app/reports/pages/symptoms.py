"""Symptoms by day, the worst grade of each cycle, and the participant's own words."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Table

from diary_app.charts.heat_map import HeatGrid, SymptomRow, heat_maps
from diary_app.charts.legend import SEVERITY_WORDS, severity_chip, severity_legend
from diary_app.charts.shapes import Box, Picture
from diary_app.common.i18n import Translator
from diary_app.reports.fonts import text_width
from diary_app.reports.formats import day_place, short_date, space
from diary_app.reports.pages.paint import PictureFlowable, color
from diary_app.reports.pages.parts import (
    BARE,
    INNER,
    SMALL,
    gap,
    heading,
    mixed,
    para,
    room_for,
    section,
    table,
)
from diary_app.reports.summary import PatientNote
from diary_app.reports.symptom_sections import SymptomSection, WorstGrade, WorstRow
from diary_app.reports.text import MOST_TYPED, cut

MOST_ROWS = 30
"""Symptoms in one block of the heat map; more go on in a further block."""
MOST_NOTES_TEXT = 20_000
"""Characters of all notes together that are printed."""
_MOST_LINES = 40
_NARROW_NOTES = 600


def symptoms_section(data: SymptomSection, notes: tuple[PatientNote, ...], tr: Translator) -> list[Flowable]:
    """Heat map, then the worst grades, with few notes beside them and many below."""
    parts: list[Flowable] = section(tr("Symptoms by day, the participant\u2019s own grade"), 110)
    parts += _heat(data, tr)
    side = notes and data.worst and _fits_beside(notes, data)
    if side:
        return [*parts, gap(12), _side_by_side(data, notes, tr)]
    if data.worst:
        parts += [gap(12), room_for(), *worst_section(data.worst, INNER, tr)]
    if notes:
        parts += [gap(12), *notes_section(notes, tr)]
    return parts


def _heat(data: SymptomSection, tr: Translator) -> list[Flowable]:
    if not data.rows:
        words = (
            tr("No symptom was recorded above 0.")
            if data.absent
            else tr("No symptoms recorded in these days.")
        )
        return [para(words, token="ink-2"), *_absent(data, tr)]
    parts: list[Flowable] = [PictureFlowable(severity_legend(INNER, text_width, tr)), gap(3)]
    for start in range(0, len(data.rows), MOST_ROWS):
        rows = data.rows[start : start + MOST_ROWS]
        for picture in heat_maps(data.days, rows, HeatGrid(INNER, _label_width(rows)), text_width, tr):
            parts += [PictureFlowable(picture), gap(4)]
    return [*parts, *_absent(data, tr)]


def _label_width(rows: tuple[SymptomRow, ...]) -> float:
    """Room for the longest name, within reason."""
    return min(max(82.0, *(text_width(row.name, 9) + 6 for row in rows)), 125.0)


def _absent(data: SymptomSection, tr: Translator) -> list[Flowable]:
    if not data.absent:
        return []
    names = tr(", ").join(data.absent)
    return [gap(2), para(tr("0 on every day recorded: {names}.", names=names), SMALL, "ink-2")]


def worst_section(rows: tuple[WorstRow, ...], width: float, tr: Translator) -> list[Flowable]:
    """A line a symptom: for each cycle the worst grade and the days with the symptom of the days recorded."""
    cells = rows[0].cells
    pair = min(118.0, (width - 80.0) / max(len(cells), 1))
    name = min(140.0, width - pair * len(cells))
    head: list[Any] = [""]
    for cell in cells:
        cycle = tr("Before cycle 1") if cell.cycle is None else tr("Cycle {n}", n=cell.cycle)
        head += [
            para(cycle, SMALL, bold=True, align="center"),
            para(tr("Days"), SMALL, bold=True, align="right"),
        ]
    lines: list[list[Any]] = [head]
    for row in rows:
        line: list[Any] = [para(row.name)]
        for cell in row.cells:
            line += [_chip(cell, tr), para(_days(cell, tr), SMALL, align="right")]
        lines.append(line)
    widths = [name, *[pair * 0.63, pair * 0.37] * len(cells)]
    made = table(lines, widths, [("ALIGN", (1, 0), (-1, -1), "CENTER")], pad=1.8)
    return [heading(tr("Worst grade and days with symptom")), made]


def _chip(cell: WorstGrade, tr: Translator) -> Flowable:
    if cell.worst is None:
        return para(tr("No entry"), SMALL, "ink-2", "center")
    text = f"{cell.worst} {tr(SEVERITY_WORDS[cell.worst])}"
    width = text_width(text, SMALL, True) + 8
    shapes = severity_chip(cell.worst, text, Box(0, 0.5, width, 13.5), text_width)
    return PictureFlowable(Picture(width, 14, shapes), "CENTER")


def _days(cell: WorstGrade, tr: Translator) -> str:
    return tr("{days} of {recorded}", days=cell.days_with, recorded=cell.days_recorded)


def _fits_beside(notes: tuple[PatientNote, ...], data: SymptomSection) -> bool:
    text = sum(len(note.text) + 40 * note.text.count("\n") for note in notes)
    return (
        len(notes) <= 6 and len(data.worst[0].cells) <= 2 and text <= _NARROW_NOTES and len(data.worst) <= 20
    )


def _side_by_side(data: SymptomSection, notes: tuple[PatientNote, ...], tr: Translator) -> Flowable:
    left = INNER * 0.6
    right = INNER - left - 16
    beside = Table(
        [[worst_section(data.worst, left, tr), "", _framed(notes, right, tr)]], colWidths=(left, 16, right)
    )
    beside.setStyle(BARE)
    return KeepTogether([beside])


def _framed(notes: tuple[PatientNote, ...], width: float, tr: Translator) -> list[Flowable]:
    rows = [[_note(note, note.text, tr)] for note in notes]
    box = ("BOX", (0, 0), (-1, -1), 0.7, color("line-strong"))
    pads = [("LEFTPADDING", (0, 0), (-1, -1), 8), ("RIGHTPADDING", (0, 0), (-1, -1), 8)]
    made = table(rows, (width,), [box, *pads], head=False, pad=5)
    return [heading(tr("In the participant\u2019s words")), made]


def notes_section(notes: tuple[PatientNote, ...], tr: Translator) -> list[Flowable]:
    """All notes below each other over the full width, as far as the room for notes goes."""
    parts: list[Flowable] = section(tr("In the participant\u2019s words"))
    left = MOST_NOTES_TEXT
    for number, note in enumerate(notes):
        if left <= 0:
            more = len(notes) - number
            parts.append(
                para(
                    tr.plural(
                        "(cut) {n} more note is in the diary.", "(cut) {n} more notes are in the diary.", more
                    )
                )
            )
            break
        text = shortened(note.text, min(MOST_TYPED, left), tr)
        left -= len(text)
        parts += [_note(note, text, tr), gap(4)]
    return parts


def shortened(text: str, most: int, tr: Translator) -> str:
    """At most ``most`` characters and 40 lines of a typed text, with a visible mark where it was cut."""
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        text = "\n".join(lines[:_MOST_LINES])
        return cut(text, min(most, max(len(text) - 1, 0)), tr)
    return cut(text, most, tr)


def _note(note: PatientNote, text: str, tr: Translator) -> Flowable:
    when = short_date(note.day.day, tr)
    if note.day.cycle is not None:
        when = tr("{date}, {place}", date=when, place=day_place(note.day, tr))
    return mixed([(when + tr("."), True), (text, False)], space(tr))
