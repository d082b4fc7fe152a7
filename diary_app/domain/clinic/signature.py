"""A signature under a record: who, when, what it means, and whether the record is still what was signed.

What is signed is one entry, by its id and hash: the newest of the record then.
A later correction or undo makes another entry the newest, and the signature no
longer holds. It stays where it is, for everybody to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Entry, Kind
from diary_app.domain.record import resolve_history
from diary_app.domain.writing.fields import Fields

MEANINGS = ("reviewed", "entered", "approved")
"""What the window offers; the command line takes any short text."""
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """``at``: UTC, with the zone it was signed in. ``meaning``: one of ``MEANINGS`` or a text.

    ``holds``: the record's newest entry is the one that was signed.
    """

    id: str
    record: str
    entry: str
    name: str
    role: str
    at: datetime
    zone: str
    meaning: str
    holds: bool


def checked_meaning(meaning: str) -> str:
    """What a signature says, as it stands in the log. Raises ``DoesNotFit``."""
    text = " ".join((Fields({"meaning": meaning}).optional_text("meaning", _LONGEST) or "").split())
    if not text:
        raise DoesNotFit(N_("Say what the signature means, for instance: I reviewed this."))
    return text


def newest(record: Sequence[Entry]) -> Entry:
    """The entry that now holds, of all entries of one record."""
    latest = resolve_history(record)[-1].latest
    return next(entry for entry in record if entry.id == latest)


def payload(record: Sequence[Entry], name: str, meaning: str) -> dict[str, Any]:
    """What the ``signed`` entry tells. Raises ``DoesNotFit`` for a record that was undone."""
    held = resolve_history(record)[-1]
    if held.void:
        raise DoesNotFit(N_("This record was undone; there is nothing to sign."))
    signed = newest(record)
    return {"record": held.id, "entry": signed.id, "hash": signed.hash, "meaning": meaning, "name": name}


def signatures(entries: Iterable[Entry], record: Sequence[Entry]) -> list[Signature]:
    """The signatures under ``record`` among ``entries``, in their order."""
    ids = {entry.id for entry in record}
    now = newest(record)
    found = []
    for entry in entries:
        told = entry.payload
        if entry.kind != Kind.SIGNED or told is None or told["record"] not in ids:
            continue
        found.append(
            Signature(
                id=entry.id,
                record=told["record"],
                entry=told["entry"],
                name=told["name"],
                role=entry.role,
                at=entry.entered_at,
                zone=entry.entered_zone,
                meaning=told["meaning"],
                holds=told["entry"] == now.id and told["hash"] == now.hash,
            )
        )
    return found
