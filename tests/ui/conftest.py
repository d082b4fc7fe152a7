"""Windows for the tests of the window: real services on a store of their own, real clicks and keys."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary_app.common.i18n import translator
from diary_app.security.argon import LEAST_COST
from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui.application import make_application, make_window
from diary_app.ui.kit import Appearance, Commands, Kit
from diary_app.ui.main_window import MainWindow
from diary_app.ui.session import Beginning, Surroundings, create_session, open_session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.theme.fonts import load_fonts
from diary_app.ui.theme.tokens import Look
from tests.copies import put_store
from tests.support import FixedClock
from tests.ui.clinic_store import CLINIC_NOW, CLINIC_PASSPHRASE, make_clinic_store

PASSPHRASE = "river lantern quiet orange"
PARTICIPANT = "S003-014"
CODE = RecoveryCode.new()  # opens ``made_once``
_NEXT = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A Qt warning fails the test."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))


@pytest.fixture
def kit(qapp: QApplication) -> Kit:
    """Texts, look and commands, without a window."""
    make_application([])
    load_fonts("en")
    return Kit(translator("en"), Appearance(Look(), "en"), Commands())


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    """A worker that is stopped at the end."""
    made = TaskRunner()
    yield made
    made.stop()


class Person:
    """Somebody at the window: clicks, types, and waits until the program has done its work."""

    def __init__(self, qtbot: QtBot, window: MainWindow, runner: TaskRunner) -> None:
        self.qtbot, self.window, self.runner = qtbot, window, runner

    def wait(self) -> None:
        """Until the worker is idle and everything it told has been shown."""
        for _ in range(2):
            self._wait_for_rest()
            QApplication.processEvents()
            # A loop that runs for ever deletes what is no longer wanted; one that is asked by hand does not.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _wait_for_rest(self) -> None:
        """Wakes with each event, not after a time: nothing comes to rest without one."""
        late = QDeadlineTimer(20_000)
        while not self._at_rest():
            assert not late.hasExpired(), "the window is still at work after 20 seconds"
            QTimer.singleShot(100, _nothing)  # so that it is looked at the clock even where no event comes
            QEventLoop().processEvents(_NEXT)

    def _at_rest(self) -> bool:
        return not self.runner.busy and self.window.kit.appearance.changed.settled

    def click(self, widget: QWidget) -> None:
        """Press the left mouse button in the middle of ``widget``."""
        assert widget.isVisible(), f"{widget.accessibleName()!r} is not there to be clicked"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.wait()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.wait()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClicks(focus, text)

    @property
    def desk(self) -> Any:
        """The open diary, or the clinic's open store."""
        assert self.window.desk is not None
        return self.window.desk

    @property
    def today(self) -> Any:
        """The Today page."""
        return self.desk.pages["today"]

    def open(self, page: str) -> Any:
        """Go to a page."""
        self.desk.open_page(page)
        self.wait()
        return self.desk.pages[page]

    def ask(self, call: Callable[[], Any]) -> Any:
        """Call a service on the worker, as the window does."""
        answers: list[Any] = []
        faults: list[Exception] = []
        self.runner.run(call, answers.append, faults.append)
        self.wait()
        if faults:
            raise faults[0]
        return answers[0]

    @property
    def services(self) -> Any:
        """The opened store; call it through ``ask`` only."""
        return self.desk.session.store

    def lines(self, kind: str) -> list[dict[str, Any]]:
        """What ``list`` shows of a kind."""
        from diary_app.services.listing.lists import LISTS
        from diary_app.services.listing.rows import Listing

        return list(self.ask(lambda: LISTS[kind](Listing(self.services.opened, PARTICIPANT))))

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase and press Enter."""
        field = self.window.gate.unlock.field.control
        field.setFocus()
        self.qtbot.keyClicks(field, passphrase)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.wait()


def _nothing() -> None:
    """Only for the event that calls it."""


Opens = Callable[..., Person]


@pytest.fixture
def sit_down(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Opens]:
    """Opens windows over ``tmp_path / "diary"`` or another folder there; all are closed at the end."""
    open_ones: list[tuple[MainWindow, TaskRunner]] = []

    def open_window(
        size: tuple[int, int] = (1280, 800),
        keychain: Any = None,
        language: str = "en",
        look: Look | None = None,
        folder: str = "diary",
    ) -> Person:
        make_application([])
        worker = TaskRunner()
        find = lambda: keychain  # noqa: E731 - the computer's own is never asked
        place = tmp_path / folder
        window = make_window(place, language, worker, clock=clock, cost=LEAST_COST, keychain=find)
        if look is not None:
            window.kit.appearance.set_look(look)
        window.resize(*size)
        open_ones.append((window, worker))
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Person(qtbot, window, worker)

    yield open_window
    for window, worker in open_ones:
        if not window.isHidden():
            with qtbot.waitSignal(window.finished, timeout=20_000):
                window.close()
        worker.stop()
        window.deleteLater()
    QApplication.processEvents()


def record_days(first: date, count: int, hour: str = "07") -> list[dict[str, Any]]:
    """Record lines of capsules taken on ``count`` days."""
    days = [first + timedelta(days=index) for index in range(count)]
    return [{"kind": "dose", "day": day.isoformat(), "time": f"{hour}:10", "fasting": "yes"} for day in days]


@pytest.fixture
def diary(tmp_path: Path, clock: FixedClock) -> Callable[..., Path]:
    """Makes a store with a first dose and some record lines; gives its folder."""

    def make(first_dose: date, lines: list[dict[str, Any]] = []) -> Path:  # noqa: B006 - only read
        def begin(folder: Path) -> None:
            chosen = Beginning(passphrase=PASSPHRASE, participant=PARTICIPANT, first_dose=first_dose)
            create_session(Surroundings(folder, "en", clock, LEAST_COST), chosen).store.close()

        def write_lines(folder: Path) -> None:
            put_store(folder, clock, ("window", first_dose), begin)
            with open_session(Surroundings(folder, "en", clock, LEAST_COST), PASSPHRASE).store as store:
                for line in lines:
                    store.diary.write(line)

        folder = tmp_path / "diary"
        kind = ("window", first_dose, json.dumps(lines)) if lines else ("window", first_dose)
        put_store(folder, clock, kind, write_lines if lines else begin)
        return folder

    return make


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with passphrase, recovery code and one automatic backup; tests take copies."""
    folder = tmp_path_factory.mktemp("made once") / "diary"
    chosen = Beginning(passphrase=PASSPHRASE, participant=PARTICIPANT, first_dose=date(2026, 1, 5), code=CODE)
    with create_session(Surroundings(folder, "en", FixedClock(), LEAST_COST), chosen).store as store:
        store.opened.store.keep_backup()
    return folder


@pytest.fixture
def closed(made_once: Path, tmp_path: Path) -> Path:
    """That diary, closed, where ``sit_down`` opens its windows."""
    return Path(shutil.copytree(made_once, tmp_path / "diary"))


@pytest.fixture
def at_home(diary: Callable[..., Path], sit_down: Opens) -> Callable[..., Person]:
    """A person with an opened diary."""

    def open_diary(first_dose: date, lines: list[dict[str, Any]] = [], **kwargs: Any) -> Person:  # noqa: B006
        diary(first_dose, lines)
        person = sit_down(**kwargs)
        person.unlock()
        assert person.window.desk is not None
        return person

    return open_diary


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock, sit_down: Opens) -> Callable[..., Person]:
    """Somebody of a clinic with the opened store of ``clinic_store``, made once and copied.

    ``make``, a function of a module, makes another store in a folder.
    """

    def open_clinic(make: Callable[[Path, FixedClock], None] = make_clinic_store, **kwargs: Any) -> Person:
        clock.set(CLINIC_NOW)
        put_store(tmp_path / "diary", clock, make, lambda folder: make(folder, clock))
        person = sit_down(**kwargs)
        person.unlock(CLINIC_PASSPHRASE)
        return person

    return open_clinic
