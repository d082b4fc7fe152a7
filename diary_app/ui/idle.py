"""Locks the diary after a time without use."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOCK_AFTER = 10 * 60_000  # ms
_USE = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
_LOOK_EVERY = 15_000  # ms; a computer that slept has not counted its timers on


class IdleWatch(QObject):
    """``idle`` fires once the person has not touched keys, mouse or screen for ``after`` ms."""

    idle = Signal()

    def __init__(self, after: int = LOCK_AFTER) -> None:
        super().__init__()
        self._watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after)
        self._timer.timeout.connect(self.idle)
        self._used = time.time()
        self._beat = QTimer(self)
        self._beat.setInterval(_LOOK_EVERY)
        self._beat.timeout.connect(self._look)

    def set_minutes(self, minutes: int) -> None:
        """Take another time, at once and counted from now; 0 is never."""
        self._timer.setInterval(minutes * 60_000)
        self._begin()

    def start(self) -> None:
        """Begin to watch."""
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self._watching = True
        self._begin()

    def stop(self) -> None:
        """Watch no more."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._watching = False
        self._begin()

    def again(self) -> None:
        """Count anew from now."""
        self._begin()

    def _begin(self) -> None:
        self._used = time.time()
        if self._watching and self._timer.interval() > 0:
            self._timer.start()
            if self._timer.interval() > _LOOK_EVERY and not self._beat.isActive():
                self._beat.start()
        else:
            self._timer.stop()
            self._beat.stop()

    def _look(self) -> None:
        """By the wall clock: the time asleep counts as time without use."""
        if self._timer.isActive() and (time.time() - self._used) * 1000 >= self._timer.interval():
            self._timer.stop()
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Any use begins the time anew."""
        if event.type() in _USE:
            self._begin()
        return False
