"""The way out of a damaged or closed diary, as data: its newest good backup, and whether a code opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.access import slots_in
from diary_app.storage.folder import StoreFolder

if TYPE_CHECKING:
    from diary_app.storage.backup_manifest import Manifest


@dataclass(frozen=True, slots=True)
class WayOut:
    """A backup whose container is whole. ``made_at``: UTC; ``entries``: how many it holds."""

    file: Path
    made_at: datetime
    entries: int


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What else could open a diary than its passphrase, by its key file."""

    recovery_code: bool
    clinic: bool


def newest_backup(folder: Path) -> WayOut | None:
    """The newest good one of the automatic backups of the diary in ``folder``; reads them through."""
    from diary_app.storage.backup_folder import newest_good

    found = newest_good(StoreFolder(folder).backups)
    return None if found is None else _way_out(*found)


def backup_in(file: Path) -> WayOut:
    """A backup that a person points at; raises as :func:`services.backups.look_at`."""
    from diary_app.services.backups import look_at

    return _way_out(file, look_at(file))


def ways_in(folder: Path) -> WaysIn:
    """The ways into the diary in ``folder`` that its key file names. Raises ``Damaged``, ``NewerVersion``."""
    kinds = {slot.kind for slot in slots_in(folder)}
    return WaysIn("recovery" in kinds, "escrow" in kinds)


def check_code(folder: Path, code: RecoveryCode) -> None:
    """Whether a recovery code opens the diary in ``folder``: quick, and nothing is opened.

    Raises ``WrongPassphrase``, ``Damaged`` or ``NewerVersion``.
    """
    from diary_app.security.sealing import unlock
    from diary_app.security.slot_file import read_copies

    unlock(read_copies(StoreFolder(folder).key_files).slots, code)


def _way_out(file: Path, manifest: Manifest) -> WayOut:
    return WayOut(file, manifest.made_at, manifest.entries)
