"""The symptom page with real services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from tests.support import FixedClock
from tests.ui.conftest import Opens, Person

pytestmark = pytest.mark.slow

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
    assert page.header.title.text() == "How did you feel on Monday 5 January?"
    assert page.signs.question == "Did any of this happen on Monday 5 January?"
    person.click(page.save_button)
    assert [row["day"] for row in person.lines("symptoms")] == ["2026-01-05"]
    page = person.open("symptoms")
    assert page.header.title.text() == "How do you feel today?"
    assert page.header.subtitle.text().startswith("Tuesday 6 January")
    assert page.signs.question == "Did any of this happen today?"
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


def test_signs_stand_below_the_list_and_are_saved_with_the_page(at_home: Home) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    codes = [row.sign.code for row in page.signs.asked]
    assert "fainting" in codes
    assert "coughed_much_blood" not in codes
    assert page.signs.answers() == {}
    coughed = next(row for row in page.rows if row.symptom.code == "bleeding_cough")
    person.click(coughed.scale.choices[1])
    more = next(row for row in page.signs.asked if row.sign.code == "coughed_much_blood")
    lines = page.signs.in_order
    assert more in lines[lines.index(coughed) + 1 : lines.index(coughed) + 3]
    assert more.choice.choices[0].accessibleName().startswith("Did any of this happen today? ")
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_N)
    person.click(page.signs.none_button)
    assert set(page.signs.answers().values()) == {False}
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert list(page.signs.answers().values()) == [False]
    person.click(page.signs.none_button)
    person.click(page.save_button)
    assert grades(person) == {"bleeding_cough": 1}
    saved = person.ask(person.services.calls.sign_answers)
    assert saved == dict.fromkeys([*codes, "coughed_blood", "coughed_much_blood"], False)
    [card] = person.today.calls.cards
    assert card.property("card") == "urgent"
    page = person.open("symptoms")
    assert not page.save_button.isEnabled()
    page.rows[0].scale.choose(1)
    person.click(page.save_button)
    journal = person.services.opened.store.journal
    entries = person.ask(lambda: list(journal.entries(kinds=["sign"])))
    assert len(entries) == len(saved)  # what was saved is not written once more


def test_a_sign_changed_is_saved_and_a_follow_up_without_its_symptom_is_not(at_home: Home) -> None:
    fainted = {"kind": "sign", "day": "2026-01-05", "sign": "fainting", "present": True}
    person = at_home(FIRST, [fainted])
    assert [card.property("card") for card in person.today.calls.cards] == ["emergency"]
    page = person.open("symptoms")
    row = next(row for row in page.signs.asked if row.sign.code == "fainting")
    assert row.present
    row.choice.choose(None)
    assert row.present  # what is saved can be changed, not made unsaid
    row.choice.choose(0)
    coughed = next(row for row in page.rows if row.symptom.code == "bleeding_cough")
    person.click(coughed.scale.choices[2])
    more = next(row for row in page.signs.asked if row.sign.code == "coughed_much_blood")
    more.choice.choose(1)
    person.click(coughed.scale.choices[0])
    assert more not in page.signs.asked
    person.click(page.save_button)
    assert person.ask(person.services.calls.sign_answers) == {"fainting": False}
    assert person.today.calls.cards == []


def test_answers_are_kept_behind_the_lock_and_when_saving_fails(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_home(FIRST)
    page = person.open("symptoms")
    page.rows[0].scale.choose(3)
    next(row for row in page.signs.asked if row.sign.code == "fainting").choice.choose(1)

    def full(*_: object, **__: object) -> str:
        raise NotSaved(N_("There is no space left on the disk."))

    monkeypatch.setattr(type(person.services.diary), "write_together", full)
    person.click(page.save_button)
    assert page.notice.isVisible()
    assert page.signs.answers() == {"fainting": True}
    monkeypatch.undo()
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.unlock()
    page = person.open("symptoms")
    assert page.signs.answers() == {"fainting": True}
    assert page.rows[0].scale.value == 3
    person.click(page.save_button)
    assert [card.property("card") for card in person.today.calls.cards] == ["emergency", "urgent"]
