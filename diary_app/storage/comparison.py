"""The live tables row by row against rows made afresh from the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy import inspect as inspector_of
from sqlmodel import Session

from diary_app.domain.log.entry import Entry
from diary_app.domain.record import group_by_record, resolve
from diary_app.storage.projection import PROJECTED, is_known
from diary_app.storage.record_rows import Row, RowsByTable, rows_of

RowKey = tuple[Any, ...]


def compare_tables(session: Session, entries: Sequence[Entry]) -> tuple[int, list[str]]:
    """How many records the log makes, and for each table that differs what and where.

    A difference names the table, the id of the first record concerned and how
    many rows there are like it.
    """
    fresh, count, unresolved = _fresh_rows(entries)
    there = set(inspector_of(session.connection()).get_table_names())
    differences = [f"log_entry: {entry_id} cannot be resolved" for entry_id in unresolved]
    for table in PROJECTED:
        if table.name not in there:
            differences.append(f"{table.name}: the table is missing")
            continue
        live = [dict(row) for row in session.execute(select(table)).mappings()]
        differences += _differences(table, _by_key(table, fresh[table.name]), _by_key(table, live))
    return count, differences


def _fresh_rows(entries: Sequence[Entry]) -> tuple[RowsByTable, int, list[str]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    groups = group_by_record([entry for entry in entries if is_known(entry)])
    unresolved = []
    for root, group in groups.items():
        try:
            made = rows_of(resolve(group))
        except (ValueError, TypeError, KeyError, AttributeError):  # content that no program of ours wrote
            unresolved.append(root)
            continue
        for name, found in made.items():
            rows[name] += found
    return rows, len(groups), unresolved


def _by_key(table: Table, rows: Iterable[Row]) -> dict[RowKey, Row]:
    names = [column.name for column in table.primary_key]
    return {tuple(row[name] for name in names): row for row in rows}


def _differences(table: Table, fresh: dict[RowKey, Row], live: dict[RowKey, Row]) -> list[str]:
    found = {
        "missing": [key for key in fresh if key not in live],
        "without an entry": [key for key in live if key not in fresh],
        "different": [key for key, row in fresh.items() if key in live and live[key] != row],
    }
    return [f"{table.name}: {min(keys)[0]} {what} ({len(keys)})" for what, keys in found.items() if keys]
