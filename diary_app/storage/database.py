"""The one connection to the encrypted database, and the thread that owns it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hmac import compare_digest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection, StaticPool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2
from sqlmodel import Session

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.storage.faults import plainly
from diary_app.storage.folder import write_ahead

_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "secure_delete=ON",
    # macOS: else neither a commit nor a checkpoint gets past the drive's own memory; unknown elsewhere
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "recursive_triggers=ON",  # or REPLACE would delete an entry past the trigger that refuses deleting
)
# What opening a second database, and the same one again after it was locked, need not work out anew.
_DIALECTS: dict[str, Dialect] = {}
_COMPILED: LRUCache[Any, Any] = LRUCache(500)


class WrongThread(RuntimeError):
    """The database was used from another thread than the one that opened it: a fault of the program."""


class NestedTransaction(RuntimeError):
    """A transaction was begun inside another one: a fault of the program."""


class Database:
    """Transactions on one SQLCipher file, by one thread.

    Raises ``Damaged`` for a file that does not open with the key. Outside
    ``writing`` the connection is set to ``query_only``, so that a write from
    any other place raises.
    """

    def __init__(self, file: Path, data_key: bytes, *, read_only: bool = False, journal: str = "WAL") -> None:
        self._owner = threading.get_ident()
        self._writing = False
        self._busy = False
        self._data_key = data_key
        self._file, self._same = file, _identity(file)
        self._engine = _engine(file, data_key, read_only=read_only, journal=journal)
        event.listens_for(self._engine, "begin")(self._begin)
        with plainly(writing=not read_only):
            self._engine.connect().close()  # now, so that a wrong key or damage shows here
        # Statements are compiled for a dialect: one for all databases, so that none is compiled twice.
        self._engine.dialect = _DIALECTS.setdefault("sqlite", self._engine.dialect)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that may only read; raises ``Damaged`` where the file cannot be read."""
        with self._transaction(writing=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose writes are committed together at the end, or not at all.

        The commit is on the disk when this returns. Raises ``NotSaved``
        (no space, write error, read-only, a folder that is gone) or ``Damaged``;
        nothing stays of the writes then, nor after any other exception.
        """
        self._check_there()
        with self._transaction(writing=True) as session:
            yield session
            session.commit()

    def is_under(self, data_key: bytes) -> bool:
        """Whether this is the key that the file is encrypted with."""
        return compare_digest(self._data_key, data_key)

    def beside(self, file: Path) -> Database:
        """Another file under the same key, for reading only; to be closed by the caller."""
        return Database(file, self._data_key, read_only=True)

    def copy_to(self, file: Path) -> Database:
        """Copy all that is committed into the empty ``file``, under the same key, by SQLite's backup API.

        Answers with the copy, open, in one file without a write-ahead file;
        the caller closes it. Raises ``NotSaved`` or ``Damaged``.
        """
        self._check_thread()
        if self._busy:
            raise NestedTransaction
        copy = Database(file, self._data_key, journal="DELETE")
        try:
            with plainly(writing=True):
                self._copy_into(copy)
        except BaseException:
            copy.close()
            raise
        return copy

    def _copy_into(self, copy: Database) -> None:
        ours, theirs = self._engine.raw_connection(), copy._engine.raw_connection()
        try:
            _driver(ours).backup(_driver(theirs))
            # the copied header says WAL
            _driver(theirs).execute("PRAGMA journal_mode=DELETE").fetchall()
        except dbapi2.Error as problem:
            raise DBAPIError(None, None, problem) from problem
        finally:
            theirs.close()
            ours.close()

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[Session]:
        self._check_thread()
        if self._busy:
            raise NestedTransaction
        self._busy, self._writing = True, writing
        try:
            with plainly(writing=writing), Session(self._engine, expire_on_commit=False) as session:
                yield session
        finally:
            self._busy, self._writing = False, False

    def merge(self) -> None:
        """Bring the write-ahead file's pages into the main file. Raises ``NotSaved`` or ``Damaged``.

        A checkpoint that a power cut broke off leaves torn pages there. They
        are not read, for the write-ahead file has them whole, but a check of
        the main file alone (``cipher_integrity_check``) would call them damage.
        """
        self._check_thread()
        with plainly(writing=True), self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # of what was just begun: a checkpoint cannot run inside
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close the connection; the write-ahead file is merged into the main file."""
        self._check_thread()
        self._engine.dispose()

    def _check_there(self) -> None:
        """A file that was deleted while it is open takes every write and loses it."""
        if self._same is None or _identity(self._file) != self._same:
            raise NotSaved(
                N_("Not saved: the diary is no longer in its folder {folder}."), folder=self._file.parent
            )

    def _check_thread(self) -> None:
        if threading.get_ident() != self._owner:
            raise WrongThread

    def _begin(self, connection: Connection) -> None:
        # The driver begins nothing by itself (isolation level None), so that schema changes roll back too.
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if self._writing else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if self._writing else "BEGIN")


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file it is, whatever its name; ``None`` where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _driver(connection: PoolProxiedConnection) -> Any:
    return connection.driver_connection


def _engine(file: Path, data_key: bytes, *, read_only: bool, journal: str) -> Engine:
    def connect() -> Any:
        return _connect(file, data_key, read_only=read_only, journal=journal)

    # hide_parameters: or a traceback would show what somebody wrote in the diary.
    return create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=StaticPool, hide_parameters=True,
        execution_options={"compiled_cache": _COMPILED},
    )  # fmt: skip


def _connect(file: Path, data_key: bytes, *, read_only: bool, journal: str) -> Any:
    uri = f"{file.absolute().as_uri()}?{_mode(file, read_only=read_only)}"
    connection = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=5)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master")  # a wrong key fails here
        for pragma in _PRAGMAS if read_only else (f"journal_mode={journal}", *_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _mode(file: Path, *, read_only: bool) -> str:
    if not read_only:
        return "mode=rw"  # never "rwc": a missing file must not become a new, empty one
    # Without a write-ahead file to read, "immutable" keeps SQLite from putting files of its own there.
    return "mode=ro" if write_ahead(file).exists() else "mode=ro&immutable=1"
