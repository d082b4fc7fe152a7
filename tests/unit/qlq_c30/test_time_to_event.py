"""The product-limit median, against hand-worked examples and exact fractions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from diary_app.qlq_c30.deterioration import Deterioration
from diary_app.qlq_c30.time_to_event import median_days

WORSE, CENSORED = True, False


def median(*times: tuple[int, bool]) -> int | None:
    return median_days(Deterioration(worse=worse, days=days) for days, worse in times)


def test_hand_worked() -> None:
    assert median() is None
    assert median((10, WORSE)) == 10
    assert median((10, CENSORED)) is None
    assert median((10, WORSE), (20, WORSE)) == 10  # a half left on day 10
    assert median((10, WORSE), (20, CENSORED), (30, CENSORED)) is None  # two thirds left
    assert median((10, WORSE), (20, CENSORED), (30, WORSE)) == 30  # 2/3, then 0
    # 6 MP of Freireich 1963 as given in textbooks: remission in weeks, median 23
    weeks = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    assert median(*((week, WORSE) for week in weeks), *((week, CENSORED) for week in still)) == 23


def test_an_event_comes_before_a_censoring_of_the_same_day() -> None:
    assert median((10, WORSE), (10, CENSORED)) == 10
    assert median((10, CENSORED), (10, CENSORED), (10, WORSE)) is None


@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), max_size=14))
def test_as_exact_fractions_have_it(times: list[tuple[int, bool]]) -> None:
    left, expected = Fraction(1), None
    for day in range(1, 13):
        at_risk = [time for time in times if time[0] >= day]
        events = [time for time in at_risk if time == (day, WORSE)]
        if events and expected is None:
            left *= Fraction(len(at_risk) - len(events), len(at_risk))
            expected = day if left <= Fraction(1, 2) else None
    assert median(*times) == expected
