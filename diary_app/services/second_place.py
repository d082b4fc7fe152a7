"""The second place: copies of the automatic backups on a USB stick or in another folder.

Nothing here touches the open diary: a slow or stuck stick holds up nobody who
writes. What is copied is a backup that was made and checked already.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.durable import flush_file, flush_folder
from diary_app.common.errors import Damaged, NotSaved
from diary_app.common.i18n import N_
from diary_app.common.outputs import Kind, checked_output
from diary_app.common.paths import clear_cut_off, open_part

if TYPE_CHECKING:
    from diary_app.storage.backup_folder import KeptBackup

_STAMP = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(r"morning-diary-(\d{4}-\d\d-\d\d-\d{6})-([0-9a-f]{8})-(\d{1,9})-(\d{1,18})\.diary-backup")


@dataclass(frozen=True, slots=True, order=True)
class SecondCopy:
    """A copy by its name alone: when its backup was made (clock time of the diary's zone), of which store."""

    made_at: datetime
    epoch: int
    counter: int
    store: str
    file: Path

    @property
    def reach(self) -> tuple[int, int]:
        """How far its log goes."""
        return self.epoch, self.counter


class PlaceState(Enum):
    """How it stands with the second place."""

    NONE = "none is chosen"
    AWAY = "the folder is not there, or holds no copy any more"
    THERE = "it holds at least one copy"


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """``folder``: the chosen one, ``None`` where none is; ``newest``: the copy that reaches furthest."""

    folder: Path | None
    state: PlaceState
    newest: SecondCopy | None = None


def copy_name(backup: KeptBackup, zone: tzinfo) -> str:
    """The name of a copy: it tells the day, and nothing of what is in it."""
    stamp = backup.made_at.astimezone(zone).strftime(_STAMP)
    return f"morning-diary-{stamp}-{backup.store}-{backup.epoch}-{backup.counter}.diary-backup"


def copies_in(folder: Path, store: str) -> list[SecondCopy]:
    """The copies of one diary in a folder, the oldest first; none where it cannot be read.

    ``store``: as backups' names name it.
    """
    try:
        names = [(_NAME.fullmatch(file.name), file) for file in folder.iterdir()]
    except OSError:  # the stick is not plugged in
        return []
    found = [_copy_of(match, file) for match, file in names if match is not None]
    return sorted(copy for copy in found if copy is not None and copy.store == store)


def look(chosen: str, store: str) -> SecondPlace:
    """How it stands with the second place ``chosen`` (as in ``Settings.second_backup``).

    A folder that holds no copy is taken as away: the place where a stick is
    put in can stay behind as an empty folder of this computer's own disk.
    """
    if not chosen:
        return SecondPlace(None, PlaceState.NONE)
    there = copies_in(Path(chosen), store)
    if not there:
        return SecondPlace(Path(chosen), PlaceState.AWAY)
    return SecondPlace(Path(chosen), PlaceState.THERE, max(there, key=lambda copy: copy.reach))


def keep_copy(backup: KeptBackup, folder: Path, zone: tzinfo) -> SecondCopy:
    """Copy an automatic backup into ``folder``, whole and read back, then thin the copies there.

    A copy that is there already is read through and kept; one that is damaged
    or empty (a power cut took its bytes) is replaced. Raises ``DoesNotFit`` for a
    folder inside a diary's or a name that another file has, ``NotSaved`` where
    the folder is away, full or refuses, and ``Damaged`` for a copy that does
    not read back as it was written; what lay there is never touched then.
    """
    out = checked_output(folder / copy_name(backup, zone), _kind())
    if not _is_whole(out):
        _copy_whole(backup.file, out)
    thin_copies(folder, backup.store)
    copy = _copy_of(_NAME.fullmatch(out.name), out)
    assert copy is not None
    return copy


def _kind() -> Kind:
    from diary_app.storage.backup_file import BACKUP

    return Kind(
        lambda head: not head or BACKUP.fits(head),
        N_("{file} is there and is no backup; choose another folder."),
    )


def has_copy(backup: KeptBackup, folder: Path, zone: tzinfo) -> bool:
    """Whether ``folder`` holds a copy of just this backup, of its length; its bytes are not read."""
    length = _size(folder / copy_name(backup, zone))
    return length > 0 and length == _size(backup.file)


def _is_whole(file: Path) -> bool:
    """Whether a copy that is there reads back; ``checked_output`` took it for a backup, or for nothing."""
    from diary_app.storage.backup_file import open_backup

    if not _size(file):
        return False
    try:
        with open_backup(file) as there:
            there.check()
    except Damaged:
        return False
    return True


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # not there
        return 0


def thin_copies(folder: Path, store: str) -> list[Path]:
    """Take away the copies that grew old, as the automatic backups are thinned; the files that went.

    The one that reaches furthest always stays.
    """
    from diary_app.storage.backup_thinning import to_keep

    there = copies_in(folder, store)
    kept = to_keep(copy.made_at for copy in there)
    furthest = max((copy.reach for copy in there), default=(0, 0))
    gone = [copy.file for copy in there if copy.made_at not in kept and copy.reach < furthest]
    for file in gone:
        with suppress(OSError):  # one copy too many harms nobody
            file.unlink()
    return gone


def _copy_whole(source: Path, out: Path) -> None:
    clear_cut_off(out)
    try:
        handle, part = open_part(out)
        try:
            _copy_checked(source, handle, part)
            os.replace(part, out)
        except BaseException:
            with suppress(OSError):  # the stick was pulled out
                part.unlink()
            raise
    except OSError as problem:
        raise NotSaved(
            N_("The second copy was not saved in {folder}: {why}."),
            folder=out.parent,
            why=problem.strerror or type(problem).__name__,
        ) from problem
    try:
        flush_folder(out.parent)
    except OSError as problem:
        raise NotSaved(
            N_("The second copy was saved, but it is not certain that it lasts through a power cut: {why}."),
            why=problem.strerror or type(problem).__name__,
        ) from problem


def _copy_checked(source: Path, handle: int, part: Path) -> None:
    from diary_app.storage.backup_file import open_backup

    with os.fdopen(handle, "wb") as written, source.open("rb") as read:
        shutil.copyfileobj(read, written)
        written.flush()
        flush_file(written.fileno())
    with open_backup(part) as copy:
        copy.check()


def _copy_of(match: re.Match[str] | None, file: Path) -> SecondCopy | None:
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:  # digits that are no date
        return None
    return SecondCopy(made_at, int(match[3]), int(match[4]), match[2], file)
