"""One worker thread; results and faults come back on the main thread, in order."""

from __future__ import annotations

import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from diary_app.ui.task_runner import TaskRunner


def test_results_come_back_on_the_main_thread_in_order(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool, bool]] = []
    main = threading.get_ident()

    def call(n: int) -> tuple[int, bool]:
        return n, threading.get_ident() != main

    for n in range(20):
        runner.run(
            lambda n=n: call(n),
            lambda told: seen.append((*told, threading.get_ident() == main)),
            lambda error: pytest.fail(str(error)),
        )
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == [(n, True, True) for n in range(20)]
    assert not runner.busy


def test_a_fault_takes_the_failure_path_and_the_next_call_still_runs(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    faults: list[Exception] = []
    done: list[int] = []
    runner.run(lambda: 1 // 0, done.append, faults.append)
    runner.run(lambda: 7, done.append, faults.append)
    qtbot.waitUntil(lambda: done == [7])
    assert isinstance(faults[0], ZeroDivisionError)


def test_the_same_thread_does_all_calls(runner: TaskRunner, qtbot: QtBot) -> None:
    threads: list[int] = []
    for _ in range(5):
        runner.run(threading.get_ident, threads.append, lambda error: pytest.fail(str(error)))
    qtbot.waitUntil(lambda: len(threads) == 5)
    assert len(set(threads)) == 1


def test_stop_finishes_what_was_given_and_ends_the_thread(qtbot: QtBot) -> None:
    runner = TaskRunner()
    worked: list[int] = []
    for n in range(5):
        runner.run(lambda n=n: worked.append(n), lambda _: None, lambda error: pytest.fail(str(error)))
    runner.stop()
    assert worked == [0, 1, 2, 3, 4]
    assert "diary-store" not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(RuntimeError):
        runner.run(lambda: 1, lambda _: None, lambda _: None)


def test_a_result_for_a_deleted_widget_is_dropped(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[str] = []

    class Shown(QObject):
        def done(self, value: int) -> None:
            told.append(f"bound {value}")

        def ask(self) -> None:
            again = self.done
            runner.run(lambda: 1, self.done, lambda _: self.done(0))
            runner.run(lambda: 2, lambda value: self.done(value), lambda error: pytest.fail(str(error)))
            runner.run(lambda: 1 // 0, again, lambda _: again(3))
            runner.run(lambda: None, partial(self.partly, 4), lambda error: pytest.fail(str(error)))

        def partly(self, value: int, _: None) -> None:
            self.done(value)

    stays, goes = Shown(), Shown()
    goes.ask()
    shiboken6.delete(goes)
    stays.ask()
    qtbot.waitUntil(lambda: not runner.busy)
    assert told == ["bound 1", "bound 2", "bound 3", "bound 4"]
