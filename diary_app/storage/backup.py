"""Making a backup: a copy through SQLite's backup API, checked before it counts.

The database file itself is never copied: with a write-ahead file beside it,
such a copy can lack whole tables, and closing it would drop SQLite's locks.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session

from diary_app.common.errors import Damaged, DoesNotFit, NotSaved, Tampered
from diary_app.common.i18n import N_
from diary_app.common.logs import safe
from diary_app.common.outputs import checked_output
from diary_app.common.paths import clear_cut_off, is_part, part_of
from diary_app.domain.log.chain import Head
from diary_app.domain.log.mark import Mark
from diary_app.storage import log_queries as log
from diary_app.storage.backup_file import (
    BACKUP,
    length_and_hash,
    open_backup,
    part_of_bytes,
    write_container,
)
from diary_app.storage.backup_folder import ENDING, backup_name, thin
from diary_app.storage.backup_manifest import Manifest, read_checked
from diary_app.storage.database import Database
from diary_app.storage.findings import Finding, FindingKind
from diary_app.storage.folder import FILE_MODE, FOLDER_MODE, StoreFolder, sync_folder
from diary_app.storage.integrity import Integrity
from diary_app.storage.meta import drop_own_facts, read_meta
from diary_app.storage.tables.fixed import DRAFTS

_LARGEST_KEYS = 64 * 1024
_log = logging.getLogger(__name__)


Seal = Callable[[Sequence[Head], datetime], Mark | None]
"""Signs the heads of what was copied; ``None`` where the diary has no key."""


def write_backup(
    folder: StoreFolder, database: Database, out: Path, made_at: datetime, program: str, seal: Seal
) -> Manifest:
    """Write the backup ``out``, whole and durably, and check it; what it says of itself.

    The copy is taken at one moment of the log and leaves out drafts. It is
    opened with the data key and its file and chains are checked, the container
    is read back, and only then does it take its name. ``database``: the open
    one of ``folder``. Raises ``NotSaved``, ``Damaged`` or ``Tampered`` (a log
    that does not hold), ``DoesNotFit`` for a place in a diary's folder or a
    name that another file has, be it another diary's backup or one that holds
    what this diary does not; an older file of that name is then as it was.
    """
    real = checked_output(out, BACKUP)
    _refuse_loss(database, out, real)
    return _write_checked(folder, database, real, made_at, program, seal)


def _write_checked(
    folder: StoreFolder, database: Database, out: Path, made_at: datetime, program: str, seal: Seal
) -> Manifest:
    try:
        clear_cut_off(out)
        part = part_of(out)
        with _working_place(folder) as copy:
            manifest = _copy(folder, database, copy, made_at, program)
            manifest = replace(manifest, mark=seal(manifest.heads, made_at))
            try:
                write_container(part, manifest, _keys(folder, manifest.store), copy)
                _read_back(part, manifest)
                os.replace(part, out)
            finally:
                part.unlink(missing_ok=True)
    except OSError as problem:
        raise NotSaved(N_("The backup was not saved: {why}."), why=problem.strerror or "-") from problem
    _sync_name(out)
    return manifest


def _sync_name(out: Path) -> None:
    try:
        sync_folder(out.parent)
    except OSError as problem:
        raise NotSaved(
            N_("The backup was saved, but it is not certain that it lasts through a power cut: {why}."),
            why=problem.strerror or "-",
        ) from problem


def _refuse_loss(database: Database, out: Path, real: Path) -> None:
    """Raise ``DoesNotFit`` where a whole backup lies that this one does not make superfluous."""
    if not real.exists():
        return
    try:
        with open_backup(real) as there:
            there.check()
            told = there.manifest
    except Damaged:
        return  # nothing can be brought back from it
    with database.reading() as session:
        own = read_meta(session).store_id == told.store
        held = all(log.hash_at(session, head.key, head.seq) == head.hash for head in told.heads)
    if not own:
        raise DoesNotFit(N_("{file} is a backup of another diary; choose another name."), file=out)
    if not held:
        raise DoesNotFit(
            N_("{file} is a backup with entries that this diary does not hold; choose another name."),
            file=out,
        )


def keep_backup(
    folder: StoreFolder, database: Database, made_at: datetime, program: str, seal: Seal
) -> Manifest:
    """Add a backup to the automatic ones and thin them; raises as ``write_backup`` does."""
    with database.reading() as session:
        meta, counter = read_meta(session), log.highest_counter(session)
    out = folder.backups / backup_name(made_at, meta.store_id, meta.epoch, counter)
    try:
        _have_place(folder)
    except OSError as problem:
        raise NotSaved(N_("The backup was not saved: {why}."), why=problem.strerror or "-") from problem
    manifest = _write_checked(folder, database, out, made_at, program, seal)
    try:
        thin(folder.backups, meta.store_id)
    except OSError as problem:  # one too many harms nobody, and the new one is there
        _log.warning("the automatic backups were not thinned: %s", safe(problem.strerror))
    return manifest


def _have_place(folder: StoreFolder) -> None:
    """The folder of the automatic backups, without what killed processes left: this one holds the lock."""
    if not folder.backups.exists():
        folder.backups.mkdir(mode=FOLDER_MODE)
        folder.sync()
    for left in list(folder.backups.iterdir()):
        if is_part(left) or left.match(f".*{ENDING}.part"):  # as they were named before
            left.unlink()


def checked_heads(database: Database) -> tuple[Head, ...]:
    """The heads of a copy whose file, guards and chains hold; its tables may be of an older version.

    Raises ``Damaged`` or ``Tampered``, naming the first bad entry.
    """
    heads, findings = Integrity(database).check_log()
    if findings:
        raise _complaint(findings[0])
    return tuple(heads)


def _complaint(finding: Finding) -> Damaged | Tampered:
    if finding.kind is FindingKind.DAMAGED_FILE:
        return Damaged(N_("The copy does not open as it was written; the backup was not made."))
    chain, seq = (finding.chain.chain, finding.seq) if finding.chain else ("-", 0)
    return Tampered(
        N_("The log does not hold (entry {seq} of the chain {chain}: {kind}); the backup was not made."),
        seq=seq,
        chain=chain,
        kind=finding.kind.value,
    )


@contextmanager
def _working_place(folder: StoreFolder) -> Iterator[Path]:
    """The name of a database inside the diary's own folder; what a cut-off backup left there is cleared."""
    place = folder.backup_part
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=FOLDER_MODE)
    try:
        yield place / "diary.db"
    finally:
        shutil.rmtree(place, ignore_errors=True)  # what stays is encrypted, and the next backup clears it


