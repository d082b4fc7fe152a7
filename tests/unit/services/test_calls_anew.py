"""What is new after an answer calls anew: beside a greater call that was answered, and by a correction."""

from __future__ import annotations

from datetime import timedelta

import pytest

from diary_app.domain.log.entry import Kind
from tests.diaries import FIRST, Notebook
from tests.unit.services.test_calls import alerts_on, answered, bp, calls, kept, stand

DAY = FIRST + timedelta(days=1)
CHEST, WEAK = "chest_or_back_pain", "weakness_numbness"


@pytest.fixture
def book() -> Notebook:
    """The evening of study day 2."""
    book = Notebook()
    book.clock.set(f"{DAY}T20:00")
    return book


def felt(book: Notebook, sign: str, present: bool = True) -> str:
    return book.tell("sign", 2, sign=sign, present=present)


def test_a_lesser_call_that_is_new_stands_beside_the_greater_one_that_was_answered(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    calls(book).answer("bp_very_high", DAY, "called")
    assert (stand(book), alerts_on(book)) == ([], ["bp_very_high"])
    bp(book, "170/105", "12:00")
    assert (stand(book), alerts_on(book)) == (["bp_high"], ["bp_high", "bp_very_high"])
    calls(book).answer("bp_high", DAY, "called")
    assert stand(book) == []
    bp(book, "181/105", "13:00")
    assert stand(book) == ["bp_very_high"]  # it stands again, so it speaks for the lesser one


def test_a_normal_reading_settles_both_and_a_later_high_one_calls_by_its_own_limit(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    bp(book, "130/80", "08:00")
    assert stand(book) == []
    bp(book, "170/105", "12:00")
    assert stand(book) == ["bp_high"]
    bp(book, "130/80", "13:00")
    assert stand(book) == []
    assert answered(book) == [("bp_very_high", "measured_again"), ("bp_high", "measured_again")]


def test_after_an_answered_emergency_each_limit_calls_anew(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    felt(book, CHEST)
    calls(book).answer("bp_emergency", DAY, "called_emergency")
    assert stand(book) == []
    bp(book, "170/105", "12:00")
    assert stand(book) == ["bp_high"]
    bp(book, "190/125", "15:00")
    assert stand(book) == ["bp_emergency"]


def test_another_sign_beside_a_pressure_after_its_emergency_was_answered_calls_anew(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    felt(book, CHEST)
    calls(book).answer("bp_emergency", DAY, "called_emergency")
    felt(book, CHEST)
    assert stand(book) == []
    felt(book, WEAK)
    assert stand(book) == ["bp_emergency"]


def test_a_symptom_corrected_after_the_answer_calls_anew_and_only_where_it_meets_the_rule(
    book: Notebook,
) -> None:
    page = book.tell("symptom", 2, severities={"nausea": 3, "tiredness": 1})
    calls(book).answer("severity_3_or_4", DAY, "called")
    book.correct(page, severities={"tiredness": 2})
    book.correct(page, severities={"nausea": 4})
    assert stand(book) == []
    raised = book.correct(page, severities={"tiredness": 4})
    assert stand(book) == ["severity_3_or_4"]
    book.undo(raised)
    assert stand(book) == []


def test_a_temperature_corrected_after_the_answer_calls_anew(book: Notebook) -> None:
    hot = book.tell("temperature", 2, celsius="38.6")
    other = book.tell("temperature", 2, celsius="36.9")
    calls(book).answer("temperature_high", DAY, "called")
    book.correct(hot, celsius="38.8")
    assert stand(book) == []  # it was over the limit and known when they called
    book.correct(other, celsius="39.9")
    assert stand(book) == ["temperature_high"]


def test_a_reading_corrected_after_the_answer_calls_anew(book: Notebook) -> None:
    high = bp(book, "165/102", "07:10")
    other = bp(book, "150/90", "06:00")
    calls(book).answer("bp_high", DAY, "called")
    book.correct(high, readings=["167/103"])
    assert stand(book) == []
    book.correct(other, readings=["175/104"])
    assert stand(book) == ["bp_high"]


def test_an_answer_about_a_sign_that_is_taken_back_after_the_call_was_answered(book: Notebook) -> None:
    felt(book, "coughed_much_blood")
    felt(book, "coughed_blood")
    no = felt(book, "coughed_blood", present=False)
    calls(book).answer("coughed_much_blood", DAY, "called_emergency")
    assert stand(book) == []
    book.undo(no)
    assert stand(book) == ["coughed_blood"]


def test_nobody_is_told_to_have_measured_again_where_that_reading_is_taken_back(book: Notebook) -> None:
    bp(book, "165/102", "07:10")
    normal = bp(book, "128/82", "09:00")
    assert answered(book) == [("bp_high", "measured_again")]
    undone = book.undo(normal)
    [alert] = book.shown(2, 2)["alerts"]
    assert "answered" not in alert
    book.undo(undone)
    bp(book, "166/103", "10:00")
    [alert] = book.shown(2, 2)["alerts"]
    assert alert["answered"] == "measured_again"  # that was so, though the last reading is high again


def test_what_stands_does_not_depend_on_who_took_in_whom_first(book: Notebook) -> None:
    clinic = Notebook(staff=True)
    clinic.clock.set(f"{DAY}T21:00")
    page = book.tell("symptom", 2, severities={"nausea": 3, "tiredness": 1})
    clinic.take_in(book)
    calls(clinic).answer("severity_3_or_4", DAY, "called", participant="P-001")
    book.correct(page, severities={"tiredness": 4})
    book.tell("temperature", 2, celsius="39")
    both = Notebook(first_dose=None, origin="third").take_in(clinic, book)
    other = Notebook(first_dose=None, origin="third").take_in(book).take_in(clinic)
    assert both.shown(2, 2) == other.shown(2, 2)
    clinic.take_in(book)
    book.take_in(clinic)
    assert clinic.shown(2, 2) == book.shown(2, 2)


def test_the_last_act_of_today_is_undone_with_all_that_its_page_wrote(book: Notebook) -> None:
    dose = book.took(2, "07:00")
    book.clock.advance(minutes=1)
    book.today.save_symptoms({}, signs={"fainting": True})
    book.clock.advance(minutes=1)
    book.today.save_symptoms({"nausea": 3}, signs={"black_stool": True, "fainting": True})
    assert stand(book) == ["black_stool", "fainting", "severity_3_or_4"]
    book.service.undo_newest()
    assert stand(book) == ["fainting"]
    book.service.undo_newest()
    assert (stand(book), book.record(dose).void) == ([], False)
    book.service.undo_newest()
    assert book.record(dose).void
    assert [entry.kind for entry in book.entries[-5:]] == [Kind.UNDO] * 5
    assert kept(book, Kind.ALERT_ANSWERED) == []


def test_a_visit_ahead_changes_nothing_of_what_was_known(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    other = bp(book, "150/90", "06:00")
    calls(book).answer("bp_very_high", DAY, "called")
    book.tell("visit", 9)
    assert stand(book) == []
    book.correct(other, readings=["165/101"])
    assert stand(book) == ["bp_high"]


def test_a_clock_that_was_set_back_does_not_change_what_is_undone_last(book: Notebook) -> None:
    dose = book.took(2, "07:00")
    weight = book.tell("weight", 2, kg="61")
    book.clock.set(f"{DAY}T19:00")
    book.correct(dose, time="07:05")
    book.service.undo_newest()
    assert (book.record(dose).void, book.record(weight).void) == (True, False)
    other = book.took(2, "07:10")
    book.service.undo_newest()
    assert (book.record(other).void, book.record(weight).void) == (True, False)


def test_an_emergency_nobody_saw_goes_with_a_normal_reading_of_its_session(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    felt(book, CHEST)
    assert stand(book) == ["bp_emergency"]
    bp(book, "130/80", "07:13")
    assert stand(book) == []


def test_another_call_that_was_shown_makes_no_call_of_a_reading_that_waits(book: Notebook) -> None:
    book.tell("temperature", 2, celsius="39")
    book.clock.set(f"{DAY}T07:12")
    bp(book, "165/102", "07:10")
    calls(book).note_shown(book.today.view().alerts)
    assert [(entry.payload or {})["rule"] for entry in kept(book, Kind.ALERT_SHOWN)] == ["temperature_high"]
    bp(book, "128/82", "07:12")
    assert answered(book) == []
