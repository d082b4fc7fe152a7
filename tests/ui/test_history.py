"""The Diary page in the window: the calendar by keys, a day's entries, corrections, undo, the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication, QLabel

from diary_app.ui.pages.forms.dose import CorrectForm
from diary_app.ui.pages.forms.past_day import PastDayForm
from diary_app.ui.pages.forms.reading import ReadingForm
from diary_app.ui.pages.forms.symptom import SymptomForm
from diary_app.ui.pages.forms.values import put_choice
from diary_app.ui.pages.forms.why import TakeBackForm
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
LINES = [
    *record_days(FIRST, 3),
    {"kind": "dose", "day": "2026-01-12", "time": "11:20", "fasting": "no"},
    {"kind": "symptom", "day": "2026-01-12", "severities": {"tiredness": 2, "nausea": 1, "appetite": 0}},
    {"kind": "bp", "day": "2026-01-12", "time": "07:00", "readings": ["131/84"]},
    {"kind": "dose", "day": "2026-01-14", "time": "07:10", "fasting": "yes", "by": "helper"},
]


@pytest.fixture
def person(at_home: Home, clock: FixedClock) -> Person:
    """The morning of study day 11; everything was written on it, days 4 to 7, 9 and 8's are missing."""
    clock.set("2026-01-15T07:42")
    return at_home(FIRST, LINES)


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def texts(page: Any) -> str:
    return "\n".join(label.text() for label in page.card.findChildren(QLabel) if label.isVisible())


def open_day(person: Person, page: Any, number: int) -> None:
    page.choose(day(number))
    person.wait()


def chosen_reason(form: Any, code: str = "wrong_time") -> None:
    put_choice(form.why.control, code)


def test_at_large_text_each_day_has_its_number_beside_it(person: Person) -> None:
    person.window.resize(1024, 720)
    person.window.settings.set_text(200)
    page = person.open("diary")
    person.wait()
    cells = list(page.calendar.cells.values())
    assert [cell.number for cell in cells] == [str(n) for n in range(1, 22)]
    before = page.calendar.cells[day(21)].grab().toImage()
    left = [before.pixel(x, y) for x in range(2, 34) for y in range(4, 44)]
    assert len(set(left)) > 8  # letters, not bare ground
    person.window.settings.set_text(100)
    person.wait()
    assert {cell.number for cell in page.calendar.cells.values()} == {""}  # they stand in a line above


def test_by_keys_through_the_days_and_the_story_of_one(person: Person) -> None:
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = person.desk.pages["diary"]
    cells = page.calendar.cells
    assert QApplication.focusWidget() is cells[day(11)]
    assert cells[day(11)].accessibleName() == "Cycle 1, day 11, Thursday 15 January, due today."
    for _ in range(3):
        person.press(Qt.Key.Key_Left)
    cell = cells[day(8)]
    assert QApplication.focusWidget() is cell
    assert cell.accessibleName() == (
        "Cycle 1, day 8, Monday 12 January, taken late at 11:20. Strongest symptom: 2 Moderate. Readings. "
        "Written down later."
    )
    assert page.story.day.day == day(11)  # walking opens nothing
    person.press(Qt.Key.Key_Return)
    assert page.story.day.day == day(8)
    assert cell.accessibleDescription() == "This day is open below."
    told = texts(page)
    for words in ("12 mg at 11:20", "Taken late", "Stomach: Not empty", "Tiredness", "2 Moderate", "131/84",
                  "None: Poor appetite", "by yourself. Not changed", "Written 3 days later"):  # fmt: skip
        assert words in told
    person.press(Qt.Key.Key_Home)
    assert QApplication.focusWidget() is cells[day(1)]
    person.press(Qt.Key.Key_Left)  # the diary begins here
    assert QApplication.focusWidget() is cells[day(1)]
    open_day(person, page, 10)
    assert "Written 15 January, 07:42 with help." in texts(page)


def test_a_correction_with_its_reason_shows_old_and_new_and_can_be_undone(person: Person) -> None:
    page = person.open("diary")
    open_day(person, page, 8)
    person.click(page.card.buttons["correct"])  # the last one: blood pressure
    form = page.form
    assert isinstance(form, ReadingForm)
    assert not form.save_button.isEnabled()
    form.typed[0].control.setText("１２８／８２")  # full-width figures, as an input method gives them
    assert not form.save_button.isEnabled()  # no reason yet
    chosen_reason(form, "wrong_value")
    person.click(form.save_button)
    assert page.form is None
    assert (page.done.line.text(), page.done.isVisible()) == ("Corrected", True)
    assert QApplication.focusWidget() is page.done.button
    assert "blood pressure 131/84 \u2192 128/82. Reason: A number or answer was wrong." in texts(page)
    assert page.calendar.cells[day(8)].shown.changed
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.done.line.text() == "Undone"
    [reading] = person.lines("vitals")
    assert reading["values"] == [[131, 84]]
    assert "128/82 \u2192 131/84" in texts(page)


def test_one_symptom_is_corrected(person: Person) -> None:
    page = person.open("diary")
    open_day(person, page, 8)
    about = next(written for written in page.story.written if written.record.kind == "symptoms")
    page.acts.pressed("correct", about)
    form = page.form
    assert isinstance(form, SymptomForm)
    put_choice(form.term.control, "tiredness")
    put_choice(form.grade.control, "3")
    chosen_reason(form, "wrong_value")
    person.click(form.save_button)
    held = {row["term"]: row["severity"] for row in person.lines("symptoms")}
    assert held == {"tiredness": 3, "nausea": 1, "appetite": 0}
    assert "Tiredness 2 Moderate \u2192 3 Severe" in texts(page)


