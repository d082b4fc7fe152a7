"""Locks the diary after a time without use."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOCK_AFTER = 10 * 60_000  # ms
_USE = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
_LOOK_EVERY = 10  # parts of the time


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

    def _begin(self) -> None:
        if self._watching and self._timer.interval() > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Any use begins the time anew."""
        if event.type() in _USE:
            self._begin()
        return False
