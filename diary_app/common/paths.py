"""Where the diary and the program's log lie, and how a small file is written whole."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from diary_app.common.durable import flush_file, flush_folder
from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.i18n import N_

DATA_DIR = "DIARY_APP_DATA_DIR"
_APP = "morning-diary"
_PART = ".morning-diary-{whose}-{unique}.part"
_PARTS = re.compile(r"\.morning-diary-([0-9a-f]{12})-[0-9a-f]{16}\.part")
_TRIES = 5
_WAITS = (0.05, 0.05, 0.1, 0.2, 0.4)  # seconds; a virus scanner on Windows holds a new file shortly


def store_folder(given: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the diary: ``given``, else ``DIARY_APP_DATA_DIR``, else the platform's own.

    The platform's own is the local (never the roaming) data folder of the
    person logged in. The folder is not made. Raises ``DoesNotFit`` where it
    begins with the home of a person whom this computer does not know.
    """
    if given is None and environ.get(DATA_DIR):
        given = Path(environ[DATA_DIR])
    if given is not None:
        return in_full(given)
    from platformdirs import user_data_path

    try:
        return user_data_path(_APP, appauthor=False, roaming=False)
    except RuntimeError:  # neither HOME nor an entry in the list of users
        raise DoesNotFit(N_("No home folder is known here; name the diary's with --data-dir.")) from None


def in_full(path: Path) -> Path:
    """A path from the root, with the home that a ``~`` stands for; ``DoesNotFit`` for an unknown one."""
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        raise DoesNotFit(
            N_("{path} names a home that is not known here; give the folder from its root."), path=path
        ) from None


def plain_file(store: Path) -> Path:
    """The file of a store that can be read while the store is locked (see ``settings``)."""
    return store / "plain.json"


def log_folder() -> Path:
    """The platform's folder for the program's own log; one that cannot be made where there is no home."""
    from platformdirs import user_log_path

    try:
        return user_log_path(_APP, appauthor=False)
    except RuntimeError:  # neither HOME nor an entry in the list of users
        return Path(os.devnull, "log")


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
    try:
        handle, part = open_part(path)
        try:
            _write_synced(handle, data)
            _replace(part, path)
        except BaseException:
            with suppress(OSError):  # a storage that refuses all
                part.unlink()
            raise
        flush_folder(path.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotSaved(N_("{file} was not saved: {reason}."), file=path.name, reason=reason) from error


def part_of(path: Path) -> Path:
    """A new name beside ``path`` for what is to become it.

    It is short however long the name of ``path`` is, and nobody but this
    program gives a file such a name, so what was left half written can go.
    """
    return path.with_name(_PART.format(whose=_whose(path), unique=secrets.token_hex(8)))


def open_part(path: Path, mode: int = 0o600) -> tuple[int, Path]:
    """Make the part file of ``path`` and ``claim`` it; its handle and its name.

    Raises ``OSError``.
    """
    for _ in range(_TRIES):
        part = part_of(path)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(part, flags, mode)
        claim(handle)
        if _still_there(handle, part):
            return handle, part
        os.close(handle)  # somebody took it for an abandoned one before it was claimed
    raise OSError(f"{path.name} is being written by others")


def clear_cut_off(path: Path) -> None:
    """Take away the part files beside ``path`` whose writer is gone: a killed one cannot do it itself."""
    with suppress(OSError):
        for left in list(path.parent.iterdir()):
            match = _PARTS.fullmatch(left.name)
            if match is not None and match[1] == _whose(path):
                with suppress(OSError):  # it is another's, or gone by now
                    if _abandoned(left):
                        left.unlink()


def is_part(file: Path) -> bool:
    """Whether this is the name of a part file of this program."""
    return _PARTS.fullmatch(file.name) is not None


def claim(handle: int) -> None:
    """Mark an open part file as being written; the mark goes with the process, however it ends."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):  # a file system without locks: nothing else claims it there
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _whose(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.name)).hexdigest()[:12]


def _still_there(handle: int, part: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(part))
    except FileNotFoundError:
        return False


def _abandoned(part: Path) -> bool:
    if sys.platform == "win32":  # a file that somebody has open cannot be taken away there
        return True
    import fcntl

    handle = os.open(part, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(handle)
    return True


def _write_synced(handle: int, data: bytes) -> None:
    with open(handle, "wb") as out:
        out.write(data)
        out.flush()
        flush_file(out.fileno())


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
