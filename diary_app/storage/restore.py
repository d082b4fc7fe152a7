"""Restoring a backup: checked in a place of its own, logged there, then put in the diary's place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlmodel import Session

from diary_app.common.durable import flush_file
from diary_app.common.errors import Damaged, NotSaved, PlainError, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import STORE_CHAIN, By, Entry, Kind, Role, instant_text
from diary_app.storage.backup import checked_heads, facts_of
from diary_app.storage.backup_file import BackupFile, open_backup
from diary_app.storage.backup_folder import highest_epoch, keys_of
from diary_app.storage.backup_manifest import Manifest, facts_told, heads_value
from diary_app.storage.database import Database
from diary_app.storage.epochs import note_epoch, noted_epoch
from diary_app.storage.faults import Unreadable
from diary_app.storage.folder import FILE_MODE, FOLDER_MODE, SMALLEST_DATABASE, StoreFolder, sync_folder
from diary_app.storage.journal import Journal, Surroundings
from diary_app.storage.lock import WAIT_SECONDS, Holder, acquire
from diary_app.storage.losses import Loss, losses, with_earlier
from diary_app.storage.marking import Marking
from diary_app.storage.meta import Meta, read_meta, refuse_newer
from diary_app.storage.projection import rebuild
from diary_app.storage.restore_steps import decide, finish_restore
from diary_app.storage.store import Unlocks
from diary_app.storage.tables.fixed import META

_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)
_STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did.

    ``entry``: the one it wrote. ``set_aside``: where the old diary now lies.
    ``settings``: the payload of the store's first settings entry. ``given_up``:
    the ranges of ``lost`` that hold more than notes of backups. ``lost``: what
    this restore gave up, as in a payload; ``None`` where that is not known
    (the entry tells what earlier ones gave up, too). ``other_keys``:
    the diary that was there had other key slots, so that what was made since
    the backup (a passphrase, a code) no longer opens the diary.
    """

    entry: Entry
    manifest: Manifest
    epoch: int
    set_aside: Path | None
    settings: dict[str, Any] | None
    given_up: tuple[Loss, ...]
    lost: list[dict[str, Any]] | None
    other_keys: bool


def restore_backup(
    path: Path,
    backup: Path,
    keys: Unlocks,
    surroundings: Surroundings,
    *,
    holder: Holder,
    wait_seconds: float = WAIT_SECONDS,
) -> Restored:
    """Make the diary in ``path`` what it was at a backup, all of it or nothing, and write that down.

    What lies there is set aside under ``path/set-aside``, never deleted. The
    new diary has a new epoch. Raises ``DoesNotFit`` (not a backup),
    ``Damaged``, ``Tampered``, ``NewerVersion``, ``WrongPassphrase``, ``InUse``
    or ``NotSaved``; the diary is then as it was.
    """
    folder = StoreFolder(path)
    with open_backup(backup) as source:
        try:
            with _locked(folder, holder, surroundings, wait_seconds):
                finish_restore(folder)
                with _place(folder):
                    return _restore(folder, source, backup, keys, surroundings)
        except OSError as problem:
            raise NotSaved(
                N_("The backup was not restored: {why}."), why=problem.strerror or "-"
            ) from problem


@contextmanager
def _locked(
    folder: StoreFolder, holder: Holder, surroundings: Surroundings, wait_seconds: float
) -> Iterator[None]:
    """Hold the lock; a folder that was made for this and stays empty goes again."""
    was_there = folder.path.exists()
    with ExitStack() as undo:
        if not was_there:
            undo.callback(_remove_empty, folder)
        folder.make()
        lock = acquire(folder, holder, surroundings.clock, wait_seconds)
        undo.callback(lock.release)
        yield


def _remove_empty(folder: StoreFolder) -> None:
    if {file.name for file in folder.path.iterdir()} <= {folder.lock.name}:
        folder.lock.unlink(missing_ok=True)
        folder.path.rmdir()


@contextmanager
def _place(folder: StoreFolder) -> Iterator[None]:
    """An empty ``restore.part``, taken away again unless it became the diary."""
    if folder.restore_part.exists():
        shutil.rmtree(folder.restore_part)
    folder.restore_part.mkdir(mode=FOLDER_MODE)
    try:
        yield
    finally:
        shutil.rmtree(folder.restore_part, ignore_errors=True)  # encrypted, and the next restore clears it


