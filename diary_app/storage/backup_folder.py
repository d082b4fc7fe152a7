"""The folder of automatic backups: their names, which is the newest, which are thinned out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from diary_app.common.errors import Damaged, PlainError
from diary_app.common.i18n import N_
from diary_app.storage.backup_file import open_backup
from diary_app.storage.backup_manifest import Manifest
from diary_app.storage.backup_thinning import to_keep

ENDING = ".diary-backup"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{8})-(\d{1,9})-(\d{1,18})" + re.escape(ENDING))


@dataclass(frozen=True, slots=True, order=True)
class KeptBackup:
    """An automatic backup by its name alone: when it was made (UTC), how far its log goes, of which store."""

    made_at: datetime
    epoch: int
    counter: int
    store: str
    file: Path

    @property
    def reach(self) -> tuple[int, int]:
        """How far its log goes: what was restored later counts more."""
        return self.epoch, self.counter


def backup_name(made_at: datetime, store_id: str, epoch: int, counter: int) -> str:
    """The name of an automatic backup; it tells nothing of what is in it."""
    return f"{made_at.astimezone(UTC):{_STAMP}}-{short(store_id)}-{epoch}-{counter}{ENDING}"


def kept_backups(folder: Path, store_id: str | None = None) -> list[KeptBackup]:
    """The automatic backups in a folder, of one store if that is given, the oldest first."""
    if not folder.is_dir():
        return []
    found = [kept for file in folder.iterdir() if (kept := _kept(file)) is not None]
    return sorted(kept for kept in found if store_id is None or kept.store == short(store_id))


def thin(folder: Path, store_id: str) -> list[Path]:
    """Take away what ``to_keep`` does not keep; the files that went.

    The one whose log goes furthest always stays, whatever the clocks said.
    Raises ``OSError``.
    """
    there = kept_backups(folder, store_id)
    kept = to_keep(each.made_at for each in there)
    furthest = max((each.reach for each in there), default=(0, 0))
    gone = [each.file for each in there if each.made_at not in kept and each.reach < furthest]
    for file in gone:
        file.unlink()
    return gone


def newest_good(folder: Path) -> tuple[Path, Manifest] | None:
    """The newest automatic backup whose container is whole, as far as can be told without a passphrase."""
    for each in reversed(kept_backups(folder)):
        try:
            with open_backup(each.file) as backup:
                backup.check()
                return each.file, backup.manifest
        except (PlainError, OSError):
            continue
    return None


def furthest(folder: Path, store_id: str, *, whole: bool) -> tuple[Path, Manifest] | None:
    """The automatic backup of a store whose log goes furthest, of those that can be read.

    ``whole``: read it to its end; else what it says of itself is enough.
    """
    for each in sorted(kept_backups(folder, store_id), key=lambda kept: kept.reach, reverse=True):
        try:
            with open_backup(each.file) as backup:
                if whole:
                    backup.check()
                if backup.manifest.store == store_id:
                    return each.file, backup.manifest
        except (PlainError, OSError):
            continue
    return None


def with_way_out(damage: Damaged, folder: Path) -> Damaged:
    """The same damage, naming the newest good backup if there is one."""
    found = newest_good(folder)
    if found is None:
        return damage
    file, manifest = found
    return Damaged(
        N_("{damage} The newest good backup is of {day} (UTC): diary-app restore {file} brings it back."),
        damage=damage,
        day=manifest.made_at.strftime("%Y-%m-%d %H:%M"),
        file=file,
    )


def highest_epoch(folder: Path, store_id: str) -> int:
    """The highest epoch that the backups in a folder know of a store; 0 where there are none."""
    return max((each.epoch for each in kept_backups(folder, store_id)), default=0)


def _kept(file: Path) -> KeptBackup | None:
    match = _NAME.fullmatch(file.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:  # digits that are no date
        return None
    return KeptBackup(made_at, int(match[3]), int(match[4]), match[2], file)


def short(store_id: str) -> str:
    """How the names of backups name a store."""
    return store_id.replace("-", "")[:8]
