"""Verifying a store: its file, its chains, and its tables against its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from diary_app.common.errors import Damaged, NotSaved
from diary_app.domain.log.chain import ChainKey, Head, check_chains
from diary_app.domain.log.entry import Entry, instant_text
from diary_app.storage.comparison import compare_tables
from diary_app.storage.database import Database
from diary_app.storage.entry_rows import entry_of, instant
from diary_app.storage.findings import Finding, FindingKind, Verification, chain_finding
from diary_app.storage.log_queries import rows_by_chain
from diary_app.storage.meta import CHECKED_AT, note_fact, read_fact, read_meta
from diary_app.storage.opening_check import held_against_backup
from diary_app.storage.projection import is_known, rebuild
from diary_app.storage.tables.fixed import LOG_GUARDS


class Integrity:
    """Checking and mending one open store."""

    def __init__(self, database: Database, backups: Path | None = None) -> None:
        """``backups``: where the automatic ones lie, whose heads the log is to reach."""
        self._database = database
        self._backups = backups

    def verify(self) -> Verification:
        """Check the file, every chain, the heads, and the tables against a projection made afresh."""
        try:
            with suppress(NotSaved):  # no space for it: the check of the file is stricter then
                self._database.merge()
            with self._database.reading() as session:
                broken = [Finding(FindingKind.DAMAGED_FILE, detail) for detail in _file_faults(session)]
                return _unread(broken) if broken else self._verify_content(session)
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
            _, heads, findings = _check_log(session)
            return heads, findings

    def checked_at(self) -> datetime | None:
        """When the last whole check that found nothing was done, as far as this store knows."""
        with self._database.reading() as session:
            told = read_fact(session, CHECKED_AT)
        return None if told is None else instant(told)

    def note_check(self, done_at: datetime) -> None:
        """Keep when a whole check found nothing. Raises ``NotSaved`` or ``Damaged``."""
        with self._database.writing() as session:
            note_fact(session, CHECKED_AT, instant_text(done_at))

    def rebuild(self) -> int:
        """Make every table anew from the log, in one transaction; the number of records.

        Raises ``NotSaved`` or ``Damaged``; the tables then stay as they were.
        """
        with self._database.writing() as session:
            return rebuild(session)

    def _verify_content(self, session: Session) -> Verification:
        entries, heads, findings = _check_log(session)
        if self._backups is not None:
            store_id = read_meta(session).store_id
            findings += held_against_backup(session, self._backups, store_id, whole=True)
        records, differences = compare_tables(session, entries)
        findings += [Finding(FindingKind.TABLES, difference) for difference in differences]
        unknown = Counter(entry.kind for entry in entries if not is_known(entry))
        return Verification(tuple(findings), tuple(heads), len(entries), records, dict(unknown))


def _unread(findings: list[Finding]) -> Verification:
    return Verification(tuple(findings), (), 0, 0, {})


def _file_faults(session: Session) -> Iterator[str]:
    """What SQLCipher's seals and SQLite's own structure check complain about."""
    for row in session.execute(text("PRAGMA cipher_integrity_check")):
        yield str(row[0])
    for row in session.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield str(row[0])


def _check_log(session: Session) -> tuple[list[Entry], list[Head], list[Finding]]:
    """The entries that can be read, the heads of their chains, and what is wrong with them."""
    entries, findings = _read_log(session)
    heads, faults = check_chains(entries)
    findings += map(chain_finding, faults)
    findings += [Finding(FindingKind.GUARD, name) for name in _missing_guards(session)]
    return entries, heads, findings


def _read_log(session: Session) -> tuple[list[Entry], list[Finding]]:
    """Every entry that can be read, and the first of each chain that cannot."""
    entries: list[Entry] = []
    unread: dict[ChainKey, Finding] = {}
    for row in rows_by_chain(session):
        key = ChainKey(row["origin"], row["epoch"], row["chain"])
        if key in unread:
            continue
        try:
            entries.append(entry_of(row))
        except Damaged:
            unread[key] = Finding(FindingKind.CONTENT, "", key, row["seq"])
    return entries, list(unread.values())


def _missing_guards(session: Session) -> list[str]:
    """The triggers that keep the log append-only and are not there."""
    rows: Any = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    there = set(rows.scalars())
    return [name for name in LOG_GUARDS if name not in there]
