"""Run as a program: the window itself, and somebody at it who types the marker everywhere.

Says on standard output where it stands (``SAID ...`` for what a window or a
notification shows to whoever looks over a shoulder), and stays until it is killed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

_NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def _heard(event: str, given: tuple[Any, ...]) -> None:
    """Tell of every socket that goes outwards; one that lies in the file system is not one."""
    if event in _NETWORK and not isinstance(given[1], str | bytes):
        say(f"NETWORK {event} {given[1:]}")


def say(text: str) -> None:
    """A line to whoever watches."""
    os.write(1, (text.replace("\n", " ") + "\n").encode())


class Person:
    """Goes through ``acts``, from one wait to the next."""

    def __init__(self, marker: str, passphrase: str, code: str, stick: str) -> None:
        from PySide6.QtCore import QTimer

        self.marker, self.passphrase, self.code, self.stick = marker, passphrase, code, stick
        self.window: Any = None
        self.runner: Any = None
        self.shown: set[str] = set()
        self._waiting: Callable[[], bool] = lambda: self._find() is not None
        self._acts = self.acts()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(20)

    def _find(self) -> Any:
        from PySide6.QtWidgets import QApplication

        from diary_app.ui.main_window import MainWindow

        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.isVisible():
                self.window, self.runner = widget, widget._runner
        return self.window

    def _tick(self) -> None:
        from PySide6.QtWidgets import QApplication

        self.note(*(widget.windowTitle() for widget in QApplication.topLevelWidgets()))
        if self._waiting() and not (self.runner and self.runner.busy):
            self._waiting = next(self._acts)

    def note(self, *texts: str) -> None:
        """Tell what is shown, once."""
        for text in texts:
            if text and text not in self.shown:
                self.shown.add(text)
                say(f"SAID {text}")

    def unlock(self, text: str) -> None:
        """Type into the field of the locked window and press Enter."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        field = self.window.gate.unlock.field.control
        field.clear()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def type_note(self) -> Any:
        """The marker in the note of the symptoms page, a grade beside it."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        page = self.window.desk.page
        QTest.mouseClick(page.rows[0].scale.choices[2], Qt.MouseButton.LeftButton)
        QTest.keyClicks(page.note.control, f"{self.marker} hurts")
        return page

    def acts(self) -> Iterator[Callable[[], bool]]:
        """Everything somebody does, each up to what is then waited for."""
        window = self.window
        for wrong in (f"{self.marker} wrong", self.code):
            self.unlock(wrong)
            yield lambda: True
        self.unlock(self.passphrase)
        yield lambda: window.desk is not None
        window.desk.open_page("symptoms")
        yield lambda: True
        self.type_note().save_button.click()
        yield lambda: True
        store = window.desk.session.store
        self.runner.run(lambda: _corrected(store, self.marker), lambda _: say("CORRECTED"), _failed)
        yield lambda: True
        window.desk.open_page("share")
        yield lambda: True
        from pathlib import Path

        window.desk.page.make(Path(self.stick))
        yield lambda: True
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, self._break)
        yield lambda: "broken" in self.shown
        window.desk.open_page("symptoms")
        yield lambda: True
        self.type_note()
        window.lock()
        yield lambda: window.desk is None
        say("LOCKED")
        sys.stdin.readline()
        self.unlock(self.passphrase)
        yield lambda: window.desk is not None
        window.desk.open_page("symptoms")
        yield lambda: True
        self.type_note()
        say("TYPED")
        yield lambda: False

    def _break(self) -> None:
        self.shown.add("broken")
        raise RuntimeError(f"a fault of the program with {self.marker} in its hands")


def _corrected(store: Any, marker: str) -> None:
    line = {"kind": "weight", "day": store.opened.local_now().date().isoformat(), "kg": 60, "note": marker}
    store.diary.correct(store.diary.write(line), {"kg": 61}, f"{marker} typed wrong")


def _failed(error: Exception) -> None:
    say(f"FAILED {type(error).__name__}: {error}")


def main() -> int:
    """Sit down at the window; ends when it is killed."""
    sys.addaudithook(_heard)
    from PySide6.QtWidgets import QSystemTrayIcon

    from diary_app.ui import application

    marker, passphrase, code, stick = (sys.stdin.readline().rstrip("\n") for _ in range(4))
    application.make_application([])
    person = Person(marker, passphrase, code, stick)
    QSystemTrayIcon.showMessage = lambda _self, *texts: person.note(*map(str, texts))  # type: ignore
    return application.run(arguments=[])


if __name__ == "__main__":
    sys.exit(main())
