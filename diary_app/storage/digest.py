"""One number for what a store holds: the same digest, the same diary."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.entry import Entry, instant_text
from diary_app.domain.record import Record


def digest(entries: Iterable[Entry], records: Iterable[Record]) -> str:
    """SHA-256 (64 hex digits) over the canonical JSON of all entries' hashes and resolved records.

    Neither depends on the order given: hashes are sorted, records stand by id.
    """
    value: dict[str, Any] = {
        "entries": sorted(entry.hash for entry in entries),
        "records": {record.id: _record(record) for record in records},
    }
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _record(record: Record) -> dict[str, Any]:
    value = asdict(record)
    value["entered_at"] = instant_text(record.entered_at)
    value["order"] = list(record.order)
    return value
