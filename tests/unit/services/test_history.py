"""The Diary page's service: rows of cycles, marks of days, who wrote what when, and the window."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.services.history import HistoryService
from diary_app.services.history_days import BEFORE
from diary_app.services.history_entries import Written
from tests.diaries import FIRST, Notebook, day_of


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.clock.set("2026-01-05T07:10")
    return book


def history(book: Notebook) -> HistoryService:
    return HistoryService(book.opened, book.service)


def taken(book: Notebook, *days: int, at: str = "07:10") -> list[str]:
    return [book.tell("dose", day_of(day), time=at, fasting="yes") for day in days]


def written_of(book: Notebook) -> list[Written]:
    """What stands on the first day, the start of the cycle apart."""
    return [each for each in history(book).story(FIRST).written if each.record.kind != "cycle_start"]


def test_cycles_stand_newest_first_with_what_was_taken(book: Notebook) -> None:
    book.clock.set("2026-01-30T07:10")
    taken(book, 1, 2, 4)
    book.tell("cycle_start", day_of(24))
    taken(book, 24, 25)
    view = history(book).view()
    assert [(row.number, row.running, row.taken, row.counted, len(row.days)) for row in view.rows] == [
        (2, True, 2, 2, 21),
        (1, False, 3, 14, 23),  # two days late: they are days of cycle 1
    ]
    assert view.rows[0].days[0].day == FIRST + timedelta(days=23)
    assert (view.older, view.newer, view.first) == (False, False, FIRST)


def test_a_cycle_that_waits_for_the_next_start_grows_to_today(book: Notebook) -> None:
    book.clock.set("2026-01-29T07:10")
    [row] = history(book).view().rows
    assert len(row.days) == 25
    assert [each.state.status for each in row.days[21:]] == ["not_due"] * 4


def test_days_before_cycle_1_have_a_row_of_their_own_only_if_something_stands_there(book: Notebook) -> None:
    assert [row.number for row in history(book).view().rows] == [1]
    book.tell("weight", "2026-01-02", kg="62.4")
    [_, before] = history(book).view().rows
    assert (before.number, [each.day.day for each in before.days]) == (BEFORE, [2, 3, 4])
    assert before.days[0].readings


def test_the_marks_of_a_day(book: Notebook) -> None:
    book.clock.set("2026-01-22T20:00")
    [dose] = taken(book, 1)
    taken(book, 16)  # a rest day
    book.tell("symptom", day_of(2), severities={"tiredness": 0, "nausea": 3})
    book.tell("symptom", day_of(2), severities={"nausea": 1})
    book.tell("bp", day_of(3), time="07:00", readings=["131/84"])
    book.tell("qlq", day_of(1), time="06:40", answers={"1": 2})
    book.service.correct(dose, {"time": "07:30"}, "wrong_time")
    days = history(book).view().rows[0].days
    assert (days[0].changed, days[0].questionnaire, days[0].worst) == (True, True, None)
    assert (days[1].changed, days[1].worst) == (False, 1)  # what holds: the later value of the day
    assert days[2].readings
    assert [place for place, each in enumerate(days) if each.off_plan] == [15]


def test_groups_of_cycles_do_not_move_with_the_day_asked_for(book: Notebook) -> None:
    for cycle in range(1, 5):
        book.clock.set(f"{FIRST + timedelta(days=21 * cycle)}T07:10")
        book.tell("cycle_start", day_of(21 * cycle + 1))
    service = history(book)
    assert [row.number for row in service.view(3).rows] == [5, 4, 3]
    inside = service.view(3, around=FIRST + timedelta(days=70))  # a day of cycle 4
    assert [row.number for row in inside.rows] == [5, 4, 3]
    last = service.view(3, around=FIRST + timedelta(days=30))
    assert ([row.number for row in last.rows], last.older, last.newer) == ([2, 1], False, True)
    assert [row.number for row in service.view(1, around=FIRST).rows] == [1]


def test_everything_about_a_day_with_who_when_and_every_change(book: Notebook) -> None:
    book.clock.set("2026-01-07T20:00")
    entry = book.tell("dose", day_of(1), time="07:10", fasting="yes", by="helper")
    book.clock.set("2026-01-08T08:00")
    book.service.correct(entry, {"time": "08:05", "fasting": "no"}, "wrong_time")
    book.clock.set("2026-01-09T08:00")
    book.service.undo(entry, "pressed_by_mistake")
    [written] = written_of(book)
    assert (written.by, written.lag_days, written.entered_at.isoformat()) == (
        "helper", 2, "2026-01-07T20:00:00+08:00",
    )  # fmt: skip
    assert written.fact is None
    assert written.before is not None
    corrected, undone = written.changes
    assert ("time", "07:10", "08:05") in corrected.fields
    assert ("fasting", "yes", "no") in corrected.fields
    assert (corrected.reason, corrected.undone, corrected.by) == ("wrong_time", False, "self")
    assert (undone.reason, undone.undone, undone.fields) == ("pressed_by_mistake", True, ())


def test_one_symptom_of_a_page_is_one_change(book: Notebook) -> None:
    page = book.tell("symptom", day_of(1), severities={"tiredness": 2, "nausea": 1})
    book.service.correct(page, {"severities": {"tiredness": 3}}, "wrong_value")
    [written] = written_of(book)
    assert [change.fields for change in written.changes] == [(("severities.tiredness", 2, 3),)]


@pytest.mark.parametrize(
    ("today", "fits"), [("2026-01-05", True), ("2026-01-12", True), ("2026-01-13", False)]
)
def test_the_window_is_the_plans_seven_days(book: Notebook, today: str, fits: bool) -> None:
    [entry] = taken(book, 1)
    book.clock.set(f"{today}T12:00")
    service = history(book)
    assert service.story(FIRST).in_window is fits
    if fits:
        service.correct(entry, {"time": "07:20"}, "wrong_time")
        service.undo(entry, "pressed_by_mistake")
        assert written_of(book)[0].fact is None
        return
    with pytest.raises(DoesNotFit, match="more than 7 days ago"):
        service.correct(entry, {"time": "07:20"}, "wrong_time")
    with pytest.raises(DoesNotFit, match="more than 7 days ago"):
        service.undo(entry, "wrong_day")
    assert written_of(book)[0].changes == ()


def test_a_day_still_to_come_is_not_in_the_window(book: Notebook) -> None:
    story = history(book).story(FIRST + timedelta(days=1))
    assert (story.in_window, story.missing_dose, story.written) == (False, False, ())


def test_a_past_day_without_an_entry_says_so(book: Notebook) -> None:
    book.clock.set("2026-01-07T12:00")
    assert history(book).story(FIRST).missing_dose
    assert not history(book).story(date(2026, 1, 7)).missing_dose


def test_two_years_open_without_a_wait(book: Notebook) -> None:
    for number in range(34):
        start = 21 * number + 1
        book.clock.set(f"{FIRST + timedelta(days=start + 14)}T12:00")
        if number:
            book.tell("cycle_start", day_of(start))
        taken(book, *range(start, start + 14))
    service = history(book)
    service.view()  # the diary itself is read once when it is opened
    began = time.perf_counter()
    view = service.view(around=FIRST)
    assert time.perf_counter() - began < 0.15
    assert len([each for row in view.rows for each in row.days]) <= 63
