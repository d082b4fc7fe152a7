"""The folder of automatic backups: their names, which is the newest, which are thinned out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from diary_app.common.errors import Damaged, PlainError
from diary_app.common.i18n import N_
from diary_app.storage.backup_file import open_backup
from diary_app.storage.backup_manifest import Manifest, read_checked
from diary_app.storage.backup_thinning import to_keep
from diary_app.storage.folder import StoreFolder

ENDING = ".diary-backup"
_LARGEST_KEYS = 64 * 1024
_HIGHEST_BELIEVED = 1_000_000
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
    """The automatic backup whose log goes furthest, of those whose container is whole.

    ``folder`` lies beside the key files, which tell whose backups count, though
    other diaries' may lie there; where no key file can be read it is the diary of the last one by the clock.
    As far as can be told without a passphrase.
    """
    there = kept_backups(folder)
    last = [each.store for each in there[-1:]]
    stores = [short(store) for store in _stores_beside(folder)] or last
    for store in stores:
        for each in _by_reach(there, store):
            found = _whole(each.file)
            if found is not None:
                return found
    return None


def _stores_beside(folder: Path) -> list[str]:
    """The ids in the key files that can be read; two could be of two diaries."""
    told = (_told(file) for file in StoreFolder(folder.parent).key_files)
    return list(dict.fromkeys(store for store, _ in filter(None, told)))


def keys_of(file: Path, store_id: str) -> bytes | None:
    """The bytes of a key file that is of this store as far as it tells, else ``None``."""
    told = _told(file)
    return told[1] if told is not None and told[0] == store_id else None


def _told(file: Path) -> tuple[str, bytes] | None:
    """Whose a key file says it is, and its bytes."""
    with suppress(OSError, ValueError, TypeError, RecursionError), file.open("rb") as stream:
        content = stream.read(_LARGEST_KEYS)
        store = read_checked(content).get("store")
        return (store, content) if isinstance(store, str) else None
    return None


def _by_reach(there: Iterable[KeptBackup], store: str) -> list[KeptBackup]:
    """Those of one store, the one whose log goes furthest first."""
    return sorted((each for each in there if each.store == store), key=lambda kept: kept.reach, reverse=True)


def _whole(file: Path) -> tuple[Path, Manifest] | None:
    try:
        with open_backup(file) as backup:
            backup.check()
            return file, backup.manifest
    except (PlainError, OSError):
        return None


def furthest(
    folder: Path, store_id: str, *, whole: bool, believed: Callable[[Manifest], bool]
) -> tuple[Path, Manifest] | None:
    """The automatic backup of a store whose log goes furthest, of those that can be read and are believed.

    ``whole``: read it to its end; else what it says of itself is enough.
    """
    for each in _by_reach(kept_backups(folder), short(store_id)):
        try:
            with open_backup(each.file) as backup:
                if whole:
                    backup.check()
                if backup.manifest.store == store_id and believed(backup.manifest):
                    return each.file, backup.manifest
        except (PlainError, OSError):
            continue
    return None


def with_way_out(damage: Damaged, folder: Path) -> Damaged:
    """The same damage, naming the good backup that goes furthest if there is one (:func:`newest_good`)."""
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
    """The highest epoch that the backups in a folder know of a store; 0 where there are none.

    Names with a number that no restores reach are not believed: the epochs
    after them would soon be too long for a name.
    """
    told = (each.epoch for each in kept_backups(folder, store_id))
    return max((epoch for epoch in told if epoch <= _HIGHEST_BELIEVED), default=0)


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
