"""Summaries of participants' diaries, kept beside the log until an entry of theirs is written.

A row is dropped in the transaction that writes or takes in an entry about its
participant. Each also names the heads of that participant's chains when it was
worked out; they are held against the log when a store's summaries are first
asked for, so that one which an entry was written past is never believed. The
table is no part of the projection: nothing is lost with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import delete, func, insert, select
from sqlmodel import Session

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.chain import Head
from diary_app.domain.log.entry import ACCESS_CHAIN, STORE_CHAIN, Entry, Kind
from diary_app.storage.chain_ends import chain_ends
from diary_app.storage.database import Database
from diary_app.storage.log_queries import all_heads
from diary_app.storage.tables.derived import SUMMARIES
from diary_app.storage.tables.fixed import LOG

_AT_ONCE = 500
_OF_ALL = frozenset({Kind.PROTOCOL_ADOPTED.value, Kind.SETTINGS.value, Kind.CORRECT.value, Kind.UNDO.value})
"""Kinds that change everybody's diary where they are about no single participant."""


class Summaries:
    """The kept summaries of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._checked = False
        self._past: set[str] = set()

    def kept(self, part: str, made_by: str) -> dict[str, str]:
        """The JSON texts of a part that ``made_by`` worked out and that hold still, by participant."""
        query = select(SUMMARIES.c.participant, SUMMARIES.c.value).where(
            SUMMARIES.c.part == part, SUMMARIES.c.made_by == made_by
        )
        with self._database.reading() as session:
            if not self._checked:
                self._past, self._checked = _written_past(session), True
            found = {row.participant: row.value for row in session.execute(query)}
        return {whose: text for whose, text in found.items() if whose not in self._past}

    def keep(self, texts: Mapping[str, Mapping[str, str]], made_by: str) -> None:
        """Keep the parts in ``texts`` by participant, worked out since the last entry was written.

        Raises ``NotSaved``.
        """
        if not texts:
            return
        with self._database.writing() as session:
            of_all = _of_all(session)
            rows = [
                {"participant": whose, "part": part, "made_by": made_by, "heads": heads, "value": text}
                for whose, parts in texts.items()
                for heads in [_named(all_heads(session, whose), whose, of_all)]
                for part, text in parts.items()
            ]
            _drop(session, list(texts))
            session.execute(insert(SUMMARIES), rows)
        self._past -= texts.keys()


def drop_summaries(session: Session, written: Iterable[Entry]) -> None:
    """Drop what ``written`` makes untrue, in the transaction that writes it."""
    touched: set[str] = set()
    for entry in written:
        if entry.chain == ACCESS_CHAIN:  # who looked changes no diary
            continue
        if entry.participant is not None:
            touched.add(entry.participant)
        elif entry.kind in _OF_ALL:
            session.execute(delete(SUMMARIES))
            return
    _drop(session, sorted(touched))


def _written_past(session: Session) -> set[str]:
    """Whose summaries name other heads than the log has."""
    there = session.execute(select(SUMMARIES.c.participant, SUMMARIES.c.heads).distinct()).all()
    if not there:
        return set()
    heads: defaultdict[str, list[Head]] = defaultdict(list)
    for head in chain_ends(session):
        heads[head.key.chain].append(head)
    of_all = _of_all(session)
    return {whose for whose, told in there if told != _named(heads[whose], whose, of_all)}


def _named(heads: Collection[Head], participant: str, of_all: int) -> str:
    """How a row names what it was worked out of: SHA-256 over the ends of the participant's chains."""
    own = sorted((*head.key, head.seq, head.hash) for head in heads if head.key.chain == participant)
    return sha256(canonical_json([of_all, *map(list, own)])).hexdigest()


def _of_all(session: Session) -> int:
    """How many entries there are that change everybody's diary."""
    of_all = LOG.c.participant.is_(None), LOG.c.chain == STORE_CHAIN, LOG.c.kind.in_(sorted(_OF_ALL))
    return int(session.execute(select(func.count()).select_from(LOG).where(*of_all)).scalar_one())


def _drop(session: Session, participants: Sequence[str]) -> None:
    for start in range(0, len(participants), _AT_ONCE):
        some = participants[start : start + _AT_ONCE]
        session.execute(delete(SUMMARIES).where(SUMMARIES.c.participant.in_(some)))
