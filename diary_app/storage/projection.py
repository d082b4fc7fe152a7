"""Writing the typed tables from the log, and making them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Table, delete, insert, text
from sqlmodel import Session, SQLModel

from diary_app.domain.log.act import PAYLOAD_VERSION
from diary_app.domain.log.entry import Entry, Kind
from diary_app.domain.record import Record, group_by_record, resolve
from diary_app.storage.log_queries import entries_by_name, record_entries
from diary_app.storage.meta import note_projection
from diary_app.storage.record_rows import RowsByTable, rows_of
from diary_app.storage.summaries import drop_summaries
from diary_app.storage.tables.derived import DERIVED
from diary_app.storage.tables.fixed import FIXED, LOG
from diary_app.storage.tables.parts import PART_TABLES
from diary_app.storage.tables.projected import RECORD_TABLES, table_of

_KNOWN = frozenset(Kind)
PROJECTED: tuple[Table, ...] = (*RECORD_TABLES, *PART_TABLES)


def is_known(entry: Entry) -> bool:
    """Whether this program understands the entry; others are kept and not projected."""
    return entry.kind in _KNOWN and entry.v <= PAYLOAD_VERSION


def project(session: Session, written: Sequence[Entry], *, whole: bool = False) -> None:
    """Bring the rows of every record that ``written`` touches up to date.

    ``whole``: ``written`` holds every entry of these records already.
    """
    correcting = [] if whole else [entry.id for entry in written if entry.corrects is not None]
    entries = {entry.id: entry for entry in written}
    if correcting:  # a new first entry is its whole record; the others are to be looked up
        entries |= {entry.id: entry for entry in record_entries(session, correcting)}
    records = resolved(entries.values())
    _remove(session, records)
    _insert(session, records)
    drop_summaries(session, written)


def resolved(entries: Iterable[Entry]) -> list[Record]:
    """What holds of each record, as far as this program understands its entries and has its first one."""
    known = [entry for entry in entries if is_known(entry)]
    return [resolve(group) for group in group_by_record(known).values()]


def rebuild(session: Session) -> int:
    """Drop every projected table and make it anew from the log; the number of records.

    One participant after another: the log of a thousand does not fit in every computer's memory.
    """
    _drop(session)
    make_tables(session)
    count = 0
    for entries in entries_by_name(session):
        records = resolved(entries)
        _insert(session, records)
        count += len(records)
    note_projection(session)
    return count


def make_tables(session: Session) -> None:
    """Make the empty tables of this version, those of what is worked out of them, and the log's indexes.

    An older version's log has the same columns and may lack an index.
    """
    connection = session.connection()
    SQLModel.metadata.create_all(connection, tables=(*PROJECTED, *DERIVED))
    for index in LOG.indexes:
        index.create(connection, checkfirst=True)


def _drop(session: Session) -> None:
    """Drop all but the fixed tables: an older version may have had tables of other names."""
    kept = {table.name for table in FIXED}
    names = session.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    ).scalars()
    session.execute(text("PRAGMA defer_foreign_keys=ON"))  # in whatever order they are dropped
    for name in [name for name in names if name not in kept]:
        quoted = name.replace('"', '""')
        session.execute(text(f'DROP TABLE "{quoted}"'))


def _remove(session: Session, records: Iterable[Record]) -> None:
    """Take out the rows of ``records``; the rows of their parts go with them."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for record in records:
        ids[record.kind].append(record.id)
    for kind, wanted in ids.items():
        table = table_of(kind)
        session.execute(delete(table).where(table.c.id.in_(wanted)))


def _insert(session: Session, records: Iterable[Record]) -> None:
    rows: RowsByTable = {}
    for record in records:
        for name, found in rows_of(record).items():
            rows.setdefault(name, []).extend(found)
    for table in PROJECTED:  # records before their parts
        if table.name in rows:
            session.execute(insert(table), rows[table.name])
