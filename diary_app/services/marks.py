"""What somebody brings to be held against the log: a mark, a backup, a printed summary."""

from __future__ import annotations

import errno
import hashlib
import stat
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from diary_app.common.errors import DoesNotFit, NewerVersion
from diary_app.common.i18n import N_
from diary_app.common.outputs import Kind, checked_output
from diary_app.domain.log.chain import Head
from diary_app.domain.log.mark import LARGEST, VERSION, Mark, NewerMark, UnfitMark, decode, encode

_LARGEST_PDF = 64 * 1024 * 1024
_PDF = b"%PDF-"
_KIND = Kind(lambda head: head.startswith(b"{"), N_("{file} is there and is no mark; choose another name."))


class Source(StrEnum):
    """What kind of file it is."""

    MARK = "mark"
    BACKUP = "backup"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file that was read; nothing in it is believed yet.

    ``mark``: ``None`` in a backup of an earlier version, whose heads are not
    signed. ``sha256``: of the whole file, of a summary alone.
    """

    file: Path
    source: Source
    store: str
    heads: tuple[Head, ...]
    mark: Mark | None
    made_at: datetime | None
    sha256: str | None = None


def read_brought(file: Path, *, summary: bool = False) -> Brought:
    """Read a mark, a backup or a visit summary; with ``summary`` the last alone.

    Raises ``DoesNotFit`` for a file that is none or cannot be read,
    ``NewerVersion``, and ``Damaged`` for a damaged backup.
    """
    from diary_app.storage.backup_file import is_backup

    if not summary and is_backup(file) and _size(file):
        return _of_backup(file)
    content = _read(file)
    if content.startswith(_PDF):
        return _of_summary(file, content)
    if summary:
        raise DoesNotFit(N_("{file} is not a PDF."), file=file)
    if len(content) > LARGEST:
        raise _no_mark(file)
    return _of_mark(file, _decoded(file, content), Source.MARK)


def save_mark(mark: Mark, out: Path) -> None:
    """Write a mark to ``out``, whole or not at all; an older mark of that name is replaced.

    Raises ``DoesNotFit`` for a place in a diary's folder or a name that another file has, ``NotSaved``.
    """
    from diary_app.reports.render import save_whole

    real = checked_output(out, _KIND)
    if real.exists():
        try:
            _decoded(out, _read(real))
        except (DoesNotFit, NewerVersion) as problem:
            raise DoesNotFit(_KIND.refusal, file=out) from problem
    save_whole(encode(mark), real)


def _of_backup(file: Path) -> Brought:
    from diary_app.storage.backup_file import open_backup

    with open_backup(file) as backup:
        backup.check()
        told = backup.manifest
    return Brought(
        file=file,
        source=Source.BACKUP,
        store=told.store,
        heads=told.heads,
        mark=told.mark,
        made_at=told.made_at,
    )


def _of_summary(file: Path, content: bytes) -> Brought:
    from diary_app.reports.embedded_mark import find_mark

    found = find_mark(content)
    if found is None:
        raise DoesNotFit(
            N_(
                "{file} carries no mark of this program: it was not made by it, or another one saved it anew."
            ),
            file=file,
        )
    sha256 = hashlib.sha256(content).hexdigest()
    return _of_mark(file, _decoded(file, found), Source.SUMMARY, sha256)


def _of_mark(file: Path, mark: Mark, source: Source, sha256: str | None = None) -> Brought:
    return Brought(
        file=file,
        source=source,
        store=mark.store,
        heads=mark.heads,
        mark=mark,
        made_at=mark.made_at,
        sha256=sha256,
    )


def _decoded(file: Path, content: bytes) -> Mark:
    try:
        return decode(content)
    except UnfitMark as problem:
        raise _no_mark(file) from problem
    except NewerMark as problem:
        raise NewerVersion(
            N_("The mark has version {found}; this program knows up to version {known}."),
            found=problem.args[0],
            known=VERSION,
        ) from problem


def _no_mark(file: Path) -> DoesNotFit:
    return DoesNotFit(N_("{file} is no mark, backup or visit summary of this program."), file=file)


def _size(file: Path) -> int:
    return file.stat().st_size


def _read(file: Path) -> bytes:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would keep the reader waiting
            raise OSError(errno.EINVAL, "it is not a file")
        with file.open("rb") as stream:
            content = stream.read(_LARGEST_PDF + 1)
    except OSError as problem:
        raise DoesNotFit(N_("{file} cannot be read: {why}."), file=file, why=problem.strerror) from None
    if len(content) > _LARGEST_PDF:
        raise _no_mark(file)
    return content
