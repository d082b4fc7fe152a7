"""Drafts: unfinished things kept encrypted outside the log; they never leave the store."""

from __future__ import annotations

import json

from sqlalchemy import delete, insert, select

from diary_app.domain.log.canonical import Json, canonical_json
from diary_app.storage.database import Database
from diary_app.storage.tables.fixed import DRAFTS


class Drafts:
    """The drafts of one open store, by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> Json:
        """The draft of this name, ``None`` when there is none."""
        with self._database.reading() as session:
            value = session.execute(select(DRAFTS.c.value).where(DRAFTS.c.name == name)).scalar()
        found: Json = None if value is None else json.loads(value)
        return found

    def names(self, prefix: str = "") -> list[str]:
        """The names of all drafts that begin with ``prefix``, in order."""
        with self._database.reading() as session:
            names = session.execute(select(DRAFTS.c.name).order_by(DRAFTS.c.name)).scalars().all()
        return [name for name in names if name.startswith(prefix)]

    def put(self, name: str, value: Json) -> None:
        """Keep ``value`` under ``name``, durably, in place of what stood there. Raises ``NotSaved``."""
        text = canonical_json(value).decode("utf-8")
        with self._database.writing() as session:
            session.execute(delete(DRAFTS).where(DRAFTS.c.name == name))
            session.execute(insert(DRAFTS), [{"name": name, "value": text}])

    def delete(self, name: str) -> None:
        """Take a draft away; one that is not there is gone already. Raises ``NotSaved``."""
        with self._database.writing() as session:
            session.execute(delete(DRAFTS).where(DRAFTS.c.name == name))
