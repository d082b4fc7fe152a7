"""The highest epoch that each diary had in a folder, kept beside the database.

A database that cannot be read any more cannot say which epochs were given out,
and two entries of one epoch, chain and number would look like one that was altered.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from diary_app.common.durable import flush_file
from diary_app.storage.folder import FILE_MODE, sync_folder

_LARGEST = 64 * 1024
_MOST = 2**53  # what a JSON number holds exactly


def noted_epoch(file: Path, store_id: str) -> int:
    """The epoch that was noted for a diary, 0 where there is none."""
    return _read(file).get(store_id, 0)


def note_epoch(file: Path, store_id: str, epoch: int) -> None:
    """Note the epoch that a restore gives out, durably, before it counts. Raises ``OSError``."""
    text = json.dumps({**_read(file), store_id: epoch})
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        flush_file(stream.fileno())
    os.replace(part, file)
    sync_folder(file.parent)


def _read(file: Path) -> dict[str, int]:
    """What the file holds that can be believed; backups and databases know epochs, too."""
    with suppress(OSError, ValueError, RecursionError), file.open("rb") as stream:
        told = json.loads(stream.read(_LARGEST))
        if isinstance(told, dict):
            return {store: epoch for store, epoch in told.items() if type(epoch) is int and 0 < epoch < _MOST}
    return {}
