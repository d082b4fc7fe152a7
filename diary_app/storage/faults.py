"""From what the database says to what a person is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from diary_app.common.errors import Damaged, NotSaved, PlainError
from diary_app.common.i18n import N_

# SQLite's primary result codes (https://www.sqlite.org/rescode.html), the low byte of an extended code.
_PERM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 8, 10, 11, 13, 14, 26
_REFUSED_WRITE = {_PERM, _READONLY, _IOERR, _CANTOPEN}
_DAMAGE = {_CORRUPT, _NOTADB}


def code_of(problem: DBAPIError) -> int:
    """SQLite's primary result code, 0 when there is none."""
    return int(getattr(problem.orig, "sqlite_errorcode", 0) or 0) & 0xFF


def plain_error(problem: DBAPIError) -> PlainError | None:
    """The error to show for ``problem``; ``None`` when it is a fault of the program."""
    code = code_of(problem)
    if code == _FULL:
        return NotSaved(N_("Not saved: there is no space left on the disk."))
    if code in _REFUSED_WRITE:
        return NotSaved(N_("Not saved: the disk refused the write."))
    if code in _DAMAGE:
        return damaged_database()
    return None


def damaged_database() -> Damaged:
    """The database file cannot be read as it was written."""
    return Damaged(N_("The diary's database is damaged; the file was left as it is."))


@contextmanager
def plainly() -> Iterator[None]:
    """Raise ``NotSaved`` or ``Damaged`` in place of the database's own errors; faults of the program pass."""
    try:
        yield
    except DBAPIError as problem:
        plain = plain_error(problem)
        if plain is None:
            raise
        raise plain from problem
