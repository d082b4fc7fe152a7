"""Lists and mappings inside a payload, each in a table of its own.

A part takes a value apart into rows and puts it together again. A value that
its rows could not give back exactly is left to ``extra`` (``split`` answers
``None``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from diary_app.domain.log.entry import Kind

PartRow = dict[str, Any]


class GradeRow(SQLModel, table=True):
    """The severity (0-4) of one symptom of a page."""

    __tablename__ = "symptom_grade"
    record: str = Field(primary_key=True, foreign_key="symptom_page.id", ondelete="CASCADE")
    term: str = Field(primary_key=True)
    severity: int


class ReadingRow(SQLModel, table=True):
    """One reading of a session, mmHg, in the order taken."""

    __tablename__ = "bp_reading"
    record: str = Field(primary_key=True, foreign_key="bp.id", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    systolic: int
    diastolic: int


class AnswerRow(SQLModel, table=True):
    """The answer to one item of a form."""

    __tablename__ = "qlq_answer"
    record: str = Field(primary_key=True, foreign_key="qlq.id", ondelete="CASCADE")
    item: int = Field(primary_key=True)
    response: int


class OpenItemRow(SQLModel, table=True):
    """An item of a form without an answer: ``declined`` or ``not_seen``."""

    __tablename__ = "qlq_open"
    record: str = Field(primary_key=True, foreign_key="qlq.id", ondelete="CASCADE")
    state: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    item: int


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a kind's payload that has a table of its own."""

    kind: Kind
    field: str
    table: Table
    split: Callable[[Any], list[PartRow] | None]
    join: Callable[[Sequence[Mapping[Any, Any]]], Any]


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _split_grades(value: Any) -> list[PartRow] | None:
    if not isinstance(value, dict) or not all(map(_is_whole, value.values())):
        return None
    return [{"term": term, "severity": severity} for term, severity in value.items()]


def _join_grades(rows: Sequence[Mapping[Any, Any]]) -> dict[str, int]:
    return {row["term"]: row["severity"] for row in rows}


def _split_readings(value: Any) -> list[PartRow] | None:
    if not isinstance(value, list):
        return None
    if not all(isinstance(pair, list) and len(pair) == 2 and all(map(_is_whole, pair)) for pair in value):
        return None
    return [
        {"position": position, "systolic": systolic, "diastolic": diastolic}
        for position, (systolic, diastolic) in enumerate(value)
    ]


def _join_readings(rows: Sequence[Mapping[Any, Any]]) -> list[list[int]]:
    ordered = sorted(rows, key=lambda row: row["position"])
    return [[row["systolic"], row["diastolic"]] for row in ordered]


def _split_answers(value: Any) -> list[PartRow] | None:
    if not isinstance(value, dict) or not all(map(_is_whole, value.values())):
        return None
    if not all(item.isascii() and item.isdigit() and str(int(item)) == item for item in value):
        return None
    return [{"item": int(item), "response": response} for item, response in value.items()]


def _join_answers(rows: Sequence[Mapping[Any, Any]]) -> dict[str, int]:
    return {str(row["item"]): row["response"] for row in rows}


def _open_items(state: str) -> Part:
    def split(value: Any) -> list[PartRow] | None:
        if not isinstance(value, list) or not all(map(_is_whole, value)):
            return None
        return [{"state": state, "position": position, "item": item} for position, item in enumerate(value)]

    def join(rows: Sequence[Mapping[Any, Any]]) -> list[int]:
        ordered = sorted(rows, key=lambda row: row["position"])
        return [row["item"] for row in ordered if row["state"] == state]

    return Part(Kind.QLQ, state, SQLModel.metadata.tables["qlq_open"], split, join)


_TABLES = SQLModel.metadata.tables
PARTS: tuple[Part, ...] = (
    Part(Kind.SYMPTOMS, "severities", _TABLES["symptom_grade"], _split_grades, _join_grades),
    Part(Kind.BP, "readings", _TABLES["bp_reading"], _split_readings, _join_readings),
    Part(Kind.QLQ, "answers", _TABLES["qlq_answer"], _split_answers, _join_answers),
    _open_items("declined"),
    _open_items("not_seen"),
)
PARTS_OF_KIND: dict[str, tuple[Part, ...]] = {
    kind.value: tuple(part for part in PARTS if part.kind == kind) for kind in Kind
}
PART_TABLES: tuple[Table, ...] = tuple(dict.fromkeys(part.table for part in PARTS))
