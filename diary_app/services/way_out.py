"""The way out of a damaged or closed diary, as data: its newest good backup, and whether a code opens it."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import PlainError
from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.ways_in import slots_in
from diary_app.storage.folder import StoreFolder

if TYPE_CHECKING:
    from diary_app.storage.backup_manifest import Manifest

_log = logging.getLogger(__name__)


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


def newest_backup(folder: Path, second_place: str = "") -> WayOut | None:
    """The good backup of the diary in ``folder`` whose log goes furthest; reads backups through.

    Looked for among its automatic ones and their copies in ``second_place``
    (a folder, or nothing), whose other diaries are left alone.
    """
    from diary_app.storage.backup_folder import newest_good

    own = newest_good(StoreFolder(folder).backups)
    copy = _newest_copy(folder, second_place, own[1].store if own else "")
    found = [each for each in (own, copy) if each is not None]
    if not found:
        return None
    return _way_out(*max(found, key=lambda each: (each[1].epoch, each[1].counter)))


def _newest_copy(folder: Path, second_place: str, store: str) -> tuple[Path, Manifest] | None:
    """The newest whole copy in the second place; where nothing tells whose the diary is, none."""
    from diary_app.security.slot_file import read_copies
    from diary_app.services.backups import look_at
    from diary_app.services.second_place import copies_in
    from diary_app.storage.backup_folder import short

    if not second_place:
        return None
    try:
        store = store or read_copies(StoreFolder(folder).key_files).slots.store_id
        there = copies_in(Path(second_place), short(store))
        for each in sorted(there, key=lambda copy: copy.reach, reverse=True):
            with suppress(PlainError):  # a damaged copy: the one before it may be whole
                return each.file, look_at(each.file)
    except (PlainError, OSError) as problem:
        _log.info("no copy of a backup in the second place: %s", type(problem).__name__)
    return None


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
    from diary_app.security.opening import SecretKeys

    SecretKeys(code).unlock(StoreFolder(folder).keys_in_force())


def _way_out(file: Path, manifest: Manifest) -> WayOut:
    return WayOut(file, manifest.made_at, manifest.entries)
