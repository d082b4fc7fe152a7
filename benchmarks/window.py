"""What a person waits for at the window: the first picture, the open diary, a page, a text size, a theme.

``python3 dev.py bench`` makes a diary of made-up days and prints, for each, the time from the press until
the window is painted, the least and the middle of several rounds; and how many times as long as the first
picture of a bare Qt window in the same run, which a busy or a slower machine lengthens in the same way.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

from benchmarks.sample import PASSPHRASE, made_diary
from diary_app.security.argon import LEAST_COST
from diary_app.ui.application import make_application, make_window
from diary_app.ui.task_runner import TaskRunner
from tests.support import FixedClock

ROUNDS = 7
PAGES = ("symptoms", "vitals", "diary", "today")
NOW = "2026-01-19T07:10"


class Painted(QObject):
    """Counts the paints of a window's parts that are asked for in one go."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.seen = False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name Qt calls
        """A window is told once all that changed in it is to be painted."""
        self.seen = self.seen or event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.Paint)
        return False


class Times:
    """The seconds of everything measured, by name."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = {}

    def until_painted(self, name: str, window: QWidget, act: Callable[[], object], busy: Any = None) -> None:
        """Do ``act`` and go round until ``window`` is painted and ``busy``, a worker, has nothing left."""
        start = time.perf_counter()
        painted = Painted(window)
        act()
        while not painted.seen or (busy is not None and busy.busy):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QCoreApplication.sendPostedEvents()
        self.spent.setdefault(name, []).append(time.perf_counter() - start)
        window.removeEventFilter(painted)

    def tell(self, bare: str) -> None:
        """One line each: least, middle, ratio of the middles."""
        unit = statistics.median(self.spent[bare])
        print(f"{'':34}{'least':>8}{'middle':>8}{'x bare window':>16}")
        for name, seconds in self.spent.items():
            middle = statistics.median(seconds)
            print(f"{name:34}{min(seconds) * 1000:5.0f} ms{middle * 1000:5.0f} ms{middle / unit:13.1f}")


def rest(runner: TaskRunner, window: Any = None) -> None:
    """Until nothing is left to do, also out of view."""
    while runner.busy or not (window is None or window.kit.appearance.changed.settled):
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()
    QApplication.processEvents()


def bare_window() -> QWidget:
    """A window with a word in it."""
    window = QMainWindow()
    window.setCentralWidget(QLabel("Morning Diary"))
    window.resize(1280, 800)
    return window


def one_round(times: Times, folder: Path) -> None:
    """Open the diary, go through pages, sizes and themes, and close it."""
    bare = bare_window()
    times.until_painted("a bare window", bare, bare.show)
    bare.close()
    runner = TaskRunner()
    window = make_window(
        folder, "en", runner, clock=FixedClock(NOW), cost=LEAST_COST, keychain=lambda: None
    )  # fmt: skip
    window.resize(1280, 800)
    times.until_painted("the locked window", window, window.show)
    rest(runner)
    field = window.gate.unlock.field.control
    field.setText(PASSPHRASE)
    times.until_painted("from Enter to Today", window, field.returnPressed.emit, runner)
    rest(runner, window)
    desk: Any = window.desk
    for turn in ("first", "again"):
        for page in PAGES if turn == "again" else PAGES[:-1]:
            times.until_painted(f"{page}, {turn}", window, partial(desk.open_page, page), runner)
            rest(runner, window)
    for page in PAGES:
        desk.open_page(page)
        rest(runner, window)
        for steps in (1, -1):
            times.until_painted(f"a text size on {page}", window, partial(window._step_text, steps))
            rest(runner, window)
        for theme in ("dark", "light"):
            choose = partial(window.kit.commands.setting_requested.emit, "theme", theme)
            times.until_painted(f"a theme on {page}", window, choose)
            rest(runner, window)
    finished: list[bool] = []
    window.finished.connect(lambda: finished.append(True))
    window.close()
    while not finished:
        rest(runner)
    runner.stop()
    window.deleteLater()
    rest(runner)


def main() -> int:
    """Measure and print."""
    make_application([])
    with tempfile.TemporaryDirectory() as place:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = place
        folder = made_diary(Path(place) / "diary", NOW)
        one_round(Times(), folder)  # everything imported, every file in the system's memory
        times = Times()
        for _ in range(ROUNDS):
            one_round(times, folder)
    load = f"; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    print(f"{ROUNDS} rounds in one process, the first before them not counted{load}")
    times.tell("a bare window")
    return 0


if __name__ == "__main__":
    sys.exit(main())
