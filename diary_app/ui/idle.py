"""Notices when a person stops: after a pause what is unfinished is kept, after a long time it is locked."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

LOCK_AFTER = 10 * 60_000  # ms
PAUSE = 1_500  # ms; who stops typing for so long may stay away
_USE = (
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,  # of a shortcut that is all that arrives
    QEvent.Type.InputMethod,  # Chinese is typed without keys that arrive here
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)
_LOOK_EVERY = 15_000  # ms; a computer that slept has not counted its timers on


class UseWatch(QObject):
    """``used`` fires whenever the person touches keys, mouse or screen.

    It listens to the window in front and to what has the focus, not to the
    whole application: there, every event of every widget would come by here.
    """

    used = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listening: dict[str, QObject] = {}

    def listen(self) -> None:
        """Begin to listen."""
        application = _application()
        application.focusWindowChanged.connect(self._to_window)
        application.focusObjectChanged.connect(self._to_focus)
        self._to_window(application.focusWindow())
        self._to_focus(application.focusObject())

    def deafen(self) -> None:
        """Listen no more."""
        application = _application()
        if self._listening:
            application.focusWindowChanged.disconnect(self._to_window)
            application.focusObjectChanged.disconnect(self._to_focus)
        self._to_window(None)
        self._to_focus(None)
        self._listening.clear()

    def _to_window(self, window: QObject | None) -> None:
        self._listen_to("window", window)

    def _to_focus(self, focus: QObject | None) -> None:
        self._listen_to("focus", focus)

    def _listen_to(self, what: str, now: QObject | None) -> None:
        before = self._listening.get(what)
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        self._listening[what] = now or self  # a filter on itself hears nothing
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell of any use; it goes on to where it was meant for."""
        if event.type() in _USE:
            self.used.emit()
        return False


class IdleWatch(UseWatch):
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
        self.used.connect(self._begin)

    def set_minutes(self, minutes: int) -> None:
        """Take another time, at once and counted from now; 0 is never."""
        self._timer.setInterval(minutes * 60_000)
        self._begin()

    def start(self) -> None:
        """Begin to watch."""
        self.listen()
        self._watching = True
        self._begin()

    def stop(self) -> None:
        """Watch no more."""
        self.deafen()
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


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application
