"""Reading records from the typed tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlmodel import Session

from diary_app.domain.record import Record
from diary_app.storage.database import Database
from diary_app.storage.log_queries import record_entries
from diary_app.storage.record_rows import record_of
from diary_app.storage.tables.parts import PARTS_OF_KIND
from diary_app.storage.tables.projected import KIND_OF_TABLE, OTHER, RECORD_TABLES, table_of

PartRows = Mapping[str, list[Mapping[Any, Any]]]


class Records:
    """The records of one open store as they now hold."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(
        self, participant: str | None = None, kind: str | None = None, on_day: date | None = None
    ) -> list[Record]:
        """Records by when they were first written, void ones among them."""
        tables = RECORD_TABLES if kind is None else (table_of(kind),)
        found: list[Record] = []
        with self._database.reading() as session:
            for table in tables:
                found += _read(session, table, _conditions(table, participant, kind, on_day))
        return sorted(found, key=lambda record: record.order)

    def shared(self, kind: str) -> list[Record]:
        """Records of a kind that are about no single participant, by when they were first written."""
        table = table_of(kind)
        wanted = [*_conditions(table, None, kind, None), table.c.participant.is_(None)]
        with self._database.reading() as session:
            found = _read(session, table, wanted)
        return sorted(found, key=lambda record: record.order)

    def record(self, entry_id: str) -> Record | None:
        """The record that an entry (any of it) belongs to."""
        with self._database.reading() as session:
            roots = [entry for entry in record_entries(session, [entry_id]) if entry.corrects is None]
            found = [
                record
                for root in roots
                for record in _read(session, table_of(root.kind), [table_of(root.kind).c.id == root.id])
            ]
        return found[0] if found else None


def _conditions(
    table: Table, participant: str | None, kind: str | None, on_day: date | None
) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if participant is not None:
        wanted.append(table.c.participant == participant)
    if on_day is not None:
        wanted.append(table.c.day == on_day.isoformat())
    if kind is not None and table is OTHER:
        wanted.append(table.c.kind == str(kind))
    return wanted


def _read(session: Session, table: Table, wanted: list[ColumnElement[bool]]) -> list[Record]:
    rows = session.execute(select(table).where(*wanted)).mappings().all()
    parts = _parts(session, table, wanted) if rows else {}
    return [record_of(table, row, parts.get(row["id"], {})) for row in rows]


def _parts(session: Session, table: Table, wanted: list[ColumnElement[bool]]) -> dict[str, PartRows]:
    """The rows of parts of the records wanted, by record and then by table."""
    ids = select(table.c.id).where(*wanted)
    found: defaultdict[str, defaultdict[str, list[Mapping[Any, Any]]]]
    found = defaultdict(lambda: defaultdict(list))
    kind = KIND_OF_TABLE.get(table.name)
    for part_table in {part.table for part in PARTS_OF_KIND[kind]} if kind else ():
        query = select(part_table)
        if wanted:
            query = query.where(part_table.c.record.in_(ids))
        for row in session.execute(query).mappings():
            found[row["record"]][part_table.name].append(row)
    return dict(found)
