"""Who writes: one press in the header, with every entry, until the diary is locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from diary_app.domain.log.entry import By
from diary_app.services.diary import Writer
from diary_app.ui.pages.today.page import FRESH_PRESS
from diary_app.ui.widgets.who_writes import ALONE, HELPED
from tests.ui.conftest import Person, record_days

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
ANSWERS = dict.fromkeys(range(1, 31), 2)


def hands(person: Person) -> list[tuple[str, str]]:
    """Kind and hand of the participant's own entries, in order."""
    entries = person.ask(lambda: list(person.services.opened.store.journal.entries()))
    own = ("dose", "symptoms", "bp", "qlq", "correct", "undo")
    return [(entry.kind, entry.by) for entry in entries if entry.kind in own]


def choose(person: Person, value: int) -> None:
    """One press in the header of the page in view."""
    page: Any = person.desk.page
    header = page.header if hasattr(page, "header") else page.intro.header
    choice = header.who.hands.choices[value - ALONE]
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Return)


def test_one_press_marks_every_entry_of_the_window_until_the_lock(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    choose(person, HELPED)
    person.click(person.today.card.stomach.segments.choices[0])  # a correction
    assert person.today.card.line.text() == "12 mg at 07:10. Stomach empty: yes. Written with help."
    symptoms = person.open("symptoms")
    assert symptoms.header.who.hands.value == HELPED
    symptoms.rows[0].scale.choose(1)
    person.click(symptoms.save_button)
    vitals = person.open("vitals")
    for field, number in ((vitals.form.first.high, "128"), (vitals.form.first.low, "82")):
        field.control.setFocus()
        person.type(number)
    person.click(vitals.foot.save_button)
    choose(person, ALONE)
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands(person) == [
        ("dose", "self"), ("correct", "helper"), ("symptoms", "helper"), ("bp", "helper"), ("undo", "self"),
    ]  # fmt: skip


def test_the_questionnaire_keeps_its_mode_and_the_diary_tells_the_help(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("questions")
    choose(person, HELPED)
    person.click(page.intro.button)
    state = page.state.practice_done("2026-01-04T23:10:00+00:00")
    for item, answer in ANSWERS.items():
        state = state.answer(item, answer).next()
    person.ask(lambda: person.services.questionnaires.submit(state.finish()))
    assert hands(person) == [("qlq", "helper")]
    [form] = person.ask(lambda: list(person.services.opened.store.records.records(kind="qlq")))
    assert form.payload["mode"] == "self"
    diary = person.open("diary")
    diary.choose(FIRST)
    person.wait()
    texts = [label.text() for label in diary.card.findChildren(type(diary.header.title))]
    assert any("with help." in text for text in texts), texts


def test_the_lock_ends_it_and_another_language_does_not(at_home: Home) -> None:
    person = at_home(FIRST)
    choose(person, HELPED)
    person.window.kit.commands.language_requested.emit("zh_CN")
    person.wait()
    assert person.today.header.who.hands.value == HELPED
    person.click(person.today.card.now_button)
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.unlock()
    assert person.today.header.who.hands.value == ALONE
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands(person) == [("dose", "helper"), ("undo", "self")]


def test_keys_names_what_cannot_be_unchosen_and_lines_that_name_a_hand(at_home: Home) -> None:
    person = at_home(FIRST)
    group = person.today.header.who.hands
    names = [
        QAccessible.queryAccessibleInterface(choice).text(QAccessible.Text.Name) for choice in group.choices
    ]
    assert names == ["Writing: I write this myself", "Writing: somebody helps me"]
    QTest.qWait(FRESH_PRESS + 50)
    for _ in range(40):
        if QApplication.focusWidget() in group.choices:
            break
        person.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is group.choices[0]
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Space)
    assert person.window.kit.commands.helped
    person.press(Qt.Key.Key_Backspace)
    assert (group.value, person.window.kit.commands.helped) == (HELPED, True)
    [line] = record_days(FIRST, 1)  # a line that names its hand keeps it, as the command line's do
    at = {"kind": "bp", "day": "2026-01-05", "time": "07:00", "readings": ["120/80"]}
    person.ask(lambda: person.services.diary.write({**line, "by": "self"}))
    person.ask(lambda: person.services.diary.write(at, writer=Writer(by=By.STAFF)))
    person.ask(lambda: person.services.diary.hand_is(None))
    person.ask(lambda: person.services.diary.write(at))
    assert [by for _, by in hands(person)] == ["self", "staff", "self"]


@pytest.mark.parametrize(("width", "text"), [(1280, 125), (1024, 200)])
def test_it_is_in_view_and_leaves_the_main_button_there(at_home: Home, width: int, text: int) -> None:
    person = at_home(FIRST, size=(width, 800 if width == 1280 else 720))
    person.window.settings.set_text(text)
    person.wait()
    QTest.qWait(50)
    header, button = person.today.header, person.today.card.now_button
    person.today.scroller.verticalScrollBar().setValue(0)
    for part in (header.who, button):
        place = QRect(part.mapTo(person.window, QPoint(0, 0)), part.size())
        assert person.window.rect().contains(place)
    assert header.who.geometry().intersected(header.buttons.geometry()).isEmpty()
    assert header.title.geometry().right() < header.who.geometry().left()
