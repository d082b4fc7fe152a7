"""Time to deterioration from whole diaries, counted by hand."""

from __future__ import annotations

import pytest

from diary_app.domain.clinic.deterioration import deterioration_of, together
from diary_app.qlq_c30.deterioration import Deterioration
from diary_app.qlq_c30.scales import CODES
from tests.diaries import Notebook

GOOD, WORSE = {"29": 6, "30": 6}, {"29": 5, "30": 6}  # QL2 83.3 and 75.0: 8.3 less
MUCH_WORSE = {"29": 5, "30": 5}  # 66.7: 16.7 less


def told(*forms: tuple[int, dict[str, int]]) -> dict[str, Deterioration]:
    book = Notebook()
    for day, answers in forms:
        book.tell("qlq", day, answers=answers)
    return deterioration_of(book.diary)


def test_the_first_change_from_baseline() -> None:
    found = told((1, GOOD), (43, WORSE), (85, MUCH_WORSE), (127, GOOD))
    assert found["QL2"] == Deterioration(worse=True, days=84)
    assert found["QL2"].months == pytest.approx(84 / 30.4375)
    assert found["PF2"] == Deterioration(worse=False, days=0)  # never answered


def test_a_form_out_of_its_window_counts_on_its_own_day() -> None:
    assert told((1, GOOD), (64, MUCH_WORSE))["QL2"] == Deterioration(worse=True, days=63)


def test_of_two_forms_of_a_window_the_nearer_counts() -> None:
    assert told((1, GOOD), (43, GOOD), (45, MUCH_WORSE))["QL2"] == Deterioration(worse=False, days=42)


def test_censoring() -> None:
    assert told((43, GOOD))["QL2"] == Deterioration(worse=False, days=0)  # no baseline
    assert told((1, GOOD))["QL2"] == Deterioration(worse=False, days=1)
    assert told((1, GOOD), (43, WORSE))["QL2"] == Deterioration(worse=False, days=42)


def test_a_baseline_before_the_first_dose_is_where_days_are_counted_from() -> None:
    assert told((-3, GOOD), (43, MUCH_WORSE))["QL2"].days == 46  # no day is left out between them


def test_together() -> None:
    people = [
        told((1, GOOD), (43, MUCH_WORSE)),  # worse, day 42
        told((1, GOOD), (85, MUCH_WORSE)),  # worse, day 84
        told((1, GOOD)),  # censored, day 1
        told((43, GOOD)),  # no baseline: not in it
    ]
    rows = {row.code: row for row in together(people)}
    assert list(rows) == list(CODES)
    assert (rows["QL2"].with_baseline, rows["QL2"].worse) == (3, 2)
    assert rows["QL2"].median_months == pytest.approx(42 / 30.4375)  # half of the two at risk
    assert (rows["PF2"].with_baseline, rows["PF2"].worse, rows["PF2"].median_months) == (0, 0, None)
    assert together([])[0].with_baseline == 0
