"""From what the database says to what a person is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from diary_app.common.errors import Damaged, NotSaved, PlainError
from diary_app.common.i18n import N_

# SQLite's primary result codes (https://www.sqlite.org/rescode.html), the low byte of an extended code.
_PERM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 8, 10, 11, 13, 14, 26
_DISK = {_PERM, _IOERR, _CANTOPEN}
_TEXTS = {
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}
_DAMAGE = {_CORRUPT, _NOTADB}


class Unreadable(Damaged):
    """The disk or the system kept a database from being read; the file itself may be whole."""


def plain_error(problem: DBAPIError, *, writing: bool) -> PlainError | None:
    """The error to show for ``problem``; ``None`` when it is a fault of the program."""
    # the backup API's errors come without their code, with the words that sqlite3_errstr has for it
    code = int(getattr(problem.orig, "sqlite_errorcode", 0) or _TEXTS.get(str(problem.orig), 0))
    primary, extended = code & 0xFF, code >> 8
    if primary == _FULL:
        return NotSaved(N_("Not saved: there is no space left on the disk."))
    if primary in _DAMAGE:
        return damaged_database()
    if primary in _DISK:
        return _disk_error(writing=writing)
    # plain READONLY while reading is a write from where none belongs; the extended ones are the disk's
    if primary == _READONLY and (writing or extended):
        return _disk_error(writing=True)
    return None


def _disk_error(*, writing: bool) -> PlainError:
    if writing:
        return NotSaved(N_("Not saved: the disk refused the write."))
    return Unreadable(N_("The diary's database cannot be read: the disk reports an error."))


def damaged_database() -> Damaged:
    """The database file cannot be read as it was written."""
    return Damaged(N_("The diary's database is damaged; the file was left as it is."))


@contextmanager
def plainly(*, writing: bool) -> Iterator[None]:
    """Raise ``NotSaved`` or ``Damaged`` in place of the database's own errors; faults of the program pass."""
    try:
        yield
    except DBAPIError as problem:
        plain = plain_error(problem, writing=writing)
        if plain is None:
            raise
        raise plain from problem
