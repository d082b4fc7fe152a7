"""Reminds at the instants in the plain file beside the diary, whether the diary is open or locked.

It looks at the wall clock instead of counting on timers, as these stand still
while a computer sleeps. However many reminders went by meanwhile, one is shown.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from diary_app.common.clock import Clock
from diary_app.common.errors import DoesNotFit
from diary_app.services.reminder_file import read_instants, reminder_file
from diary_app.ui.main_window import MainWindow
from diary_app.ui.notifier import InTray, InWindow, Notifier, tray_there
from diary_app.ui.page import sentence_for
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.ui.stage import AnyDesk

LOOK_EVERY = 20_000  # ms
SNOOZE = timedelta(minutes=10)
LATE = timedelta(minutes=5)
"""A reminder later than this says that it came while the computer slept."""
STALE = timedelta(hours=20)
"""One older than this is of yesterday and is not told any more."""
_log = logging.getLogger(__name__)


class Reminders(QObject):
    """The reminders of one window. ``start`` it once the window is painted."""

    def __init__(self, window: MainWindow, runner: TaskRunner, folder: Path, clock: Clock) -> None:
        super().__init__(window)
        self._window, self._runner, self._clock = window, runner, clock
        self._file = reminder_file(folder)
        self._seen: tuple[int, int] | None = None  # which state of the file was read
        self._instants: tuple[datetime, ...] = ()
        self._told_until = clock.now().utc - STALE
        self._snoozed: datetime | None = None
        self._open = False
        self.shown: tuple[str, str] | None = None
        self.in_window = InWindow(window, self.snooze, self.clear)
        self._in_tray: InTray | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        window.kit.commands.diary_changed.connect(self._changed)
        window.kit.commands.settings_changed.connect(self._set_otherwise)
        window.leaving.connect(self.stop)
        window.closing.stays = self.stays
        window.stayed.connect(self._stayed)
        window.came_up.connect(self._came_up)

    def start(self) -> None:
        """Say what was missed, and look from now on."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """The window goes."""
        self._timer.stop()
        self.clear()
        self._came_up()

    # -- without a window ------------------------------------------------------

    def stays(self) -> bool:
        """Whether closing the window leaves the program in the tray: the person wants both, and it can."""
        settings = self._window.kit.commands.settings
        return settings.reminders and settings.keep_running and tray_there()

    def _stayed(self) -> None:
        """The window was closed: the icon is the way back, and the first time that is said."""
        kit = self._window.kit
        title = text = ""
        if not kit.commands.settings.tray_told:
            title = kit.tr("The diary is closed and locked.")
            text = kit.tr("It stays here to remind you. “Quit” in the menu of this icon ends it.")
            kit.commands.setting_requested.emit("tray_told", True)
        self._tray().stay(kit, title, text)

    def _came_up(self) -> None:
        if self._in_tray is not None:
            self._in_tray.leave()

    # -- telling -------------------------------------------------------------

    def look(self) -> None:
        """Show a reminder if one has come since the last look, or is back from its snooze."""
        now = self._clock.now().utc
        self._open = self._desk() is not None
        since = min(self._told_until, now)  # clocks that were put back start anew from there
        due = [instant for instant in self._read() if since < instant <= now]
        self._told_until = now
        if due and now - due[-1] <= STALE:
            self._remind(missed=now - due[-1] > LATE)
        elif self._snoozed is not None and self._snoozed <= now:
            self._remind(missed=False)

    def _remind(self, *, missed: bool) -> None:
        tr = self._window.kit.tr
        self._snoozed = None
        how = tr("Open it when it suits you.") if self._desk() is None else ""
        if missed:
            off = tr("The computer was off or asleep.")
            self.shown = (tr("You missed a reminder."), self._window.kit.sentences(off, how))
        else:
            self.shown = (tr("It is time for your diary."), how)
        self._notifier().show(self._window.kit, *self.shown)

    def _notifier(self) -> Notifier:
        """The system's notifications where it has them, else the window."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return self.in_window
        return self._tray()

    def _tray(self) -> InTray:
        if self._in_tray is None:
            self._in_tray = InTray(self._window.bring_up, self.snooze, self._window.closing.quit)
        return self._in_tray

    def snooze(self) -> None:
        """The same again in ten minutes."""
        self.clear()
        self._snoozed = self._clock.now().utc + SNOOZE

    def clear(self) -> None:
        """It was heard."""
        self.shown, self._snoozed = None, None
        self.in_window.clear()
        if self._in_tray is not None:
            self._in_tray.clear()

    def _read(self) -> tuple[datetime, ...]:
        """What the file says; one that cannot be read is as none, and the next opening mends it."""
        try:
            found = self._file.stat()
            state = (found.st_mtime_ns, found.st_ino)
            if state != self._seen:
                self._seen, self._instants = state, ()
                self._instants = read_instants(self._file)
        except FileNotFoundError:
            self._seen, self._instants = None, ()
        except (DoesNotFit, OSError) as problem:
            _log.warning("the reminders file could not be read: %s", type(problem).__name__)
        return self._instants

    # -- keeping the file right ----------------------------------------------

    def _desk(self) -> AnyDesk | None:
        desk = self._window.desk
        return desk if desk is not None and desk.isEnabled() and not desk.session.visit else None

    def _changed(self) -> None:
        """Something was written down: whoever did needs no reminder, and the next ones may be others."""
        self.clear()
        self._renew()

    def _set_otherwise(self) -> None:
        """The diary was just opened, or a setting is another one."""
        if self._desk() is not None and not self._open:
            self._open = True
            self.clear()
        self._renew()

    def _renew(self) -> None:
        desk = self._desk()
        if desk is not None:
            self._runner.run(desk.session.store.reminders.refresh, lambda _: None, self._not_renewed)

    def _not_renewed(self, error: Exception) -> None:
        sentence_for(self._window.kit, error)  # into the log; the older file stands
