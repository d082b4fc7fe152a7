"""The keys of the whole window, one row each, pressed in the real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from diary_app.ui.pages.today.page import FRESH_PRESS
from tests.ui.conftest import Person

pytestmark = pytest.mark.slow

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]
KEY = Qt.Key
NONE, CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
See = Callable[[Any], Any]
shown: See = lambda desk: next(key for key, page in desk.pages.items() if page is desk.page)  # noqa: E731
text: See = lambda desk: desk.kit.look.text  # noqa: E731
focus: See = lambda _desk: QApplication.focusWidget().accessibleName()  # noqa: E731
grade: See = lambda desk: desk.page.rows[0].scale.value  # noqa: E731
doses: See = lambda desk: [dose.taken for dose in desk.page.view.doses_today]  # noqa: E731
answer: See = lambda desk: desk.page.state and desk.page.state.answers.get(1)  # noqa: E731
at: See = lambda desk: desk.page.state.at  # noqa: E731

TABLE: list[tuple[Qt.Key, Qt.KeyboardModifier, See, Any]] = [
    (KEY.Key_Return, NONE, doses, [True]),
    (KEY.Key_Z, CONTROL, doses, []),
    (KEY.Key_Space, NONE, doses, [True]),
    (KEY.Key_Tab, NONE, focus, "Undo"),
    (KEY.Key_Backtab, SHIFT, focus, "Was your stomach empty?: Yes"),
    (KEY.Key_Plus, CONTROL, text, 125),
    (KEY.Key_Equal, CONTROL, text, 150),
    (KEY.Key_Minus, CONTROL, text, 125),
    (KEY.Key_0, CONTROL, text, 100),
    (KEY.Key_2, CONTROL, shown, "diary"),
    (KEY.Key_F1, NONE, shown, "help"),
    (KEY.Key_Left, ALT, shown, "diary"),
    (KEY.Key_3, CONTROL, shown, "questions"),
    (KEY.Key_4, CONTROL, shown, "results"),
    (KEY.Key_5, CONTROL, shown, "share"),
    (KEY.Key_1, CONTROL, shown, "today"),
    (KEY.Key_Z, CONTROL, doses, []),
    (KEY.Key_P, CONTROL, shown, "share"),
]
SYMPTOMS: list[tuple[Qt.Key, Qt.KeyboardModifier, See, Any]] = [
    (KEY.Key_4, NONE, grade, 4),
    (KEY.Key_0, NONE, grade, 0),
    (KEY.Key_Right, NONE, focus, "Tiredness: 1 Mild"),
    (KEY.Key_Return, NONE, grade, 1),
    (KEY.Key_Backspace, NONE, grade, None),
    (KEY.Key_Down, NONE, focus, "Sore hands or feet: 1 Mild"),
    (KEY.Key_Up, NONE, focus, "Tiredness: 1 Mild"),
    (KEY.Key_Left, ALT, shown, "today"),
]
QUESTIONS: list[tuple[Qt.Key, Qt.KeyboardModifier, See, Any]] = [
    (KEY.Key_4, NONE, answer, 4),
    (KEY.Key_1, NONE, answer, 1),
    (KEY.Key_P, CONTROL, at, 1),  # nobody is taken out of a question
    (KEY.Key_Return, NONE, at, 2),
    (KEY.Key_Left, ALT, at, 1),
    (KEY.Key_Backspace, NONE, answer, None),
]


def walk(person: Person, table: list[tuple[Qt.Key, Qt.KeyboardModifier, See, Any]]) -> None:
    for key, modifier, see, wanted in table:
        person.press(key, modifier)
        assert see(person.desk) == wanted, QKeySequence(key).toString()


def test_every_key_of_the_window(at_home: Home) -> None:
    person = at_home(FIRST)
    QTest.qWait(FRESH_PRESS + 50)
    person.press(KEY.Key_Return)
    person.press(KEY.Key_Z, CONTROL)
    QTest.qWait(FRESH_PRESS + 50)  # the button waits for a fresh press after what was written down
    walk(person, TABLE[:2])
    QTest.qWait(FRESH_PRESS + 50)
    walk(person, TABLE[2:])
    person.open("symptoms")
    walk(person, SYMPTOMS)
    page = person.open("questions")
    person.press(KEY.Key_Return)  # Start
    person.press(KEY.Key_2)
    person.press(KEY.Key_Return)  # past the practice
    assert page.state.at == 1
    walk(person, QUESTIONS)
    person.press(KEY.Key_L, CONTROL)
    assert person.window.desk is None


def test_ctrl_z_undoes_the_last_entry_of_today_whatever_it_is(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    page = person.open("symptoms")
    page.rows[0].scale.choose(1)
    person.click(page.save_button)
    assert person.desk.page is person.today
    person.press(KEY.Key_Z, CONTROL)
    assert (person.today.view.symptoms, len(person.lines("doses"))) == ({}, 1)
    person.press(KEY.Key_Z, CONTROL)
    assert person.lines("doses") == []
    person.press(KEY.Key_Z, CONTROL)
    assert person.today.notice.accessibleName() == "This did not work. Nothing of today can be undone."


def test_control_is_command_where_the_system_says_so() -> None:
    """Qt itself puts Command in place of Ctrl on macOS: every key is given with Qt's own Ctrl."""
    for _, modifier, *_ in (*TABLE, *SYMPTOMS, *QUESTIONS):
        assert modifier in (NONE, CONTROL, ALT, SHIFT)  # never Meta, which is Ctrl on macOS


def test_a_key_that_is_held_down_acts_once(at_home: Home) -> None:
    """A keyboard repeats what is held: Ctrl+Z would undo one entry of today after the other."""
    window = at_home(FIRST).window
    assert [action.shortcut().toString() for action in window.actions() if action.autoRepeat()] == []
