"""Today with real services: each way to say what happened, by click and by keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from diary_app.common.i18n import translator
from diary_app.domain.schedule import AdministrationState
from diary_app.ui.dialogs.confirm import Confirm
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.dose import CorrectForm
from diary_app.ui.pages.forms.host import FRESH_PRESS
from diary_app.ui.pages.forms.not_taken import ReasonForm
from diary_app.ui.pages.forms.start import StartForm
from diary_app.ui.pages.forms.taking import TimeForm
from diary_app.ui.pages.today.cards import NotTakenCard, RestCard, StartCard, TakenCard
from diary_app.ui.pages.today.due_card import DueCard
from diary_app.ui.pages.today.words import questionnaire_line
from tests.support import FixedClock
from tests.ui.conftest import Person, record_days

FIRST = date(2026, 1, 5)  # the clock's day: study day 1, cycle day 1
Home = Callable[..., Person]


def answer_dialog(button: str) -> list[str]:
    """Press a button of the next confirmation; the list holds its title once it was there."""
    seen: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Confirm)
        seen.append(dialog.title.text())
        assert dialog.focusWidget() is dialog.safe_button
        QTest.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)

    QTimer.singleShot(200, press)
    return seen


def test_one_click_writes_the_capsule_with_the_time_of_the_clock(at_home: Home) -> None:
    person = at_home(FIRST)
    assert isinstance(person.today.card, DueCard)
    person.click(person.today.card.stomach.segments.choices[0])
    person.click(person.today.card.now_button)
    assert isinstance(person.today.card, TakenCard)
    [dose] = person.lines("doses")
    assert (dose["status"], dose["mg"], dose["fasting"]) == ("taken", 12, "yes")
    assert dose["taken_at"].startswith("2026-01-05T07:10")
    assert person.today.card.title.text() == "Taken this morning"
    assert person.today.card.line.text() == "12 mg at 07:10. Stomach empty: yes."


@pytest.mark.slow
def test_after_unlocking_a_key_counts_only_from_a_fresh_press(at_home: Home, qtbot: object) -> None:
    person = at_home(FIRST)
    button = person.today.card.now_button
    assert QApplication.focusWidget() is button
    person.press(Qt.Key.Key_Return)  # the second Enter of the passphrase
    person.press(Qt.Key.Key_Space)
    assert person.lines("doses") == []
    QTest.qWait(FRESH_PRESS + 100)
    person.press(Qt.Key.Key_Return)
    assert len(person.lines("doses")) == 1


@pytest.mark.slow
def test_a_second_enter_neither_undoes_nor_writes_again(at_home: Home) -> None:
    person = at_home(FIRST)
    QTest.qWait(FRESH_PRESS + 100)
    person.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is person.today.card.title  # which no key presses
    person.press(Qt.Key.Key_Return)
    assert len(person.lines("doses")) == 1
    QTest.qWait(FRESH_PRESS + 100)
    person.press(Qt.Key.Key_Return)  # nor does a slow one
    person.press(Qt.Key.Key_Space)
    assert len(person.lines("doses")) == 1
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is person.today.card.undo_button
    person.press(Qt.Key.Key_Return)
    assert person.lines("doses") == []
    person.press(Qt.Key.Key_Return)
    assert person.lines("doses") == []


@pytest.mark.slow
def test_by_keys_alone(at_home: Home) -> None:
    person = at_home(FIRST)
    QTest.qWait(FRESH_PRESS + 100)
    for _ in range(12):  # Shift+Tab back to the stomach question
        if QApplication.focusWidget() in person.today.card.stomach.segments.choices:
            break
        person.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Space)
    assert person.today.card.stomach.fasting == "no"
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is person.today.card.now_button
    person.press(Qt.Key.Key_Space)
    assert [dose["fasting"] for dose in person.lines("doses")] == ["no"]
    assert QApplication.focusWidget() is person.today.card.title


def test_the_stomach_question_can_be_answered_afterwards_or_left_open(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    assert [dose["fasting"] for dose in person.lines("doses")] == ["unknown"]
    person.click(person.today.card.stomach.segments.choices[1])
    assert [dose["fasting"] for dose in person.lines("doses")] == ["no"]
    assert person.today.card.stomach is None


def test_taken_earlier_asks_for_the_time(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.earlier_button)
    form = person.today.card
    assert isinstance(form, TimeForm)
    assert [button.text() for button in form.quick] == ["06:40", "06:10", "05:10", "04:10"]
    person.click(form.quick[1])
    person.click(form.save_button)
    [dose] = person.lines("doses")
    assert dose["taken_at"].startswith("2026-01-05T06:10")


def test_a_time_to_come_is_refused_and_what_was_typed_stays(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.earlier_button)
    form = person.today.card
    form.time.control.setFocus()
    person.type("0930")
    person.click(form.save_button)
    assert person.lines("doses") == []
    assert person.today.card is form
    assert form.time.error.isVisible()
    assert form.time.error.text() == "09:30 has not come yet."
    assert form.time.control.hasFocus()
    assert form.time.control.time().toString("HH:mm") == "09:30"
    assert form.isEnabled()


def test_late_is_said_in_words(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-05T11:20")
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    assert person.today.card.title.text() == "Written down as taken late."
    assert person.today.strip.days[0].mark.state == "late"
    assert person.today.strip.days[0].mark.name == "Cycle 1, day 1, Monday 5 January, taken late at 11:20"


def test_not_taken_needs_a_reason_and_gives_the_plans_words(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.not_taken_button)
    form = person.today.card
    assert isinstance(form, ReasonForm)
    assert not form.save_button.isEnabled()
    person.click(form.reasons["forgot"])
    person.click(form.save_button)
    [dose] = person.lines("doses")
    assert (dose["status"], dose["reason"]) == ("not_taken", "forgot")
    assert isinstance(person.today.card, NotTakenCard)
    assert person.today.card.line.text() == "Reason: I forgot"
    assert person.today.strip.days[0].mark.state == "not_taken"


def test_taken_after_all_corrects_not_taken(at_home: Home) -> None:
    person = at_home(
        FIRST, [{"kind": "dose", "day": "2026-01-05", "status": "not_taken", "reason": "forgot"}]
    )
    person.click(person.today.card.another_button)
    person.click(person.today.card.save_button)
    [dose] = person.lines("doses")
    assert dose["status"] == "taken"
    assert dose["record"] != dose["id"]  # a correction, not a second record


def test_undo_stays_on_the_page_and_keeps_the_entry_in_the_log(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    person.click(person.today.card.undo_button)
    assert isinstance(person.today.card, DueCard)
    assert person.lines("doses") == []
    kinds = [entry.kind for entry in person.ask(lambda: list(person.services.opened.store.journal.entries()))]
    assert kinds[-2:] == ["dose", "undo"]


def test_undo_takes_the_answer_about_the_stomach_with_it(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    person.click(person.today.card.stomach.segments.choices[0])
    person.click(person.today.card.undo_button)
    assert isinstance(person.today.card, DueCard)
    assert person.lines("doses") == []


def test_ctrl_z_undoes_todays_capsule(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person.lines("doses") == []


@pytest.mark.slow
def test_a_second_capsule_is_asked_about_and_marked(at_home: Home) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    seen = answer_dialog("safe_button")
    person.click(person.today.card.another_button)
    assert seen == ["A capsule outside the plan"]
    assert len(person.lines("doses")) == 1
    answer_dialog("act_button")
    person.click(person.today.card.another_button)
    assert isinstance(person.today.card, TimeForm)
    person.click(person.today.card.save_button)
    assert [dose["off_plan"] for dose in person.lines("doses")] == [False, True]


def test_a_double_click_writes_one_capsule(at_home: Home, qtbot: object) -> None:
    person = at_home(FIRST)
    button = person.today.card.now_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    person.wait()
    assert len(person.lines("doses")) == 1


def test_a_correction_shows_before_and_after_and_needs_a_reason(at_home: Home) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    person.click(person.today.card.correct_button)
    form = person.today.card
    assert isinstance(form, CorrectForm)
    assert not form.save_button.isEnabled()
    form.time.control.setFocus()
    person.type("0655")
    assert (form.before.text(), form.after.text()) == ("Before 07:10", "After 06:55")
    assert not form.save_button.isEnabled()
    form.why.control.setCurrentIndex(form.why.control.findData("wrong_time"))
    person.click(form.save_button)
    [dose] = person.lines("doses")
    assert dose["taken_at"].startswith("2026-01-05T06:55")
    assert dose["reason_for_change"] == "wrong_time"


def test_another_reason_is_typed(at_home: Home) -> None:
    person = at_home(FIRST, record_days(FIRST, 1))
    person.click(person.today.card.correct_button)
    form = person.today.card
    person.click(form.stomach.segments.choices[1])
    form.why.control.setCurrentIndex(form.why.control.findData("other"))
    assert form.other.isVisible()
    assert not form.save_button.isEnabled()
    form.other.control.setFocus()
    person.type("I had tea <b>before</b>")
    person.click(form.save_button)
    [dose] = person.lines("doses")
    assert (dose["fasting"], dose["reason_for_change"]) == ("no", "I had tea <b>before</b>")


def test_a_rest_day_offers_how_do_you_feel_and_no_capsule_button(at_home: Home, clock: FixedClock) -> None:
    lines = record_days(FIRST, 14)
    clock.set("2026-01-20T08:10")
    person = at_home(FIRST, lines)
    assert isinstance(person.today.card, RestCard)
    assert person.today.strip.days[15].mark.state == "rest_today"
    assert person.today.strip.days[15].mark.label == "Today"
    person.click(person.today.card.feel_button)
    assert person.desk.page is person.desk.pages["symptoms"]


def test_a_rest_day_with_nothing_to_report_is_one_press(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-20T08:10")
    person = at_home(FIRST, record_days(FIRST, 14))
    person.click(person.today.card.none_button)
    card = person.today.card
    assert (card.told.text(), card.feel_button.text()) == ("No symptoms today", "Change what I wrote")
    assert QApplication.focusWidget() is card.told, "a second Enter does nothing"
    assert not hasattr(card, "none_button")
    rows = person.lines("symptoms")
    asked = [symptom.code for symptom in person.desk.session.protocol.symptoms]
    assert {(row["term"], row["severity"]) for row in rows} == {(code, 0) for code in asked}
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person.lines("symptoms") == []
    assert person.today.card.told.text() == "How do you feel today?"


def test_a_rest_day_says_what_was_written_on_the_page_of_symptoms(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-20T08:10")
    person = at_home(FIRST, record_days(FIRST, 14))
    page = person.open("symptoms")
    page.rows[0].scale.choose(2)
    person.click(page.save_button)
    assert person.desk.page is person.today
    assert person.today.card.told.text() == "Symptoms added"


def test_from_day_22_on_the_page_asks_for_the_next_start(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-26T08:10")
    person = at_home(FIRST, record_days(FIRST, 14))
    assert isinstance(person.today.card, StartCard)
    assert person.today.strip.title.text() == "Cycle 1, day 22"
    person.click(person.today.card.yes_button)
    assert isinstance(person.today.card, StartForm)
    person.click(person.today.card.save_button)
    cycles = person.lines("cycles")
    assert [cycle["start"] for cycle in cycles] == ["2026-01-05", "2026-01-26"]
    assert isinstance(person.today.card, DueCard)
    assert person.today.strip.title.text() == "Cycle 2, day 1 of 21"


def test_a_start_to_come_is_shown(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-26T08:10")
    person = at_home(FIRST, record_days(FIRST, 14))
    person.click(person.today.card.yes_button)
    day = person.today.card.day.control
    day.setDate(day.date().addDays(3))
    person.click(person.today.card.save_button)
    assert isinstance(person.today.card, RestCard)
    assert person.today.card.line.text() == "Next capsule: Thursday 29 January, before breakfast, in 3 days."


def test_alerts_stand_at_the_top_with_the_plans_words(at_home: Home) -> None:
    person = at_home(
        FIRST, [{"kind": "bp", "day": "2026-01-05", "time": "07:00", "readings": ["166/101", "165/102"]}]
    )
    [banner] = person.today.calls.cards
    assert banner.title.text() == "Please call your clinic today, before the next capsule."
    told = "You wrote down a blood pressure of 160/100 or higher. It was 165/102 at 07:00."
    assert banner.text.text() == told
    assert banner.property("card") == "urgent"


def test_the_day_changes_while_the_window_is_open(at_home: Home, clock: FixedClock) -> None:
    person = at_home(FIRST)
    person.click(person.today.card.now_button)
    clock.set("2026-01-06T07:30")
    person.today._timer.timeout.emit()
    person.wait()
    assert isinstance(person.today.card, DueCard)
    assert person.today.header.subtitle.text() == "Tuesday 6 January 2026 · 07:30"
    clock.set("2026-01-07T01:10")  # the capsule day goes on
    person.today._timer.timeout.emit()
    person.wait()
    told = "It is 01:10. This is still the capsule day of Tuesday 6 January."
    assert person.today.header.subtitle.text() == told


def test_past_days_without_an_entry_have_their_own_mark(at_home: Home, clock: FixedClock) -> None:
    clock.set("2026-01-07T07:10")
    person = at_home(FIRST, record_days(FIRST, 1))
    states = [day.mark.state for day in person.today.strip.days[:4]]
    assert states == ["taken", "not_recorded", "due", "to_come"]
    assert person.today.strip.summary.text() == "1 taken, 12 capsules to go"


def test_two_sentences_about_the_questionnaire_stand_as_the_language_has_them(kit: Kit) -> None:
    form, target = SimpleNamespace(day=FIRST), SimpleNamespace(opens=date(2026, 2, 2))
    done = SimpleNamespace(state=AdministrationState.DONE, form=form)
    view: Any = SimpleNamespace(questionnaire=done, next_questionnaire=target)
    assert questionnaire_line(kit, view) == "Done on 5 January. Next from 2 February."
    chinese = questionnaire_line(replace(kit, tr=translator("zh_CN")), view)
    assert chinese.count("。") == 2
    assert "。 " not in chinese
