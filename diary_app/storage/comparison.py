"""The live tables row by row against rows made afresh from the log."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy import inspect as inspector_of
from sqlmodel import Session

from diary_app.domain.log.entry import Entry
from diary_app.domain.record import group_by_record, resolve
from diary_app.storage.projection import PROJECTED, is_known
from diary_app.storage.record_rows import Row, RowsByTable, rows_of

RowKey = tuple[Any, ...]
_KINDS = _MISSING, _WITHOUT, _OTHER = "missing", "without an entry", "different"
_AT_ONCE = 500
"""Records in one query; SQLite takes a limited number of values."""


class TableComparison:
    """Compares piece by piece, so that neither log nor tables need be held as a whole."""

    def __init__(self, session: Session) -> None:
        there = set(inspector_of(session.connection()).get_table_names())
        self._session = session
        self._missing = {table.name for table in PROJECTED if table.name not in there}
        self._differ: dict[tuple[str, str], tuple[int, str]] = {}
        self._seen: Counter[str] = Counter()
        self._met: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self._unresolved: list[str] = []
        self._records = 0

    def take(self, entries: Sequence[Entry]) -> None:
        """Compare what some entries make, all of each of their records, with what the tables hold of it."""
        fresh, count, unresolved = _fresh_rows(entries)
        self._records += count
        self._unresolved += unresolved
        for table in PROJECTED:
            if fresh[table.name] and table.name not in self._missing:
                self._compare(table, fresh[table.name])

    def _compare(self, table: Table, rows: list[Row]) -> None:
        record = _record_column(table)
        ids = list(dict.fromkeys(row[record.name] for row in rows))
        self._met[table.name].extend(map(hash, ids))
        live: list[Row] = []
        for start in range(0, len(ids), _AT_ONCE):
            query = select(table).where(record.in_(ids[start : start + _AT_ONCE]))
            live += [dict(row) for row in self._session.execute(query).mappings()]
        self._seen[table.name] += len(live)
        for what, keys in _differing(_by_key(table, rows), _by_key(table, live)).items():
            self._note(table, what, [key[0] for key in keys])

    def _note(self, table: Table, what: str, ids: Sequence[str]) -> None:
        if ids:
            count, first = self._differ.get((table.name, what), (0, ids[0]))
            self._differ[table.name, what] = count + len(ids), min(first, *ids)

    def result(self) -> tuple[int, list[str]]:
        """How many records the log makes, and for each table that differs what and where.

        A difference names the table, the id of the first record concerned and how
        many rows there are like it.
        """
        for table in PROJECTED:
            if table.name not in self._missing:
                self._look_for_others(table)
        told = [f"log_entry: {entry_id} cannot be resolved" for entry_id in self._unresolved]
        for table in PROJECTED:
            if table.name in self._missing:
                told.append(f"{table.name}: the table is missing")
            for what in _KINDS:
                count, first = self._differ.get((table.name, what), (0, ""))
                told += [f"{table.name}: {first} {what} ({count})"] if count else []
        return self._records, told

    def _look_for_others(self, table: Table) -> None:
        """Rows of records that the log knows nothing of; there are some only where there are more rows."""
        every = self._session.execute(select(func.count()).select_from(table)).scalar_one()
        if every == self._seen[table.name]:
            return
        met = set(self._met[table.name])
        ids = self._session.execute(select(_record_column(table))).scalars()
        self._note(table, _WITHOUT, [each for each in ids if hash(each) not in met])


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


def _record_column(table: Table) -> ColumnElement[Any]:
    """The column of the record's id: the first of the primary key."""
    return next(iter(table.primary_key))


def _differing(fresh: dict[RowKey, Row], live: dict[RowKey, Row]) -> dict[str, list[RowKey]]:
    return {
        _MISSING: [key for key in fresh if key not in live],
        _WITHOUT: [key for key in live if key not in fresh],
        _OTHER: [key for key, row in fresh.items() if key in live and live[key] != row],
    }
