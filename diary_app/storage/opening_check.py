"""What is looked at whenever a store is opened: the ends of its chains, and whether they went back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from diary_app.common.errors import Damaged
from diary_app.domain.log.chain import ChainKey, Head, check_chains
from diary_app.domain.log.entry import STORE_CHAIN, Entry, Kind
from diary_app.domain.log.mark import Mark, must_be_signed
from diary_app.domain.log.reach import Shortfall, shortfalls
from diary_app.storage import log_queries as log
from diary_app.storage.backup_folder import furthest
from diary_app.storage.backup_manifest import Manifest
from diary_app.storage.database import Database
from diary_app.storage.entry_rows import entry_of
from diary_app.storage.findings import Finding, FindingKind, chain_finding, mark_finding

MOST_AT_START = 1_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backups:
    """The automatic backups of a store, and which of them can be believed.

    ``epoch``: the highest that was given out. ``holds``: whether a mark's
    signature is right, by whatever key (the entry that told of it may be
    missing); ``None`` where nothing can tell.
    """

    folder: Path
    store_id: str
    epoch: int
    holds: Callable[[Mark], bool] | None = None

    def furthest(self, session: Session, *, whole: bool) -> tuple[Path, Manifest] | None:
        """The believed one whose log goes furthest; ``whole``: read to its end."""
        return furthest(
            self.folder, self.store_id, whole=whole, believed=lambda told: self._believes(session, told)
        )

    def _believes(self, session: Session, told: Manifest) -> bool:
        """A file that anybody put there raises no alarm about the diary."""
        if told.epoch > self.epoch:
            return False
        if told.mark is None:
            return not must_be_signed(told.heads, _entries(session, Kind.DEVICE), self.store_id)
        return self.holds is None or self.holds(told.mark)


def check_at_start(database: Database, backups: Backups) -> tuple[Finding, ...]:
    """What is wrong with the newest entries and the heads; nothing is changed and nothing is raised for it.

    The last ``MOST_AT_START`` entries are checked as a whole check does
    (numbers, commitments, hashes, links, also to the entry before them), and
    the last entry of every other chain. A log that ends before the newest
    automatic backup, without a restore that says so, is told too.
    """
    try:
        with database.reading() as session:
            rows = log.newest_rows(session, MOST_AT_START)
            return (*_broken(session, rows), *_short_of_backup(session, backups))
    except Damaged as damage:
        return (Finding(FindingKind.DAMAGED_FILE, str(damage)),)


def _short_of_backup(session: Session, backups: Backups) -> list[Finding]:
    """``held_against_backup``; whatever a file among the backups holds, it keeps nobody out of the diary."""
    try:
        return list(held_against_backup(session, backups, whole=False))
    except Damaged:
        raise
    except Exception:
        _log.exception("the log could not be held against the newest automatic backup")
        return []


def held_against_backup(session: Session, backups: Backups, *, whole: bool) -> Iterator[Finding]:
    """Where the log does not reach the heads of the automatic backup that goes furthest.

    What a logged restore explains is no finding. ``whole``: that backup is
    read to its end first.
    """
    found = backups.furthest(session, whole=whole)
    if found is not None:
        file, manifest = found
        for short in held_against(session, manifest.heads):
            if short.restored is None:
                yield mark_finding(short, file.name)


def held_against(session: Session, marked: Iterable[Head]) -> list[Shortfall]:
    """Where the log does not reach heads that were seen before."""
    last = log.last_numbers(session)

    def hash_at(key: ChainKey, seq: int) -> str | None:
        return log.hash_at(session, key, seq)

    return shortfalls(marked, last, hash_at, _entries(session, Kind.RESTORE))


def _entries(session: Session, kind: Kind) -> Iterator[Entry]:
    for row in session.execute(log.select_entries(chain=STORE_CHAIN, kinds=[kind.value])).mappings():
        try:
            yield entry_of(row)
        except Damaged:  # the check of its chain names it
            continue


def _broken(session: Session, newest: list[Any]) -> Iterator[Finding]:
    """The first bad entry of each chain, of the newest rows and the ends of all chains."""
    there = {_key(row) for row in newest}
    last = log.last_numbers(session)
    ends = log.rows_at(session, {key: seq for key, seq in last.items() if key not in there})
    rows = [*newest, *ends]
    entries: dict[ChainKey, list[Entry]] = {}
    unread: dict[ChainKey, Finding] = {}
    for row in rows:
        key = _key(row)
        try:
            if key not in unread:
                entries.setdefault(key, []).append(entry_of(row))
        except Damaged:
            unread[key] = Finding(FindingKind.CONTENT, "", key, row["seq"])
    yield from unread.values()
    before = _before(session, rows)
    _, faults = check_chains((entry for found in entries.values() for entry in found), before)
    yield from map(chain_finding, faults)


def _before(session: Session, rows: Iterable[Any]) -> dict[ChainKey, Head]:
    """For each chain what its first given row follows."""
    first: dict[ChainKey, int] = {}
    for row in rows:
        first.setdefault(_key(row), row["seq"])
    found = log.rows_at(session, {key: seq - 1 for key, seq in first.items() if seq > 1})
    return {_key(row): Head(_key(row), row["seq"], row["hash"]) for row in found}


def _key(row: Any) -> ChainKey:
    return ChainKey(row["origin"], row["epoch"], row["chain"])
