"""When questionnaires are due and which form counts."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from diary_app.domain.schedule import AdministrationState, Schedule
from tests.diaries import Notebook, day_of, second_trial

ANSWERS = {str(item): 2 for item in range(1, 31)}


@pytest.fixture
def book() -> Notebook:
    return Notebook()


def fill_in(book: Notebook, day: int | str, time: str | None = None, **fields: Any) -> str:
    return book.tell("qlq", day, time=time, answers=ANSWERS, **fields)


def state(book: Notebook, day: int, today: int | None = None) -> tuple[str | None, str]:
    shown = book.shown(day, today)["questionnaire"]
    return shown["target"], shown["state"]


def placed(book: Notebook) -> list[tuple[str | None, str, bool]]:
    return [(row["target"], row["window_state"], row["duplicate"]) for row in book.rows("qlq")]


T0, T1, T2 = day_of(1), day_of(43), day_of(85)

# Targets and windows -------------------------------------------------------------------------------------


def test_the_baseline_window_ends_with_the_first_dose_day(book: Notebook) -> None:
    assert book.shown(1)["questionnaire"] == {
        "target": T0, "opens": "2025-12-22", "closes": T0, "state": "open",
    }  # fmt: skip


def test_later_windows_are_7_days_to_either_side(book: Notebook) -> None:
    shown = book.shown(43)["questionnaire"]
    assert (shown["target"], shown["opens"], shown["closes"]) == (T1, day_of(36), day_of(50))


def test_targets_do_not_shift_with_cycles(book: Notebook) -> None:
    book.start(29)
    book.start(61)
    assert [target.day for target in Schedule(book.diary).targets][1:3] == [
        date.fromisoformat(T1),
        date.fromisoformat(T2),
    ]


def test_targets_end_with_the_study(book: Notebook) -> None:
    assert len(Schedule(book.diary).targets) == 18
    stop = book.tell("stop", 85)
    assert len(Schedule(book.diary).targets) == 2
    book.correct(stop, day=day_of(86))
    assert len(Schedule(book.diary).targets) == 3


def test_windows_never_overlap(book: Notebook) -> None:
    targets = Schedule(book.diary).targets
    assert all(before.closes < after.opens for before, after in pairwise(targets))


@pytest.mark.parametrize(
    ("day", "target", "expected"),
    [
        (-20, T0, "not_yet"),
        (-14, T0, "not_yet"),
        (-13, T0, "open"),  # the 14th day before: there is no day 0
        (0, T0, "open"),
        (1, T0, "open"),
        (2, T0, "missed"),
        (22, T0, "missed"),  # 21 days from either: the earlier
        (23, T1, "not_yet"),
        (35, T1, "not_yet"),
        (36, T1, "open"),
        (43, T1, "open"),
        (50, T1, "open"),
        (51, T1, "missed"),
        (64, T1, "missed"),
        (65, T2, "not_yet"),
    ],
)
def test_state_on_each_day_while_nothing_is_filled_in(
    book: Notebook, day: int, target: str, expected: str
) -> None:
    assert state(book, day) == (target, expected)


def test_far_before_the_first_dose_there_is_none(book: Notebook) -> None:
    assert state(book, -21) == (None, "none")


def test_without_a_first_dose_there_is_none() -> None:
    book = Notebook(first_dose=None)
    fill_in(book, 1)
    assert state(book, 1) == (None, "none")
    assert placed(book) == [(None, "unscheduled", False)]


def test_after_the_last_window_there_is_none_in_the_end(book: Notebook) -> None:
    book.tell("stop", 50)
    assert state(book, 50) == (T1, "open")
    assert state(book, 51) == (T1, "missed")
    assert state(book, 65) == (None, "none")


def test_a_filled_in_form_is_done_from_its_day_on(book: Notebook) -> None:
    fill_in(book, 40)
    assert [state(book, day)[1] for day in (39, 40, 43, 60)] == ["open", "done", "done", "done"]


# Where a form lies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "target", "window"),
    [
        (-14, T0, "early"),
        (-13, T0, "in_window"),
        (0, T0, "in_window"),
        (1, T0, "in_window"),
        (2, T0, "late"),
        (22, T0, "late"),
        (23, T1, "early"),
        (35, T1, "early"),
        (36, T1, "in_window"),
        (50, T1, "in_window"),
        (51, T1, "late"),
        (64, T1, "late"),
        (65, T2, "early"),
    ],
)
def test_window_state_of_a_form(book: Notebook, day: int, target: str, window: str) -> None:
    fill_in(book, day)
    assert placed(book) == [(target, window, False)]


def test_a_form_further_out_than_half_an_interval_is_unscheduled(book: Notebook) -> None:
    book.tell("stop", 40)
    fill_in(book, 22)
    fill_in(book, 23)
    assert placed(book) == [(T0, "late", False), (None, "unscheduled", False)]


@pytest.mark.parametrize(("day", "kept"), [(35, "early"), (51, "late")])
def test_a_form_outside_every_window_is_kept_and_does_not_count(book: Notebook, day: int, kept: str) -> None:
    fill_in(book, day)
    assert placed(book) == [(T1, kept, False)]
    assert state(book, 51)[1] == "missed"
    assert Schedule(book.diary).counting_forms() == []


# The baseline is before the first dose -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "dose", "window"),
    [
        ("07:00", "07:10", "in_window"),
        ("07:10", "07:10", "late"),
        ("07:11", "07:10", "late"),
        ("07:00", None, "in_window"),
        (None, "07:10", "in_window"),
        ("23:00", "00:40", "in_window"),
        ("00:40", "23:00", "late"),
    ],
)
def test_baseline_is_until_before_the_first_doses_time(
    book: Notebook, form: str | None, dose: str | None, window: str
) -> None:
    book.took(1, dose)
    fill_in(book, 1, form)
    assert placed(book) == [(T0, window, False)]
    assert state(book, 2)[1] == ("done" if window == "in_window" else "missed")


def test_the_earliest_dose_of_day_1_decides(book: Notebook) -> None:
    book.took(1, "20:00")
    fill_in(book, 1, "12:00")
    assert placed(book)[0][1] == "in_window"
    book.took(1, "07:10")
    assert placed(book)[0][1] == "late"


def test_a_dose_not_taken_is_no_first_dose(book: Notebook) -> None:
    book.missed(1)
    fill_in(book, 1, "12:00")
    assert placed(book)[0][1] == "in_window"


def test_zones_are_compared_as_instants(book: Notebook) -> None:
    book.took(1, "07:10")
    fill_in(book, 1, "07:05", zone="Europe/Berlin")  # 14:05 at home
    assert placed(book)[0][1] == "late"


# Several forms of a window -------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(38, 42, 50), (50, 38, 42), (42, 50, 38)])
def test_the_nearest_counts_the_others_are_duplicates(book: Notebook, order: tuple[int, ...]) -> None:
    for day in order:
        fill_in(book, day)
    assert placed(book) == [(T1, "in_window", True), (T1, "in_window", False), (T1, "in_window", True)]
    [(_, form)] = Schedule(book.diary).counting_forms()
    assert form.day.isoformat() == day_of(42)


@pytest.mark.parametrize("order", [(41, 45), (45, 41)])
def test_as_far_before_as_after_the_earlier_day_counts(book: Notebook, order: tuple[int, int]) -> None:
    for day in order:
        fill_in(book, day)
    assert placed(book) == [(T1, "in_window", False), (T1, "in_window", True)]


def test_on_one_day_the_first_written_counts(book: Notebook) -> None:
    first = fill_in(book, 43)
    fill_in(book, 43)
    rows = {row["record"]: row["duplicate"] for row in book.rows("qlq")}
    assert rows.pop(first) is False
    assert list(rows.values()) == [True]


def test_a_late_form_beside_one_that_counts_is_late_and_no_duplicate(book: Notebook) -> None:
    fill_in(book, 43)
    fill_in(book, 52)
    assert placed(book) == [(T1, "in_window", False), (T1, "late", False)]


def test_when_the_nearest_is_undone_the_next_counts(book: Notebook) -> None:
    fill_in(book, 40)
    book.undo(fill_in(book, 43))
    assert placed(book) == [(T1, "in_window", False)]


def test_moving_a_form_moves_its_window(book: Notebook) -> None:
    form = fill_in(book, 43)
    book.correct(form, day=day_of(85))
    assert placed(book) == [(T2, "in_window", False)]
    assert (state(book, 60)[1], state(book, 85)[1]) == ("missed", "done")
    assert book.record(form).payload["target"] == T2


def test_another_first_dose_date_shifts_all_targets(book: Notebook) -> None:
    fill_in(book, 50)
    book.correct(book.first.id, day=day_of(3))
    assert placed(book) == [(day_of(45), "in_window", False)]


# What is kept with a form --------------------------------------------------------------------------------


def test_cycle_day_and_dosing_day_are_stored_with_the_form(book: Notebook) -> None:
    book.start(22)
    payloads = [book.record(fill_in(book, day)).payload for day in (1, 15, 35, 36)]
    assert [(p["cycle_day"], p["dosing_day"]) for p in payloads] == [
        (1, True),
        (15, False),
        (14, True),
        (15, False),
    ]
    assert [p["target"] for p in payloads] == [T0, T0, T1, T1]


def test_scores_stand_in_the_list(book: Notebook) -> None:
    fill_in(book, 1)
    assert book.rows("qlq")[0]["scores"]["PF2"] == pytest.approx(200 / 3)


def test_the_second_plans_windows() -> None:
    book = Notebook(second_trial())
    targets = Schedule(book.diary).targets
    assert [(t.opens.isoformat(), t.closes.isoformat()) for t in targets[:2]] == [
        ("2025-12-29", day_of(1)), (day_of(19), day_of(25)),
    ]  # fmt: skip
    assert (targets[1].day.isoformat(), len(targets)) == (day_of(22), 9)


def test_a_baseline_that_came_too_late_is_not_asked_for_again(book: Notebook) -> None:
    book.took(1, "07:10")
    schedule = Schedule(book.diary)
    assert schedule.administration(date.fromisoformat(day_of(1))).state == AdministrationState.OPEN
    assert schedule.asking(date.fromisoformat(day_of(1))).state == AdministrationState.MISSED
    fill_in(book, 43)
    assert Schedule(book.diary).asking(date.fromisoformat(day_of(43))).state == AdministrationState.DONE
