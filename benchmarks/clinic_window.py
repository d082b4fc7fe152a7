"""The same in the real window, without a screen: from the press until the window has nothing left to do.

Beside each figure stands how many times as long it took as making and painting a bare Qt window in the
same run, which a busy or a slower machine lengthens in the same way.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from benchmarks.window import bare_window
from diary_app.common.clock import SystemClock
from diary_app.security.argon import derive
from diary_app.security.slot_file import read_copies
from diary_app.security.slots import PassphraseSlot
from diary_app.ui.application import make_application, make_window
from diary_app.ui.clinic import places
from diary_app.ui.task_runner import TaskRunner

ROUNDS = 3
SOUGHT = "512"


class Measured:
    """The seconds of everything, by name, in the order first measured."""

    def __init__(self, runner: TaskRunner) -> None:
        self.runner = runner
        self.spent: dict[str, list[float]] = {}

    def until_still(self, name: str, act: Callable[[], object]) -> None:
        """Do ``act`` and go round until neither the store's thread nor the window has anything left."""
        start = time.perf_counter()
        act()
        self.still()
        self.spent.setdefault(name, []).append(time.perf_counter() - start)

    def still(self) -> None:
        """Twice in a row nothing is to come: what came back may have asked for more."""
        quiet = 0
        while quiet < 2:
            QApplication.processEvents()
            quiet = 0 if self.runner.busy else quiet + 1
            time.sleep(0.001)

    def tell(self) -> None:
        """One line each: least, middle, and the middle in bare windows."""
        unit = statistics.median(self.spent["a bare window"])
        print(f"{'':44}{'least':>10}{'middle':>10}{'x bare window':>16}")
        for name, seconds in self.spent.items():
            middle = statistics.median(seconds)
            print(f"{name:44}{min(seconds) * 1000:7.0f} ms{middle * 1000:7.0f} ms{middle / unit:13.1f}")


def in_the_window(folder: Path, passphrase: str, sealed: Path) -> None:
    """Measure and print; ``sealed``: a file that has not come in yet."""
    make_application([])
    runner = TaskRunner()
    measured = Measured(runner)
    for _ in range(ROUNDS):
        bare = bare_window()
        measured.until_still("a bare window", partial(_painted, bare))
        bare.close()
    measured.until_still("key derivation alone", partial(_derived, folder, passphrase))
    window = make_window(folder, "en", runner, clock=SystemClock(), cost=None, keychain=lambda: None)
    window.resize(1280, 800)
    window.show()
    measured.still()
    _sign_in(measured, window, passphrase)
    _list(measured, window)
    _pages(measured, window)
    _file(measured, window, sealed)
    load = f"; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    print(f"in the window{load}")
    measured.tell()
    window.hide()
    window.desk.session.store.backups.make_due = lambda: None  # minutes, and nobody waits for the list then
    window.close()
    measured.still()
    runner.stop()


def _painted(window: Any) -> None:
    window.show()
    window.grab()


def _derived(folder: Path, passphrase: str) -> None:
    slot = read_copies([folder / "keys.json"]).slots.of_kind(PassphraseSlot)[0]
    derive(passphrase, slot.salt, slot.cost)


def _sign_in(measured: Measured, window: Any, passphrase: str) -> None:
    names = window.gate.unlock.findChild(QComboBox)
    if names is not None:
        names.setCurrentIndex(0)
    field = window.gate.unlock.field.control
    field.setText(passphrase)
    measured.until_still("from Enter to the list", field.returnPressed.emit)


def _list(measured: Measured, window: Any) -> None:
    page = window.desk.page
    for _ in range(ROUNDS):
        measured.until_still("the list painted anew", window.grab)
    find = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    find.setFocus()
    for letter in SOUGHT:
        measured.until_still("a key in its search field", partial(QTest.keyClicks, find, letter))
    find.clear()
    measured.still()


def _pages(measured: Measured, window: Any) -> None:
    desk = window.desk
    whose = desk.page.table.model.items[10].participant
    for turn in ("first", "again"):
        measured.until_still(f"a patient, {turn}", partial(desk.open_patient, whose))
        for page, name in ((places.REVIEW, "To review"), (places.STUDY, "Study"), (places.LOG, "Log")):
            measured.until_still(f"{name}, {turn}", partial(desk.open_page, page))
        measured.until_still("the list, again", partial(desk.open_page, places.PATIENTS))


def _file(measured: Measured, window: Any, sealed: Path) -> None:
    desk = window.desk
    desk.open_page(places.IMPORT)
    measured.still()
    measured.until_still("a sealed file looked at", partial(desk.page.look, [sealed]))
    measured.until_still("that file taken in", desk.page.take_in)
    measured.until_still("the list after it", partial(desk.open_page, places.PATIENTS))
