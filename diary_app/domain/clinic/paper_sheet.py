"""A diary sheet on paper: one row a day with the dose, its time, symptoms and blood pressure.

Its cells are named by the day's number on the sheet: ``3.dose`` (``taken`` or
``not_taken``), ``3.time`` (24 hours), ``3.bp`` (``128/82``), ``3.fatigue`` (0 to 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from diary_app.domain.clinic.paper import Cells
from diary_app.domain.diary import Diary
from diary_app.domain.facts import TAKEN, Dose, Fact, Pressure, SymptomPage
from diary_app.domain.protocol import Protocol

DOSE, TIME, BP = "dose", "time", "bp"
PAPER = "paper"
_FACT: Mapping[str, type[Fact]] = {"dose": Dose, "bp": Pressure, "symptom": SymptomPage}


class Left(StrEnum):
    """Why something on the sheet did not become a line of the diary."""

    HELD = "held"  # the diary already says it of this day
    NO_DOSE = "no_dose"  # a time without a word that the dose was taken


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a day of the sheet was not written down; ``what``: dose, time, bp or symptom."""

    day: date
    what: str
    why: Left


@dataclass(frozen=True, slots=True)
class SheetLines:
    """The record lines of a sheet, and what of it stays out."""

    lines: tuple[dict[str, Any], ...]
    left_out: tuple[LeftOut, ...]


def columns(protocol: Protocol) -> tuple[str, ...]:
    """What a row of the sheet asks, in its order."""
    return (DOSE, TIME, *(symptom.code for symptom in protocol.symptoms), BP)


def cells(protocol: Protocol, days: int) -> tuple[str, ...]:
    """Every cell of a sheet of so many days, row by row."""
    return tuple(f"{day}.{column}" for day in range(1, days + 1) for column in columns(protocol))


def day_of(first: date, cell: str) -> date:
    """The day that a cell is about."""
    return first + timedelta(days=int(cell.partition(".")[0]) - 1)


def row(typed: Cells, number: int) -> dict[str, Any]:
    """What was answered in one row, by column."""
    start = f"{number}."
    return {
        cell.removeprefix(start): value
        for cell, value in typed.items()
        if cell.startswith(start) and value is not None
    }


def sheet_lines(first: date, days: int, settled: Cells, diary: Diary, zone: str | None = None) -> SheetLines:
    """The lines that a typed sheet becomes; doses, symptoms and readings that are there stay as they are.

    A blank never becomes anything: a day whose dose was left blank stays without entry.
    """
    lines: list[dict[str, Any]] = []
    left: list[LeftOut] = []
    for number in range(1, days + 1):
        day = first + timedelta(days=number - 1)
        typed = row(settled, number)
        for line in _lines_of_day(day, typed, zone):
            what = line["kind"]
            if diary.on_day(_FACT[what], day):
                left.append(LeftOut(day, what, Left.HELD))
            else:
                lines.append(line)
        if TIME in typed and typed.get(DOSE) != TAKEN:
            left.append(LeftOut(day, TIME, Left.NO_DOSE))
    return SheetLines(tuple(lines), tuple(left))


def _lines_of_day(day: date, typed: Mapping[str, Any], zone: str | None) -> list[dict[str, Any]]:
    basis: dict[str, Any] = {"day": day.isoformat(), "source": PAPER} | ({"zone": zone} if zone else {})
    lines = []
    if DOSE in typed:
        timed = {"time": typed[TIME]} if TIME in typed and typed[DOSE] == TAKEN else {}
        lines.append({"kind": "dose", "status": typed[DOSE], **basis, **timed})
    grades = {name: value for name, value in typed.items() if name not in (DOSE, TIME, BP)}
    if grades:
        lines.append({"kind": "symptom", "severities": grades, **basis})
    if BP in typed:
        lines.append({"kind": "bp", "readings": str(typed[BP]).split(), **basis})
    return lines
