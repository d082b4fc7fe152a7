from __future__ import annotations

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.deterioration import Deterioration, time_to_deterioration


def test_the_first_ten_points_for_the_worse() -> None:
    later = [(42, 45.0), (84, 40.0), (126, 0.0)]
    assert time_to_deterioration("QL2", 50.0, later) == Deterioration(worse=True, days=84)


def test_a_symptom_gets_worse_upwards() -> None:
    assert time_to_deterioration("FA", 33.0, [(42, 0.0), (84, 43.0)]) == Deterioration(True, 84)


def test_better_is_never_worse() -> None:
    assert time_to_deterioration("FA", 33.0, [(42, 0.0)]) == Deterioration(False, 42)


def test_order_of_the_forms_does_not_matter() -> None:
    assert time_to_deterioration("QL2", 50.0, [(84, 0.0), (42, 0.0)]).days == 42


def test_no_baseline_is_censored_at_day_0() -> None:
    assert time_to_deterioration("QL2", None, [(42, 0.0)]) == Deterioration(False, 0)


@pytest.mark.parametrize("later", [[], [(42, None)]])
def test_no_follow_up_is_censored_at_day_1(later: list[tuple[int, float | None]]) -> None:
    assert time_to_deterioration("QL2", 50.0, later) == Deterioration(False, 1)


def test_a_form_without_the_score_is_no_follow_up() -> None:
    assert time_to_deterioration("QL2", 50.0, [(42, 50.0), (84, None)]) == Deterioration(False, 42)


def test_months_are_30_4375_days() -> None:
    assert Deterioration(True, 84).months == 84 / 30.4375


@pytest.mark.parametrize("day", [0, -7])
def test_follow_up_lies_after_baseline(day: int) -> None:
    with pytest.raises(DoesNotFit, match=f"day {day} does not"):
        time_to_deterioration("QL2", 50.0, [(day, 0.0)])
