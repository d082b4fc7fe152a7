"""Cycles as events with real dates: delays, levels, holds, the next dose, the end of the study."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from diary_app.domain.diary import Adoption, Diary
from diary_app.domain.dose import DoseDays
from tests.diaries import FIRST, PARTICIPANT, Notebook, alter, both_told, day_of, second_trial


def counts(book: Notebook, on: int, today: int | None = None) -> dict[str, Any]:
    return book.shown(on, today)["adherence"]


@pytest.fixture
def book() -> Notebook:
    return Notebook()


def test_init_writes_cycle_1_at_the_first_level(book: Notebook) -> None:
    [row] = book.rows("cycles")
    assert (row["cycle"], row["start"], row["mg"], row["source"]) == (
        1,
        day_of(1),
        12,
        "participant, told by clinic",
    )


def test_a_later_cycle_exists_only_when_its_start_is_in_the_log(book: Notebook) -> None:
    shown = book.shown(30, 30)
    assert (shown["cycle"], shown["cycle_day"], shown["dosing_day"], shown["dose_status"]) == (
        1,
        30,
        False,
        "not_due",
    )
    assert (shown["planned_mg"], shown["next_dose"]) == (None, None)


@pytest.mark.parametrize(("day", "awaiting"), [(21, False), (22, True), (23, True), (40, True)])
def test_a_start_is_awaited_from_the_planned_day(book: Notebook, day: int, awaiting: bool) -> None:
    assert book.shown(day, day)["awaiting_start"] is awaiting


def test_no_start_is_awaited_once_it_is_told_or_the_study_is_over(book: Notebook) -> None:
    book.start(24)
    assert not book.shown(24)["awaiting_start"]
    assert book.shown(23)["awaiting_start"]
    book.tell("stop", 50)
    assert (book.shown(49)["awaiting_start"], book.shown(50)["awaiting_start"]) == (True, False)


def test_a_delayed_cycle_shifts_what_follows_and_nothing_before(book: Notebook) -> None:
    before = [book.shown(day) for day in range(1, 22)]
    book.start(29)
    assert [book.shown(day) for day in range(1, 22)] == before
    shown = book.shown(29, 29)
    assert (shown["cycle"], shown["cycle_day"], shown["dose_status"], shown["planned_mg"]) == (
        2,
        1,
        "due",
        12,
    )


def test_an_early_cycle_cuts_the_treatment_days_of_the_one_before(book: Notebook) -> None:
    book.start(8)
    assert (book.shown(8)["cycle"], book.shown(8)["cycle_day"]) == (2, 1)
    assert counts(book, 30, 40)["due"] == 7 + 14


def test_the_level_of_a_day_is_the_one_that_applied_on_it(book: Notebook) -> None:
    book.tell("dose_level", 5, mg=10, reason="told by clinic")
    book.start(22, 8)
    planned = {day: book.shown(day)["planned_mg"] for day in (4, 5, 14, 15, 22)}
    assert planned == {4: 12, 5: 10, 14: 10, 15: None, 22: 8}


def test_an_open_hold_lasts_until_the_next_cycle_start_is_told(book: Notebook) -> None:
    book.hold(10)
    assert counts(book, 14)["held"] == 5
    book.start(25)
    assert (counts(book, 25, 26)["held"], book.shown(25, 26)["dose_status"]) == (5, "not_recorded")


def test_a_hold_over_treatment_days_is_not_made_up(book: Notebook) -> None:
    book.hold(10, 14)
    assert book.shown(15)["dose_status"] == "not_due"


def test_next_dose_leaves_holds_out_and_goes_as_far_as_starts_are_known(book: Notebook) -> None:
    book.hold(5, 7)
    assert book.shown(4, 4)["next_dose"] == day_of(4)
    book.took(4)
    assert book.shown(4, 4)["next_dose"] == day_of(8)
    assert book.shown(14, 14)["next_dose"] == day_of(14)
    book.took(14)
    assert book.shown(14, 14)["next_dose"] is None
    book.start(24)
    assert book.shown(14, 14)["next_dose"] == day_of(24)
    assert book.shown(14, 400)["next_dose"] is None, (
        "seen from later, what was then known of later days is left out"
    )


def test_the_study_ends_exclusive_24_months_after_day_1(book: Notebook) -> None:
    book.start(729)
    shown = {day: book.shown(day, 740)["dose_status"] for day in ("2028-01-03", "2028-01-04", "2028-01-05")}
    assert shown == {"2028-01-03": "not_recorded", "2028-01-04": "not_recorded", "2028-01-05": "not_due"}


def test_or_with_stop(book: Notebook) -> None:
    book.tell("stop", 6, reason="progression")
    assert (counts(book, 14)["due"], book.shown(5, 6)["dose_status"], book.shown(6)["dose_status"]) == (
        5, "not_recorded", "not_due",
    )  # fmt: skip
    assert book.shown(5, 5)["next_dose"] == day_of(5)


def test_day_1_is_correctable_like_all_else(book: Notebook) -> None:
    book.correct(book.first.id, day=day_of(3))
    assert (book.shown(3)["study_day"], book.shown(2)["study_day"], book.shown(1)["study_day"]) == (1, -1, -2)
    assert book.shown(2)["cycle"] is None


def test_the_clinics_word_stands_where_both_told_the_same_start() -> None:
    home, clinic = Notebook(), Notebook(staff=True)
    clinic.start(22, 10)
    home.start(22, 12)
    for book in both_told(home, clinic):
        assert book.shown(22)["planned_mg"] == 10
        assert book.shown(22)["cycle"] == 2


def test_another_plan_counts_by_its_own_numbers() -> None:
    book = Notebook(second_trial())
    for day in range(1, 22):
        book.took(day)
    shown = book.shown(28)
    assert (shown["adherence"]["taken"], shown["rdi"]["value"]) == (21, 1.0)
    assert (shown["cycle_day"], shown["awaiting_start"], book.shown(29)["awaiting_start"]) == (
        28,
        False,
        True,
    )
    assert book.rows("doses")[0]["mg"] == 400


def test_study_day_of_a_diary_without_a_start() -> None:
    shown = Notebook(first_dose=None).shown(1)
    assert [shown[name] for name in ("study_day", "cycle", "cycle_day", "planned_mg", "next_dose")] == [
        None
    ] * 5
    assert (shown["awaiting_start"], shown["dosing_day"], shown["dose_status"]) == (False, False, "not_due")


def test_before_a_first_dose_that_is_planned() -> None:
    book = Notebook(first_dose=date(2026, 3, 2))
    book.clock.set("2026-02-20T09:00")
    shown = book.shown("2026-02-20")
    assert (shown["study_day"], shown["next_dose"]) == (-10, "2026-03-02")
    assert shown["questionnaire"] == {
        "target": "2026-03-02", "opens": "2026-02-16", "closes": "2026-03-02", "state": "open",
    }  # fmt: skip


def amended(book: Notebook, *, from_day: int) -> Diary:
    """The same facts under a plan that another one replaces from a day on."""
    regimen = replace(alter().regimen, late_after=time(8), treatment_days=10, dose_levels=(Decimal(9),))
    plans = [
        Adoption(None, alter()),
        Adoption(date.fromisoformat(day_of(from_day)), replace(alter(), regimen=regimen)),
    ]
    diary = Diary(PARTICIPANT, plans)
    for fact in book.diary:
        diary.put(fact.record)
    return diary


def test_the_rule_of_a_day_is_the_one_that_applied_on_it(book: Notebook) -> None:
    for day in (1, 5, 23):
        book.took(day, "09:00")
    book.start(22)
    days = DoseDays(amended(book, from_day=5), FIRST)
    late = [days.state(date.fromisoformat(day_of(day))).late for day in (1, 5, 23)]
    assert late == [False, True, True]
    assert [cycle.treatment_days for cycle in days.calendar.cycles] == [14, 10]


def test_a_plan_that_is_not_yet_in_force_changes_nothing(book: Notebook) -> None:
    book.took(1, "09:00")
    days = DoseDays(amended(book, from_day=400), FIRST)
    assert not days.state(FIRST).late
    assert days.calendar.cycles[0].treatment_days == 14
