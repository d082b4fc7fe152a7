"""Writing a small secret file so that it is either the old one or the new one."""

from __future__ import annotations

import os
import time
from pathlib import Path

from diary_app.common.durable import flush_file, flush_folder

_NARROW = 0o600
# Windows: an antivirus program may hold a file for a moment after it was closed.
_REPLACE_TRIES = 20
_REPLACE_PAUSE = 0.05


def part_of(path: Path) -> Path:
    """Where the new content of ``path`` stands until it takes its place."""
    return path.with_name(path.name + ".part")


def write_durably(path: Path, content: bytes) -> None:
    """Replace ``path`` whole: temporary file, narrow mode, flush to disk, rename, flush the folder.

    Raises ``OSError``; the old file is then untouched.
    """
    part = part_of(path)
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NARROW)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            flush_file(file.fileno())
        _replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _replace(part: Path, path: Path) -> None:
    for _ in range(_REPLACE_TRIES - 1):
        try:
            os.replace(part, path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(_REPLACE_PAUSE)
        else:
            return
    os.replace(part, path)


def _sync_folder(folder: Path) -> None:
    flush_folder(folder)
