"""Where the diary and the program's log lie, and how a small file is written whole."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from glob import escape
from pathlib import Path
from uuid import uuid4

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_

DATA_DIR = "DIARY_APP_DATA_DIR"
_APP = "morning-diary"
_WAITS = (0.05, 0.05, 0.1, 0.2, 0.4)  # seconds; a virus scanner on Windows holds a new file shortly


def store_folder(given: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the diary: ``given``, else ``DIARY_APP_DATA_DIR``, else the platform's own.

    The platform's own is the local (never the roaming) data folder of the
    person logged in. The folder is not made.
    """
    if given is not None:
        return given.expanduser().absolute()
    if environ.get(DATA_DIR):
        return Path(environ[DATA_DIR]).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(_APP, appauthor=False, roaming=False)


def plain_file(store: Path) -> Path:
    """The file of a store that can be read while the store is locked (see ``settings``)."""
    return store / "plain.json"


def log_folder() -> Path:
    """The platform's folder for the program's own log."""
    from platformdirs import user_log_path

    return user_log_path(_APP, appauthor=False)


def write_whole(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data`` as a whole and durably, readable by its owner only.

    Whatever happens meanwhile, the file holds either all of the old or all of
    the new bytes: a part file with mode 0600 in the same folder, synced, then
    renamed over ``path``, and the folder synced. The folder must exist. What
    an earlier, killed process left half written beside it goes.
    Raises ``NotSaved`` (exit code 8) when the storage refuses; no part file
    is left, and ``path`` is as it was unless the folder's sync alone failed.
    """
    clear_cut_off(path)
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        try:
            _write_synced(part, data)
            _replace(part, path)
        except BaseException:
            with suppress(OSError):  # a part file that was never made, or a storage that refuses all
                part.unlink()
            raise
        _sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotSaved(N_("{file} was not saved: {reason}."), file=path.name, reason=reason) from error


def clear_cut_off(path: Path) -> None:
    """Take away the part files beside ``path`` whose writer is gone: a killed one cannot do it itself."""
    with suppress(OSError):
        for left in path.parent.glob(f".{escape(path.name)}.*.part"):
            with suppress(OSError):  # it is another's, or gone by now
                if _abandoned(left):
                    left.unlink()


def claim(handle: int) -> None:
    """Mark an open part file as being written; the mark goes with the process, however it ends."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):  # a file system without locks: nothing else claims it there
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _abandoned(part: Path) -> bool:
    if sys.platform == "win32":  # a file that somebody has open cannot be taken away there
        return True
    import fcntl

    handle = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(handle)
    return True


def _write_synced(part: Path, data: bytes) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb") as out:
        claim(handle)
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _replace(part: Path, path: Path) -> None:
    waits = _WAITS if sys.platform == "win32" else ()
    for wait in waits:
        try:
            os.replace(part, path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    os.replace(part, path)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # folders cannot be opened there; the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
