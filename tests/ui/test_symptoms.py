"""The symptom page with real services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support import FixedClock
from tests.ui.conftest import Opens, Person

FIRST = date(2026, 1, 5)
Home = Callable[..., Person]


def grades(person: Person) -> dict[str, int]:
    return {row["term"]: row["severity"] for row in person.lines("symptoms")}


def test_grades_by_click_and_a_note_are_one_entry(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.side.symptoms.button)
    page = person.desk.page
    assert not page.save_button.isEnabled()
    person.click(page.rows[0].scale.choices[2])
    assert page.rows[0].sentence.text() == "Rest does not help. Shopping and errands are hard."
    person.click(page.rows[2].scale.choices[0])
    page.note.control.setFocus()
    person.type("Slept badly <i>again</i>")
    person.click(page.save_button)
    assert grades(person) == {"tiredness": 2, "diarrhoea": 0}
    rows = person.lines("symptoms")
    assert {row["note"] for row in rows} == {"Slept badly <i>again</i>"}
    assert len({row["record"] for row in rows}) == 1
    assert person.desk.page is person.today
    assert person.today.side.symptoms.title.text() == "Symptoms added"


def test_by_keys_alone(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    assert QApplication.focusWidget() is page.rows[0].scale.choices[0]
    person.press(Qt.Key.Key_3)
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_1)
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Space)
    assert [row.scale.value for row in page.rows[:4]] == [3, 1, 2, None]
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Backspace)
    assert [row.scale.value for row in page.rows[:4]] == [3, None, 2, None]


def test_all_others_none_fills_only_open_rows_and_can_be_undone(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    page.rows[3].scale.choose(2)
    person.click(page.others_button)
    assert [row.scale.value for row in page.rows] == [0, 0, 0, 2] + [0] * (len(page.rows) - 4)
    person.click(page.others_button)
    assert [row.scale.value for row in page.rows] == [None, None, None, 2] + [None] * (len(page.rows) - 4)


def test_leaving_keeps_a_draft_even_behind_the_lock(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    page.rows[1].scale.choose(3)
    page.note.control.setFocus()
    person.type("half done")
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert person.window.desk is None
    person.unlock()
    assert grades(person) == {}
    page = person.open("symptoms")
    assert page.rows[1].scale.value == 3
    assert page.note.control.text() == "half done"
    assert page.notice.isVisible()
    person.click(page.save_button)
    assert grades(person) == {"hands_feet": 3}
    page = person.open("symptoms")
    assert not page.notice.isVisible()
    assert page.note.control.text() == ""


def test_a_draft_of_yesterday_is_saved_for_yesterday(
    at_home: Home, clock: FixedClock, sit_down: Opens
) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    page.rows[0].scale.choose(1)
    person.open("today")
    clock.set("2026-01-06T07:10")
    page = person.open("symptoms")
    assert page.header.subtitle.text().startswith("Monday 5 January")
    person.click(page.save_button)
    assert [row["day"] for row in person.lines("symptoms")] == ["2026-01-05"]
    page = person.open("symptoms")
    assert page.header.subtitle.text().startswith("Tuesday 6 January")
    assert page.rows[0].scale.value is None


def test_saved_grades_can_be_changed_but_not_made_unsaid(at_home: Home) -> None:
    person = at_home(
        FIRST, [{"kind": "symptom", "day": "2026-01-05", "severities": {"tiredness": 2, "nausea": 1}}]
    )
    page = person.open("symptoms")
    assert not page.save_button.isEnabled()
    assert page.rows[0].scale.value == 2
    page.rows[0].scale.choose(None)
    assert page.rows[0].scale.value == 2
    page.rows[0].scale.choose(1)
    person.click(page.save_button)
    assert grades(person) == {"tiredness": 1, "nausea": 1}


def test_the_sentence_follows_the_focus_and_the_pointer(at_home: Home) -> None:
    person = at_home(FIRST)
    row = person.open("symptoms").rows[0]
    assert row.sentence.text() == ""
    person.press(Qt.Key.Key_Right)
    assert row.sentence.text() == "I am tired, but feel better after a rest."
    assert row.scale.value is None


def test_alt_left_goes_back_to_today(at_home: Home) -> None:
    person = at_home(FIRST)
    person.open("symptoms")
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert person.desk.page is person.today
