"""Where a command or the window may write what somebody asked for: one check for all of them.

A diary's folder is the diary's alone: a report written over its database, or a
file where its lock or a restore belongs, would lock a person out of it. And a
file of another kind than the one being made may be dear to somebody.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.i18n import N_

FIRST_BYTES = 4096
"""How much of a file that is there is read to know its kind."""
DATABASE = ("diary.db", "diary.db-wal", "restore.ready")
"""One of these names makes a folder a diary's."""
KEY_FILES = ("keys.json", "keys.copy.json")
"""Both of these names do, too."""
_TABLES_NOT = (b"%PDF-", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is made.

    ``fits``: whether the first bytes of a file that is there say it is one,
    so that it may be replaced. ``refusal``: what is said otherwise.
    """

    fits: Callable[[bytes], bool]
    refusal: str


PDF = Kind(
    lambda head: head.startswith(b"%PDF-"), N_("{file} is there and is no PDF file; choose another name.")
)
CSV = Kind(
    lambda head: b"\0" not in head and not head.startswith(_TABLES_NOT),
    N_("{file} is there and is no CSV file; choose another name."),
)
PARQUET = Kind(
    lambda head: head.startswith(b"PAR1"), N_("{file} is there and is no Parquet file; choose another name.")
)

SVG = Kind(lambda head: b"<svg" in head, N_("{file} is there and is no SVG file; choose another name."))
PNG = Kind(
    lambda head: head.startswith(b"\x89PNG"), N_("{file} is there and is no PNG file; choose another name.")
)
CALENDAR = Kind(
    lambda head: head.startswith(b"BEGIN:VCALENDAR"),
    N_("{file} is there and is no calendar file; choose another name."),
)


def checked_output(out: Path, kind: Kind) -> Path:
    """The file that is to be written for ``out``: itself, or what it points at where it is a link.

    Raises ``DoesNotFit`` for a place inside a diary's folder or a file of
    another kind (an empty file is no PDF and no backup), ``NotSaved`` for a
    name or a folder that the disk refuses, and for what is no file.
    """
    try:
        real = Path(os.path.realpath(out)) if out.is_symlink() else out.absolute()
        _refuse_diary(out, real)
        _refuse_other(out, real, kind)
    except (OSError, ValueError) as problem:  # ValueError: a zero byte in the name
        raise refused(out, problem) from problem
    return real


def refused(out: Path, problem: OSError | ValueError) -> NotSaved:
    """The sentence for a place that the disk refuses."""
    reason = getattr(problem, "strerror", None) or type(problem).__name__
    return NotSaved(N_("{path} could not be written: {reason}."), path=out, reason=reason)


def _refuse_diary(out: Path, real: Path) -> None:
    for folder in Path(os.path.realpath(real.parent), real.name).parents:
        names = {name for name in (*DATABASE, *KEY_FILES) if os.path.lexists(folder / name)}
        if names.intersection(DATABASE) or names.issuperset(KEY_FILES):
            raise DoesNotFit(
                N_("{file} lies inside the folder of a diary, which is the diary's alone; "
                   "choose another folder."), file=out,
            )  # fmt: skip


def _refuse_other(out: Path, real: Path, kind: Kind) -> None:
    head = first_bytes(real)
    if head is not None and not kind.fits(head):
        raise DoesNotFit(kind.refusal, file=out)


def first_bytes(file: Path) -> bytes | None:
    """The beginning of a file, nothing for a folder; ``None`` where nothing lies. Raises ``OSError``."""
    try:
        mode = os.stat(file).st_mode
        if stat.S_ISDIR(mode):
            return b""
        if not stat.S_ISREG(mode):  # a pipe would keep a reader waiting, a device would be replaced
            raise OSError(errno.EINVAL, "it is not a file")
        with file.open("rb") as stream:
            return stream.read(FIRST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
