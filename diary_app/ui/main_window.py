"""The window: a shell around the gate and the desk, with the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.i18n import translator
from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, read_settings, save_settings
from diary_app.services.presence import holds_diary
from diary_app.ui import a11y
from diary_app.ui.gate import Gate
from diary_app.ui.idle import IdleWatch
from diary_app.ui.kit import Kit
from diary_app.ui.language import speak
from diary_app.ui.page import sentence_for
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.theme.fonts import load_fonts
from diary_app.ui.theme.system import SystemTheme
from diary_app.ui.visit import Visit, closing
from diary_app.ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from diary_app.ui.desk import Desk, Place

SMALLEST = QSize(1024, 720)
USUAL = QSize(1280, 800)
_PLACES = 5
_OF_THE_WINDOW = ("language", "text_size", "theme")


def settings_of(folder: Path) -> Settings:
    """What is kept beside the diary; a file that does not fit never keeps a person from the diary."""
    try:
        return read_settings(plain_file(folder))
    except (DoesNotFit, OSError):
        return Settings()


def _nothing() -> None:
    """There is no open diary to take along."""


def _dismiss_dialogs() -> None:
    """Nothing stays open in front of a closed diary: it may show what is written there."""
    for _ in range(5):  # one may stand on another
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            break
        dialog.reject()


class MainWindow(QWidget):
    """Shows the gate or the desk. ``leaving`` fires when it goes, ``finished`` when everything is closed.

    ``stays`` says whether closing it only hides it, locked; ``stayed`` and
    ``came_up`` fire when it was hidden so and when it is back.
    """

    leaving = Signal()
    finished = Signal()
    stayed = Signal()
    came_up = Signal()

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
        self.gate = self._make_gate(there)
        self.desk: object = None
        self._session: Session | None = None
        self._visit: Visit | None = None  # a made-up diary to look around in
        self._switching = False  # to another language
        self._chosen: dict[str, Any] = {}  # settings that are not kept beside the diary yet
        self._closing = False
        self._quitting = False  # whatever ``stays`` says
        self.stays: Callable[[], bool] = lambda: False
        self._forgoing = False  # what the disk refuses, for the person said so
        self._ring = FocusRing(kit, self)
        self._idle = IdleWatch()
        self._idle.set_minutes(kit.commands.settings.lock_after)
        self._idle.idle.connect(partial(self.lock, by_hand=False))
        kit.commands.lock_requested.connect(self.lock)
        kit.commands.told.connect(self._tell)
        kit.commands.text_size_requested.connect(self._set_text)
        kit.commands.setting_requested.connect(self._set)
        kit.commands.language_requested.connect(self._set_language)
        kit.commands.sample_left.connect(self.lock)
        kit.commands.quit_requested.connect(self.quit)
        self._system = SystemTheme()
        self._theme = kit.commands.settings.theme
        self._system.changed.connect(self._follow_system)
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
            ([QKeySequence(key.Key_F1)], self._open_help),
        ]
        for place in range(_PLACES):
            bindings.append(([QKeySequence(f"Ctrl+{place + 1}")], partial(self._open_place, place)))
        for keys, act in bindings:
            action = QAction(self)
            action.setShortcuts(keys)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    def _make_gate(self, there: bool) -> Gate:
        gate = Gate(self.kit, self._runner, self._at, there)
        gate.opened.connect(self._opened)
        gate.visit_wanted.connect(self._look_around)
        gate.closed.connect(self.close)
        self._stack.addWidget(gate)
        self.kit.appearance.dress(gate)
        return gate

    # -- opening and locking -------------------------------------------------

    def _opened(self, session: Session) -> None:
        self._session = session
        desk = self._show_desk(session)
        self._take_settings()
        self._idle.start()
        desk.start()
        if session.keychain_refused:
            words = self.kit.tr("Your passphrase will be asked for each time the diary opens.")
            desk.page.say_notice(self.kit.tr("This computer cannot open the diary by itself."), words)

    def _show_desk(self, session: Session) -> Desk:
        from diary_app.ui.desk import Desk

        visited = self._visit.at if self._visit is not None else None
        desk = Desk(self.kit, self._runner, session, visited or self._at)
        self.desk = desk
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        return desk

    def _look_around(self) -> None:
        """Make a made-up diary and open it; the welcome says so if it cannot be made."""
        visit = self._visit = Visit(self._at)

        def failed(error: Exception) -> None:
            self._visit = None
            if self.gate.making is not None:
                self.gate.making.welcome.visit_failed(sentence_for(self.kit, error))

        self._runner.run(visit.begin, self._opened, failed)

    def lock(self, *, by_hand: bool = True) -> None:
        """Keep what is not saved, close the diary, ask for the passphrase; else it was left unused."""
        if self._session is None or self._closing:
            return
        visiting = self._visit is not None
        self._close_session(lambda: self.gate.back() if visiting else self.gate.show_unlock(by_hand))

    def _close_session(self, done: Callable[[], None]) -> None:
        from diary_app.ui.desk import Desk

        session, desk, visit = self._session, self.desk, self._visit
        assert session is not None
        assert isinstance(desk, Desk)
        self._session = self._visit = None
        self.kit.commands.helped = False  # who unlocks it next writes alone until told otherwise
        self._idle.stop()
        _dismiss_dialogs()
        desk.leave()
        desk.setEnabled(False)

        def after(problem: Exception | None) -> None:
            if problem is not None:
                sentence_for(self.kit, problem)  # into the log; every act was committed before
            self._drop_desk()
            if visit is not None:
                self.kit.commands.unkept.clear()  # nothing made up comes near a real diary
                self._take_settings()
            done()

        self._runner.run(closing(session, visit), after, after)

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

    def _tell(self, title: str, text: str, good: bool) -> None:
        """What came of an act whose page was left; behind the lock it is said where one unlocks."""
        from diary_app.ui.desk import Desk

        if self._switching:  # the desk in view is about to go
            again = partial(self._tell, title, text, good)
            self._runner.run(_nothing, lambda _: again(), lambda _: again())
        elif isinstance(self.desk, Desk) and self._session is not None:
            self.desk.tell(title, text, good)
        else:
            self.gate.unlock.tell(self.kit.sentences(title, text))

    # -- keys that work everywhere -------------------------------------------

    def _on_page(self, name: str) -> None:
        from diary_app.ui.desk import Desk

        if isinstance(self.desk, Desk) and self._session is not None:
            getattr(self.desk.page, name)()

    def _open_place(self, place: int) -> None:
        from diary_app.ui.desk import Desk

        if isinstance(self.desk, Desk) and self._session is not None:
            self.desk.open_place(place)

    def _open_help(self) -> None:
        from diary_app.ui.desk import Desk

        if isinstance(self.desk, Desk) and self._session is not None:
            self.desk.open_help()

    def _step_text(self, steps: int) -> None:
        self._set_text(self.kit.look.stepped(steps).text)

    def _set_text(self, size: int) -> None:
        self.kit.appearance.set_look(self.kit.look.with_text(size))
        self._set("text_size", size)

    def _set(self, name: str, value: object) -> None:
        """Put a setting in force at once and keep it beside the diary; what is set for a made-up one goes."""
        if self._visit is None or name in _OF_THE_WINDOW:
            self._chosen[name] = value
        self._put_in_force(replace(self.kit.commands.settings, **{**self._chosen, name: value}))

    def _follow_system(self) -> None:
        """Light or dark as chosen, or as the computer now is."""
        look = replace(self.kit.look, theme=self._system.of(self._theme))
        self.kit.appearance.set_look(look)

    # -- the language ----------------------------------------------------------

    def _set_language(self, language: str) -> None:
        """Speak another language at once; what is typed is kept first, and all that waits is done first."""
        from diary_app.ui.desk import Desk

        if self._switching or self._closing or language == self.kit.tr.language:
            return
        self._switching = True
        session, desk, place = self._session, self.desk, None
        if isinstance(desk, Desk) and session is not None:
            place = desk.stand_aside()
        self._stack.setEnabled(False)
        renew = partial(session.in_language, language) if session is not None else _nothing

        def spoken(renewed: Session | None) -> None:
            self._switching = False
            self._stack.setEnabled(True)
            self._speak(language)
            if self._session is None or renewed is None:
                return
            self._session = renewed
            self._renew_desk(renewed, place)

        def failed(error: Exception) -> None:
            self._switching = False
            self._stack.setEnabled(True)
            self.say_fault(error)

        self._runner.run(renew, spoken, failed)

    def _speak(self, language: str) -> None:
        """Texts, fonts, dates and Qt's own words, from the gate on."""
        load_fonts(language)
        speak(language)
        self.kit = replace(self.kit, tr=translator(language))
        self._at = replace(self._at, language=language)
        self.kit.appearance.set_language(language)
        self.setWindowTitle(self.kit.tr("Morning Diary"))
        self._set("language", language)
        old, in_view = self.gate, self._stack.currentWidget() is self.gate
        self.gate = self._make_gate(holds_diary(self._at.folder))
        self.gate.stand_as(old)
        if in_view:
            self._stack.setCurrentWidget(self.gate)
            self._said()
            self.gate.page.focus_language()
        self._stack.removeWidget(old)
        old.deleteLater()

    def _renew_desk(self, session: Session, place: Place | None) -> None:
        old = self.desk
        desk = self._show_desk(session)
        desk.start(place)
        assert isinstance(old, QWidget)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._said()

    def _said(self) -> None:
        # i18n: name the language of the translation
        a11y.announce(self, self.kit.tr("The window now speaks English."))

    def _take_settings(self) -> None:
        """A diary just made or restored brings its own; what was chosen before there was one stays."""
        self._put_in_force(replace(settings_of(self._at.folder), **self._chosen))

    def _put_in_force(self, settings: Settings) -> None:
        self.kit.commands.settings = settings
        self._idle.set_minutes(settings.lock_after)
        if settings.theme != self._theme:
            self._theme = settings.theme
            self._follow_system()
        if self._chosen and self._visit is None and self._at.folder.is_dir():
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
        self.came_up.emit()

    # -- closing -------------------------------------------------------------

    def quit(self) -> None:
        """End the program for good: as closing the window, and nothing stays in the tray."""
        self._quitting = True
        if self._session is not None:
            self.close()
        elif not self._closing:  # else it goes once the diary is closed
            self._closing = True
            self.hide()
            self._end()

    def end_with_session(self) -> None:
        """The computer is being shut down or its person logs out: nothing stays."""
        self._quitting = True

    def _hides(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        real = self._visit is None and holds_diary(self._at.folder)
        return not self._quitting and real and self.stays()

    def _end(self) -> None:
        self.leaving.emit()
        self.finished.emit()

    def _stay(self) -> None:
        """The diary is closed, the window hidden; it is still there to remind."""
        self._closing = False
        if self._quitting:
            self._end()
            return
        self.gate.show_unlock()
        if self.isHidden():
            self.stayed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the diary first; the window goes at once, the program when all is kept."""
        if not self._closing and self._session is None and self._hides():
            event.ignore()
            self.hide()
            self.stayed.emit()
            return
        if self._closing or self._session is None:
            self._closing = True
            event.accept()
            self._end()
            return
        event.ignore()
        self._closing = True
        self.hide()
        if self._visit is not None or self._forgoing:
            self._leave()
        else:
            self._keep_first()

    def _keep_first(self) -> None:
        """Keep what was typed; where the disk refuses it, the window stays."""
        from diary_app.ui.desk import Desk

        desk, unkept = self.desk, self.kit.commands.unkept
        assert isinstance(desk, Desk)
        _dismiss_dialogs()
        desk.keep_again()

        def tried(_: object) -> None:
            if any(value is not None for value in unkept.values()):
                self._ask_to_stay(desk)
            else:
                self._leave()

        self._runner.run(_nothing, tried, tried)

    def _ask_to_stay(self, desk: Desk) -> None:
        from diary_app.ui.dialogs.confirm import Confirm

        tr, self._closing, self._quitting = self.kit.tr, False, False
        self.show()
        self.activateWindow()
        desk.page.open_page()
        title = tr("What you typed is not kept")
        text = tr(
            "The disk did not take it. Please make some room on this computer, then close the diary again. "
            "If you close it now, what you typed and did not save is lost."
        )
        sure = Confirm(self.kit, self, title, text, tr("Go back"), tr("Close anyway")).exec()
        if sure and self._session is not None:
            self._forgoing = True
            self.close()

    def _leave(self) -> None:
        self.hide()
        if self._hides():
            self._close_session(self._stay)
            return
        self.leaving.emit()
        self._close_session(self.finished.emit)
