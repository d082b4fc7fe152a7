"""Between a resolved record and its rows in the projection, both ways without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.entry import ABOUT_PARTS, instant_text
from diary_app.domain.record import Record
from diary_app.storage.entry_rows import instant
from diary_app.storage.tables.parts import PARTS_OF_KIND
from diary_app.storage.tables.projected import COMMON_COLUMNS, KIND_OF_TABLE, OTHER, RECORD_TABLES, table_of

Row = dict[str, Any]
RowsByTable = dict[str, list[Row]]

# Fields of a record that stand in a column of the same name as they are.
_SAME = (
    "id",
    "latest",
    "chain",
    "participant",
    "note",
    "placed",
    "entered_zone",
    "actor",
    "role",
    "by",
    "corrects",
    "changes",
    "void",
    "conflict",
)
_TYPED: dict[str, tuple[Column[Any], ...]] = {
    table.name: tuple(
        column for column in table.columns if column.name not in COMMON_COLUMNS and table is not OTHER
    )
    for table in RECORD_TABLES
}


def rows_of(record: Record) -> RowsByTable:
    """The rows that hold ``record``, by table, the record's own table first."""
    table = table_of(record.kind)
    about, extra_about = _split(record.about, dict.fromkeys(ABOUT_PARTS, str))
    types = {column.name: _python_type(column) for column in _TYPED[table.name]}
    typed, extra = _split(record.payload, types)
    parts: RowsByTable = {}
    for part in PARTS_OF_KIND[record.kind]:
        split = part.split(extra.get(part.field))
        if split:
            parts.setdefault(part.table.name, []).extend({"record": record.id, **row} for row in split)
            del extra[part.field]
    row = _common(record) | about | typed
    row["extra"] = _extra_text(extra_about, extra)
    if table is OTHER:
        row["kind"] = record.kind
    return {table.name: [row], **parts}


def record_of(
    table: Table, row: Mapping[Any, Any], parts: Mapping[str, Sequence[Mapping[Any, Any]]]
) -> Record:
    """The record that ``row`` of ``table`` holds, with its rows in the tables of parts."""
    extra = json.loads(row["extra"]) if row["extra"] else {}
    kind = row["kind"] if table is OTHER else KIND_OF_TABLE[table.name]
    payload = {column.name: row[column.name] for column in _TYPED[table.name]}
    payload = {name: value for name, value in payload.items() if value is not None}
    for part in PARTS_OF_KIND[kind]:
        held = part.join(parts.get(part.table.name, ()))
        if held:
            payload[part.field] = held
    about = {name: row[name] for name in ABOUT_PARTS if row[name] is not None}
    return Record(
        **{name: row[name] for name in _SAME},
        kind=kind,
        about=about | extra.get("about", {}),
        payload=payload | extra.get("payload", {}),
        order=(row["counter"], row["id"]),
        entered_at=instant(row["entered_at"]),
        reason=row["change_reason"],
    )


def _common(record: Record) -> Row:
    row = {name: getattr(record, name) for name in _SAME}
    row["counter"] = record.order[0]
    row["entered_at"] = instant_text(record.entered_at)
    row["change_reason"] = record.reason
    return row


def _split(values: Mapping[str, Any], types: Mapping[str, type]) -> tuple[Row, dict[str, Any]]:
    """The values that have a column (``None`` in the others), and the rest."""
    typed: Row = dict.fromkeys(types)
    rest: dict[str, Any] = {}
    for name, value in values.items():
        # exactly that type: True is no whole number
        if name in types and type(value) is types[name]:
            typed[name] = value
        else:
            rest[name] = value
    return typed, rest


def _python_type(column: Column[Any]) -> type:
    if isinstance(column.type, Boolean):
        return bool
    return int if isinstance(column.type, Integer) else str


def _extra_text(about: Mapping[str, Any], payload: Mapping[str, Any]) -> str | None:
    extra = {name: value for name, value in (("about", about), ("payload", payload)) if value}
    return canonical_json(extra).decode("utf-8") if extra else None
