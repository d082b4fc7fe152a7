"""One line of the diary log, and its hash.

The fields and the hash rule are the data contract; ``docs/log-format.md`` gives
a short program that checks a chain from ``list log --json`` alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from diary_app.domain.log.canonical import Json, canonical_json


class Kind(StrEnum):
    """What an entry tells. An entry of another kind is kept but not projected."""

    PROTOCOL_ADOPTED = "protocol_adopted"
    ENROLLED = "enrolled"
    DOSE = "dose"
    SYMPTOMS = "symptoms"
    SIGN = "sign"
    BP = "bp"
    WEIGHT = "weight"
    TEMPERATURE = "temperature"
    CYCLE_START = "cycle_start"
    HOLD = "hold"
    DOSE_LEVEL = "dose_level"
    STOP = "stop"
    VISIT = "visit"
    ADVERSE_EVENT = "adverse_event"
    MEDICATION = "medication"
    DISPENSE = "dispense"
    RETURN = "return"
    QLQ = "qlq"
    PAPER_ENTRY = "paper_entry"
    QLQ_NOT_DONE = "qlq_not_done"
    CORRECT = "correct"
    UNDO = "undo"
    ALERT_SHOWN = "alert_shown"
    ALERT_ANSWERED = "alert_answered"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    BACKUP = "backup"
    RESTORE = "restore"
    TAKEN_IN = "taken_in"
    SETTINGS = "settings"
    CLOCK = "clock"
    DEVICE = "device"
    REBUILT = "rebuilt"
    READ = "read"
    PRINTED = "printed"
    EXPORTED = "exported"
    KEYS = "keys"
    STAFF = "staff"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    WORDING_INSTALLED = "wording_installed"


class Role(StrEnum):
    """In what role the actor wrote."""

    PARTICIPANT = "participant"
    NURSE = "nurse"
    COORDINATOR = "coordinator"
    INVESTIGATOR = "investigator"
    MONITOR = "monitor"
    SYSTEM = "system"


class By(StrEnum):
    """Whose hand typed it."""

    SELF = "self"
    HELPER = "helper"
    STAFF = "staff"


STORE_CHAIN = "store"
ACCESS_CHAIN = "access"
ABOUT_PARTS = ("day", "time", "offset", "zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as it is hashed, with the salts of its two commitments.

    ``about``: ``day`` (ISO date of the plan's day), ``time`` (HH:MM on the
    clock), ``offset`` (+08:00), ``zone`` (IANA name), parts as known.
    ``entered_at``: UTC, whole milliseconds. ``monotonic``: milliseconds.
    ``counter``: logical clock, highest seen in the store + 1. ``v``: payload
    version. ``payload_salt``, ``note_salt``: 32 hex digits; a value that was
    redacted or withheld is ``None`` together with its salt, and its commitment
    stays.
    """

    id: str
    origin: str
    epoch: int
    chain: str
    seq: int
    counter: int
    kind: str
    participant: str | None
    about: Mapping[str, str]
    entered_at: datetime
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
    payload: Mapping[str, Any] | None
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

    @property
    def day(self) -> str | None:
        """The plan's day this entry is about, ISO, if it is about one."""
        return self.about.get("day")


def commitment(value: Json, salt: str) -> str:
    """SHA-256 over the salt's bytes followed by the canonical value, as 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical_json(value)).hexdigest()


def instant_text(instant: datetime) -> str:
    """A UTC instant as the log writes it: ``2026-01-05T23:10:00.000Z``."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"


_NOT_HASHED = {"hash", "payload_salt", "payload_commitment", "note_salt", "note_commitment"}
HASHED_FIELDS = tuple(field.name for field in fields(Entry) if field.name not in _NOT_HASHED)


def hashed_value(entry: Entry) -> dict[str, Any]:
    """What the hash is taken over: every field but ``hash``, payload and note as commitments."""
    value = {name: getattr(entry, name) for name in HASHED_FIELDS}
    value["entered_at"] = instant_text(entry.entered_at)
    value["payload"] = entry.payload_commitment
    value["note"] = entry.note_commitment
    return value


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the RFC 8785 form of the hashed fields, 64 hex digits."""
    return hashlib.sha256(canonical_json(hashed_value(entry))).hexdigest()
