"""A person who pauses loses nothing, whatever happens next: pages keep what is unfinished by themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from diary_app.ui.idle import IdleWatch
from diary_app.ui.pages.forms.not_taken import ReasonForm
from tests.support import FixedClock
from tests.ui.conftest import PASSPHRASE, Opens, Person, record_days

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def pause(person: Person) -> None:
    """What comes a second and a half after the last key or press."""
    timer: Any = person.desk._pause._timer
    assert timer.isActive()  # the last use was noticed
    person.qtbot.waitUntil(lambda: not person.runner.busy)
    timer.stop()
    timer.timeout.emit()
    person.wait()


@pytest.fixture
def puts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the drafts that were put into a diary."""
    from diary_app.storage.drafts import Drafts

    names: list[str] = []
    put = Drafts.put

    def counted(self: Drafts, name: str, value: Any) -> None:
        names.append(name)
        put(self, name, value)

    monkeypatch.setattr(Drafts, "put", counted)
    return names


def test_symptoms_and_a_note_are_kept_once_and_gone_when_saved(at_home: Home, puts: list[str]) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    person.click(page.rows[0].scale.choices[2])
    page.note.control.setFocus()
    person.type("slept bad")
    pause(person)
    kept = person.ask(person.services.today.kept_page)
    assert (kept["severities"], kept["note"]) == ({page.rows[0].symptom.code: 2}, "slept bad")
    person.press(Qt.Key.Key_Left)  # nothing else than before
    pause(person)
    assert len(puts) == 1
    person.type("l")
    pause(person)
    assert person.ask(person.services.today.kept_page)["note"] == "slept bald"
    person.click(page.save_button)
    pause(person)
    assert person.ask(person.services.today.kept_page) is None
    assert len(puts) == 2


def test_measurements_are_kept_and_dropped_where_they_are_taken_away(at_home: Home, puts: list[str]) -> None:
    person = at_home(FIRST)
    page = person.open("vitals")
    page.form.weight.control.setFocus()
    composed = QInputMethodEvent()
    composed.setCommitString("６２")  # without a key that arrives
    QApplication.sendEvent(page.form.weight.control, composed)
    pause(person)
    assert "６２" in person.ask(person.services.vitals.kept_page)["values"].values()
    person.press(Qt.Key.Key_Shift)
    pause(person)
    assert len(puts) == 1
    page.form.weight.control.clear()
    person.press(Qt.Key.Key_Backspace)
    pause(person)
    assert person.ask(person.services.vitals.kept_page) is None


def test_a_form_on_today_and_one_in_the_diary(at_home: Home, clock: FixedClock, puts: list[str]) -> None:
    clock.set("2026-01-07T08:00")
    person = at_home(FIRST, record_days(FIRST, 2))
    person.click(person.today.card.not_taken_button)
    person.click(person.today.card.reasons["forgot"])
    form = person.today.form
    assert isinstance(form, ReasonForm)
    pause(person)
    kept = person.ask(person.services.today.kept_form)
    assert kept["values"] == form.values()
    assert person.today.form is form  # it goes on as it was
    person.click(form.save_button)
    pause(person)
    assert person.ask(person.services.today.kept_form) is None
    assert len(puts) == 1

    page = person.open("diary")
    page.choose(FIRST)
    person.wait()
    person.click(page.card.buttons["correct"])
    page.form.time.control.setFocus()
    person.type("0900")
    pause(person)
    assert "09:00" in person.ask(page._history.kept_form)["values"].values()
    person.click(page.form.back_button)
    pause(person)
    assert person.ask(page._history.kept_form) is None


def test_while_the_worker_is_busy_it_waits(at_home: Home, puts: list[str]) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    person.click(page.rows[0].scale.choices[2])
    timer = person.desk._pause._timer
    person.runner.run(lambda: None, lambda _: None, pytest.fail)
    timer.stop()
    timer.timeout.emit()
    assert timer.isActive()  # it comes again, for this may be the saving itself
    person.wait()
    assert puts == []


def test_behind_the_lock_nobody_listens(at_home: Home) -> None:
    person = at_home(FIRST)
    watch: IdleWatch = person.desk._pause
    person.window.lock()
    person.wait()
    person.press(Qt.Key.Key_Shift)
    assert not watch._timer.isActive()


def test_keys_and_presses_anywhere_in_the_window_are_use(at_home: Home) -> None:
    person = at_home(FIRST)
    watch: IdleWatch = person.desk._pause
    handle = person.window.windowHandle()
    for use in (
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=person.window.rect().center()),
        lambda: QTest.keyClick(handle, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier),  # a shortcut
    ):
        watch._timer.stop()
        use()
        assert watch._timer.isActive()
    person.wait()


_TYPES = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from diary_app.ui.application import make_application, make_window
from diary_app.ui.idle import PAUSE
from diary_app.ui.task_runner import TaskRunner
from tests.support import FixedClock

application = make_application([])
runner = TaskRunner()
window = make_window(Path(sys.argv[1]), "en", runner, clock=FixedClock(), keychain=lambda: None)
window.show()
window.activateWindow()
QTest.qWaitForWindowActive(window)

def settle():
    QTest.qWait(5)
    while runner.busy:
        QTest.qWait(5)

QTest.keyClicks(window.gate.unlock.field.control, sys.argv[2])
QTest.keyClick(window.gate.unlock.field.control, Qt.Key.Key_Return)
settle()
window.desk.open_page("symptoms")
settle()
page = window.desk.page
page.note.control.setFocus()
QTest.keyClicks(QApplication.focusWidget(), "could not sleep")
QTimer.singleShot(PAUSE + 200, lambda: (settle(), print("paused", flush=True)))
application.exec()
"""


def test_a_window_killed_after_the_pause_has_it_again(diary: Callable[..., Path], sit_down: Opens) -> None:
    command = [sys.executable, "-c", _TYPES, str(diary(FIRST)), PASSPHRASE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "paused"
        process.kill()
    person = sit_down()
    person.unlock()
    page = person.open("symptoms")
    assert page.note.control.text() == "could not sleep"
    assert page.notice.isVisible()
