"""A diary sheet on paper: one row a day with the dose, what was felt and what was measured.

Its cells are named by the day's number on the sheet: ``3.dose`` (``taken`` or
``not_taken``), ``3.time`` (24 hours), ``3.reason`` (a code of the plan's reasons),
``3.fatigue`` (0 to 4), ``3.signs`` (codes of the signs marked yes, with blanks
between, or ``none`` where the paper says so), ``3.kg``, ``3.celsius``, ``3.bp`` (``128/82``).
Not every sheet asks for a reason, signs, weight and temperature: one on which
none of a column was typed has no such column.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from diary_app.domain.clinic.paper import Cells
from diary_app.domain.diary import Diary
from diary_app.domain.facts import (
    NOT_TAKEN,
    TAKEN,
    Dose,
    Fact,
    Pressure,
    SignAnswer,
    SymptomPage,
    Temperature,
    Weight,
)
from diary_app.domain.protocol import Protocol

DOSE, TIME, REASON, SIGNS, KG, CELSIUS, BP = "dose", "time", "reason", "signs", "kg", "celsius", "bp"
NO_SIGN = "none"
MAYBE = (REASON, SIGNS, KG, CELSIUS)
"""Columns that a sheet may be without."""
PAPER = "paper"
_NOT_SYMPTOMS = frozenset({DOSE, TIME, BP, *MAYBE})
_FACT: Mapping[str, type[Fact]] = {
    "dose": Dose,
    "bp": Pressure,
    "symptom": SymptomPage,
    "weight": Weight,
    "temperature": Temperature,
}


class Left(StrEnum):
    """Why something on the sheet did not become a line of the diary."""

    HELD = "held"  # the diary already says it of this day
    NO_DOSE = "no_dose"  # a time without a word that the dose was taken, a reason without one that it was not


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a day of the sheet was not written down; ``what``: dose, time, reason or a kind of line."""

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
    return (DOSE, TIME, REASON, *(symptom.code for symptom in protocol.symptoms), SIGNS, KG, CELSIUS, BP)


def cells(protocol: Protocol, days: int, typed: Collection[str] | None = None) -> tuple[str, ...]:
    """Every cell of a sheet of so many days, row by row.

    ``typed``: the cells of a pass; the columns that a sheet may be without count only where it has one.
    """
    asked = columns(protocol)
    if typed is not None:
        there = {cell.partition(".")[2] for cell in typed}
        asked = tuple(column for column in asked if column not in MAYBE or column in there)
    return tuple(f"{day}.{column}" for day in range(1, days + 1) for column in asked)


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
    """The lines that a typed sheet becomes; what the diary says of a day already stays as it is.

    A blank never becomes anything: a day whose dose was left blank stays without entry.
    """
    lines: list[dict[str, Any]] = []
    left: list[LeftOut] = []
    for number in range(1, days + 1):
        day = first + timedelta(days=number - 1)
        typed = row(settled, number)
        signs = [each.code for each in diary.protocol_on(day).signs]
        for line in _lines_of_day(day, typed, signs, zone):
            if _held(diary, day, line):
                left.append(LeftOut(day, line["kind"], Left.HELD))
            else:
                lines.append(line)
        left += [LeftOut(day, each, Left.NO_DOSE) for each in _pointless(typed)]
    return SheetLines(tuple(lines), tuple(dict.fromkeys(left)))


def _held(diary: Diary, day: date, line: Mapping[str, Any]) -> bool:
    if line["kind"] == "sign":
        return any(answer.sign == line["sign"] for answer in diary.on_day(SignAnswer, day))
    return bool(diary.on_day(_FACT[line["kind"]], day))


def _pointless(typed: Mapping[str, Any]) -> list[str]:
    """A time of a dose that was not marked as taken, a reason of one that was not marked as not taken."""
    found = [TIME] if TIME in typed and typed.get(DOSE) != TAKEN else []
    return found + ([REASON] if REASON in typed and typed.get(DOSE) != NOT_TAKEN else [])


def _lines_of_day(
    day: date, typed: Mapping[str, Any], signs: list[str], zone: str | None
) -> list[dict[str, Any]]:
    basis: dict[str, Any] = {"day": day.isoformat(), "source": PAPER} | ({"zone": zone} if zone else {})
    lines: list[dict[str, Any]] = []
    if DOSE in typed:
        more = {TAKEN: TIME, NOT_TAKEN: REASON}[typed[DOSE]]
        lines.append({"kind": "dose", "status": typed[DOSE]} | ({more: typed[more]} if more in typed else {}))
    grades = {name: value for name, value in typed.items() if name not in _NOT_SYMPTOMS}
    if grades:
        lines.append({"kind": "symptom", "severities": grades})
    lines += [{"kind": "sign", "sign": code, "present": yes} for code, yes in _signs(typed, signs).items()]
    if BP in typed:
        lines.append({"kind": "bp", "readings": str(typed[BP]).split()})
    lines += [{"kind": kind, name: typed[name]} for kind, name in _MEASURED.items() if name in typed]
    return [basis | line for line in lines]


_MEASURED = {"weight": KG, "temperature": CELSIUS}


def _signs(typed: Mapping[str, Any], signs: list[str]) -> dict[str, bool]:
    """Signs with their answer: those marked yes; where the paper says that there was none, all are no."""
    marked = str(typed.get(SIGNS, "")).split()
    return dict.fromkeys(signs, False) if marked == [NO_SIGN] else dict.fromkeys(marked, True)
