"""The window: a shell around the gate and the desk, with the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, read_settings, save_settings
from diary_app.ui.gate import Gate
from diary_app.ui.idle import IdleWatch
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.focus_ring import FocusRing

SMALLEST = QSize(1024, 720)
USUAL = QSize(1280, 800)
_PLACES = 5


def settings_of(folder: Path) -> Settings:
    """What is kept beside the diary; a file that does not fit never keeps a person from the diary."""
    try:
        return read_settings(plain_file(folder))
    except (DoesNotFit, OSError):
        return Settings()


class MainWindow(QWidget):
    """Shows the gate or the desk. ``leaving`` fires when it goes, ``finished`` when everything is closed."""

    leaving = Signal()
    finished = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, at: Surroundings, there: bool) -> None:
        super().__init__()
        self.kit, self._runner, self._at = kit, runner, at
        self.setObjectName("root")
        self.setWindowTitle(kit.tr("Morning Diary"))
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.gate = Gate(kit, runner, at, there)
        self.gate.opened.connect(self._opened)
        self.gate.closed.connect(self.close)
        self._stack.addWidget(self.gate)
        self.desk: object = None
        self._session: Session | None = None
        self._chosen: dict[str, Any] = {}  # settings that are not kept beside the diary yet
        self._closing = False
        self._ring = FocusRing(kit, self)
        self._idle = IdleWatch()
        self._idle.set_minutes(kit.commands.settings.lock_after)
        self._idle.idle.connect(partial(self.lock, by_hand=False))
        kit.commands.lock_requested.connect(self.lock)
        kit.commands.text_size_requested.connect(self._set_text)
        kit.commands.setting_requested.connect(self._set)
        self._add_keys()

    def _add_keys(self) -> None:
        key = Qt.Key
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        bindings: list[tuple[list[QKeySequence], Callable[[], None]]] = [
            ([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")], lambda: self._step_text(1)),
            ([QKeySequence("Ctrl+-")], lambda: self._step_text(-1)),
            ([QKeySequence("Ctrl+0")], lambda: self._set_text(100)),
            ([QKeySequence(control | key.Key_L)], self.lock),
            ([QKeySequence(control | key.Key_Z)], lambda: self._on_page("undo_last")),
            ([QKeySequence(control | key.Key_P)], lambda: self._on_page("print_page")),
            ([QKeySequence(alt | key.Key_Left)], lambda: self._on_page("go_back")),
        ]
        for place in range(_PLACES):
            bindings.append(([QKeySequence(f"Ctrl+{place + 1}")], partial(self._open_place, place)))
        for keys, act in bindings:
            action = QAction(self)
            action.setShortcuts(keys)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    # -- opening and locking -------------------------------------------------

    def _opened(self, session: Session) -> None:
        from diary_app.ui.desk import Desk

        self._session = session
        desk = Desk(self.kit, self._runner, session, self._at)
        self.desk = desk
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        self._take_settings()
        self._idle.start()
        desk.start()
        if session.keychain_refused:
            words = self.kit.tr("Your passphrase will be asked for each time the diary opens.")
            desk.page.say_notice(self.kit.tr("This computer cannot open the diary by itself."), words)

    def lock(self, *, by_hand: bool = True) -> None:
        """Keep what is not saved, close the diary, ask for the passphrase; else it was left unused."""
        if self._session is None or self._closing:
            return
        self._close_session(partial(self.gate.show_unlock, by_hand))

    def _close_session(self, done: Callable[[], None]) -> None:
        from diary_app.ui.desk import Desk
        from diary_app.ui.housekeeping import close_session

        session, desk = self._session, self.desk
        assert session is not None
        assert isinstance(desk, Desk)
        self._session = None
        self._idle.stop()
        desk.leave()
        desk.setEnabled(False)

        def after(problem: Exception | None) -> None:
            if problem is not None:
                sentence_for(self.kit, problem)  # into the log; every act was committed before
            self._drop_desk()
            done()

        self._runner.run(lambda: close_session(session), after, after)

    def _drop_desk(self) -> None:
        from diary_app.ui.desk import Desk

        desk = self.desk
        assert isinstance(desk, Desk)
        self.desk = None
        self._stack.setCurrentWidget(self.gate)
        self._stack.removeWidget(desk)
        desk.deleteLater()

    def say_fault(self, error: Exception) -> None:
        """Say a fault of the program where the person is; every act that was told done is safe."""
        from diary_app.ui.desk import Desk

        if isinstance(self.desk, Desk) and self._session is not None:
            self.desk.page.say_failure(error)
        else:
            sentence_for(self.kit, error)

    # -- keys that work everywhere -------------------------------------------

    def _on_page(self, name: str) -> None:
        from diary_app.ui.desk import Desk

        if isinstance(self.desk, Desk) and self._session is not None:
            getattr(self.desk.page, name)()

    def _open_place(self, place: int) -> None:
        from diary_app.ui.desk import Desk

        if isinstance(self.desk, Desk) and self._session is not None:
            self.desk.open_place(place)

    def _step_text(self, steps: int) -> None:
        self._set_text(self.kit.look.stepped(steps).text)

    def _set_text(self, size: int) -> None:
        self.kit.appearance.set_look(self.kit.look.with_text(size))
        self._set("text_size", size)

    def _set(self, name: str, value: object) -> None:
        """Put a setting in force at once and keep it beside the diary."""
        self._chosen[name] = value
        self._put_in_force(replace(self.kit.commands.settings, **self._chosen))

    def _take_settings(self) -> None:
        """A diary just made or restored brings its own; what was chosen before there was one stays."""
        self._put_in_force(replace(settings_of(self._at.folder), **self._chosen))

    def _put_in_force(self, settings: Settings) -> None:
        self.kit.commands.settings = settings
        self._idle.set_minutes(settings.lock_after)
        if self._chosen and self._at.folder.is_dir():
            self._keep(settings)
        self.kit.commands.settings_changed.emit(settings)

    def _keep(self, settings: Settings) -> None:
        try:
            save_settings(plain_file(self._at.folder), settings)
            self._chosen.clear()
        except NotSaved as error:  # they are in force; only keeping them did not work
            sentence_for(self.kit, error)

    def showEvent(self, event: QShowEvent) -> None:
        """The first page takes the focus once there is a window to have it."""
        super().showEvent(event)
        if self._session is None:
            self.gate.page.open_page()

    def bring_up(self) -> None:
        """Somebody started the program again: here it is, also when hidden, minimised or behind others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- closing -------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the diary first; the window goes at once, the program when all is kept."""
        if self._closing or self._session is None:
            self._closing = True
            event.accept()
            self.leaving.emit()
            self.finished.emit()
            return
        event.ignore()
        self._closing = True
        self.hide()
        self.leaving.emit()
        self._close_session(self.finished.emit)
