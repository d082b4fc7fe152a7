"""Symptoms and blood pressure of the same days: one axis, in one block or in several."""

from __future__ import annotations

import pytest

from diary_app.charts.blood_pressure import PressureDay, PressureLimits
from diary_app.charts.day_course import parts, pressure_course, pressure_days, symptom_days
from diary_app.charts.heat_map import HeatGrid, SymptomRow
from diary_app.charts.shapes import Line, Picture
from tests.unit.charts.shapes_support import EN, assert_clean, cycle_days, measure

LIMITS = PressureLimits(160, 100)
DAYS = cycle_days(25)
ROWS = [SymptomRow("Fatigue", tuple(day % 5 if day != 17 else None for day in range(25)))]
READINGS = [PressureDay(place.day, 120 + n, 80, over=False) for n, place in enumerate(DAYS) if n % 2 == 0]
WIDE, NARROW = HeatGrid(344, label=80, line=11.2), HeatGrid(232, label=100, line=11.2)


def columns(picture: Picture) -> dict[str, float]:
    """Where each day stands."""
    return {target.key.rpartition("/")[2]: target.box.middle[0] for target in picture.targets}


@pytest.mark.parametrize("grid", [WIDE, NARROW])
def test_a_reading_stands_under_the_symptoms_of_its_day(grid: HeatGrid) -> None:
    above = columns(symptom_days(DAYS, ROWS, grid, measure, EN))
    below = columns(pressure_days(READINGS, DAYS, LIMITS, grid, 100, measure, EN))
    assert len(above) == 25
    assert len(below) == 13
    for day, x in below.items():
        assert x == pytest.approx(above[day])


def test_where_days_would_be_too_close_they_go_on_in_a_further_block_and_none_is_lost() -> None:
    assert [(part.start, part.stop) for part in parts(DAYS, WIDE)] == [(0, 25)]
    cut = parts(DAYS, NARROW)
    assert [(part.start, part.stop) for part in cut] == [(0, 13), (13, 26)]
    assert [len(DAYS[part]) for part in cut] == [13, 12]
    assert parts([], WIDE) == []
    assert len(symptom_days(DAYS, ROWS, NARROW, measure, EN).targets) == 25


@pytest.mark.parametrize("grid", [WIDE, NARROW])
def test_both_are_clean(grid: HeatGrid) -> None:
    assert_clean(symptom_days(DAYS, ROWS, grid, measure, EN))
    assert_clean(pressure_days(READINGS, DAYS, LIMITS, grid, 100, measure, EN))


def test_the_limits_are_urgent_on_the_screen_and_say_call() -> None:
    picture = pressure_days(READINGS, DAYS, LIMITS, WIDE, 100, measure, EN)
    words = {text.text: text.color for text in picture.texts}
    assert words["160 call"] == words["100 call"] == "urgent-solid"
    lines = [shape for shape in picture.shapes if isinstance(shape, Line) and shape.stroke == "urgent-solid"]
    assert [bool(line.dash) for line in lines] == [False, True]


def test_a_whole_course_keeps_true_distances() -> None:
    days = cycle_days(200)
    readings = [PressureDay(days[n].day, 130, 85) for n in (0, 10, 110)]
    picture = pressure_course(readings, days, LIMITS, (600, 150), measure, EN)
    first, second, third = columns(picture).values()
    assert third - second == pytest.approx(10 * (second - first))
    assert_clean(picture)
