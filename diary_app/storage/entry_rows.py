"""Between an entry and its row in the log table, both ways without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from diary_app.common.errors import Damaged
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.entry import Entry, instant_text

_FIELDS = tuple(field.name for field in fields(Entry))


def row_of(entry: Entry) -> dict[str, Any]:
    """The row of an entry, by column."""
    row = {name: getattr(entry, name) for name in _FIELDS}
    row["about"] = canonical_json(entry.about).decode("utf-8")
    row["entered_at"] = instant_text(entry.entered_at)
    row["payload"] = None if entry.payload is None else canonical_json(entry.payload).decode("utf-8")
    return row


def entry_of(row: Mapping[Any, Any]) -> Entry:
    """The entry of a row. Raises ``Damaged`` for a row that this program cannot have written."""
    values = {name: row[name] for name in _FIELDS}
    try:
        values["about"] = json.loads(row["about"])
        values["entered_at"] = instant(row["entered_at"])
        values["payload"] = None if row["payload"] is None else json.loads(row["payload"])
    except (ValueError, TypeError) as problem:
        raise Damaged(
            N_("Entry {seq} of the chain {chain} in the log cannot be read."),
            seq=row["seq"],
            chain=row["chain"],
        ) from problem
    return Entry(**values)


def instant(text: str) -> datetime:
    """A UTC instant from the text that ``instant_text`` made of it."""
    return datetime.fromisoformat(text).astimezone(UTC)