def _restore(
    folder: StoreFolder, source: BackupFile, backup: Path, keys: Unlocks, surroundings: Surroundings
) -> Restored:
    part = StoreFolder(folder.restore_part)
    for file in part.key_files:
        _write(file, source.keys())
    with _new(part.database) as out:
        source.copy_database(out)
    store_id, data_key = keys.unlock(part.key_files)
    meta = _checked(part, source.manifest, store_id, data_key, backup, surroundings)
    lost, told, old_epoch = _replaced(folder, part, data_key, store_id)
    noted = noted_epoch(folder.epochs, store_id)
    renewed = replace(
        meta, epoch=1 + max(meta.epoch, old_epoch, noted, highest_epoch(folder.backups, store_id))
    )
    entry, settings = _write_down(part, renewed, data_key, source.manifest, told, surroundings)
    other_keys = _other_keys(folder, store_id, source.keys())
    note_epoch(folder.epochs, store_id, renewed.epoch)
    aside = decide(folder, surroundings.clock.now().utc.strftime(_STAMP))
    return Restored(
        entry=entry,
        manifest=source.manifest,
        epoch=renewed.epoch,
        set_aside=aside,
        settings=settings,
        given_up=tuple(each for each in lost or () if not each.only_notes),
        lost=None if lost is None else [each.told() for each in lost],
        other_keys=other_keys,
    )


def _other_keys(folder: StoreFolder, store_id: str, restored: bytes) -> bool:
    """Whether a key file of this diary that is to be replaced is another one than the restored."""
    there = [content for file in folder.key_files if (content := keys_of(file, store_id)) is not None]
    return any(content != restored for content in there)


def _checked(
    part: StoreFolder,
    manifest: Manifest,
    store_id: str,
    data_key: bytes,
    backup: Path,
    surroundings: Surroundings,
) -> Meta:
    """What the copied database says of itself, once it is known to be what the manifest tells."""
    try:
        database = Database(part.database, data_key, read_only=True)
        try:
            with database.reading() as session:
                meta = read_meta(session)
            refuse_newer(meta)
            heads = checked_heads(database)
            with database.reading() as session:
                told = facts_of(session)
            marking = Marking(database, Journal(database, meta, surroundings), meta, surroundings)
            believed = marking.believes(manifest.mark)
        finally:
            database.close()
    except Unreadable as problem:  # our own copy: that says nothing of the backup
        raise NotSaved(
            N_("The backup was not restored: its copy in {folder} cannot be read."), folder=part.path
        ) from problem
    except (Damaged, Tampered) as problem:
        raise type(problem)(
            N_("The backup {file} does not hold; nothing was changed."), file=backup
        ) from problem
    of_one = store_id == manifest.store == meta.store_id and set(heads) == set(manifest.heads)
    if not of_one or not believed or told != facts_told(manifest):
        raise Damaged(
            N_("The parts of the backup {file} are not of one diary; nothing was changed."), file=backup
        )
    return meta


def _replaced(
    folder: StoreFolder, part: StoreFolder, data_key: bytes, store_id: str
) -> tuple[list[Loss] | None, list[dict[str, Any]] | None, int]:
    """What is given up, how that is told, and the epoch of what is replaced (0: not this diary)."""
    nothing = None, None, 0
    if not folder.database.exists() or folder.database.stat().st_size < SMALLEST_DATABASE:
        return nothing  # an empty file would open as a new, empty database
    try:
        with ExitStack() as stack:
            old, new = (_reading(stack, each.database, data_key) for each in (folder, part))
            meta = read_meta(old)
            if meta.store_id != store_id:
                return nothing
            lost = losses(old, new)
            return lost, with_earlier(old, lost), meta.epoch
    except (PlainError, OSError):  # damaged, or another diary: what is lost is not known then
        return nothing


def _reading(stack: ExitStack, file: Path, data_key: bytes) -> Session:
    database = Database(file, data_key, read_only=True)
    stack.callback(database.close)
    return stack.enter_context(database.reading())


def _write_down(
    part: StoreFolder,
    meta: Meta,
    data_key: bytes,
    manifest: Manifest,
    lost: list[dict[str, Any]] | None,
    surroundings: Surroundings,
) -> tuple[Entry, dict[str, Any] | None]:
    """Raise the epoch, make the tables anew, append the entry, durably."""
    database = Database(part.database, data_key, journal="DELETE")
    try:
        with database.writing() as session:
            session.execute(update(META).where(META.c.name == "epoch").values(value=str(meta.epoch)))
            rebuild(session)
        journal = Journal(database, meta, surroundings)
        [entry] = journal.append([_act(manifest, lost, meta.epoch)])
        settings = journal.entries(chain=STORE_CHAIN, kinds=[Kind.SETTINGS.value], limit=1)
    finally:
        database.close()
    sync_folder(part.path)
    return entry, dict(settings[0].payload or {}) if settings else None


def _act(manifest: Manifest, lost: list[dict[str, Any]] | None, epoch: int) -> Act:
    payload: dict[str, Any] = {
        "made_at": instant_text(manifest.made_at),
        "entries": manifest.entries,
        "heads": heads_value(manifest.heads),
        "epoch": epoch,
        "lost": lost,
    }
    return Act(kind=Kind.RESTORE, chain=STORE_CHAIN, author=_PROGRAM, payload=payload)


def _write(file: Path, content: bytes) -> None:
    with _new(file) as out:
        out.write(content)


@contextmanager
def _new(file: Path) -> Iterator[Any]:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    with os.fdopen(handle, "wb") as stream:
        yield stream
        stream.flush()
        flush_file(stream.fileno())
