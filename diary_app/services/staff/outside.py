"""What stands in clear beside a clinic's store: who works there, and sign-ins that failed while locked.

Names of staff tell nothing of health. Both files are read with care and never
believed: the log says who somebody is. Whoever can delete files can delete the
failed sign-ins before the next person's sign-in takes them into the log, and in
no other way are they lost (``docs/keys.md`` says so).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.ids import NewId
from diary_app.common.paths import plain_file, write_whole
from diary_app.common.settings import read_settings
from diary_app.domain.clinic.account import LONGEST_NAME, Account, same_name
from diary_app.domain.log.entry import instant_text

MOST_FAILED = 100
"""How many failed sign-ins are kept; of more only the number."""
_LARGEST = 64 * 1024
_LONGEST_ID = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Name:
    """A member of staff as the sign-in page shows them, and the id of their key slot.

    ``reads_only``: a monitor, who takes no backup in, either.
    """

    name: str
    slot: str
    reads_only: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A sign-in that failed. ``at``: UTC as the log writes it. ``name``: of whom, if they work here."""

    id: str
    at: str
    name: str | None


@dataclass(frozen=True, slots=True)
class FailedSignIns:
    """The newest failed sign-ins, oldest first, and how many older ones there were."""

    kept: tuple[Failed, ...] = ()
    more: int = 0


def names_file(folder: Path) -> Path:
    """Where the names stand."""
    return folder / "staff.json"


def failed_file(folder: Path) -> Path:
    """Where the failed sign-ins stand until somebody signs in."""
    return folder / "sign-ins.json"


def is_clinics(folder: Path) -> bool:
    """Whether the plain files of a folder say that a clinic's store is in it."""
    if names_file(folder).exists():
        return True
    try:
        return read_settings(plain_file(folder)).role == "clinic"
    except (DoesNotFit, OSError):
        return False


def names_in(folder: Path) -> list[Name]:
    """Who may sign in, as far as it can be known before that; none in a patient's folder."""
    told = _read(names_file(folder))
    found = told.get("staff")
    rows = found if isinstance(found, list) else []
    names = [_name(row) for row in rows]
    return [name for name in names if name is not None]


def slot_of(folder: Path, name: str | None) -> str | None:
    """The slot that a person's passphrase should open, by the names that stand there."""
    return next((each.slot for each in names_in(folder) if name and same_name(each.name, name)), None)


def keep_names(folder: Path, accounts: Sequence[Account]) -> None:
    """Write down who works here, if it is not what stands there; one that fails only shows an older list."""
    wanted = [Name(each.name, each.slot, each.reads_only) for each in accounts]
    if wanted == names_in(folder):
        return
    told = {"staff": [_row(each) for each in wanted]}
    try:
        if wanted:
            write_whole(names_file(folder), _bytes(told))
        else:
            names_file(folder).unlink(missing_ok=True)
    except (NotSaved, OSError) as problem:
        _log.warning("the names of the staff were not written beside the store: %s", problem)


def note_failed(folder: Path, at: datetime, name: str | None, new_id: NewId) -> None:
    """Keep a failed sign-in until it can go into the log; ``name``: whom it was for, if that was said.

    A name of nobody who works here is not kept: it may be a passphrase in the
    wrong field. In a patient's folder nothing is.
    """
    if not is_clinics(folder):
        return
    before = failed_in(folder)
    whom = next((each.name for each in names_in(folder) if name and same_name(each.name, name)), None)
    kept = [*before.kept, Failed(new_id(), instant_text(at), whom)]
    dropped = max(0, len(kept) - MOST_FAILED)
    told = {
        "failed": [{"id": each.id, "at": each.at, "name": each.name} for each in kept[dropped:]],
        "more": before.more + dropped,
    }
    try:
        write_whole(failed_file(folder), _bytes(told))
    except NotSaved as problem:  # a disk that is full must not turn a wrong passphrase into another fault
        _log.warning("a failed sign-in was not kept: %s", problem)


def failed_in(folder: Path) -> FailedSignIns:
    """The failed sign-ins that are in no log yet."""
    told = _read(failed_file(folder))
    found, more = told.get("failed"), told.get("more")
    rows = found if isinstance(found, list) else []
    failed = [each for each in map(_failed, rows[:MOST_FAILED]) if each is not None]
    return FailedSignIns(tuple(failed), _count(more))


def forget_failed(folder: Path) -> None:
    """They are in the log now; what cannot be deleted is known there by its ids."""
    try:
        failed_file(folder).unlink(missing_ok=True)
    except OSError as problem:
        _log.warning("the failed sign-ins were not deleted: %s", problem.strerror)


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as handle:
            content = handle.read(_LARGEST + 1)
        told = json.loads(content) if len(content) <= _LARGEST else None
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as problem:
        _log.warning("%s is not as it was written: %s", file.name, type(problem).__name__)
        return {}
    return told if isinstance(told, dict) else {}


def _name(row: object) -> Name | None:
    told = row if isinstance(row, dict) else {}
    name, slot = told.get("name"), told.get("slot")
    if not _is_text(name, LONGEST_NAME) or not _is_text(slot, _LONGEST_ID):
        return None
    return Name(str(name), str(slot), told.get("reads_only") is True)


def _row(name: Name) -> dict[str, object]:
    return {"name": name.name, "slot": name.slot, **({"reads_only": True} if name.reads_only else {})}


def _failed(row: object) -> Failed | None:
    told = row if isinstance(row, dict) else {}
    key, at, name = told.get("id"), told.get("at"), told.get("name")
    if not _is_text(key, _LONGEST_ID) or not _is_text(at, _LONGEST_ID):
        return None
    return Failed(str(key), str(at), str(name) if _is_text(name, LONGEST_NAME) else None)


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


def _count(value: object) -> int:
    """A number as it may stand there; 0 for anything else."""
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
    return value if fits and isinstance(value, int) else 0


def _bytes(told: object) -> bytes:
    return json.dumps(told, indent=1).encode("ascii") + b"\n"
