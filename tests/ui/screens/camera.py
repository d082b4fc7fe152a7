"""Works the window and takes its pictures."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDialog, QLabel, QLineEdit

from diary_app.security.argon import LEAST_COST
from diary_app.ui.application import make_application, make_window
from diary_app.ui.main_window import MainWindow
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.theme.fonts import load_chinese, load_fonts
from tests.support import FixedClock
from tests.ui.memory_keychain import MemoryKeychain
from tests.ui.screens import diaries, pictures
from tests.ui.screens.diaries import PASSPHRASE, Line

USUAL, SMALLEST = (1280, 800), (1024, 720)
_OUTSIDE = QPoint(1399, 999)  # where the pointer lights nothing up
_ROUNDS = 8  # wrapped texts inside wrapped texts find their heights one after another


@dataclass(frozen=True)
class View:
    """How a picture is taken: language, theme, percent of text size, size of the window."""

    language: str = "en"
    theme: str = "light"
    text: int = 100
    size: tuple[int, int] = USUAL


@dataclass(frozen=True)
class Sitting:
    """What lies in front of the window: a diary (``""``: none), more lines in it, and the time."""

    diary: str
    at: str
    lines: tuple[Line, ...] = ()
    opened: bool = True


class Camera:
    """One window at a time, over a diary of its own in ``place``."""

    def __init__(self, place: Path, view: View, originals: Path | None = None) -> None:
        self.place, self.view = place, view
        self._originals = originals or place  # the diaries as they were made; others may use them, too
        self.clock = FixedClock()
        self.keychain: MemoryKeychain | None = None
        self.application = make_application([])
        self._blinks = self.application.cursorFlashTime()
        self.application.setCursorFlashTime(0)
        load_fonts("zh_CN")
        load_chinese()
        self.runner = TaskRunner()
        self.sitting: Sitting | None = None
        self._window: MainWindow | None = None
        self._caught: QPixmap | None = None
        self._count = 0
        self.afterwards: list[Callable[[], object]] = []  # once the picture is taken

    # -- the window ------------------------------------------------------------

    @property
    def window(self) -> MainWindow:
        """The one that is open."""
        assert self._window is not None
        return self._window

    @property
    def folder(self) -> Path:
        """Where the diary in the window lies."""
        return self.place / f"diary {self._count}"

    def sit_down(self, sitting: Sitting, keychain: MemoryKeychain | None = None) -> None:
        """Open a window over a fresh copy of the diary, and the diary if that is wanted."""
        self.get_up()
        self._count += 1
        self.keychain = keychain
        self._lay_out(sitting)
        self.show_window()
        if sitting.diary and sitting.opened:
            self.unlock()
        self.sitting = sitting

    def show_window(self) -> None:
        """A window over what lies in the folder."""
        self._window = make_window(
            self.folder, self.view.language, self.runner, clock=self.clock, cost=LEAST_COST,
            keychain=lambda: self.keychain,
        )  # fmt: skip
        self.look_as(self.view)
        self.window.show()
        QCursor.setPos(_OUTSIDE)
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        self.settle()

    def _lay_out(self, sitting: Sitting) -> None:
        self.clock = FixedClock(sitting.at)
        if not sitting.diary:
            return
        original = self._originals / f"{sitting.diary} {self.view.language}"
        if not original.exists():
            diaries.make(original, sitting.diary, self.view.language)
        shutil.copytree(original, self.folder)
        if sitting.lines:
            diaries.add(self.folder, sitting.lines, self.clock)
            self.clock.set(sitting.at)

    def look_as(self, view: View) -> None:
        """Theme, text size and size of this window, or of the next one; the language is the next one's."""
        self.view = view
        if self._window is None:
            return
        self.window.kit.commands.text_size_requested.emit(view.text)
        self.window.kit.commands.setting_requested.emit("theme", view.theme)
        self.window.resize(*view.size)
        self.settle()

    def unlock(self) -> None:
        """Open the diary; in a clinic's store as the first of those who work there."""
        names = self.window.gate.unlock.name.control
        if names.count():
            names.setCurrentIndex(0)
        self.window.gate.unlock.field.control.setFocus()
        QTest.keyClicks(self.window.gate.unlock.field.control, PASSPHRASE)
        self.key(Qt.Key.Key_Return)
        self.settle()
        assert self.window.desk is not None, "the diary did not open"

    def get_up(self) -> None:
        """Close the diary and the window."""
        while self.afterwards:
            self.afterwards.pop()()
        if self._window is not None:
            self._window.close()
            self.settle()
            self._window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._window = self.sitting = self._caught = None

    def pack_up(self) -> None:
        """Close everything."""
        self.get_up()
        self.runner.stop()
        self.application.setCursorFlashTime(self._blinks)

    # -- working it ------------------------------------------------------------

    def settle(self, seconds: float = 0.0) -> None:
        """Until the worker is idle and everything is painted; ``seconds`` more where Qt works by itself."""
        until = time.monotonic() + seconds
        while self.runner.busy or time.monotonic() < until:
            self.application.processEvents()
        for _ in range(_ROUNDS):
            self.application.processEvents()
            while self.runner.busy:
                self.application.processEvents()

    def click(self, widget: Any) -> None:
        """Press and let go."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QCursor.setPos(_OUTSIDE)
        self.settle()

    def type(self, field: Any, text: str) -> None:
        """Type into a field, by way of its label's widget."""
        field.control.setFocus()
        QTest.keyClicks(field.control, text)

    def key(self, key: int) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key(key))
        self.settle()

    def open(self, page: str) -> Any:
        """Go to a page; a locked diary is unlocked."""
        if self.window.desk is None:
            self.unlock()
        desk: Any = self.window.desk
        desk.open_page(page)
        self.settle()
        return desk.pages[page]

    @property
    def page(self) -> Any:
        """The page of the diary that is in view."""
        desk: Any = self.window.desk
        return desk.page

    @property
    def gate(self) -> Any:
        """The pages before the diary."""
        return self.window.gate

    @property
    def today(self) -> Any:
        """The Today page."""
        desk: Any = self.window.desk
        return desk.pages["today"]

    def ask(self, call: Callable[[Any], object]) -> None:
        """Call a service of the open diary on the worker."""
        desk: Any = self.window.desk
        faults: list[Exception] = []
        self.runner.run(lambda: call(desk.session.store), lambda _: None, faults.append)
        self.settle()
        if faults:
            raise faults[0]

    def with_dialog(self, act: Callable[[], None], then: str = "") -> None:
        """Do what opens a dialog, keep the picture with it, and press its button ``then`` or dismiss it."""

        def seen() -> None:
            dialog: Any = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                QTimer.singleShot(50, seen)
                return
            self._caught = self._together(dialog)
            if then:
                getattr(dialog, then).click()
            else:
                dialog.reject()

        QTimer.singleShot(200, seen)
        act()

    def _together(self, dialog: QDialog) -> QPixmap:
        """The window with the dialog in its middle, as a window manager places it."""
        whole, front = self.window.grab(), dialog.grab()
        painter = QPainter(whole)
        place = front.rect().translated(whole.rect().center() - front.rect().center())
        painter.drawPixmap(place.topLeft(), front)
        painter.setPen(self.window.kit.colour("line-strong"))  # the frame that the system draws
        painter.drawRect(place)
        painter.end()
        return whole

    def say_place(self, page: Any, folder: Path, shown: str) -> None:
        """Show a made-up place in the picture instead of the temporary one."""
        for label in page.findChildren(QLabel):
            text = label.text().replace("\u200b", "")
            if str(folder) in text:
                label.setText(text.replace(str(folder), shown))
        self.settle()

    # -- the picture -------------------------------------------------------------

    def picture(self) -> Image.Image:
        """What the window shows now, or what was kept of a dialog."""
        self.settle()
        caught, self._caught = self._caught, None
        return pictures.image_of(caught if caught is not None else self.window.grab())

    def rest_from_typing(self) -> None:
        """No text field has the focus: where its caret stands would be part of the picture."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QAbstractSpinBox):
            focus.clearFocus()
            self.settle()
