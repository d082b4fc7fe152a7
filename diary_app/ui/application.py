"""The window's beginning: paint first, import the heavy parts while the person types."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from diary_app.common.clock import Clock, SystemClock
from diary_app.common.i18n import translator
from diary_app.common.logs import start_logging, stop_logging
from diary_app.common.paths import log_folder, store_folder
from diary_app.services.presence import holds_diary
from diary_app.ui import session as sessions
from diary_app.ui.kit import Appearance, Commands, Kit
from diary_app.ui.language import speak
from diary_app.ui.main_window import MainWindow
from diary_app.ui.page import sentence_for
from diary_app.ui.reminders import Reminders
from diary_app.ui.session import Surroundings
from diary_app.ui.settings_in_force import settings_of
from diary_app.ui.single import Single, own_place
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.theme.fonts import load_chinese, load_fonts
from diary_app.ui.theme.system import SystemTheme
from diary_app.ui.theme.tokens import Look

if TYPE_CHECKING:
    from diary_app.security.argon import KdfCost
    from diary_app.security.keychain import Keychain

_STYLE = "fusion"


def make_application(arguments: list[str]) -> QApplication:
    """The Qt application in the one style the look is made for."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(arguments)
    if application.style().name() != _STYLE:  # a new one takes the old one away under dressed widgets
        application.setStyle(_STYLE)
    application.setApplicationName("Morning Diary")
    application.setQuitOnLastWindowClosed(False)
    return application


def make_window(
    folder: Path,
    language: str,
    runner: TaskRunner,
    *,
    clock: Clock | None = None,
    cost: KdfCost | None = None,
    keychain: Callable[[], Keychain | None] | None = None,
) -> MainWindow:
    """The window over the diary in ``folder``, with nothing heavy imported yet.

    ``cost`` is the key derivation cost of a diary made here; measured when not given.
    ``keychain`` finds the keychain to use; the system's own when not given.
    """
    settings = settings_of(folder)
    load_fonts(language)
    speak(language)
    look = Look(theme=SystemTheme().of(settings.theme), text=settings.text_size)
    kit = Kit(translator(language), Appearance(look, language), Commands(settings))
    at = Surroundings(folder, language, clock or SystemClock(), cost)
    if keychain is not None:
        at = replace(at, keychain=keychain)
    return MainWindow(kit, runner, at, holds_diary(folder))


class FirstPaint(QObject):
    """``over`` fires once, when ``window`` has been painted; what takes time begins only then."""

    over = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint is seen here before it is done; the timer fires after it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.over.emit)
        return False


def run(
    data_dir: Path | None = None, language: str | None = None, *, arguments: list[str] | None = None
) -> int:
    """Open the window and stay until it is closed; the exit code.

    Where a window over the same folder is open, that one is brought up instead.
    ``data_dir``: the diary's folder, else the platform's own. ``language``: of
    the window, else the one kept beside the diary.
    """
    application = make_application(arguments if arguments is not None else sys.argv[:1])
    folder = store_folder(data_dir)
    single = Single(folder, own_place())
    if not single.is_first():
        return 0
    runner = TaskRunner()
    window = make_window(folder, language or settings_of(folder).language, runner)
    window.finished.connect(application.quit)
    window.leaving.connect(single.close)
    single.asked.connect(window.bring_up)
    application.commitDataRequest.connect(lambda _: window.closing.end_with_session())
    kept: list[logging.Handler] = []
    reminders = Reminders(window, runner, folder, SystemClock())

    def painted() -> None:
        kept.append(start_logging(log_folder()))
        single.listen()
        after_first_paint(window, runner)
        reminders.start()

    first_paint = FirstPaint(window)
    first_paint.over.connect(painted)
    window.show()
    show_faults_in(window)
    try:
        return application.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        runner.stop()
        for handler in kept:
            stop_logging(handler)


def show_faults_in(window: MainWindow) -> None:
    """A fault in a slot is said in the window and goes to the log, instead of being lost."""

    def say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            window.say_fault(error)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = say


def after_first_paint(window: MainWindow, runner: TaskRunner) -> None:
    """Import what opening a diary needs, on the worker; load the Chinese font for typed text."""

    def warm(_: None) -> None:
        load_chinese()
        window.kit.appearance.changed.emit()  # the other language's own name, in its own font

    runner.run(sessions.warm_up, warm, lambda error: _note(window, error))


def _note(window: MainWindow, error: Exception) -> None:
    sentence_for(window.kit, error)  # opening the diary will meet the same fault and say so
