"""What the files of a folder say: light enough to be asked before the window's first paint."""

from __future__ import annotations

from pathlib import Path

from diary_app.common.errors import Damaged, NewerVersion
from diary_app.storage.folder import FolderState, StoreFolder


def holds_diary(folder: Path) -> bool:
    """Whether a diary lies in ``folder``, whole or damaged; looks at file names only."""
    return StoreFolder(folder).state() == FolderState.THERE


def staff_of(folder: Path) -> list[str]:
    """Who may sign in to the clinic's store in ``folder``, as it says beside it; nobody in a patient's."""
    if not (folder / "staff.json").exists():
        return []  # and nothing is imported for it
    from diary_app.services.staff.outside import names_in

    return [each.name for each in names_in(folder)]


def opens_without_asking(folder: Path) -> bool:
    """Whether a system keychain is to open the diary; reads the key file only.

    It may still turn out to keep nothing: then the passphrase is asked for.
    """
    from diary_app.security.slot_file import read_copies
    from diary_app.security.slots import KeychainSlot

    try:
        slots = read_copies(StoreFolder(folder).keys_in_force()).slots
    except (Damaged, NewerVersion):
        return False  # whoever opens it says so
    return bool(slots.of_kind(KeychainSlot))
