"""Backups of the opened diary: made when asked, and by themselves after a day with changes."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.i18n import LANGUAGES
from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, read_settings, save_settings
from diary_app.domain.clinic.account import refuse_reader
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import STORE_CHAIN, By, Kind, Role, instant_text
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import CLINIC, PATIENT, Opened

if TYPE_CHECKING:
    from diary_app.storage.backup_folder import KeptBackup
    from diary_app.storage.backup_manifest import Manifest
    from diary_app.storage.restore import Restored

TAKES_LONG = 64 * 1024 * 1024
"""Bytes of a database whose backup and whole check are no matter of a few seconds any more."""
_log = logging.getLogger(__name__)
_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was checked. ``entry``: id of the entry that tells of it; it is not in the backup."""

    entry: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Keeping:
    """How it stands with the automatic backups: ``newest`` lies in ``folder``.

    ``store``: how the names of backups name this diary; ``zone``: the diary's.
    """

    newest: KeptBackup | None
    folder: Path
    store: str
    zone: tzinfo


class BackupService:
    """Makes backups on the store's thread; a window does it when nothing else is to be done."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def make(self, out: Path, *, writer: Writer = ANYBODY) -> MadeBackup:
        """Write a backup to ``out``, whole and checked, and log it.

        Raises :class:`DoesNotFit` for a name that another file has,
        :class:`NotSaved`, :class:`Damaged` or :class:`Tampered`.
        """
        participants = [] if self._opened.staff else self._opened.participants()
        author = self._diary.author(participants[0] if participants else "", writer)
        refuse_reader(self._opened.account)  # before a file is there that the log could not tell of
        manifest = self._opened.store.back_up(out)
        return self._note(manifest, author, automatic=False)

    def due(self) -> bool:
        """Whether an earlier day's entries are in no automatic backup, and none was made today."""
        zone = self._opened.zone
        today = self._opened.local_now().date()
        kept = self.kept()
        if any(each.made_at.astimezone(zone).date() == today for each in kept):
            return False
        reached = max((each.counter for each in self._of_this_log()), default=0)
        first = self._opened.store.journal.first_after(reached, leaving_out=Kind.BACKUP.value)
        return first is not None and first.entered_at.astimezone(zone).date() != today

    def takes_long(self) -> bool:
        """Whether making one takes so long that nobody is to sit before the diary meanwhile."""
        from diary_app.storage.folder import StoreFolder

        return StoreFolder(self._opened.store.folder).database.stat().st_size >= TAKES_LONG

    def make_due(self) -> MadeBackup | None:
        """Make the automatic backup if it is due, and thin the older ones; raises as :meth:`make`."""
        if not self.due():
            return None
        return self._note(self._opened.store.keep_backup(), _PROGRAM, automatic=True)

    def up_to_date(self) -> KeptBackup:
        """An automatic backup that holds everything written until now; made if there is none yet.

        Raises as :meth:`make`.
        """
        store = self._opened.store
        kept = self._of_this_log()
        reached = max((each.counter for each in kept), default=0)
        if not kept or store.journal.first_after(reached, leaving_out=Kind.BACKUP.value) is not None:
            self._note(store.keep_backup(), _PROGRAM, automatic=True)
            kept = self._of_this_log()
        return max(kept, key=lambda each: each.reach)

    def keeping(self) -> Keeping:
        """How it stands with them; the newest is the one whose log goes furthest."""
        from diary_app.storage.backup_folder import short
        from diary_app.storage.folder import StoreFolder

        store = self._opened.store
        earlier = (each for each in self.kept() if each.epoch < store.epoch)
        newest = max((*earlier, *self._of_this_log()), key=lambda each: each.reach, default=None)
        return Keeping(newest, StoreFolder(store.folder).backups, short(store.store_id), self._opened.zone)

    def kept(self) -> list[KeptBackup]:
        """The automatic backups of this diary, the oldest first."""
        return self._opened.store.kept_backups()

    def _of_this_log(self) -> list[KeptBackup]:
        """Those that by their names go no further than the log: another file put there stands for nothing."""
        epoch, counter = self._opened.store.epoch, self._opened.store.journal.counter()
        return [each for each in self.kept() if each.epoch == epoch and each.counter <= counter]

    def entries(self) -> int:
        """How many entries the log holds; it differs before and after anything that was written."""
        return self._opened.store.journal.count()

    def _note(self, manifest: Manifest, author: Author, *, automatic: bool) -> MadeBackup:
        from diary_app.storage.backup_manifest import heads_value

        payload = {
            "automatic": automatic,
            "made_at": instant_text(manifest.made_at),
            "epoch": manifest.epoch,
            "entries": manifest.entries,
            "heads": heads_value(manifest.heads),
        }
        act = Act(kind=Kind.BACKUP, chain=STORE_CHAIN, author=author, payload=payload)
        [entry] = self._opened.store.journal.append([act])
        return MadeBackup(entry.id, manifest)


def look_at(backup: Path) -> Manifest:
    """What a backup says of itself, after its container was read through; needs no passphrase.

    Raises :class:`DoesNotFit`, :class:`Damaged` or :class:`NewerVersion`.
    """
    from diary_app.storage.backup_file import open_backup

    with open_backup(backup) as found:
        found.check()
        return found.manifest


def note_settings(folder: Path, restored: Restored) -> None:
    """Write the plain settings file of a restored diary where there is none, or of a diary of the other role.

    Of the latter the role and the language become the restored diary's; the
    rest is this computer's and stays.
    """
    file = plain_file(folder)
    told = restored.settings or {}
    language, role = told.get("language"), told.get("role")
    if language not in LANGUAGES or role not in (PATIENT, CLINIC):
        return
    try:
        there = read_settings(file) if file.exists() else None
        if there is None or there.role != role:
            save_settings(file, replace(there or Settings(), language=language, role=role))
    except (NotSaved, DoesNotFit, OSError) as problem:
        # The diary is back; only the language of its first page may be another one.
        _log.warning("the settings file beside the restored diary was not saved: %s", problem)
