"""What Today shows and does, from the first day to the end of the study."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from diary_app.common.errors import DoesNotFit
from tests.diaries import FIRST, Notebook, day_of


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.clock.set("2026-01-05T07:10")
    return book


def at(book: Notebook, local: str) -> Notebook:
    book.clock.set(local)
    return book


def test_the_first_morning(book: Notebook) -> None:
    view = book.today.view()
    assert (view.day, view.first_dose, view.planned_mg, view.status.day_state.status) == (
        FIRST,
        FIRST,
        12,
        "due",
    )
    assert [cell.cycle_day for cell in view.strip] == list(range(1, 22))
    assert [cell.state.dosing_day for cell in view.strip] == [True] * 14 + [False] * 7
    assert (view.planned_start, view.next_start, view.over, view.sample) == (
        date(2026, 1, 26),
        None,
        False,
        True,
    )
    assert view.questionnaire.state == "open"


def test_taken_now(book: Notebook) -> None:
    book.today.took_it(fasting="yes", note="with water")
    [row] = book.rows("doses")
    assert (row["day"], row["taken_at"], row["fasting"], row["note"], row["mg"]) == (
        day_of(1), "2026-01-05T07:10:00+08:00", "yes", "with water", 12,
    )  # fmt: skip
    assert book.today.view().status.day_state.status == "taken"
    assert book.record(row["id"]).about["zone"] == "Asia/Shanghai"


def test_taken_after_midnight_is_still_the_day_before(book: Notebook) -> None:
    at(book, "2026-01-06T00:40").today.took_it()
    [row] = book.rows("doses")
    assert (row["day"], row["taken_at"], row["late"]) == (day_of(1), "2026-01-06T00:40:00+08:00", True)
    assert at(book, "2026-01-06T07:10").today.view().status.day_state.status == "due"


def test_taken_in_the_second_of_two_equal_hours_is_that_instant() -> None:
    book = Notebook(zone="Europe/Berlin")
    book.clock.set("2026-10-25T02:30")
    book.clock.advance(hours=1)
    book.today.took_it()
    assert book.rows("doses")[0]["taken_at"] == "2026-10-25T02:30:00+01:00"


def test_taken_earlier_today(book: Notebook) -> None:
    at(book, "2026-01-05T12:00").today.took_it(at=book.today.time_today("06:45"))
    assert book.rows("doses")[0]["taken_at"] == "2026-01-05T06:45:00+08:00"


@pytest.mark.parametrize("text", ["07:11", "23:00", "00:40"])
def test_a_time_that_has_not_come_is_refused(book: Notebook, text: str) -> None:
    with pytest.raises(DoesNotFit, match=f"{text} has not come yet"):
        book.today.took_it(at=book.today.time_today(text))
    assert book.rows("doses") == []


def test_a_time_of_another_day_is_refused(book: Notebook) -> None:
    with pytest.raises(DoesNotFit, match="is not a time of 2026-01-05"):
        book.today.took_it(at=datetime.fromisoformat("2026-01-05T02:50:00+08:00"))


@pytest.mark.parametrize("text", ["", "7", "25:00", "7:10"])
def test_what_is_no_time_is_refused(book: Notebook, text: str) -> None:
    with pytest.raises(DoesNotFit):
        book.today.time_today(text)


def test_not_taken_and_taken_after_all(book: Notebook) -> None:
    missed = book.today.did_not_take_it("felt_sick")
    assert book.today.view().status.day_state.status == "not_taken"
    with pytest.raises(DoesNotFit, match=missed):
        book.today.took_it()
    book.undo(missed, None)
    book.today.took_it()
    assert book.today.view().status.day_state.status == "taken"


def test_the_start_is_asked_for_from_day_22_and_one_entry_when_told_twice(book: Notebook) -> None:
    assert not at(book, "2026-01-25T08:00").today.view().status.awaiting_start
    assert at(book, "2026-01-26T08:00").today.view().status.awaiting_start
    day = date(2026, 1, 26)
    first = book.today.clinic_told_start(day)
    assert book.today.clinic_told_start(day) == first
    view = book.today.view()
    assert (view.status.day_state.cycle_number, view.status.day_state.status) == (2, "due")
    assert book.rows("cycles")[1]["source"] == "participant, told by clinic"


def test_a_start_told_again_after_an_undo_is_told(book: Notebook) -> None:
    day = date(2026, 1, 26)
    at(book, "2026-01-26T08:00")
    first = book.today.clinic_told_start(day)
    book.undo(first, None)
    again = book.today.clinic_told_start(day)
    assert again != first
    assert book.today.view().status.day_state.cycle_number == 2
    assert book.today.clinic_told_start(day) == again


def test_a_start_told_ahead_shows_as_next_start(book: Notebook) -> None:
    at(book, "2026-01-20T08:00").today.clinic_told_start(date(2026, 1, 28))
    view = book.today.view()
    assert (view.next_start, view.status.next_dose) == (date(2026, 1, 28), date(2026, 1, 28))
    assert (view.status.awaiting_start, view.status.day_state.cycle_number) == (False, 1)


def test_symptoms_of_today_and_of_a_day_before(book: Notebook) -> None:
    at(book, "2026-01-07T20:00")
    book.today.keep_page({"cough": 1})
    assert book.today.kept_page() == {"cough": 1}
    book.today.save_symptoms({"cough": 1, "rash": 0}, "a note")
    book.today.save_symptoms({"cough": 2})
    book.today.save_symptoms({"nausea": 3}, day=date(2026, 1, 6))
    assert book.today.view().symptoms == {"cough": 2, "rash": 0}
    assert {alert.rule.code for alert in book.today.view().alerts} >= {"severity_3_or_4"}


def test_the_last_pressure_and_the_days_without_a_record(book: Notebook) -> None:
    at(book, "2026-01-14T08:00")
    book.took(5)
    book.missed(6)
    book.hold(9, 9)
    book.tell("bp", 4, time="07:00", readings=["128/82", "126/80"])
    view = book.today.view()
    assert view.pressure is not None
    assert (view.pressure.day, view.pressure.last) == (date(2026, 1, 8), (126, 80))
    assert [day.isoformat() for day in view.unrecorded] == [day_of(n) for n in (3, 4, 7, 8)]


def test_the_next_questionnaire_and_visit(book: Notebook) -> None:
    at(book, "2026-01-14T08:00")
    book.tell("visit", 30)
    view = book.today.view()
    assert view.next_questionnaire is not None
    assert (view.next_questionnaire.day, view.next_visit) == (date(2026, 2, 16), date(2026, 2, 3))
    at(book, "2026-02-12T08:00")
    book.tell("qlq", 38, answers={"1": 1})
    view = book.today.view()
    assert view.next_questionnaire is not None
    assert (view.questionnaire.state, view.next_questionnaire.number, view.next_visit) == ("done", 2, None)


def test_before_the_first_dose_is_known() -> None:
    book = Notebook(first_dose=None)
    book.clock.set("2026-01-05T07:10")
    view = book.today.view()
    assert (view.first_dose, view.strip, view.planned_mg, view.planned_start) == (None, (), 12, None)
    with pytest.raises(DoesNotFit, match="No first dose date"):
        book.today.took_it()
    book.today.clinic_told_start(date(2026, 1, 5))
    book.today.took_it()
    assert book.today.view().status.adherence.taken == 1


def test_after_the_end(book: Notebook) -> None:
    at(book, "2026-01-20T08:00")
    book.tell("stop", 10, reason="progression")
    view = book.today.view()
    assert (view.over, view.planned_start, view.status.day_state.status) == (True, None, "not_due")
