"""The window: a shell around the gate and the desk, with the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.common.settings import Settings
from diary_app.ui.closing import Closing, dismiss_dialogs
from diary_app.ui.gate import Gate
from diary_app.ui.idle import IdleWatch
from diary_app.ui.kit import Kit
from diary_app.ui.language_switch import LanguageSwitch
from diary_app.ui.page import sentence_for
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.settings_in_force import SettingsInForce
from diary_app.ui.stage import Stage
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.theme.system import SystemTheme
from diary_app.ui.visit import GivenUp, Visit, closing
from diary_app.ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from diary_app.ui.stage import AnyDesk

SMALLEST = QSize(1024, 720)
USUAL = QSize(1280, 800)
_PLACES = 6


def _nothing() -> None:
    """Done once all that was asked before is done."""


class MainWindow(QWidget):
    """Opens and locks. ``leaving``, ``finished`` and ``stayed`` are those of ``closing``.

    ``came_up`` fires when it is back from being hidden or minimised.
    """

    leaving = Signal()
    finished = Signal()
    stayed = Signal()
    came_up = Signal()
    _made = Signal(int)  # percent of a made-up trial; from the worker

    def __init__(self, kit: Kit, runner: TaskRunner, at: Surroundings, there: bool) -> None:
        super().__init__()
        self._runner = runner
        self.setObjectName("root")
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.stage = Stage(kit, runner, at, there)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stage, 1)
        self.system = SystemTheme()
        self.settings = SettingsInForce(kit, at.folder, self.stage.visiting, self.system)
        self._language = LanguageSwitch(self.stage, runner, self.settings)
        self.closing = Closing(self, self.stage, runner, self._close_session)
        self._ring = FocusRing(kit, self)
        self._idle = IdleWatch()
        self._take_patience(kit.commands.settings)
        self._take_title()
        self._connect(kit)
        self._add_keys()

    def _connect(self, kit: Kit) -> None:
        commands, stage, going = kit.commands, self.stage, self.closing
        self._idle.idle.connect(partial(self.lock, by_hand=False))
        commands.lock_requested.connect(self.lock)
        commands.sample_left.connect(self.lock)
        commands.told.connect(self._tell)
        commands.language_requested.connect(self._speak)
        commands.plan_changed.connect(self._language.to_plan)
        commands.settings_changed.connect(self._take_patience)
        commands.quit_requested.connect(going.quit)
        stage.opened.connect(self._opened)
        stage.visit_wanted.connect(self._look_around)
        stage.visit_given_up.connect(self._give_up_visit)
        going.leaving.connect(self._give_up_visit)
        self._made.connect(self._say_made)
        stage.closed.connect(self.close)
        self._language.spoken.connect(self._take_title)
        self._language.failed.connect(self.say_fault)
        going.leaving.connect(self.leaving)
        going.finished.connect(self.finished)
        going.stayed.connect(self.stayed)

    def _add_keys(self) -> None:
        key, settings = Qt.Key, self.settings
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        bindings: list[tuple[list[QKeySequence], Callable[[], object]]] = [
            ([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")], lambda: settings.step_text(1)),
            ([QKeySequence("Ctrl+-")], lambda: settings.step_text(-1)),
            ([QKeySequence("Ctrl+0")], lambda: settings.set_text(100)),
            ([QKeySequence(control | key.Key_L)], self.lock),
            ([QKeySequence(control | key.Key_Z)], lambda: self._on_desk(lambda desk: desk.page.undo_last())),
            ([QKeySequence(control | key.Key_P)], lambda: self._on_desk(lambda desk: desk.page.print_page())),
            ([QKeySequence(control | key.Key_F)], lambda: self._on_desk(lambda desk: desk.find_patient())),
            ([QKeySequence(alt | key.Key_Left)], self._go_back),
            ([QKeySequence(key.Key_F1)], self._open_help),
        ]
        for place in range(_PLACES):
            bindings.append(([QKeySequence(f"Ctrl+{place + 1}")], partial(self._open_place, place)))
        for keys, act in bindings:
            action = QAction(self)
            action.setShortcuts(keys)
            action.setAutoRepeat(False)  # Ctrl+Z held down would undo all of today
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    @property
    def kit(self) -> Kit:
        """Texts, look and commands, in the language now spoken."""
        return self.stage.kit

    @property
    def gate(self) -> Gate:
        """The pages before a diary is open."""
        return self.stage.gate

    @property
    def desk(self) -> AnyDesk | None:
        """The open diary's rail and pages; None when there is none."""
        return self.stage.desk

    # -- opening and locking -------------------------------------------------

    def _opened(self, session: Session) -> None:
        desk = self.stage.show_desk(session)
        self.settings.take()
        self._idle.start()
        desk.start()
        if session.keychain_refused:
            words = self.kit.tr("Your passphrase will be asked for each time the diary opens.")
            desk.page.say_notice(self.kit.tr("This computer cannot open the diary by itself."), words)

    def _look_around(self, clinic: bool) -> None:
        """Make a made-up diary or trial and open it; the welcome says so if it cannot be made."""
        visit = self.stage.visit = Visit(self.stage.at, self._made.emit, clinic=clinic)

        def failed(error: Exception) -> None:
            self.stage.visit = None
            if self.gate.making is not None:
                given_up = isinstance(error, GivenUp)
                self.gate.making.welcome.visit_failed("" if given_up else sentence_for(self.kit, error))

        self._runner.run(visit.begin, self._opened, failed)

    def _say_made(self, percent: int) -> None:
        if self.gate.making is not None:
            self.gate.making.welcome.say_made(percent)

    def _give_up_visit(self) -> None:
        if self.stage.visit is not None:
            self.stage.visit.give_up()

    def lock(self, *, by_hand: bool = True) -> None:
        """Keep what is not saved, close the diary, ask for the passphrase; else it was left unused."""
        if self.stage.session is None or self.closing.under_way:
            return
        visiting = self.stage.visiting()
        self._close_session(lambda: self.gate.back() if visiting else self.gate.show_unlock(by_hand))

    def _close_session(self, done: Callable[[], None]) -> None:
        stage = self.stage
        session, desk, visit = stage.session, stage.desk, stage.visit
        assert session is not None
        assert desk is not None
        stage.session = stage.visit = None
        self.kit.commands.helped = False  # who unlocks it next writes alone until told otherwise
        self._idle.stop()
        dismiss_dialogs()
        desk.leave()
        desk.setEnabled(False)

        def after(problem: Exception | None) -> None:
            if problem is not None:
                sentence_for(self.kit, problem)  # into the log; every act was committed before
            stage.drop_desk()
            if visit is not None:
                self.kit.commands.unkept.clear()  # nothing made up comes near a real diary
                self.settings.take()
            done()

        self._runner.run(closing(session, visit), after, after)

    def say_fault(self, error: Exception) -> None:
        """Say a fault of the program where the person is; every act that was told done is safe."""
        desk = self.stage.open_desk
        if desk is not None:
            desk.page.say_failure(error)
        else:
            sentence_for(self.kit, error)

    def _tell(self, title: str, text: str, good: bool) -> None:
        """What came of an act whose page was left; behind the lock it is said where one unlocks."""
        desk = self.stage.open_desk
        if self._language.under_way:  # the desk in view is about to go
            again = partial(self._tell, title, text, good)
            self._runner.run(_nothing, lambda _: again(), lambda _: again())
        elif desk is not None:
            desk.tell(title, text, good)
        else:
            self.gate.unlock.tell(self.kit.sentences(title, text))

    # -- what works everywhere -----------------------------------------------

    def _on_desk(self, act: Callable[[AnyDesk], None]) -> None:
        desk = self.stage.open_desk
        if desk is not None:
            act(desk)

    def _go_back(self) -> None:
        if self.gate.isVisible():
            self.gate.leave_help()
        self._on_desk(lambda desk: desk.page.go_back())

    def _open_help(self) -> None:
        if self.gate.isVisible():
            self.gate.open_help()
        self._on_desk(lambda desk: desk.open_help())

    def _open_place(self, place: int) -> None:
        self._on_desk(lambda desk: desk.open_place(place))

    def _speak(self, language: str) -> None:
        if not self.closing.under_way:
            self._language.to(language)

    def _take_title(self) -> None:
        self.setWindowTitle(self.kit.tr("Morning Diary"))

    def _take_patience(self, settings: Settings) -> None:
        self._idle.set_minutes(settings.lock_after)

    def showEvent(self, event: QShowEvent) -> None:
        """The first page takes the focus once there is a window to have it."""
        super().showEvent(event)
        if self.stage.session is None:
            self.gate.page.open_page()

    def bring_up(self) -> None:
        """Somebody started the program again: here it is, also when hidden, minimised or behind others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.came_up.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the diary first; the window goes at once, the program when all is kept."""
        self.closing.take(event)
