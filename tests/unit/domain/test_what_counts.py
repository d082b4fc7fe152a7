"""Each sentence of "What counts" and "Cycles" of the data contract, as a test of its own."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from tests.diaries import FIRST, Notebook, both_told, day_of


def counts(book: Notebook, on: int, today: int | None = None) -> dict[str, Any]:
    return book.shown(on, today)["adherence"]


@pytest.fixture
def book() -> Notebook:
    return Notebook()


# Due -----------------------------------------------------------------------------------------------------


def test_a_day_is_due_once_it_has_a_record(book: Notebook) -> None:
    assert counts(book, 1, 1)["due"] == 0
    book.missed(1)
    assert counts(book, 1, 1) | {"off_plan": 0} == {
        "taken": 0, "due": 1, "not_taken": 1, "not_recorded": 0, "held": 0, "off_plan": 0, "percent": 0.0,
    }  # fmt: skip


def test_a_day_is_due_once_its_boundary_has_passed(book: Notebook) -> None:
    book.clock.set("2026-01-06T02:59")
    assert book.service.status(on=FIRST).adherence.due == 0
    book.clock.set("2026-01-06T03:00")
    passed = book.service.status(on=FIRST).adherence
    assert (passed.due, passed.not_recorded) == (1, 1)


def test_due_is_taken_and_not_taken_and_not_recorded(book: Notebook) -> None:
    book.took(1)
    book.missed(2)
    book.hold(4, 5)
    shown = counts(book, 7, 8)
    assert (shown["taken"], shown["not_taken"], shown["not_recorded"], shown["held"]) == (1, 1, 3, 2)
    assert shown["due"] == 5


def test_todays_open_capsule_is_due_and_not_yet_in_the_count(book: Notebook) -> None:
    shown = book.shown(3, 3)
    assert shown["dose_status"] == "due"
    assert (shown["adherence"]["due"], shown["adherence"]["not_recorded"]) == (2, 2)


def test_held_days_stand_outside(book: Notebook) -> None:
    book.hold(1, 14)
    shown = book.shown(14, 20)
    assert (shown["adherence"]["due"], shown["adherence"]["held"]) == (0, 14)
    assert shown["dose_status"] == "held"


def test_percent_is_100_taken_by_due_unrounded(book: Notebook) -> None:
    book.took(1)
    assert counts(book, 3, 4)["percent"] == 100 / 3


def test_percent_is_null_when_nothing_was_due(book: Notebook) -> None:
    assert counts(book, 1, 1)["percent"] is None
    assert counts(Notebook(first_dose=None), 1)["percent"] is None


def test_not_recorded_never_becomes_taken_and_never_not_taken(book: Notebook) -> None:
    shown = counts(book, 21, 400)
    assert (shown["not_recorded"], shown["taken"], shown["not_taken"], shown["percent"]) == (14, 0, 0, 0.0)


# Taken ---------------------------------------------------------------------------------------------------


def test_taken_is_never_more_than_due(book: Notebook) -> None:
    for _ in range(3):
        book.took(1)
    book.took(16)
    assert (counts(book, 16)["taken"], counts(book, 1)["due"]) == (1, 1)


def test_a_wrong_strength_is_taken_and_off_plan(book: Notebook) -> None:
    book.took(1, mg=8)
    shown = book.shown(1)
    assert (shown["dose_status"], shown["adherence"]["taken"], shown["adherence"]["off_plan"]) == (
        "taken",
        1,
        1,
    )
    assert shown["rdi"]["value"] == pytest.approx(8 / 12)


def test_a_dose_on_a_rest_day_counts_only_in_off_plan_and_mg(book: Notebook) -> None:
    for day in range(1, 15):
        book.took(day)
    book.took(15)
    shown = book.shown(15)
    assert (shown["dose_status"], shown["dosing_day"]) == ("not_due", False)
    assert (shown["adherence"]["taken"], shown["adherence"]["due"], shown["adherence"]["off_plan"]) == (
        14,
        14,
        1,
    )
    assert shown["rdi"]["value"] == pytest.approx(15 / 14)


def test_a_second_dose_counts_only_in_off_plan_and_mg(book: Notebook) -> None:
    first, second = book.took(1, "07:10"), book.took(1, "20:00")
    shown = book.shown(1)
    assert (shown["adherence"]["taken"], shown["adherence"]["due"], shown["adherence"]["off_plan"]) == (
        1,
        1,
        1,
    )
    assert shown["rdi"]["value"] == 2.0
    assert {row["id"]: row["off_plan"] for row in book.rows("doses")} == {first: False, second: True}


def test_a_recorded_dose_outranks_a_hold_the_day_is_taken_and_due(book: Notebook) -> None:
    book.took(3)
    book.hold(3, 3)
    shown = counts(book, 3)
    assert (shown["taken"], shown["due"], shown["held"]) == (1, 3, 0)


def test_it_is_off_plan_if_the_hold_was_known_when_it_was_written(book: Notebook) -> None:
    book.took(3)
    book.hold(3, 4)
    book.took(4)
    assert [row["off_plan"] for row in book.rows("doses")] == [False, True]


def test_closing_an_open_hold_later_does_not_change_what_was_known_before(book: Notebook) -> None:
    hold = book.hold(3)
    book.took(4)
    assert book.rows("doses")[0]["off_plan"]
    book.correct(hold, to=day_of(7))
    assert book.rows("doses")[0]["off_plan"]
    book.correct(hold, to=day_of(5))
    assert book.rows("doses")[0]["off_plan"]


def test_a_hold_moved_or_opened_over_a_dose_was_not_known_when_it_was_written(book: Notebook) -> None:
    earlier, closed = book.hold(7, 9), book.hold(12, 12)
    book.took(6)
    book.took(13)
    longer = book.correct(earlier, **{"from": day_of(5)})
    book.correct(closed, to=None)
    assert [row["off_plan"] for row in book.rows("doses")] == [False, False]
    book.undo(longer)
    book.took(8)
    assert [row["off_plan"] for row in book.rows("doses")] == [False, True, False]


def test_a_hold_lengthened_over_a_dose_taken_before_does_not_make_it_off_plan(book: Notebook) -> None:
    hold = book.hold(3, 4)
    book.took(6)
    book.correct(hold, to=day_of(7))
    assert not book.rows("doses")[0]["off_plan"]
    assert counts(book, 7)["held"] == 4


def test_a_not_taken_under_a_hold_is_held(book: Notebook) -> None:
    book.missed(3)
    book.hold(3, 3)
    assert (counts(book, 3)["not_taken"], counts(book, 3)["held"]) == (0, 1)


def test_not_taken_where_a_dose_stands_is_refused_naming_the_id_to_correct(book: Notebook) -> None:
    dose = book.took(1)
    latest = book.correct(dose, mg=10)
    with pytest.raises(DoesNotFit, match=latest):
        book.missed(1)


def test_and_the_reverse(book: Notebook) -> None:
    missed = book.missed(1)
    with pytest.raises(DoesNotFit, match=missed):
        book.took(1)
    assert len(book.rows("doses")) == 1


def test_where_both_arrive_from_two_origins_taken_wins_and_is_flagged() -> None:
    home, clinic = Notebook(), Notebook(staff=True)
    home.missed(2)
    clinic.took(2)
    for book in both_told(home, clinic):
        state = book.state(2)
        assert (state.status, state.conflict) == ("taken", True)
        assert [row["conflict"] for row in book.rows("doses")] == [True, True]
        assert counts(book, 2)["taken"] == 1


# Relative dose intensity ---------------------------------------------------------------------------------


def test_reference_is_168_mg_in_21_days_also_after_a_reduction(book: Notebook) -> None:
    book.tell("dose_level", 1, mg=8, reason="told by clinic")
    for day in range(1, 15):
        book.took(day, mg=8)
    book.start(22, 8)
    assert book.status(21).intensity.mg_reference == 168
    assert book.shown(21)["rdi"]["value"] == pytest.approx(112 / 168)


def test_a_finished_cycle_runs_from_its_start_to_the_next_start(book: Notebook) -> None:
    book.start(25)
    assert book.status(25, today=25).intensity.actual_days == 24


@pytest.mark.parametrize(
    ("on", "days"), [(1, "0"), (2, "1.5"), (8, "10.5"), (14, "19.5"), (15, "21"), (21, "21"), (60, "21")]
)
def test_the_running_cycle_counts_its_treatment_days_so_far(book: Notebook, on: int, days: str) -> None:
    assert book.status(on, today=on).intensity.actual_days == Fraction(days)


def test_held_treatment_days_count_as_days(book: Notebook) -> None:
    book.took(1)
    book.hold(2, 14)
    intensity = book.status(20).intensity
    assert (intensity.actual_days, intensity.value) == (21, Fraction(12, 168))


def test_waiting_after_day_21_counts_only_when_the_next_cycle_starts(book: Notebook) -> None:
    for day in range(1, 15):
        book.took(day)
    assert book.shown(40)["rdi"]["value"] == 1.0
    book.start(43)
    assert book.shown(42)["rdi"]["value"] == 1.0
    assert book.shown(43, today=43)["rdi"]["value"] == 0.5


def test_low_takes_unrecorded_days_as_not_taken_high_as_taken_at_the_level_due(book: Notebook) -> None:
    for day in (1, 2, 3, 4, 5, 6, 7):
        book.took(day)
    book.tell("dose_level", 8, mg=10, reason="told by clinic")
    shown = book.shown(14, today=15)["rdi"]
    assert shown["value"] is None
    assert (shown["low"], shown["high"]) == (84 / 168, (84 + 70) / 168)


def test_value_is_there_only_when_low_and_high_are_equal(book: Notebook) -> None:
    book.took(1)
    book.missed(2)
    assert book.shown(2, 2)["rdi"] == {"value": 0.5, "low": 0.5, "high": 0.5}
    assert book.shown(3, 4)["rdi"]["value"] is None


def test_there_is_no_intensity_before_anything_was_due(book: Notebook) -> None:
    assert book.shown(1, 1)["rdi"] == {"value": None, "low": None, "high": None}


def test_todays_open_capsule_opens_no_range(book: Notebook) -> None:
    book.took(1)
    assert book.shown(2, 2)["rdi"] == {"value": 1.0, "low": 1.0, "high": 1.0}


# As of a day ---------------------------------------------------------------------------------------------


def test_status_on_a_day_takes_later_corrections_in(book: Notebook) -> None:
    dose = book.took(2)
    book.clock.set("2028-07-01T08:00")
    book.correct(dose, status="not_taken")
    assert (counts(book, 2)["taken"], counts(book, 2)["not_taken"]) == (0, 1)


def test_status_on_a_day_leaves_out_facts_about_later_days(book: Notebook) -> None:
    before = book.shown(10)
    book.took(11)
    book.start(12, 10)
    book.hold(13)
    book.tell("stop", 14)
    book.tell("symptom", 11, term="cough", severity=3)
    book.tell("qlq", 11, answers={"1": 2})
    assert book.shown(10) == before
