"""The tables that are kept: the log, which never changes shape, drafts and the store's own facts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Index, Table, UniqueConstraint, event, text
from sqlmodel import Field, SQLModel


class LogRow(SQLModel, table=True):
    """One entry, field for field (``domain.log.entry.Entry``); mappings as canonical JSON text."""

    __tablename__ = "log_entry"
    __table_args__ = (
        UniqueConstraint("origin", "epoch", "chain", "seq"),
        Index("log_key", "origin", "key", unique=True, sqlite_where=text("key IS NOT NULL")),
        Index("log_corrects", "corrects", sqlite_where=text("corrects IS NOT NULL")),
        Index("log_order", "counter", "id"),
        Index("log_participant", "participant", "counter", "id"),
        Index("log_boot", "origin", "boot", "counter"),
        Index("log_kind", "kind", "counter"),
        Index("log_role", "role", "actor"),
    )

    id: str = Field(primary_key=True)
    origin: str
    epoch: int
    chain: str
    seq: int
    counter: int
    kind: str
    participant: str | None
    about: str
    entered_at: str
    entered_offset: str
    entered_zone: str
    monotonic: int
    boot: str
    clock_suspect: bool
    actor: str
    role: str
    by: str
    device: str
    app_version: str
    v: int
    payload: str | None
    payload_salt: str | None
    payload_commitment: str
    note: str | None
    note_salt: str | None
    note_commitment: str | None
    corrects: str | None
    reason: str | None
    key: str | None
    prev_hash: str | None
    hash: str


class DraftRow(SQLModel, table=True):
    """Something unfinished, outside the log; it never leaves the store."""

    __tablename__ = "draft"

    name: str = Field(primary_key=True)
    value: str


class MetaRow(SQLModel, table=True):
    """A fact of the store itself: its id, epoch and versions."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str


LOG: Table = SQLModel.metadata.tables["log_entry"]
META: Table = SQLModel.metadata.tables["meta"]
DRAFTS: Table = SQLModel.metadata.tables["draft"]
FIXED: tuple[Table, ...] = (LOG, DRAFTS, META)
# The triggers that refuse every change of what was written.
LOG_GUARDS = {
    name: f"CREATE TRIGGER {name} BEFORE {act} ON log_entry "
    "BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END"
    for name, act in (("log_no_update", "UPDATE"), ("log_no_delete", "DELETE"))
}


@event.listens_for(LOG, "after_create")
def _guard_log(_table: Table, connection: Connection, **_: Any) -> None:
    for statement in LOG_GUARDS.values():
        connection.exec_driver_sql(statement)
