"""Times as people type them, and fields that keep what they could not read."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.fields import Field, date_field, day_of, refuse_unread, time_field, time_of
from diary_app.ui.widgets.typed_time import typed_time
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

FIRST = date(2026, 1, 5)


@pytest.mark.parametrize("text", [
    "7:10", "07:10", "0710", "710", "7.10", "07.10", "7 10", "7h10", "7点10分", "7点10", "7时10分",
    "７：１０", " 07:10 ", "7:10 am", "7:10 AM", "7:10 a.m.", "上午7:10", "早上 7点10分",
])  # fmt: skip
def test_each_of_these_is_ten_past_seven(text: str) -> None:
    assert typed_time(text) == QTime(7, 10)


@pytest.mark.parametrize(("text", "hour", "minute"), [
    ("19:10", 19, 10), ("7:10 pm", 19, 10), ("下午7:10", 19, 10), ("12:05 am", 0, 5), ("12:05 pm", 12, 5),
    ("8", 8, 0), ("8点", 8, 0), ("20", 20, 0), ("0:00", 0, 0), ("2359", 23, 59), ("晚上11点", 23, 0),
])  # fmt: skip
def test_these_too(text: str, hour: int, minute: int) -> None:
    assert typed_time(text) == QTime(hour, minute)


@pytest.mark.parametrize("text", [
    "", "25:99", "24:00", "7:60", "081", "99", "7:1:2", "seven", "13:00 pm", "0 am", "-1", "1e1", "7:10:30",
    "9" * 21,
])  # fmt: skip
def test_none_of_these_is_a_time(text: str) -> None:
    assert typed_time(text) is None


class Form:
    """A time, a day and another field in a window."""

    def __init__(self, qtbot: QtBot, kit: Kit) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        self.time = time_field(kit, "Time", time(7, 30))
        self.day = date_field(kit, "Day", FIRST, date(2026, 1, 1), date(2026, 1, 31))
        self.other = QLineEdit()
        for widget in (self.time, self.day, self.other):
            column.addWidget(widget)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def type_into(self, field: Field[Any], text: str) -> None:
        """Come to it, type over it, and leave."""
        field.control.setFocus()
        QTest.keyClicks(field.control, text)
        self.other.setFocus()


@pytest.fixture
def form(qtbot: QtBot, kit: Kit) -> Form:
    return Form(qtbot, kit)


def test_what_is_typed_over_all_of_it_counts_and_stands_as_everywhere(form: Form) -> None:
    form.type_into(form.time, "0815")
    assert time_of(form.time) == time(8, 15)
    assert form.time.control.lineEdit().text() == "08:15"
    assert not refuse_unread(form.window)


def test_what_is_no_time_stays_as_typed_is_said_and_goes_nowhere(form: Form) -> None:
    form.type_into(form.time, "25:99")
    assert form.time.control.lineEdit().text() == "25:99"
    assert form.time.error.text() == "Please type a time from 00:00 to 23:59, for instance 07:10."
    assert time_of(form.time) == time(7, 30), "no other time takes its place"
    assert refuse_unread(form.window)
    assert QApplication.focusWidget() is form.time.control
    assert form.time.control.lineEdit().text() == "25:99", "to be mended"
    form.type_into(form.time, "7:45")
    assert (time_of(form.time), form.time.error.isVisible()) == (time(7, 45), False)
    assert not refuse_unread(form.window)


def test_the_same_with_a_day(form: Form) -> None:
    form.type_into(form.day, "yesterday")
    assert form.day.control.lineEdit().text() == "yesterday"
    assert (day_of(form.day), refuse_unread(form.window)) == (FIRST, True)
    assert form.day.control.lineEdit().text() == "yesterday", "to be mended"
    form.day.control.setDate(QDate(2026, 1, 7))  # chosen in the calendar instead
    assert not refuse_unread(form.window)
    assert form.day.control.lineEdit().text() == "7 January 2026"


def test_enter_does_not_go_on_with_what_is_no_time(form: Form) -> None:
    gone: list[bool] = []
    form.time.control.entered.connect(lambda: gone.append(True))
    form.time.control.setFocus()
    QTest.keyClick(form.time.control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(form.time.control, "99")
    QTest.keyClick(form.time.control, Qt.Key.Key_Return)
    assert gone == []
    QTest.keyClick(form.time.control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(form.time.control, "9")
    QTest.keyClick(form.time.control, Qt.Key.Key_Return)
    assert (gone, time_of(form.time)) == ([True], time(9))


def test_up_and_down_go_by_five_minutes_around_midnight(form: Form) -> None:
    edit = form.time.control
    for before, key, after in [
        (QTime(7, 33), Qt.Key.Key_Up, QTime(7, 35)), (QTime(7, 33), Qt.Key.Key_Down, QTime(7, 30)),
        (QTime(7, 35), Qt.Key.Key_Down, QTime(7, 30)), (QTime(23, 58), Qt.Key.Key_Up, QTime(0, 0)),
        (QTime(0, 0), Qt.Key.Key_Down, QTime(23, 55)),
    ]:  # fmt: skip
        edit.setTime(before)
        QTest.keyClick(edit, key)
        assert edit.time() == after, (before, key)


def test_a_capsule_is_not_written_down_at_a_time_nobody_typed(at_home: Any) -> None:
    person: Person = at_home(FIRST, record_days(FIRST, 0))
    person.click(person.today.card.earlier_button)
    form = person.today.card
    form.time.control.setFocus()
    person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.type("25:99")
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    person.wait()
    assert person.lines("doses") == []
    assert person.today.card is form
    assert form.time.control.lineEdit().text() == "25:99"
    person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.type("0610")
    person.click(form.save_button)
    [dose] = person.lines("doses")
    assert dose["taken_at"].split("T")[1].startswith("06:10")


def test_a_form_opens_with_its_time_ready_to_be_typed_over(at_home: Any, clock: FixedClock) -> None:
    clock.set("2026-01-07T08:00")
    person = at_home(FIRST, record_days(FIRST, 3))
    person.click(person.today.card.correct_button)
    form = person.today.form
    person.type("0545")
    assert form.time.control.moment() == QTime(5, 45)
    assert form.touched
