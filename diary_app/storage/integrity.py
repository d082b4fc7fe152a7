"""Verifying a store: its file, its chains, and its tables against its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from diary_app.common.errors import Damaged, NotSaved
from diary_app.domain.log.act import Act
from diary_app.domain.log.chain import Head
from diary_app.domain.log.entry import instant_text
from diary_app.domain.log.times import TimesRead, Zoned, time_report
from diary_app.storage.chain_ends import chain_ends
from diary_app.storage.comparison import TableComparison
from diary_app.storage.database import Database
from diary_app.storage.entry_rows import entry_of, instant
from diary_app.storage.findings import (
    Finding,
    FindingKind,
    SeenHeads,
    Verification,
    mark_finding,
)
from diary_app.storage.journal import Journal
from diary_app.storage.log_check import LogCheck
from diary_app.storage.log_queries import rows_by_chain, rows_by_name, zones_of
from diary_app.storage.meta import CHECKED_AT, note_fact, read_fact
from diary_app.storage.opening_check import Backups, held_against, held_against_backup
from diary_app.storage.projection import is_known, rebuild
from diary_app.storage.tables.fixed import LOG_GUARDS

_ROOM = 128 * 1024
"""KiB at the most; a patient's whole diary takes a few thousand."""


class Integrity:
    """Checking and mending one open store."""

    def __init__(self, database: Database, backups: Backups | None = None) -> None:
        """``backups``: the automatic ones, whose heads the log is to reach."""
        self._database = database
        self._backups = backups

    def verify(self, seen: SeenHeads | None = None) -> Verification:
        """Check file, chains, heads, the tables against a projection made afresh, and look at the times.

        ``seen``: heads to hold the log against, besides those of its automatic backups.
        """
        try:
            with suppress(NotSaved):  # no space for it: the check of the file is stricter then
                self._database.merge()
            with self._database.reading() as session:
                broken = [Finding(FindingKind.DAMAGED_FILE, detail) for detail in _file_faults(session)]
                return _unread(broken) if broken else self._verify_content(session, seen)
        except Damaged as damage:
            return _unread([Finding(FindingKind.DAMAGED_FILE, str(damage))])

    def check_log(self) -> tuple[list[Head], list[Finding]]:
        """Heads, and what is wrong with file, chains and guards; the tables may be of any version.

        Raises ``Damaged`` where the file cannot be read.
        """
        with self._database.reading() as session:
            broken = [Finding(FindingKind.DAMAGED_FILE, detail) for detail in _file_faults(session)]
            if broken:
                return [], broken
            check = LogCheck()
            check.take_all(rows_by_chain(session))
            return check.heads(), [*check.findings(), *_guards_gone(session)]

    def check_chain(self, chain: str) -> list[Finding]:
        """What is wrong with the chains of one name, of every origin and epoch; the first bad entry of each.

        Raises ``Damaged`` where the file cannot be read.
        """
        with self._database.reading() as session:
            check = LogCheck()
            check.take_all(rows_by_chain(session, chain))
        return check.findings()

    def checked_at(self) -> datetime | None:
        """When the last whole check that found nothing was done, as far as this store knows."""
        with self._database.reading() as session:
            told = read_fact(session, CHECKED_AT)
        return None if told is None else instant(told)

    def note_check(self, done_at: datetime) -> None:
        """Keep when a whole check found nothing. Raises ``NotSaved`` or ``Damaged``."""
        with self._database.writing() as session:
            note_fact(session, CHECKED_AT, instant_text(done_at))

    def rebuild(self, journal: Journal | None = None, told_by: Act | None = None) -> int:
        """Make every table anew from the log, in one transaction; the number of records.

        ``told_by``: what is written into ``journal`` of it, in the same
        transaction. Raises ``NotSaved`` or ``Damaged``; the tables then stay as
        they were.
        """
        if journal is not None and told_by is not None:
            made: list[int] = []
            journal.append([told_by], first=lambda session: made.append(rebuild(session)))
            return made[0]
        with self._database.writing() as session:
            return rebuild(session)

    def _verify_content(self, session: Session, seen: SeenHeads | None) -> Verification:
        log = _WholeLog(session)
        findings = log.check.findings() + _guards_gone(session)
        if seen is not None:
            findings += [mark_finding(short, seen.where) for short in held_against(session, seen.heads)]
        if self._backups is not None:
            findings += held_against_backup(session, self._backups, whole=True)
        records, differences = log.tables.result()
        findings += [Finding(FindingKind.TABLES, difference) for difference in differences]
        return Verification(
            tuple(findings), tuple(log.check.heads()), log.entries, records, dict(log.unknown), log.times
        )


class _WholeLog:
    """The whole log, read and checked one name of chains after the other: it may fill gigabytes."""

    def __init__(self, session: Session) -> None:
        self.check, self.tables, self.entries = LogCheck(), TableComparison(session), 0
        self.unknown: Counter[str] = Counter()
        times = TimesRead()
        for rows in rows_by_name(session):
            entries = [entry_of(row._mapping) for row in rows if self.check.take(row)]
            self.entries += len(entries)
            self.unknown.update(entry.kind for entry in entries if not is_known(entry))
            self.tables.take(entries)
            times.take(entries)
        self.check.put_in_order(head.key for head in chain_ends(session))
        self.times = times.report(self._zoned(session, origin) for origin in times.travelled())

    def _zoned(self, session: Session, origin: str) -> Iterator[Zoned]:
        for each in zones_of(session, origin):
            bad = self.check.unread.get(each.at.key)
            if bad is None or bad.seq is None or each.at.seq < bad.seq:
                yield each


def _unread(findings: list[Finding]) -> Verification:
    return Verification(tuple(findings), (), 0, 0, {}, time_report(()))


def _file_faults(session: Session) -> Iterator[str]:
    """What SQLCipher's seals and SQLite's own structure check complain about."""
    for row in session.execute(text("PRAGMA cipher_integrity_check")):
        yield str(row[0])
    with _room_for_indexes(session):
        for row in session.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield str(row[0])


@contextmanager
def _room_for_indexes(session: Session) -> Iterator[None]:
    """More pages in the memory for a while: each row is looked up in every index, page by encrypted page."""
    before = session.execute(text("PRAGMA cache_size")).scalar_one()
    session.execute(text(f"PRAGMA cache_size=-{_ROOM}"))
    try:
        yield
    finally:
        session.execute(text(f"PRAGMA cache_size={int(before)}"))
        session.execute(text("PRAGMA shrink_memory"))


def _guards_gone(session: Session) -> list[Finding]:
    return [Finding(FindingKind.GUARD, name) for name in _missing_guards(session)]


def _missing_guards(session: Session) -> list[str]:
    """The triggers that keep the log append-only and are not there as they were made."""
    rows: Any = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    there = dict(rows.all())
    return [name for name, made_by in LOG_GUARDS.items() if there.get(name) != made_by]
