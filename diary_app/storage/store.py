"""Making, opening and closing a store: its lock, its keys, its database."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from sqlmodel import SQLModel

from diary_app.common.errors import Damaged, DoesNotFit, NoDiaryHere, NotSaved, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import Entry
from diary_app.storage.backup import keep_backup, write_backup
from diary_app.storage.backup_folder import KeptBackup, kept_backups, with_way_out
from diary_app.storage.backup_manifest import Manifest
from diary_app.storage.database import Database
from diary_app.storage.drafts import Drafts
from diary_app.storage.epochs import noted_epoch
from diary_app.storage.faults import damaged_database
from diary_app.storage.findings import Finding
from diary_app.storage.folder import SMALLEST_DATABASE, FolderState, StoreFolder, write_ahead
from diary_app.storage.integrity import Integrity
from diary_app.storage.journal import Journal, Surroundings
from diary_app.storage.lock import WAIT_SECONDS, Holder, NoLockNeeded, StoreLock, acquire
from diary_app.storage.log_pages import LogPages
from diary_app.storage.marking import Marking
from diary_app.storage.meta import new_meta, read_fact, read_meta, refuse_newer, write_meta
from diary_app.storage.opening_check import Backups, check_at_start
from diary_app.storage.projection import make_tables, rebuild
from diary_app.storage.records import Records
from diary_app.storage.restore_steps import clear_undecided, finish_restore
from diary_app.storage.summaries import Summaries
from diary_app.storage.tables.fixed import FIXED
from diary_app.storage.tables.projected import PROJECTION_VERSION

_log = logging.getLogger(__name__)


class Unlocks(Protocol):
    """What the store asks of whoever knows how to open its key files (``security.passphrase``)."""

    def unlock(
        self, files: Sequence[Path], fits: Callable[[str, bytes], None] | None = None
    ) -> tuple[str, bytes]:
        """The store id and the data key; a key file is mended only from one that ``fits`` let pass."""
        ...


class Keys(Unlocks, Protocol):
    """What it asks of whoever makes them."""

    def make(self, files: Sequence[Path], store_id: str) -> bytes:
        """Make a data key and write its slots to ``files``, durably."""
        ...


class Store:
    """One open diary. All of it is used by the thread that opened it.

    ``at_start``: what the check of the newest entries found when it was opened
    (``storage.opening_check``); it keeps nobody out.
    """

    def __init__(
        self,
        folder: StoreFolder,
        lock: StoreLock,
        database: Database,
        surroundings: Surroundings,
        found: Sequence[Finding] = (),
    ) -> None:
        with database.reading() as session:
            meta = read_meta(session)
        self.folder = folder.path
        self.store_id = meta.store_id
        self.epoch = meta.epoch
        self.journal = Journal(database, meta, surroundings)
        self.records = Records(database)
        self.pages = LogPages(database)
        self.drafts = Drafts(database)
        self.summaries = Summaries(database)
        self.marking = Marking(database, self.journal, meta, surroundings)
        epoch = max(meta.epoch, noted_epoch(folder.epochs, meta.store_id))  # an older file's is lower
        holds = None if surroundings.signing is None else self.marking.holds
        backups = Backups(folder.backups, meta.store_id, epoch, holds)
        self.integrity = Integrity(database, backups)
        newest = check_at_start(database, backups)
        self.at_start = tuple(dict.fromkeys((*found, *newest)))
        self._database = database
        self._lock = lock
        self._place = folder
        self._around = surroundings

    def back_up(self, out: Path) -> Manifest:
        """Write a checked backup to ``out``; raises what ``storage.backup.write_backup`` does."""
        self.marking.have_key()
        now, program = self._around.clock.now().utc, self._around.app_version
        return write_backup(self._place, self._database, out, now, program, self.marking.seal)

    def keep_backup(self) -> Manifest:
        """Add a checked backup to the automatic ones, and thin them."""
        self.marking.have_key()
        now, program = self._around.clock.now().utc, self._around.app_version
        return keep_backup(self._place, self._database, now, program, self.marking.seal)

    def kept_backups(self) -> list[KeptBackup]:
        """The automatic backups of this diary, the oldest first."""
        return kept_backups(self._place.backups, self.store_id)

    def is_under(self, data_key: bytes) -> bool:
        """Whether this diary is encrypted with that key; a key slot could hold another."""
        return self._database.is_under(data_key)

    def fact(self, name: str) -> str | None:
        """A fact of the store itself (``storage.meta``) that need not be there."""
        with self._database.reading() as session:
            return read_fact(session, name)

    def close(self) -> None:
        """Close the database and let other processes in; a second call does nothing."""
        if self._lock.held:
            self._database.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_store(
    path: Path,
    keys: Keys,
    surroundings: Surroundings,
    *,
    holder: Holder,
    acts: Sequence[Act] = (),
    entries: Sequence[Entry] = (),
    wait_seconds: float = WAIT_SECONDS,
) -> Store:
    """Make a diary in ``path``, with ``acts`` as its first own entries, and open it.

    ``entries``: of another store (a set-up file), taken in before them. All of
    it or none: a creation that is cut off leaves what the next one throws away
    (``folder.py`` says how). Raises ``DoesNotFit`` for a folder that holds a
    diary, whole or damaged; ``InUse``; ``NotSaved``; ``WrongPassphrase`` for an
    empty passphrase; for entries as ``Journal.take_in``.
    """
    folder = StoreFolder(path)
    _refuse_diary(folder)
    try:
        folder.make()
        with ExitStack() as undo:
            lock = acquire(folder, holder, surroundings.clock, wait_seconds)
            undo.callback(lock.release)
            _refuse_diary(folder)  # somebody else may have made one while this one waited
            data_key = _make_files(folder, keys, surroundings, acts, entries)
            store = _opened(folder, lock, data_key, surroundings)
            undo.pop_all()
            return store
    except OSError as problem:
        raise NotSaved(
            N_("The diary could not be made in {folder}: {why}."), folder=path, why=problem.strerror
        ) from problem


def open_store(
    path: Path,
    keys: Unlocks,
    surroundings: Surroundings,
    *,
    holder: Holder,
    wait_seconds: float = WAIT_SECONDS,
) -> Store:
    """Open the diary in ``path``; nothing is ever made or replaced here.

    Raises ``NoDiaryHere``, ``InUse``, ``WrongPassphrase``, ``Damaged`` (a key
    file or database that is missing, empty or unreadable; the files stay as
    they are; the newest good backup is named) or ``NewerVersion``. Tables of
    an older version are made anew from the log, after a backup. On a disk that
    is mounted for reading only the diary can be read; every write is ``NotSaved``.
    """
    folder = StoreFolder(path)
    _require_diary(folder)
    if folder.on_read_only_disk():
        return _open_to_read(folder, keys, surroundings)
    with ExitStack() as undo:
        lock = acquire(folder, holder, surroundings.clock, wait_seconds)
        undo.callback(lock.release)
        finish_restore(folder)
        clear_undecided(folder)
        try:
            _refuse_damage(folder)
            _, data_key = keys.unlock(folder.key_files, partial(_refuse_unfit, folder))
            store = _opened(folder, lock, data_key, surroundings)
        except Damaged as damage:
            raise with_way_out(damage, folder.backups) from damage
        undo.pop_all()
        return store


def _open_to_read(folder: StoreFolder, keys: Unlocks, surroundings: Surroundings) -> Store:
    """Nothing can be mended, finished or renewed there: a diary that needs it is to be copied first."""
    if folder.restore_ready.exists() or write_ahead(folder.database).exists():
        raise _to_be_copied(folder)
    try:
        _refuse_damage(folder)
        _, data_key = keys.unlock(folder.key_files, partial(_refuse_unfit, folder))
    except Damaged as damage:
        raise with_way_out(damage, folder.backups) from damage
    database = Database(folder.database, data_key, read_only=True)
    try:
        with database.reading() as session:
            if read_meta(session).projection < PROJECTION_VERSION:
                raise _to_be_copied(folder)
        return Store(folder, NoLockNeeded(), database, surroundings)
    except BaseException:
        database.close()
        raise


def _to_be_copied(folder: StoreFolder) -> NotSaved:
    return NotSaved(
        N_("The diary in {folder} must be written to before it can be read, and its disk is for reading "
           "only; copy the folder to another disk and open it there."),
        folder=folder.path,
    )  # fmt: skip


def _refuse_diary(folder: StoreFolder) -> None:
    if folder.state() is not FolderState.THERE:
        return
    if folder.has_diary_files():
        raise DoesNotFit(N_("The folder {folder} already holds a diary."), folder=folder.path)
    raise DoesNotFit(
        N_("The folder {folder} holds what was kept of a diary (backups, or diaries set aside), and the "
           "diary itself is gone: restore brings it back. Choose another folder for a new one."),
        folder=folder.path,
    )  # fmt: skip


def _require_diary(folder: StoreFolder) -> None:
    if folder.state() is not FolderState.THERE:
        raise NoDiaryHere(N_("The folder {folder} holds no diary."), folder=folder.path)


def _refuse_damage(folder: StoreFolder) -> None:
    """What can be told without a passphrase."""
    if not folder.has_keys():
        raise Damaged(N_("The key file of the diary in {folder} is missing."), folder=folder.path)
    if not folder.database.exists():
        raise Damaged(N_("The database of the diary in {folder} is missing."), folder=folder.path)
    if folder.database.stat().st_size < SMALLEST_DATABASE:
        raise damaged_database()


def _refuse_unfit(folder: StoreFolder, store_id: str, data_key: bytes) -> None:
    """Look into the database without the right to write: a newer or damaged one must stay as it is."""
    database = _looked_into(folder, data_key)
    try:
        with database.reading() as session:
            meta = read_meta(session)
    finally:
        database.close()
    refuse_newer(meta)
    if meta.store_id != store_id:
        raise Damaged(
            N_("The key file and the database in {folder} are not of one diary."), folder=folder.path
        )


def _looked_into(folder: StoreFolder, data_key: bytes) -> Database:
    try:
        return Database(folder.database, data_key, read_only=True)
    except Damaged as damage:
        if damage.template != damaged_database().template:
            raise  # the disk's
        raise Damaged(  # a key of another diary and a damaged first page look the same
            N_("The diary's database does not open with its key: it is damaged, or the key files are of "
               "another diary. The files were left as they are.")
        ) from damage  # fmt: skip


def _make_files(
    folder: StoreFolder,
    keys: Keys,
    surroundings: Surroundings,
    acts: Sequence[Act],
    entries: Sequence[Entry],
) -> bytes:
    """Everything but the rename under the part file's name, then the rename."""
    folder.clear_half_made()
    folder.start_part()
    meta = new_meta(surroundings.new_id())
    data_key = keys.make(folder.key_files, meta.store_id)
    # no write-ahead file beside the part file: the rename must carry all of it
    database = Database(folder.part, data_key, journal="DELETE")
    try:
        with database.writing() as session:
            SQLModel.metadata.create_all(session.connection(), tables=FIXED)
            make_tables(session)
            write_meta(session, meta)
        if acts or entries:
            Journal(database, meta, surroundings).take_in(entries, acts)
    finally:
        database.close()
    # Its header is turned to the write-ahead file before it counts: turned afterwards and cut off in the
    # middle, it would need a repair that nobody makes who only looks at it first.
    Database(folder.part, data_key).close()
    if write_ahead(folder.part).exists():
        raise NotSaved(N_("The diary could not be made in {folder}: {why}."), folder=folder.path, why="-wal")
    folder.finish_part()
    return data_key


