"""The journal: the only way anything is written into the log."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Protocol

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from diary_app.common.clock import Clock, Moment
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.common.ids import NewId
from diary_app.domain.log.act import Act, Place, seal
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import Entry, Kind
from diary_app.storage import log_queries as log
from diary_app.storage.clock_check import clock_acts, is_suspect
from diary_app.storage.database import Database
from diary_app.storage.entry_rows import entry_of, row_of
from diary_app.storage.meta import Meta, note_fact
from diary_app.storage.projection import project
from diary_app.storage.tables.fixed import DRAFTS, LOG
from diary_app.storage.union import Compared, TakenIn, compare, unite

_SALT_BYTES = 16
_CORRECTING = {Kind.CORRECT, Kind.UNDO}


class Signing(Protocol):
    """What a store asks of whoever knows signatures (``security.signing``); keys and digits as there."""

    def new_key(self) -> bytes:
        """A new private key."""
        ...

    def public_key(self, private: bytes) -> str:
        """The public key that belongs to it."""
        ...

    def sign(self, private: bytes, content: bytes) -> str:
        """The signature over ``content``."""
        ...

    def holds(self, public_key: str, signature: str, content: bytes) -> bool:
        """Whether a signature is right."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the store is handed from outside.

    Clocks, ids, what writes (device, program version), and what signs marks;
    without ``signing`` a store makes none.
    """

    clock: Clock
    new_id: NewId
    device: str
    app_version: str
    signing: Signing | None = None


class Journal:
    """Appending to the log of one open store, and reading it."""

    def __init__(self, database: Database, meta: Meta, surroundings: Surroundings) -> None:
        self._database = database
        self._meta = meta
        self._around = surroundings
        self.guard: Callable[[Sequence[Act]], None] | None = None
        """Asked before anything is written, and raises for what whoever opened the store may not write."""

    def append(
        self,
        acts: Sequence[Act],
        *,
        drop_drafts: Collection[str] = (),
        facts: Mapping[str, str] | None = None,
        first: Callable[[Session], object] | None = None,
        moments: Sequence[Moment] | None = None,
    ) -> list[Entry]:
        """Write ``acts`` together, in this order, and take away the drafts they came from.

        One transaction: the entries, the rows of the records they touch, the
        drafts, and ``facts`` of the store itself (``storage.meta``); ``first``
        is done before all of it. Where the clock was set or its zone changed
        since the store last wrote, entries that say so come before the acts'
        own; they are not among those that are given back. ``moments``: when
        each act was written, for made-up data; else now. When this
        returns they are on the disk. Raises ``NotSaved`` or ``Damaged`` for a
        disk that fails, ``DoesNotFit`` for a key that was used before and a
        correction of nothing; whatever is raised, nothing of it stays.
        """
        if self.guard is not None:
            self.guard(acts)
        with self._database.writing() as session:
            if first is not None:
                first(session)
            self._refuse_misfits(session, acts)
            about_clock, entries = self._seal_all(session, acts, moments)
            rows = [row_of(entry) for entry in (*about_clock, *entries)]
            if rows:
                session.execute(insert(LOG), rows)
            if drop_drafts:
                session.execute(delete(DRAFTS).where(DRAFTS.c.name.in_(sorted(drop_drafts))))
            for name, value in (facts or {}).items():
                note_fact(session, name, value)
            # as they will be read back: what was typed in as a tuple is a list now
            written = [entry_of(row) for row in rows]
            project(session, written)
        return written[len(about_clock) :]

    def take_in(
        self,
        entries: Sequence[Entry],
        acts: Sequence[Act] = (),
        *,
        facts: Mapping[str, str] | None = None,
        moments: Sequence[Moment] | None = None,
    ) -> TakenIn:
        """Add what is new of other stores' entries, and then ``acts`` about it, in one transaction.

        Idempotent, and the same records whatever the order of arrival; the
        logical clock goes on above the highest that came in. Raises
        ``union.Gap``, ``union.Fork``, ``union.BrokenChain``, ``DoesNotFit``,
        or as :meth:`append`; nothing of it stays then.
        """
        taken: list[TakenIn] = []
        self.append(
            acts,
            facts=facts,
            first=lambda session: taken.append(unite(session, self._meta.store_id, entries)),
            moments=moments,
        )
        return taken[0]

    def look(self, entries: Sequence[Entry]) -> Compared:
        """What :meth:`take_in` would find new; raises as it does, and writes nothing."""
        with self._database.reading() as session:
            return compare(session, self._meta.store_id, entries)

    def hash_at(self, key: ChainKey, seq: int) -> str | None:
        """The hash of the entry with this number of a chain, if it is here."""
        with self._database.reading() as session:
            return log.hash_at(session, key, seq)

    def chain(self, key: ChainKey, first: int = 1) -> list[Entry]:
        """The entries of one chain from a number on."""
        with self._database.reading() as session:
            head = log.head_of(session, key)
            return log.entries_between(session, key, first, head.seq) if head else []

    def entries(
        self,
        participant: str | None = None,
        chain: str | None = None,
        kinds: Collection[str] | None = None,
        *,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> list[Entry]:
        """Entries by logical clock, then id (within a chain: by number)."""
        query = log.select_entries(participant, chain, kinds)
        if limit is not None:
            query = query.limit(limit)
        with self._database.reading() as session:
            return log.entries_of(session, query, newest_first=newest_first)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id."""
        with self._database.reading() as session:
            found = log.entries_of(session, select(LOG).where(LOG.c.id == entry_id))
        return found[0] if found else None

    def record_entries(self, entry_id: str) -> list[Entry]:
        """Every entry of the record that ``entry_id``, any of them, belongs to; none for an unknown id."""
        if not _is_text(entry_id):
            return []
        with self._database.reading() as session:
            return log.record_entries(session, [entry_id])

    def find_key(self, key: str) -> str | None:
        """The id of the entry that this store wrote under ``key``."""
        with self._database.reading() as session:
            return log.find_keys(session, self._meta.store_id, [key]).get(key)

    def heads(self, participant: str | None = None) -> list[Head]:
        """The end of every chain by origin, epoch and chain; or of what stands of one participant in each."""
        with self._database.reading() as session:
            return log.all_heads(session, participant)

    def first_after(self, counter: int, *, leaving_out: str) -> Entry | None:
        """The first entry beyond a logical clock, not counting those of one kind."""
        with self._database.reading() as session:
            return log.first_after(session, counter, leaving_out)

    def counter(self) -> int:
        """The highest logical clock in the log, 0 where it is empty."""
        with self._database.reading() as session:
            return log.highest_counter(session)

    def count(self) -> int:
        """How many entries the log holds."""
        with self._database.reading() as session:
            return log.count(session)

    def _refuse_misfits(self, session: Session, acts: Sequence[Act]) -> None:
        keys = [act.key for act in acts if act.key is not None]
        used = log.find_keys(session, self._meta.store_id, keys)
        for place, key in enumerate(keys):
            if key in used or key in keys[:place]:
                raise DoesNotFit(N_("The key {key} was used before."), key=key)
        chains = log.chains_of(session, {act.corrects for act in acts if act.corrects is not None})
        for act in acts:
            _refuse_misplaced(act, chains)

    def _seal_all(
        self, session: Session, acts: Sequence[Act], moments: Sequence[Moment] | None
    ) -> tuple[list[Entry], list[Entry]]:
        """The entries about the clock, and those of ``acts``, as they follow the log."""
        moment = self._around.clock.now()
        newest, same_boot = self._before(session, moment)
        about_clock = list(clock_acts(moment, newest, same_boot)) if acts and moments is None else []
        suspect = moments is None and is_suspect(moment, newest, same_boot)
        counter = log.highest_counter(session)
        heads: dict[str, Head | None] = {}
        entries = []
        every = (*about_clock, *acts)
        for act, at in zip(every, moments or repeat(moment, len(every)), strict=True):
            key = ChainKey(self._meta.store_id, self._meta.epoch, act.chain)
            head = heads[act.chain] if act.chain in heads else log.head_of(session, key)
            counter += 1
            entry = seal(act, self._place(key, head, counter, suspect=suspect), at)
            heads[act.chain] = Head(key, entry.seq, entry.hash)
            entries.append(entry)
        return entries[: len(about_clock)], entries[len(about_clock) :]

    def _place(self, key: ChainKey, head: Head | None, counter: int, *, suspect: bool) -> Place:
        return Place(
            id=self._around.new_id(),
            origin=key.origin,
            epoch=key.epoch,
            seq=head.seq + 1 if head else 1,
            counter=counter,
            prev_hash=head.hash if head else None,
            device=self._around.device,
            app_version=self._around.app_version,
            clock_suspect=suspect,
            payload_salt=secrets.token_hex(_SALT_BYTES),
            note_salt=secrets.token_hex(_SALT_BYTES),
        )

    def _before(self, session: Session, moment: Moment) -> tuple[Entry | None, Entry | None]:
        """The entry this store wrote last, and the last one since the computer started."""
        origin = self._meta.store_id
        newest = log.newest_of(session, origin)
        if newest is not None and newest.boot == moment.boot:
            return newest, newest
        return newest, log.newest_of(session, origin, moment.boot)


def _refuse_misplaced(act: Act, chains: Mapping[str, str]) -> None:
    """``chains``: the chain of every entry that is there."""
    if (act.kind in _CORRECTING) != (act.corrects is not None):
        raise ValueError(f"a correction names an entry and nothing else does: {act.kind}")
    if act.corrects is None:
        return
    if act.corrects not in chains:
        raise DoesNotFit(N_("There is no entry {id}."), id=act.corrects)
    if chains[act.corrects] != act.chain:
        raise ValueError("a correction stands in the chain of what it corrects")


def _is_text(typed: str) -> bool:
    """Whether it can be asked for: what a shell passes on may hold bytes that are no text."""
    try:
        typed.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
