"""Making a backup: a copy through SQLite's backup API, checked before it counts.

The database file itself is never copied: with a write-ahead file beside it,
such a copy can lack whole tables, and closing it would drop SQLite's locks.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session

from diary_app.common.errors import Damaged, DoesNotFit, NotSaved, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.chain import Head
from diary_app.domain.log.mark import Mark
from diary_app.storage import log_queries as log
from diary_app.storage.backup_file import is_backup, open_backup, part_of, part_of_bytes, write_container
from diary_app.storage.backup_folder import ENDING, backup_name, thin
from diary_app.storage.backup_manifest import Manifest, read_checked
from diary_app.storage.database import Database
from diary_app.storage.findings import Finding, FindingKind
from diary_app.storage.folder import FILE_MODE, FOLDER_MODE, StoreFolder, sync_folder
from diary_app.storage.integrity import Integrity
from diary_app.storage.meta import drop_own_facts, read_meta
from diary_app.storage.tables.fixed import DRAFTS

_LARGEST_KEYS = 64 * 1024


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
    that does not hold), ``DoesNotFit`` for a name that another file has; an
    older file of that name is then as it was.
    """
    refuse_other_file(out)
    part = out.with_name(f".{out.name}.part")
    try:
        with _working_place(folder) as copy:
            manifest = _copy(folder, database, copy, made_at, program)
            manifest = replace(manifest, mark=seal(manifest.heads, made_at))
            part.unlink(missing_ok=True)
            try:
                write_container(part, manifest, _keys(folder, manifest.store), copy)
                _read_back(part, manifest)
                os.replace(part, out)
            finally:
                part.unlink(missing_ok=True)
        sync_folder(out.parent)
    except OSError as problem:
        raise NotSaved(N_("The backup was not saved: {why}."), why=problem.strerror or "-") from problem
    return manifest


def keep_backup(
    folder: StoreFolder, database: Database, made_at: datetime, program: str, seal: Seal
) -> Manifest:
    """Add a backup to the automatic ones and thin them; raises as ``write_backup`` does."""
    with database.reading() as session:
        meta, counter = read_meta(session), log.highest_counter(session)
    out = folder.backups / backup_name(made_at, meta.store_id, meta.epoch, counter)
    try:
        folder.backups.mkdir(mode=FOLDER_MODE, exist_ok=True)
        for left in folder.backups.glob(f".*{ENDING}.part"):
            left.unlink()  # of a process that was killed: this one holds the lock
        manifest = write_backup(folder, database, out, made_at, program, seal)
        thin(folder.backups, meta.store_id)
    except OSError as problem:
        raise NotSaved(N_("The backup was not saved: {why}."), why=problem.strerror or "-") from problem
    return manifest


def refuse_other_file(out: Path) -> None:
    """Raise ``DoesNotFit`` for a name under which something else lies than a backup."""
    if out.exists() and not (out.is_file() and is_backup(out)):
        raise DoesNotFit(N_("{file} is there and is no backup; choose another name."), file=out)


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
    meta = read_meta(session)
    return Manifest(
        store=meta.store_id,
        program=program,
        log_schema=meta.log_schema,
        projection=meta.projection,
        epoch=meta.epoch,
        entries=log.count(session),
        counter=log.highest_counter(session),
        heads=tuple(heads),
        made_at=made_at,
        keys=part_of_bytes(_keys(folder, meta.store_id)),
        database=part_of(file),
    )


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
