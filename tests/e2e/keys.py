"""Somebody at the window with a keyboard and nothing else: keys go to where the focus is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from diary_app.ui.main_window import MainWindow
from diary_app.ui.task_runner import TaskRunner
from tests.support import FixedClock

KEY = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
_FARTHEST = 80  # presses of Tab to anything on a page
_PATIENCE = 20  # s


def name_of(widget: QWidget | None) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget) if widget is not None else None
    return found.text(QAccessible.Text.Name) if found is not None else ""


class Keys:
    """Presses keys where the focus is, and waits until the program has done its work.

    ``pressed`` counts the keys, modifiers not counted.
    """

    def __init__(self, window: MainWindow, runner: TaskRunner, clock: FixedClock) -> None:
        self.window, self.runner, self.clock = window, runner, clock
        self.pressed = 0

    @property
    def focus(self) -> QWidget:
        """What has the focus; a page that lost it cannot be worked with keys."""
        found = QApplication.focusWidget()
        assert found is not None, f"nothing has the focus on {type(self.page).__name__}"
        return found

    @property
    def page(self) -> Any:
        """The page in view, to look at."""
        desk: Any = self.window.desk
        return desk.page if desk is not None else self.window.gate.page

    @property
    def name(self) -> str:
        """The accessible name of what has the focus."""
        return name_of(QApplication.focusWidget())

    def wait(self) -> None:
        """Until the worker is idle and all it told is shown."""
        until = time.monotonic() + _PATIENCE
        for _ in range(2):
            while self.runner.busy:
                assert time.monotonic() < until, "the program does not come to rest"
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            QApplication.processEvents()

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.pressed += 1
            QTest.keyClick(self.focus, key, with_)
            self.wait()

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.pressed += len(text)
        QTest.keyClicks(self.focus, text)
        self.wait()

    def to(self, name: str, back: bool = False) -> None:
        """Tab (or Shift+Tab) to the control whose name begins with ``name``; fails where none is reached."""
        if back:
            self.walk(name, KEY.Key_Backtab, SHIFT)
        else:
            self.walk(name, KEY.Key_Tab)

    def walk(self, name: str, key: Qt.Key, with_: Qt.KeyboardModifier = NONE) -> None:
        """Press a key until the focus is on the control whose name begins with ``name``."""
        walked: list[str] = []
        while not self.name.startswith(name):
            walked.append(self.name)
            where = type(self.page).__name__
            assert len(walked) < _FARTHEST, f"{name!r} cannot be reached by keys on {where}: {walked}"
            self.press(key, with_=with_)

    def choose(self, name: str, back: bool = False) -> None:
        """Tab to a control and press Enter."""
        self.to(name, back)
        self.press(KEY.Key_Return)

    def in_dialog(self, act: Callable[[QWidget], None], opens: Callable[[], None]) -> None:
        """``opens`` a dialog by a key; ``act`` presses keys in it once it stands there."""
        done: list[bool] = []

        def look() -> None:
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            if dialog is None or focus is None or focus.window() is not dialog:
                QTimer.singleShot(20, self.window, look)
                return
            done.append(True)
            act(dialog)

        QTimer.singleShot(20, self.window, look)
        opens()
        assert done, "the dialog did not come"
        self.window.activateWindow()  # as a desktop does when a dialog has gone; offscreen there is none
        self.wait()

    def at(self, local: str) -> None:
        """Time goes on to ``local``; Today looks at the clock, as it does twice a minute."""
        self.clock.advance(seconds=1)
        self.clock.set(local)
        self.window.desk.pages["today"]._timer.timeout.emit()  # type: ignore[attr-defined]
        self.wait()

    def ask(self, call: Callable[[], Any]) -> Any:
        """Ask a service on its thread; to look at what is written, never to write."""
        answers: list[Any] = []
        faults: list[Exception] = []
        self.runner.run(call, answers.append, faults.append)
        self.wait()
        assert not faults, faults
        return answers[0]
