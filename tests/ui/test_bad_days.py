"""A full or refusing disk in the window: "not saved" in place, the text stays, the same press saves later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.faults.full_disk import Disk
from tests.faults.sqlite_files import FULL, IOERR_FSYNC, watching
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


class BadDay:
    """A person whose disk can be broken and mended."""

    def __init__(self, person: Person, disk: Disk) -> None:
        self.person, self.disk = person, disk

    def fill(self, what: str = "write", code: int = FULL) -> None:
        """From now on the disk refuses."""
        self.disk.break_at(what, 0, code)

    def mend(self) -> None:
        """There is room again; something had been refused."""
        assert self.disk.refused > 0
        self.disk.heal()

    def says_not_saved(self, page: Any) -> None:
        """The page says it where the person is."""
        assert page.notice.isVisible()
        assert "Not saved" in page.notice.text.text()


@pytest.fixture
def bad_day(at_home: Home, qtbot: Any) -> Iterator[Callable[..., BadDay]]:
    disk, days = Disk(), list[BadDay]()
    with watching(disk):

        def begin(lines: list[dict[str, Any]] = []) -> BadDay:  # noqa: B006 - only read
            days.append(BadDay(at_home(FIRST, lines), disk))
            return days[-1]

        yield begin
        disk.heal()
        for day in days:  # every file must be closed before the watching ends
            with qtbot.waitSignal(day.person.window.finished, timeout=20_000):
                day.person.window.close()


@pytest.mark.parametrize(("what", "code"), [("write", FULL), ("sync", IOERR_FSYNC)])
def test_a_capsule(bad_day: Callable[..., BadDay], what: str, code: int) -> None:
    day = bad_day()
    person, page = day.person, day.person.today
    person.click(page.card.stomach.segments.choices[0])
    card = page.card
    day.fill(what, code)
    card.now_button.setFocus()
    person.qtbot.wait(800)  # past the guard of a page just opened
    person.press(Qt.Key.Key_Return)
    day.says_not_saved(page)
    assert page.card is card
    assert (card.stomach.fasting, card.isEnabled()) == ("yes", True)
    assert QApplication.focusWidget() is card.now_button
    day.mend()
    assert person.lines("doses") == []
    person.press(Qt.Key.Key_Return)
    assert not page.notice.isVisible()
    [dose] = person.lines("doses")
    assert dose["fasting"] == "yes"
    if what == "write":
        a_form_of_today_and_a_correction(day)


def a_form_of_today_and_a_correction(day: BadDay) -> None:
    person, page = day.person, day.person.today
    person.click(page.card.undo_button)
    person.click(page.card.earlier_button)
    person.click(page.card.quick[0])
    day.fill()
    person.press(Qt.Key.Key_Return)
    day.says_not_saved(page)
    assert page.card.values()["time"] == "06:40"
    day.mend()
    page.card.save_button.setFocus()
    person.press(Qt.Key.Key_Return)
    person.click(page.card.correct_button)
    form = page.card
    form.why.control.setCurrentIndex(form.why.control.findData("other"))
    form.other.control.setFocus()
    person.type("The clock was wrong")
    person.click(form.stomach.segments.choices[1])
    kept = form.values()
    day.fill()
    form.save_button.setFocus()
    person.press(Qt.Key.Key_Return)
    day.says_not_saved(page)
    assert page.card is form
    assert form.values() == kept
    day.mend()
    form.save_button.setFocus()
    person.press(Qt.Key.Key_Return)
    [dose] = person.lines("doses")
    assert (dose["fasting"], dose["reason_for_change"]) == ("no", "The clock was wrong")


def test_symptoms_and_the_questionnaire(bad_day: Callable[..., BadDay]) -> None:
    day = bad_day()
    leaving_the_page_on_a_full_disk_loses_nothing_typed(day)
    a_page_of_symptoms(day)
    answers_and_the_end_of_the_questionnaire(day)


def a_page_of_symptoms(day: BadDay) -> None:
    person = day.person
    page = person.open("symptoms")
    page.rows[0].focus_place(0)
    person.press(Qt.Key.Key_2)
    page.note.control.setFocus()
    page.note.control.selectAll()
    person.type("Slept badly")
    page.save_button.setFocus()
    day.fill()
    person.press(Qt.Key.Key_Return)
    day.says_not_saved(page)
    assert (page.rows[0].scale.value, page.note.control.text()) == (2, "Slept badly")
    assert QApplication.focusWidget() is page.save_button
    assert person.desk.page is page
    day.mend()
    person.press(Qt.Key.Key_Return)
    [row] = person.lines("symptoms")
    assert (row["severity"], row["note"]) == (2, "Slept badly")


def leaving_the_page_on_a_full_disk_loses_nothing_typed(day: BadDay) -> None:
    person = day.person
    page = person.open("symptoms")
    page.note.control.setFocus()
    person.type("Slept badly")
    day.fill()
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    page = person.open("symptoms")
    assert page.note.control.text() == "Slept badly"
    day.mend()


def answers_and_the_end_of_the_questionnaire(day: BadDay) -> None:
    person = day.person
    page = person.open("questions")
    person.click(page.intro.button)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return):
        person.press(key)
    day.fill()
    person.press(Qt.Key.Key_3)
    day.says_not_saved(page)
    assert page.state.answers == {1: 3}
    assert page.item.group.value == 3
    day.mend()
    person.press(Qt.Key.Key_Return)  # the next press keeps both
    assert not page.notice.isVisible()
    assert person.ask(lambda: person.services.questionnaires.resume()).answers == {1: 3}
    page._take(page.state.review())
    person.wait()
    day.fill()
    finish(page)
    person.wait()
    day.says_not_saved(page)
    assert page.state.answers == {1: 3}
    assert page.review.isEnabled()
    day.mend()
    finish(page)
    person.wait()
    assert not page.notice.isVisible()
    assert len(person.lines("qlq")) == 1


def finish(page: Any) -> None:
    """Press Finish and confirm."""

    def confirm() -> None:
        dialog: Any = QApplication.activeModalWidget()
        dialog.act_button.click()

    QTimer.singleShot(50, confirm)
    page.review.finish_button.click()


def test_a_past_day(bad_day: Callable[..., BadDay], clock: FixedClock) -> None:
    clock.set("2026-01-07T08:00")
    day = bad_day(record_days(FIRST, 1))
    person, page = day.person, day.person.today
    page.past_days.open(date(2026, 1, 6))
    person.click(page.card.not_taken_button)
    form = page.card
    person.click(form.reasons["forgot"])
    day.fill()
    form.save_button.setFocus()
    person.press(Qt.Key.Key_Return)
    day.says_not_saved(page)
    assert page.card is form
    day.mend()
    form.save_button.setFocus()
    person.press(Qt.Key.Key_Return)
    assert person.lines("doses")[-1]["status"] == "not_taken"


def test_a_folder_that_went_away_and_came_back(at_home: Home, tmp_path: Path) -> None:
    person = at_home(FIRST)
    page, away = person.today, tmp_path / "unplugged"
    (tmp_path / "diary").rename(away)
    person.click(page.card.now_button)
    assert page.notice.isVisible()
    assert "Not saved: the diary is no longer in its folder" in page.notice.text.text()
    away.rename(tmp_path / "diary")
    person.click(page.card.now_button)
    assert not page.notice.isVisible()
    assert len(person.lines("doses")) == 1
