"""Reminders of one opened store: works them out and keeps the plain file beside it right."""

from __future__ import annotations

import logging
from datetime import datetime, time
from pathlib import Path

from diary_app.common.errors import DoesNotFit
from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, read_settings
from diary_app.domain.reminders import ReminderWish, reminders
from diary_app.services.opened import Opened
from diary_app.services.reminder_file import reminder_file, save_instants

_log = logging.getLogger(__name__)


def wish_of(settings: Settings) -> ReminderWish:
    """What the participant set, as the rules take it."""
    return ReminderWish(time.fromisoformat(settings.reminder_time), settings.reminder_evening)


class ReminderService:
    """The instants to remind at, and the file of them that is read while the diary is locked."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def instants(self, settings: Settings) -> tuple[datetime, ...]:
        """The coming reminders in UTC, in order; none in a clinic's store or while they are off."""
        if not settings.reminders or self._opened.staff or len(self._opened.participants()) != 1:
            return ()
        diary = self._opened.diary(self._opened.participant(None))
        return reminders(diary, wish_of(settings), self._opened.zone, self._opened.now().utc)

    def refresh(self) -> tuple[datetime, ...]:
        """Write the file anew from the diary and the settings beside it; the instants in it.

        Raises ``DoesNotFit`` for settings that cannot be read, ``NotSaved``
        where the disk refuses; then the older file stays.
        """
        folder = Path(self._opened.store.folder)
        found = self.instants(read_settings(plain_file(folder)))
        save_instants(reminder_file(folder), found)
        return found

    def at_close(self) -> None:
        """The same when the diary is closed or locked; what goes wrong never keeps it from closing.

        A store that was never asked to remind reads no table for it.
        """
        try:
            self.refresh()
        except DoesNotFit as problem:
            # The settings beside it cannot be read, which is told where they matter.
            _log.info("the reminders file was not renewed: %s", type(problem).__name__)
        except Exception as problem:  # whatever it was, the diary must be closed
            # The older file stands; the next opening writes it anew.
            _log.warning("the reminders file was not renewed: %s", type(problem).__name__)
