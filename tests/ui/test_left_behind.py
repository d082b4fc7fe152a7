"""What comes of an act when the page it was begun on was left, locked or closed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from diary_app.common.errors import NotSaved
from diary_app.services.reporting import ReportingService
from tests.ui.conftest import PASSPHRASE, Person, record_days
from tests.ui.test_bad_days import BadDay, bad_day

__all__ = ["bad_day"]
FIRST = date(2026, 1, 5)
NEW = "copper violin sunday harbour"
Home = Callable[..., Person]


def begin_to_change(person: Person, old: str, new: str = NEW) -> Any:
    """Up to the press on "Change it"; what comes of it is still to come."""
    page = person.open("settings")
    person.click(page.safe.passphrase_button)
    step = page.step
    step.old.control.setText(old)
    for field in (step.choose.first, step.choose.second):
        field.control.setText(new)
    person.wait()
    step.acted.emit()
    assert step.waiting
    return step


@pytest.mark.slow
def test_a_passphrase_changed_while_the_person_went_away_is_told(at_home: Home) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    begin_to_change(person, "not this one")
    person.desk.open_page("today")
    person.wait()
    [banner] = person.today.notes.banners.values()
    assert banner.note.title == "The passphrase is not changed."
    step = begin_to_change(person, PASSPHRASE)
    person.desk.open_page("today")
    assert step.old.control.text() == ""  # no secret waits on a page out of view
    person.wait()
    assert "The passphrase is changed." in person.today.notes.banners
    begin_to_change(person, NEW, PASSPHRASE)
    person.window.lock()
    person.wait()
    unlock = person.window.gate.unlock
    assert unlock.line.text() == "The passphrase is changed. Please type your passphrase."
    person.unlock(PASSPHRASE)
    assert person.window.desk is not None
    assert "changed" not in unlock.line.text()


def test_no_dialog_stays_in_front_of_a_locked_diary(at_home: Home) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    seen: list[object] = []

    def lock() -> None:
        assert QApplication.activeModalWidget() is not None
        person.window.lock(by_hand=False)
        seen.append(QApplication.activeModalWidget())

    QTimer.singleShot(200, lock)
    QTimer.singleShot(4_000, lambda: [w.close() for w in [QApplication.activeModalWidget()] if w])
    person.today.acts.pressed("another")
    assert seen == [None]
    person.wait()
    assert person.window.desk is None


def lock_behind(person: Person, out: Path) -> Callable[..., tuple[str, str]]:
    """A file dialog of the system's own, which the program cannot close: it is locked behind it."""

    def dialog(*_: object) -> tuple[str, str]:
        person.window.lock(by_hand=False)
        loop = QEventLoop()
        waiting = QTimer()
        waiting.timeout.connect(lambda: None if person.window.desk else loop.quit())
        waiting.start(20)
        loop.exec()
        return str(out), ""

    return dialog


@pytest.mark.slow
def test_a_lock_behind_a_file_dialog_is_told_where_one_unlocks(
    at_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    out = tmp_path / "chosen"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lock_behind(person, out))
    person.open("share").print_page()
    person.wait()
    unlock = person.window.gate.unlock
    assert unlock.line.text().startswith("The PDF was not made. The diary was locked")
    person.unlock()
    person.open("settings").safe.backup_button.click()
    person.wait()
    assert unlock.line.text().startswith("The backup was not made. The diary was locked")
    assert not out.exists()


def test_a_result_that_comes_after_the_lock_meets_no_deleted_page(at_home: Home) -> None:
    person = at_home(FIRST)
    person.today.wait_for_fresh_press()
    person.today.acts.pressed("now")
    person.window.lock(by_hand=False)
    person.wait()  # the saved capsule asks for the day again: the diary is closed by then
    assert person.window.desk is None
    person.unlock()
    assert len(person.lines("doses")) == 1


def test_a_pdf_that_fails_is_told_on_today(at_home: Home, tmp_path: Path, monkeypatch: Any) -> None:
    def refuse(*_: object) -> None:
        raise NotSaved("Not saved: no room.")

    person = at_home(FIRST, record_days(FIRST, 1))
    page = person.open("share")
    monkeypatch.setattr(ReportingService, "make_pdf", refuse)
    page.make(tmp_path / "out.pdf")
    person.desk.open_page("today")
    person.wait()
    [banner] = person.today.notes.banners.values()
    assert (banner.note.title, banner.note.text) == ("The PDF was not made.", "Not saved: no room.")


def test_closing_does_not_lose_what_the_disk_refused(bad_day: Callable[..., BadDay]) -> None:
    day = bad_day()
    person = day.person
    page = person.open("symptoms")
    page.note.control.setFocus()
    person.type("Slept badly")
    day.fill()
    seen: list[str] = []

    def go_back() -> None:
        dialog: Any = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(100, go_back)
            return
        seen.append(dialog.title.text())
        dialog.safe_button.click()

    QTimer.singleShot(100, go_back)
    person.window.close()
    person.qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    person.wait()
    assert seen == ["What you typed is not kept"]
    assert person.window.isVisible()
    assert person.open("symptoms").note.control.text() == "Slept badly"
    day.mend()
    with person.qtbot.waitSignal(person.window.finished, timeout=20_000):
        person.window.close()
    assert person.window.kit.commands.unkept == {}
