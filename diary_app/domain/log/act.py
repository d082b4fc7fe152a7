"""From an act (what somebody did) to a sealed entry (what the log keeps)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from diary_app.common.clock import Moment
from diary_app.domain.log.entry import By, Entry, Kind, Role, commitment, entry_hash

PAYLOAD_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes: ``actor`` (participant id or staff name), role and whose hand."""

    actor: str
    role: Role
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act before it is written: everything the writer knows and the store does not add."""

    kind: Kind
    chain: str
    author: Author
    payload: Mapping[str, Any]
    participant: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    corrects: str | None = None
    reason: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the log an act lands, as the store knows it."""

    id: str
    origin: str
    epoch: int
    seq: int
    counter: int
    prev_hash: str | None
    device: str
    app_version: str
    clock_suspect: bool
    payload_salt: str
    note_salt: str


def seal(act: Act, place: Place, moment: Moment) -> Entry:
    """The finished entry: commitments made, hash taken."""
    has_note = act.note is not None
    entry = Entry(
        id=place.id,
        origin=place.origin,
        epoch=place.epoch,
        chain=act.chain,
        seq=place.seq,
        counter=place.counter,
        kind=act.kind.value,
        participant=act.participant,
        about=dict(act.about),
        entered_at=moment.utc,
        entered_offset=offset_text(moment.local),
        entered_zone=moment.zone,
        monotonic=moment.monotonic,
        boot=moment.boot,
        clock_suspect=place.clock_suspect,
        actor=act.author.actor,
        role=act.author.role.value,
        by=act.author.by.value,
        device=place.device,
        app_version=place.app_version,
        v=PAYLOAD_VERSION,
        payload=dict(act.payload),
        payload_salt=place.payload_salt,
        payload_commitment=commitment(act.payload, place.payload_salt),
        note=act.note,
        note_salt=place.note_salt if has_note else None,
        note_commitment=commitment(act.note, place.note_salt) if has_note else None,
        corrects=act.corrects,
        reason=act.reason,
        key=act.key,
        prev_hash=place.prev_hash,
        hash="",
    )
    return replace(entry, hash=entry_hash(entry))


def offset_text(local: datetime) -> str:
    """The UTC offset of an aware time as ``+08:00``."""
    offset = local.utcoffset()
    if offset is None:
        raise ValueError("a naive time has no offset")
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
