"""One worker thread that owns the opened store; results come back on the main thread."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

_COLLECT_EVERY = 2_000  # ms
_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Task:
    call: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Outcome:
    task: _Task
    value: Any
    error: Exception | None


class TaskRunner(QObject):
    """Runs calls one after the other on its own thread.

    The store's connection belongs to that thread; the window hears of a result
    only through ``done`` or ``failed``, both called on the thread that made the
    runner, in the order the calls were given; one that belongs to a widget
    deleted meanwhile is dropped. While it lives, Python collects
    garbage on that thread alone: widgets that go elsewhere bring Qt down.
    """

    _finished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._stopped = False
        self._waiting = 0
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._collecting = gc.isenabled()
        gc.disable()
        self._collector = QTimer(self)
        self._collector.setInterval(_COLLECT_EVERY)
        self._collector.timeout.connect(_collect)
        self._collector.start()
        self._thread = threading.Thread(target=self._work, name="diary-store")
        self._thread.start()

    def run(
        self, call: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run ``call`` on the worker; then ``done`` with its result or ``failed`` with its error."""
        if self._stopped:
            raise RuntimeError("the task runner has been stopped")
        self._waiting += 1
        self._tasks.put(_Task(call, done, failed))

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._waiting > 0

    def stop(self) -> None:
        """Finish what was given, then end the thread; results not yet delivered are dropped."""
        if not self._stopped:
            self._stopped = True
            self._tasks.put(None)
            self._thread.join()
            self._collector.stop()
            if self._collecting:
                gc.enable()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._finished.emit(_perform(task))

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        self._waiting -= 1
        if self._stopped:
            return
        told = outcome.task.done if outcome.error is None else outcome.task.failed
        if _gone(told):
            _log.info("a page was gone before its result came: %s", type(outcome.error).__name__)
        elif outcome.error is None:
            outcome.task.done(outcome.value)
        else:
            outcome.task.failed(outcome.error)


def _gone(told: Any, depth: int = 3) -> bool:
    """Whether a widget that would hear of a result was deleted with its page, for instance by the lock."""
    if isinstance(told, QObject):
        return not isValid(told)
    if depth == 0 or not callable(told):
        return False
    if isinstance(told, partial):
        return _gone(told.func, depth)
    behind = [getattr(told, "__self__", None)]
    with suppress(ValueError):  # a name of the function around that has no value yet
        behind += [cell.cell_contents for cell in getattr(told, "__closure__", None) or ()]
    return any(_gone(each, depth - 1) for each in behind)


def _collect() -> None:
    """Collect what Python itself would have collected by now."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return


def _perform(task: _Task) -> _Outcome:
    try:
        return _Outcome(task, task.call(), None)
    except Exception as error:  # every fault goes to the caller's mandatory failure path
        return _Outcome(task, None, error)
