"""Summaries of participants' diaries, kept beside the log until an entry of theirs is written.

A row is dropped in the transaction that writes or takes in an entry about its
participant, so what is there is never older than the log. The table is no part
of the projection: nothing is lost with it, and ``verify`` does not look at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from diary_app.domain.log.entry import ACCESS_CHAIN, Entry, Kind
from diary_app.storage.database import Database
from diary_app.storage.tables.derived import SUMMARIES

_AT_ONCE = 500
_OF_ALL = frozenset({Kind.PROTOCOL_ADOPTED.value, Kind.SETTINGS.value, Kind.CORRECT.value, Kind.UNDO.value})
"""Kinds that change everybody's diary where they are about no single participant."""


class Summaries:
    """The kept summaries of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, made_by: str) -> dict[str, str]:
        """The JSON texts that ``made_by`` worked out and that hold still, by participant."""
        query = select(SUMMARIES.c.participant, SUMMARIES.c.value).where(SUMMARIES.c.made_by == made_by)
        with self._database.reading() as session:
            return {row.participant: row.value for row in session.execute(query)}

    def keep(self, texts: Mapping[str, str], made_by: str) -> None:
        """Keep ``texts`` by participant, worked out since the last entry was written. Raises ``NotSaved``."""
        if not texts:
            return
        rows = [{"participant": whose, "made_by": made_by, "value": text} for whose, text in texts.items()]
        with self._database.writing() as session:
            _drop(session, list(texts))
            session.execute(insert(SUMMARIES), rows)


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


def _drop(session: Session, participants: Sequence[str]) -> None:
    for start in range(0, len(participants), _AT_ONCE):
        some = participants[start : start + _AT_ONCE]
        session.execute(delete(SUMMARIES).where(SUMMARIES.c.participant.in_(some)))
