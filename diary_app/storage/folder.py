"""The files of a store, and what their being there says.

A store is made in this order: an empty ``diary.db.part``, the key files, the
database inside the part file with the first entries, and last the rename to
``diary.db``. The rename is what makes it a diary: before it nothing was handed
out, and ``create_store`` may throw away what is there and begin again; after
it there is no part file any more, and nothing is ever replaced.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from diary_app.common.durable import flush_file, flush_folder

FOLDER_MODE = 0o700
FILE_MODE = 0o600
# Bytes: a database of SQLCipher is never smaller than one page, and an empty file would open as a new one.
SMALLEST_DATABASE = 4096


class FolderState(Enum):
    """What a folder holds, from the names of its files alone."""

    NONE = "no diary"
    HALF_MADE = "a diary whose making was cut off; it holds nothing yet"
    THERE = "a diary, whole or damaged"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """Where the files of one store lie."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "diary.db"

    @property
    def part(self) -> Path:
        """The database while it is being made."""
        return self.path / "diary.db.part"

    @property
    def key_files(self) -> tuple[Path, Path]:
        """The key slots and their copy."""
        return self.path / "keys.json", self.path / "keys.copy.json"

    @property
    def lock(self) -> Path:
        """The file the process lock is taken on."""
        return self.path / "diary.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, for people to read."""
        return self.path / "diary.lock.json"

    @property
    def backups(self) -> Path:
        """Where the automatic backups lie."""
        return self.path / "backups"

    @property
    def backup_part(self) -> Path:
        """Where a backup is being made."""
        return self.path / "backup.part"

    @property
    def restore_part(self) -> Path:
        """Where a restored diary is being made; nothing counts yet."""
        return self.path / "restore.part"

    @property
    def restore_ready(self) -> Path:
        """A restored diary, whole, whose files are still to be put in their places (``restore_steps``)."""
        return self.path / "restore.ready"

    @property
    def set_aside(self) -> Path:
        """Where diaries lie that a restore replaced, each in a folder of its own; never emptied."""
        return self.path / "set-aside"

    @property
    def epochs(self) -> Path:
        """The highest epoch each diary had here, outside of any database (``epochs``)."""
        return self.path / "epochs.json"

    def state(self) -> FolderState:
        """Whether there is a diary; anything but ``THERE`` may show a welcome."""
        if self.restore_ready.exists():
            return FolderState.THERE
        if self.database.exists() or write_ahead(self.database).exists():
            return FolderState.THERE
        if self.keeps_older():
            return FolderState.THERE  # a half-made diary beside them is not all there was
        if self.part.exists():
            return FolderState.HALF_MADE
        return FolderState.THERE if self.has_keys() else FolderState.NONE

    def keeps_older(self) -> bool:
        """Whether there are automatic backups or diaries that were set aside, so that there was a diary."""
        return any(self.backups.glob("*.diary-backup")) or any(self.set_aside.glob("*/*"))

    def has_diary_files(self) -> bool:
        """Whether a file of a diary itself is there, and not only what was kept of one."""
        return self.restore_ready.exists() or self.database.exists() or self.has_keys()

    def keys_in_force(self) -> tuple[Path, ...]:
        """The key files that count, for whoever reads them without the lock.

        Between a restore's decision and its end they are in ``restore.ready``,
        or already in their places.
        """
        ready = [self.restore_ready / file.name for file in self.key_files]
        return tuple(new if new.exists() else old for new, old in zip(ready, self.key_files, strict=True))

    def has_keys(self) -> bool:
        """Whether at least one copy of the key file is there."""
        return any(file.exists() for file in self.key_files)

    def on_read_only_disk(self) -> bool:
        """Whether the whole file system is mounted for reading only, so that nobody can write there."""
        if sys.platform == "win32":
            return False
        return bool(os.statvfs(self.path).f_flag & os.ST_RDONLY)

    def make(self) -> None:
        """Make the folder for its owner alone; one that already holds other files keeps its mode."""
        missing = [each for each in (self.path, *self.path.parents) if not each.exists()]
        self.path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        for each in missing:
            with suppress(PermissionError):  # somebody else's folder, which we may not read
                sync_folder(each.parent)
        if not any(self.path.iterdir()):
            self.path.chmod(FOLDER_MODE)

    def clear_half_made(self) -> None:
        """Throw away what a cut-off creation left, the part file last (it is what says so)."""
        for file in (*self.key_files, *side_files(self.part), self.part):
            file.unlink(missing_ok=True)

    def start_part(self) -> None:
        """Put down the empty part file, durably, before anything else."""
        os.close(os.open(self.part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
        self.sync()

    def finish_part(self) -> None:
        """Turn the part file into the diary's database, durably."""
        handle = os.open(self.part, os.O_RDWR)
        try:
            flush_file(handle)
        finally:
            os.close(handle)
        os.replace(self.part, self.database)
        self.sync()

    def sync(self) -> None:
        """Flush the folder's own entries to disk."""
        sync_folder(self.path)


def sync_folder(path: Path) -> None:
    """Flush a folder's own entries to disk, where the file system knows such a thing. Raises ``OSError``."""
    flush_folder(path)


def write_ahead(database: Path) -> Path:
    """The file in which SQLite keeps what is committed and not yet merged."""
    return database.with_name(database.name + "-wal")


def side_files(database: Path) -> tuple[Path, ...]:
    """What SQLite may keep beside a database."""
    return tuple(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))
