from __future__ import annotations

from datetime import date

from diary_app.charts.scales import DayScale, Linear, round_down, round_up


def test_linear_maps_both_ends_and_the_middle_also_downwards() -> None:
    y = Linear(0, 100, 80, 10)
    assert [y(0), y(50), y(100)] == [80, 45, 10]


def test_an_empty_range_maps_on_its_middle() -> None:
    assert Linear(5, 5, 10, 20)(5) == 15
    day = date(2026, 1, 1)
    assert DayScale(day, day, 10, 20)(day) == 15


def test_days_keep_their_true_distance() -> None:
    x = DayScale(date(2026, 1, 1), date(2026, 1, 11), 0, 100)
    assert x(date(2026, 1, 2)) == 10
    assert x(date(2026, 1, 9)) == 80


def test_rounding_to_steps_keeps_exact_multiples() -> None:
    assert (round_down(79, 10), round_down(80, 10)) == (70, 80)
    assert (round_up(161, 10), round_up(160, 10)) == (170, 160)