def test_the_time_of_a_reading_and_the_answer_to_a_sign_are_corrected(person: Person) -> None:
    sign = person.desk.session.protocol.signs[0].code
    person.ask(lambda: person.services.calls.answer_signs({sign: True}, day=day(8)))
    page = person.open("diary")
    open_day(person, page, 8)
    reading, answer = (
        next(written for written in page.story.written if written.record.kind == kind)
        for kind in ("bp", "sign")
    )
    page.acts.pressed("correct", reading)
    page.form.time.control.setTime(page.form.time.control.time().addSecs(1800))
    chosen_reason(page.form)
    person.click(page.form.save_button)
    assert "time 07:00 \u2192 07:30. Reason: The time was wrong." in texts(page)
    page.acts.pressed("correct", answer)
    assert not page.form.save_button.isEnabled()
    put_choice(page.form.answer.control, "no")
    chosen_reason(page.form, "wrong_value")
    person.click(page.form.save_button)
    assert "answer yes \u2192 no. Reason: A number or answer was wrong." in texts(page)


def test_the_time_of_a_capsule_with_the_form_of_today(person: Person) -> None:
    page = person.open("diary")
    open_day(person, page, 10)
    person.click(page.card.buttons["correct"])
    form = page.form
    assert isinstance(form, CorrectForm)
    form.time.control.setTime(form.time.control.time().addSecs(1200))
    assert not page.card.buttons["correct"].isVisible()  # one thing at a time
    page.choose(day(8))  # what is typed is not thrown away
    assert page.form is form
    assert page.notice.isVisible()
    chosen_reason(form)
    person.click(form.save_button)
    assert "time 07:10 \u2192 07:30. Reason: The time was wrong." in texts(page)


def it_was_taken_after_all(person: Person, page: Any) -> None:
    """One correction of the record, with a time that somebody said and a reason."""
    person.click(page.card.buttons["correct"])
    form = page.form
    assert not form.time.isVisible()
    person.click(form.way.choices[1])
    assert not form.cause.isVisible()
    chosen_reason(form, "remembered_later")
    assert not form.save_button.isEnabled()
    form.time.control.setTime(QTime(6, 50))
    person.click(form.stomach.segments.choices[0])
    page = person.open("today")  # what was filled in is there again
    page = person.open("diary")
    form = page.form
    assert (form.taken, form.stomach.fasting, form.cause.isVisible()) == (True, "yes", False)
    person.click(form.save_button)
    assert page.calendar.cells[day(9)].state == "taken"
    [dose] = [row for row in person.lines("doses") if row["day"] == day(9).isoformat()]
    assert (dose["status"], dose["taken_at"][11:16], dose["fasting"]) == ("taken", "06:50", "yes")
    assert dose["record"] != dose["id"]


def test_a_day_without_an_entry_is_written_down(person: Person) -> None:
    page = person.open("diary")
    open_day(person, page, 9)
    person.click(page.card.buttons["missing"])
    assert isinstance(page.form, PastDayForm)
    assert page.form.back_button.text() == "Back"
    person.click(page.form.not_taken_button)
    person.click(page.form.reasons["forgot"])
    late = page.form._late.buttons
    person.click(late["away"])
    person.click(late["felt_too_ill"])
    person.click(late["felt_too_ill"])  # a second tap takes it back
    assert page.form.late_reason is None
    person.click(late["away"])
    person.click(page.form.save_button)
    assert page.calendar.cells[day(9)].state == "not_taken"
    assert page.calendar.cells[day(9)].shown.late
    assert "Written 2 days later" in texts(page)
    assert "Why it was written down later: I was away." in texts(page)
    assert "Not taken. I forgot" in texts(page)
    it_was_taken_after_all(person, page)
    person.click(page.done.button)
    assert page.calendar.cells[day(9)].state == "not_taken"
    person.click(page.card.buttons["undo"])
    assert page.calendar.cells[day(9)].state == "not_recorded"
    assert "Undone. It said: Not taken." in texts(page)


def test_undo_of_an_earlier_days_entry_needs_a_reason_and_older_days_are_the_clinics(
    person: Person, clock: FixedClock
) -> None:
    clock.set("2026-01-16T07:42")
    page = person.open("diary")
    open_day(person, page, 10)
    person.click(page.card.buttons["undo"])
    assert isinstance(page.form, TakeBackForm)
    assert not page.form.save_button.isEnabled()
    chosen_reason(page.form, "pressed_by_mistake")
    person.click(page.form.save_button)
    assert page.calendar.cells[day(10)].state == "not_recorded"
    assert "Undone 16 January, 07:42 by yourself. Reason: I pressed it by mistake." in texts(page)
    open_day(person, page, 3)
    told = texts(page)
    assert "Older than 7 days: your clinic can change it. Tell them the day and what is wrong." in told
    assert page.card.buttons == {}


def test_what_was_typed_is_there_again_after_the_lock(person: Person) -> None:
    page = person.open("diary")
    open_day(person, page, 8)
    person.click(page.card.buttons["correct"])
    page.form.typed[0].control.setText("128/8")
    chosen_reason(page.form, "wrong_value")
    person.window.lock()
    person.wait()
    person.unlock()
    page = person.open("diary")
    assert isinstance(page.form, ReadingForm)
    assert page.story.day.day == day(8)
    assert page.form.typed[0].control.text() == "128/8"
    person.click(page.form.save_button)  # no pressure at all: said in the form, which stays
    assert page.form.problem.isVisible()
    assert page.form.typed[0].control.text() == "128/8"
