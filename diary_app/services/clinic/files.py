"""What came in about a participant, and what went out: files taken in, handed over, printed, exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from diary_app.domain.log.entry import Entry, Kind
from diary_app.services.opened import Opened
from diary_app.services.transfer.pinning import GIVEN

FILE_KINDS = (Kind.TAKEN_IN, Kind.PRINTED, Kind.EXPORTED, Kind.SETTINGS)
"""A set-up file that was given out is a setting of the participant: the nonce it is answered with."""
SETUP_FILE, SEALED_FILE = "setup_file", "sealed_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file as the log tells of it: when (local), by whom, and what is known of it.

    ``what``: the log's word for it (``visit_summary``); ``sha256``: of its bytes, empty where
    it was not noted; ``new``: entries that came in with it.
    """

    kind: str
    what: str
    at: datetime
    actor: str
    role: str
    sha256: str
    new: int | None
    details: Mapping[str, Any]


def files_of(opened: Opened, participant: str) -> tuple[FileRow, ...]:
    """The files of one participant, the newest first."""
    whose = opened.participant(participant)
    entries = opened.store.journal.entries(participant=whose, kinds=[kind.value for kind in FILE_KINDS])
    return tuple(_row(opened, entry) for entry in reversed(entries) if _is_file(entry))


def _is_file(entry: Entry) -> bool:
    return entry.kind != Kind.SETTINGS or GIVEN in (entry.payload or {})


def _row(opened: Opened, entry: Entry) -> FileRow:
    told = entry.payload or {}
    return FileRow(
        kind=entry.kind,
        what=str(told.get("what") or _what(entry)),
        at=entry.entered_at.astimezone(opened.zone),
        actor=entry.actor,
        role=entry.role,
        sha256=str(told.get("sha256") or told.get("file") or ""),
        new=told.get("new"),
        details=told,
    )


def _what(entry: Entry) -> str:
    return {Kind.TAKEN_IN.value: SEALED_FILE, Kind.SETTINGS.value: SETUP_FILE}.get(entry.kind, "")
