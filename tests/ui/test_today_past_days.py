"""Yesterday in the window: a day without an entry is pressed, and what happened is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from diary_app.ui.pages.forms.host import FRESH_PRESS
from diary_app.ui.pages.forms.not_taken import ReasonForm
from diary_app.ui.pages.forms.past_day import PastDayForm, PastTimeForm
from diary_app.ui.pages.today.due_card import DueCard
from diary_app.ui.widgets.day_dot import DayDot, OpenDayDot
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

FIRST = date(2026, 1, 5)
YESTERDAY = "2026-01-06"
Home = Callable[..., Person]


@pytest.fixture
def third_day(at_home: Home, clock: FixedClock) -> Person:
    """Study day 3: day 1 was taken, day 2 has no entry, today's capsule is due."""
    clock.set("2026-01-07T07:10")
    return at_home(FIRST, record_days(FIRST, 1))


def entries_of(person: Person, day: str = YESTERDAY) -> list[dict[str, Any]]:
    return [dose for dose in person.lines("doses") if dose["day"] == day]


def state_of_day_2(person: Person) -> str:
    return person.today.strip.days[1].mark.state


def test_only_a_past_day_without_an_entry_can_be_pressed(third_day: Person) -> None:
    days = third_day.today.strip.days
    assert [type(day) for day in days[:4]] == [DayDot, OpenDayDot, DayDot, DayDot]
    name = "Cycle 1, day 2, Tuesday 6 January, no entry. Press to write it down."
    assert days[1].accessibleName() == name
    roles = [QAccessible.queryAccessibleInterface(day).role() for day in days[:2]]
    assert roles[1] == QAccessible.Role.PushButton
    assert roles[0] != QAccessible.Role.PushButton
    assert third_day.today.strip.hint.isVisible()


def test_taken_yesterday_by_click(third_day: Person) -> None:
    third_day.click(third_day.today.strip.days[1])
    card = third_day.today.card
    assert isinstance(card, PastDayForm)
    assert card.title.text() == "Tuesday 6 January: what happened?"
    third_day.click(card.taken_button)
    form = third_day.today.card
    assert isinstance(form, PastTimeForm)
    assert form.title.text() == "Tuesday 6 January: what happened?"
    assert not form.save_button.isEnabled()  # nobody has said a time yet
    assert [button.text() for button in form.quick] == ["06:00", "07:00", "08:00", "09:00"]
    third_day.click(form.quick[1])
    third_day.click(form.stomach.segments.choices[0])
    third_day.click(form.save_button)
    [dose] = entries_of(third_day)
    assert (dose["status"], dose["mg"], dose["fasting"]) == ("taken", 12, "yes")
    assert dose["taken_at"].startswith("2026-01-06T07:00")
    assert state_of_day_2(third_day) == "taken"
    assert isinstance(third_day.today.card, DueCard)
    assert not third_day.today.strip.hint.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_not_taken_yesterday_by_keys_alone(third_day: Person, key: Qt.Key) -> None:
    third_day.today.strip.days[2].setFocus(Qt.FocusReason.TabFocusReason)
    third_day.press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is third_day.today.strip.days[1]
    third_day.press(key)
    assert isinstance(third_day.today.card, PastDayForm)
    third_day.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is third_day.today.card.not_taken_button
    third_day.press(key)
    form = third_day.today.card
    assert isinstance(form, ReasonForm)
    assert form.title.text() == "Tuesday 6 January: what happened?"
    third_day.press(Qt.Key.Key_Space)
    form.save_button.setFocus(Qt.FocusReason.TabFocusReason)
    third_day.press(Qt.Key.Key_Return)
    [dose] = entries_of(third_day)
    assert (dose["status"], dose["reason"]) == ("not_taken", "forgot")
    assert state_of_day_2(third_day) == "not_taken"