def _copy(folder: StoreFolder, source: Database, file: Path, made_at: datetime, program: str) -> Manifest:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
    copy = source.copy_to(file)
    try:
        with copy.writing() as session:
            session.execute(delete(DRAFTS))  # a draft never leaves the store
            drop_own_facts(session)
    finally:
        copy.close()
    copy = source.beside(file)
    try:
        heads = checked_heads(copy)
        with copy.reading() as session:
            return _manifest(session, folder, file, heads, made_at, program)
    finally:
        copy.close()


def _manifest(
    session: Session,
    folder: StoreFolder,
    file: Path,
    heads: Sequence[Head],
    made_at: datetime,
    program: str,
) -> Manifest:
    told = facts_of(session)
    return Manifest(
        **told,
        program=program,
        heads=tuple(heads),
        made_at=made_at,
        keys=part_of_bytes(_keys(folder, told["store"])),
        database=length_and_hash(file),
    )


def facts_of(session: Session) -> dict[str, Any]:
    """What a manifest tells of a database besides its heads; see ``backup_manifest.facts_told``."""
    meta = read_meta(session)
    return {
        "store": meta.store_id,
        "log_schema": meta.log_schema,
        "projection": meta.projection,
        "epoch": meta.epoch,
        "entries": log.count(session),
        "counter": log.highest_counter(session),
    }


def _keys(folder: StoreFolder, store_id: str) -> bytes:
    """The first whole copy of the key file. Raises ``Damaged`` where there is none."""
    for file in folder.key_files:
        try:
            with file.open("rb") as stream:
                content = stream.read(_LARGEST_KEYS)
            if read_checked(content).get("store") == store_id:
                return content
        except (OSError, ValueError, TypeError, RecursionError):
            continue
    raise Damaged(N_("The diary's key files are missing or damaged; the backup was not made."))


def _read_back(file: Path, manifest: Manifest) -> None:
    with open_backup(file) as backup:
        backup.check()
        if backup.manifest != manifest:
            raise Damaged(N_("The backup could not be read back as it was written; it was not made."))
