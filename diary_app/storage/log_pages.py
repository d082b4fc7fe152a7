"""The log a page at a time, by who, what and when: a clinic's log holds a million entries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from diary_app.domain.log.entry import Entry, Role, instant_text
from diary_app.storage import log_queries
from diary_app.storage.database import Database
from diary_app.storage.tables.fixed import LOG

Place = tuple[int, str]
"""Where an entry stands among all: logical clock and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """Which entries: ``None`` asks for no restriction. ``since`` (inside), ``until`` (outside): UTC."""

    kinds: Collection[str] | None = None
    actor: str | None = None
    role: str | None = None
    participant: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class LogPages:
    """Reads the log of one open store, the newest entry first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, query: LogQuery, limit: int, before: Place | None = None) -> list[Entry]:
        """At most ``limit`` entries of ``query`` that stand before a place."""
        wanted = _conditions(query)
        if before is not None:
            counter, entry = before
            wanted.append(or_(LOG.c.counter < counter, and_(LOG.c.counter == counter, LOG.c.id < entry)))
        with self._database.reading() as session:
            return log_queries.entries_of(session, select(LOG).where(*wanted).limit(limit), newest_first=True)

    def people(self) -> list[tuple[str, str]]:
        """Everybody who wrote and is no participant, with the role, by name."""
        others = [role.value for role in Role if role is not Role.PARTICIPANT]
        asked = select(LOG.c.actor, LOG.c.role).where(LOG.c.role.in_(others)).distinct()
        with self._database.reading() as session:
            return sorted((actor, role) for actor, role in session.execute(asked))


def _conditions(query: LogQuery) -> list[ColumnElement[bool]]:
    same = (("actor", query.actor), ("role", query.role), ("participant", query.participant))
    wanted: list[ColumnElement[bool]] = [LOG.c[name] == value for name, value in same if value is not None]
    if query.kinds is not None:
        wanted.append(log_queries.of_kinds(query.kinds, query.participant))
    if query.since is not None:
        wanted.append(LOG.c.entered_at >= instant_text(query.since))
    if query.until is not None:
        wanted.append(LOG.c.entered_at < instant_text(query.until))
    return wanted
