from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from diary_app.charts.blood_pressure import PressureDay, PressureLimits, pressure_chart
from diary_app.charts.shapes import Line, Picture
from tests.unit.charts.shapes_support import EN, FIRST, assert_clean, cycle_days, measure

LIMITS = PressureLimits(160, 100)
SIZE = (171.0, 102.0)


def day(n: int, systolic: float, diastolic: float, over: bool = False) -> PressureDay:
    return PressureDay(FIRST + timedelta(days=n), systolic, diastolic, over)


def chart(*readings: PressureDay, days: int = 25, limits: PressureLimits | None = LIMITS) -> Picture:
    return pressure_chart(readings, cycle_days(days), limits, SIZE, measure, EN)


def upright(picture: Picture) -> list[Line]:
    return [shape for shape in picture.shapes if isinstance(shape, Line) and shape.x1 == shape.x2]


def test_each_reading_is_one_line_and_a_day_without_one_stays_empty() -> None:
    lines = upright(chart(day(0, 130, 85), day(2, 140, 90)))
    assert len(lines) == 2
    step = (lines[1].x1 - lines[0].x1) / 2
    assert len(upright(chart(*[day(n, 130, 85) for n in range(25)]))) == 25
    assert step > 4


def test_higher_pressure_is_higher_on_the_page() -> None:
    lines = upright(chart(day(0, 130, 85), day(1, 150, 95)))
    assert lines[1].y1 < lines[0].y1 < lines[0].y2
    assert lines[1].y2 < lines[0].y2


def test_a_reading_over_the_limit_is_thicker_and_is_named() -> None:
    picture = chart(day(0, 130, 85), day(5, 162, 101, over=True), day(6, 135, 85))
    lines = upright(picture)
    assert lines[1].width > 2 * lines[0].width
    assert "162/101" in [text.text for text in picture.texts]


def test_the_limits_are_told_apart_without_colour_and_stand_on_the_axis() -> None:
    picture = chart(day(0, 130, 85))
    flat = [s for s in picture.shapes if isinstance(s, Line) and s.y1 == s.y2 and s.stroke == "ink"]
    assert sorted(bool(line.dash) for line in flat) == [False, True]
    bold = [text.text for text in picture.texts if text.bold]
    assert {"160", "100"} <= set(bold)


def test_without_limits_none_are_drawn() -> None:
    picture = chart(day(0, 130, 85), limits=None)
    assert not [s for s in picture.shapes if isinstance(s, Line) and s.y1 == s.y2 and s.stroke == "ink"]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(40, 300), st.integers(20, 200)), max_size=40),
    st.integers(1, 61),
)
def test_any_readings_are_clean(raw: list[tuple[int, int, int]], days: int) -> None:
    readings = {n: day(n, max(high, low + 1), low) for n, high, low in raw if n < days and low < 299}
    picture = chart(*[readings[n] for n in sorted(readings)], days=days)
    assert_clean(picture)
    assert len(picture.targets) == len(readings)


def test_nothing_recorded_says_so() -> None:
    assert chart().summary == "No blood pressure recorded."
    assert pressure_chart([], [], None, SIZE, measure, EN).shapes == ()
