"""One process at a time: an operating-system lock on a file in the store's folder.

The lock goes with the process, however it ends, so nobody is locked out by a
crash. Beside it lies a small file that says who holds it; it is only read when
the lock is refused.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from diary_app.common.clock import Clock
from diary_app.common.errors import InUse, NotSaved
from diary_app.common.i18n import N_
from diary_app.storage.folder import FILE_MODE, StoreFolder

WAIT_SECONDS = 5.0
_log = logging.getLogger(__name__)


class Holder(StrEnum):
    """What kind of program holds a store."""

    WINDOW = "window"
    COMMAND_LINE = "command line"


_SENTENCES = {
    Holder.WINDOW: N_(
        "The diary is open in the window (process {pid}, since {since}); lock or close it first."
    ),
    Holder.COMMAND_LINE: N_("The diary is in use by the command line (process {pid}, since {since})."),
}


class StoreLock:
    """The lock of one store, held until ``release``."""

    def __init__(self, lock: FileLock, info: Path) -> None:
        self._lock = lock
        self._info = info

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock.is_locked

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if not self._lock.is_locked:
            return
        with suppress(OSError):  # the note of who holds it is only for people; the lock itself counts
            self._info.unlink(missing_ok=True)
        self._lock.release()


class NoLockNeeded(StoreLock):
    """What stands for the lock on a disk that nobody can write to."""

    def __init__(self) -> None:
        self._held = True

    @property
    def held(self) -> bool:
        """Whether it was not released yet."""
        return self._held

    def release(self) -> None:
        """Note that the store was closed."""
        self._held = False


def acquire(
    folder: StoreFolder, holder: Holder, clock: Clock, wait_seconds: float = WAIT_SECONDS
) -> StoreLock:
    """Take the lock of a store's folder.

    Raises ``InUse``, naming the holder, when another process (or another part
    of this one) still has it after ``wait_seconds``; ``NotSaved`` when the
    folder cannot be written to.
    """
    lock = FileLock(folder.lock, mode=FILE_MODE, thread_local=False, fallback_to_soft=False)
    _make_writable(folder.lock)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise _in_use(folder.holder) from None
    except OSError as problem:
        raise NotSaved(
            N_("The folder {folder} cannot be used: {why}."), folder=folder.path, why=problem.strerror
        ) from problem
    held = StoreLock(lock, folder.holder)
    _say_who(folder.holder, holder, clock.now().local)
    return held


def _make_writable(file: Path) -> None:
    """A lock file that was copied back read-only must not keep its owner out; it holds nothing."""
    with suppress(OSError):  # not there yet, or another's: taking the lock will say so
        if file.is_symlink():
            return  # what it points at is nobody's lock; its rights are not ours to change
        if not os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            os.chmod(file, FILE_MODE)


def _say_who(info: Path, holder: Holder, since: datetime) -> None:
    text = json.dumps({"pid": os.getpid(), "holder": holder.value, "since": since.isoformat("T", "seconds")})
    try:
        info.unlink(missing_ok=True)  # whatever lies there, read-only or not, is of one who is gone
        handle = os.open(info, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as problem:
        # A full disk must not keep anybody from reading the diary; only the name of the holder is lost.
        _log.info("could not note who holds the diary: %s", problem.strerror)


def _in_use(info: Path) -> InUse:
    try:
        noted = json.loads(info.read_text(encoding="utf-8"))
        return _named(noted)
    except (OSError, ValueError, TypeError, KeyError):
        return InUse(N_("The diary is in use by another program."))


def _named(noted: Mapping[str, object]) -> InUse:
    since = datetime.fromisoformat(str(noted["since"]))
    sentence = _SENTENCES[Holder(str(noted["holder"]))]
    return InUse(sentence, pid=int(str(noted["pid"])), since=since.strftime("%Y-%m-%d %H:%M"))