@pytest.mark.slow
def test_after_saving_the_focus_is_on_the_day_and_a_second_enter_writes_nothing(third_day: Person) -> None:
    third_day.click(third_day.today.strip.days[1])
    third_day.click(third_day.today.card.taken_button)
    third_day.click(third_day.today.card.quick[1])
    third_day.press(Qt.Key.Key_Return)
    assert len(entries_of(third_day)) == 1
    assert QApplication.focusWidget() is third_day.today.strip.days[1]
    third_day.press(Qt.Key.Key_Return)
    QTest.qWait(FRESH_PRESS + 100)
    third_day.press(Qt.Key.Key_Return)
    assert len(third_day.lines("doses")) == 2  # day 1 and day 2; today is still to say


def test_tab_goes_down_the_form_and_the_acts_come_last(third_day: Person) -> None:
    third_day.click(third_day.today.strip.days[1])
    third_day.click(third_day.today.card.taken_button)
    form = third_day.today.card
    third_day.click(form.quick[1])
    form.stomach.segments.choices[0].setFocus()
    passed = []
    while QApplication.focusWidget() is not form.save_button:
        third_day.press(Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    reasons = list(form._late.buttons.values())
    assert passed[-len(reasons) - 2 :] == [*reasons, form.back_button, form.save_button]


def test_a_time_that_is_pressed_takes_away_what_was_said_of_another(third_day: Person) -> None:
    third_day.click(third_day.today.strip.days[1])
    third_day.click(third_day.today.card.taken_button)
    form = third_day.today.card
    third_day.click(form.quick[1])
    form.time.control.setFocus()
    form.time.control.lineEdit().selectAll()
    third_day.type("25:99")
    form.stomach.segments.choices[0].setFocus()
    assert form.time.error.isVisible()
    third_day.click(form.quick[1])  # the time that counted before
    assert not form.time.error.isVisible()
    assert form.time.control.lineEdit().text() == "07:00"
    third_day.press(Qt.Key.Key_Return)
    [dose] = entries_of(third_day)
    assert dose["taken_at"].startswith("2026-01-06T07:00")


def test_the_ways_back(third_day: Person) -> None:
    third_day.click(third_day.today.strip.days[1])
    third_day.click(third_day.today.card.taken_button)
    third_day.click(third_day.today.card.back_button)
    assert isinstance(third_day.today.card, PastDayForm)
    third_day.click(third_day.today.card.back_button)
    assert isinstance(third_day.today.card, DueCard)
    third_day.click(third_day.today.strip.days[1])
    third_day.press(Qt.Key.Key_Escape)
    assert isinstance(third_day.today.card, DueCard)
    assert entries_of(third_day) == []


@pytest.mark.slow
def test_a_time_that_did_not_exist_is_refused_in_place(at_home: Home, clock: FixedClock) -> None:
    clock.zone = "Europe/Berlin"  # clocks are put forward on 29 March 2026 at 02:00
    clock.set("2026-03-30T09:10")
    person = at_home(date(2026, 3, 27), record_days(date(2026, 3, 27), 1))
    person.click(person.today.strip.days[1])  # 28 March: 02:30 of it stands on the clock of the 29th
    person.click(person.today.card.taken_button)
    form = person.today.card
    form.time.control.setFocus()
    person.type("0230")
    person.click(form.save_button)
    assert person.today.card is form
    assert "did not exist" in form.time.error.text()
    assert form.time.error.isVisible()
    assert form.time.control.time().toString("HH:mm") == "02:30"
    assert entries_of(person, "2026-03-28") == []
    person.click(form.quick[1])
    person.click(form.save_button)
    assert len(entries_of(person, "2026-03-28")) == 1


def test_only_the_days_of_the_plans_window_can_be_pressed(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-15T07:10")  # day 11: days 2 to 10 have no entry
    person = at_home(FIRST, record_days(FIRST, 1))
    open_days = [day.mark.label for day in person.today.strip.days if isinstance(day, OpenDayDot)]
    assert open_days == ["4", "5", "6", "7", "8", "9", "10"]
