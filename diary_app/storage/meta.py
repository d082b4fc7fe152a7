"""What a store says of itself: its id, its epoch and the versions it was written with."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from diary_app.common.errors import NewerVersion
from diary_app.common.i18n import N_
from diary_app.storage.faults import damaged_database
from diary_app.storage.tables.fixed import META
from diary_app.storage.tables.projected import PROJECTION_VERSION

LOG_SCHEMA = 1
FIRST_EPOCH = 1
CHECKED_AT = "checked_at"
"""When a whole check found nothing, as ``entry.instant_text`` writes it."""
SIGNING_KEY = "signing_key"
"""The private key that marks are signed with, 64 hex digits."""
CLINIC_KEYS = "clinic_keys"
"""A clinic's keys of the hand-over (``security.clinic_keys``); they go into its backups."""
OWN_FACTS = (CHECKED_AT, SIGNING_KEY)
"""Facts of this one copy of the diary; a backup leaves them out."""


@dataclass(frozen=True, slots=True)
class Meta:
    """``epoch`` is raised by a restore; ``projection`` is the version the tables were made with."""

    store_id: str
    epoch: int
    log_schema: int
    projection: int


def new_meta(store_id: str) -> Meta:
    """What a new store of this program is."""
    return Meta(store_id, FIRST_EPOCH, LOG_SCHEMA, PROJECTION_VERSION)


def write_meta(session: Session, meta: Meta) -> None:
    """Note what a new store is."""
    facts = asdict(meta)
    session.execute(insert(META), [{"name": name, "value": str(value)} for name, value in facts.items()])


def note_projection(session: Session) -> None:
    """Note that the tables are now of this program's version."""
    session.execute(update(META).where(META.c.name == "projection").values(value=str(PROJECTION_VERSION)))


def read_fact(session: Session, name: str) -> str | None:
    """A fact that need not be there."""
    found: str | None = session.execute(select(META.c.value).where(META.c.name == name)).scalar()
    return found


def note_fact(session: Session, name: str, value: str) -> None:
    """Keep a fact, in place of what stood there."""
    session.execute(delete(META).where(META.c.name == name))
    session.execute(insert(META), [{"name": name, "value": value}])


def drop_own_facts(session: Session) -> None:
    """Take out what is of this one copy of the diary."""
    session.execute(delete(META).where(META.c.name.in_(OWN_FACTS)))


def read_meta(session: Session) -> Meta:
    """What the store says of itself. Raises ``Damaged`` where that is missing or unreadable."""
    facts = {row[0]: row[1] for row in session.execute(select(META.c.name, META.c.value))}
    try:
        return Meta(
            store_id=facts["store_id"],
            epoch=int(facts["epoch"]),
            log_schema=int(facts["log_schema"]),
            projection=int(facts["projection"]),
        )
    except (KeyError, ValueError) as problem:
        raise damaged_database() from problem


def refuse_newer(meta: Meta) -> None:
    """Raise ``NewerVersion`` for a store that a newer program wrote."""
    if meta.log_schema > LOG_SCHEMA:
        raise NewerVersion(
            N_("The diary has version {found}; this program knows up to version {known}."),
            found=meta.log_schema,
            known=LOG_SCHEMA,
        )
    if meta.projection > PROJECTION_VERSION:
        raise NewerVersion(
            N_("The diary's tables have version {found}; this program knows up to version {known}."),
            found=meta.projection,
            known=PROJECTION_VERSION,
        )
