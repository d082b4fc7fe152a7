"""Putting a restored diary in its place: decided by one rename, then finished however often it is cut off.

A restore makes the new diary's files in ``restore.part``; nothing counts yet.
Renaming that to ``restore.ready`` decides it. From then on each old file is
moved into its set-aside folder and the new one into its place, and whoever
holds the lock next goes on where it was cut off, before anything is opened.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from diary_app.common.durable import flush_file
from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.storage.folder import FILE_MODE, FOLDER_MODE, StoreFolder, side_files, sync_folder

_PLAN = "restore.json"


def decide(folder: StoreFolder, stamp: str) -> Path | None:
    """Make what lies in ``restore.part`` the diary, setting the old one aside; where that then lies.

    ``stamp`` names its folder. Raises ``OSError`` before the rename, when
    nothing has changed, and ``NotSaved`` after it.
    """
    aside = _place_aside(folder, stamp) if any(file.exists() for file in _old_files(folder)) else None
    _write_plan(folder, aside)
    os.replace(folder.restore_part, folder.restore_ready)
    try:
        folder.sync()
    except OSError as problem:  # it is decided: what is said must not be that nothing was restored
        raise _unfinished(problem) from problem
    finish_restore(folder)
    return aside


def finish_restore(folder: StoreFolder) -> None:
    """Go on with a restore that was decided; does nothing where there is none. Raises ``NotSaved``."""
    if not folder.restore_ready.exists():
        return
    try:
        _finish(folder)
    except OSError as problem:
        raise _unfinished(problem) from problem


def clear_undecided(folder: StoreFolder) -> None:
    """Take away what a restore left that was cut off before it was decided; whoever calls holds the lock."""
    shutil.rmtree(folder.restore_part, ignore_errors=True)


def _unfinished(problem: OSError) -> NotSaved:
    return NotSaved(
        N_("A restore was not finished yet ({why}); open the diary again to go on."),
        why=problem.strerror or "-",
    )


def _finish(folder: StoreFolder) -> None:
    ready = folder.restore_ready
    plan = ready / _PLAN
    if plan.exists():
        aside = json.loads(plan.read_text(encoding="ascii"))["aside"]
        _move_all(folder, ready, None if aside is None else folder.set_aside / aside)
        plan.unlink()
    for left in ready.iterdir():  # nothing that counts: all that does is in its place
        left.unlink()
    ready.rmdir()
    folder.sync()


def _move_all(folder: StoreFolder, ready: Path, aside: Path | None) -> None:
    new_names = {file.name for file in (folder.database, *folder.key_files)}
    # the write-ahead file first: it must never meet the new database
    for old in _old_files(folder):
        new = ready / old.name
        if old.name in new_names and not new.exists():
            continue  # already in its place
        if aside is not None and old.exists():
            os.replace(old, aside / old.name)
        if old.name in new_names:
            os.replace(new, old)
    for touched in (aside, folder.path, ready):
        if touched is not None:
            sync_folder(touched)


def _old_files(folder: StoreFolder) -> tuple[Path, ...]:
    half_made = (*side_files(folder.part), folder.part)  # or the folder would still look like one
    return (*side_files(folder.database), folder.database, *folder.key_files, *half_made)


def _place_aside(folder: StoreFolder, stamp: str) -> Path:
    """A new folder for what is replaced."""
    folder.set_aside.mkdir(mode=FOLDER_MODE, exist_ok=True)
    place = folder.set_aside / stamp
    number = 1
    while place.exists():
        number += 1
        place = folder.set_aside / f"{stamp}-{number}"
    place.mkdir(mode=FOLDER_MODE)
    sync_folder(folder.set_aside)
    return place


def _write_plan(folder: StoreFolder, aside: Path | None) -> None:
    text = json.dumps({"aside": None if aside is None else aside.name})
    handle = os.open(folder.restore_part / _PLAN, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        flush_file(stream.fileno())
    sync_folder(folder.restore_part)