def _opened(folder: StoreFolder, lock: StoreLock, data_key: bytes, surroundings: Surroundings) -> Store:
    database = Database(folder.database, data_key)
    try:
        found = _renew_tables(folder, database, surroundings)
        return Store(folder, lock, database, surroundings, found)
    except BaseException:
        database.close()
        raise


def _renew_tables(folder: StoreFolder, database: Database, surroundings: Surroundings) -> list[Finding]:
    """Make tables of an older version anew, after a backup; what is wrong with a log that does not hold.

    From such a log nothing is made: the tables stay as they are, for whoever
    looks into it. A backup that cannot be saved keeps nobody out; tables are
    made from the log alone, which is not touched.
    """
    with database.reading() as session:
        meta = read_meta(session)
    if meta.projection >= PROJECTION_VERSION:
        return []
    marking = Marking(database, Journal(database, meta, surroundings), meta, surroundings)
    try:
        keep_backup(folder, database, surroundings.clock.now().utc, surroundings.app_version, marking.seal)
    except NotSaved as problem:
        _log.warning("no backup was made before the tables were renewed: %s", problem)
    except Tampered as problem:
        _log.warning("the tables were not renewed: %s", problem)
        return Integrity(database).check_log()[1]
    with database.writing() as session:
        rebuild(session)
    return []
