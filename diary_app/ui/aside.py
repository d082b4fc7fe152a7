"""Work beside everything else, on a thread of its own: for a drive that may be slow or stuck."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Aside(QObject):
    """Runs one call that touches no open diary; its result comes back on the main thread.

    A call that is still running when the program ends is waited for.
    """

    _finished = Signal(object, object)
    _running: ClassVar[set[Aside]] = set()  # nobody else need keep it

    def __init__(self, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self._done, self._failed = done, failed
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, call: Callable[[], Any]) -> None:
        """Begin."""
        Aside._running.add(self)
        threading.Thread(target=self._work, args=(call,), name="diary-aside").start()

    def _work(self, call: Callable[[], Any]) -> None:
        try:
            value, error = call(), None
        except Exception as problem:  # every fault goes to the caller's failure path
            value, error = None, problem
        self._finished.emit(value, error)

    @Slot(object, object)
    def _deliver(self, value: object, error: Exception | None) -> None:
        Aside._running.discard(self)
        if error is None:
            self._done(value)
        else:
            self._failed(error)
