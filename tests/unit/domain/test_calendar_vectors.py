"""Every vector of ``tests/data/calendar_and_exposure.json``."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from diary_app.domain.cycle import Calendar, planned_calendar
from diary_app.domain.schedule import Schedule
from tests.diaries import Notebook, alter, day_of

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "calendar_and_exposure.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def undelayed() -> Notebook:
    """Two years of cycles that begin on their planned days."""
    book = Notebook()
    for start in range(22, 731, 21):
        book.start(start, 12)
    return book


@pytest.mark.parametrize("vector", VECTORS["calendar"], ids=lambda v: v["date"])
def test_calendar_of_the_undelayed_plan(vector: dict[str, Any], undelayed: Notebook) -> None:
    day = date.fromisoformat(vector["date"])
    planned = planned_calendar(alter().regimen, date.fromisoformat(vector["first_dose"]), day)
    assert (planned.study_day, planned.cycle) == (vector["study_day"], vector["cycle"])
    assert planned.cycle_day == vector.get("cycle_day")
    assert planned.dosing_day == vector.get("dosing_day", False)


@pytest.mark.parametrize("vector", VECTORS["calendar"], ids=lambda v: v["date"])
def test_calendar_of_real_cycles_that_were_not_delayed(vector: dict[str, Any], undelayed: Notebook) -> None:
    calendar = Calendar(undelayed.diary)
    day = date.fromisoformat(vector["date"])
    cycle = calendar.cycle_on(day)
    assert calendar.study_day(day) == vector["study_day"]
    assert (cycle.number if cycle else None) == vector["cycle"]
    assert (cycle.day_number(day) if cycle else None) == vector.get("cycle_day")
    assert calendar.dosing_day(day) == vector.get("dosing_day", False)
    shown = undelayed.shown(vector["date"])
    assert (shown["study_day"], shown["cycle"]) == (vector["study_day"], vector["cycle"])


def test_every_day_of_two_years_is_the_same_in_plan_and_diary(undelayed: Notebook) -> None:
    calendar = Calendar(undelayed.diary)
    for number in range(1, 731):
        day = date.fromisoformat(day_of(number))
        planned = planned_calendar(alter().regimen, date(2026, 1, 5), day)
        cycle = calendar.cycle_on(day)
        assert cycle is not None
        assert (cycle.number, cycle.day_number(day)) == (planned.cycle, planned.cycle_day)
        assert calendar.dosing_day(day) == planned.dosing_day


@pytest.mark.parametrize("vector", VECTORS["qlq_schedule"], ids=lambda v: v["target"])
def test_questionnaire_schedule(vector: dict[str, Any], undelayed: Notebook) -> None:
    target = Schedule(undelayed.diary).targets[vector["k"]]
    assert target.day.isoformat() == vector["target"]
    planned = planned_calendar(alter().regimen, date(2026, 1, 5), target.day)
    assert planned.study_day == vector["study_day"]
    assert f"C{planned.cycle}D{planned.cycle_day}" == vector["cycle_day"]


def test_there_is_no_target_more_than_the_vectors(undelayed: Notebook) -> None:
    assert len(Schedule(undelayed.diary).targets) == len(VECTORS["qlq_schedule"]) == 18


def exposure_diary(name: str) -> tuple[Notebook, int]:
    """The diary of a vector, and the day on which cycle 3 begins: both cycles are over."""
    book = Notebook()
    delay = 7 if "delayed" in name else 0
    second = 22 + delay
    book.start(second, 10 if "10 mg" in name else 12)
    book.start(second + 21, 10 if "10 mg" in name else 12)
    for day in (*range(1, 15), *range(second, second + 14)):
        if day == 9 and re.search(r"\b1 missed", name):
            book.missed(day)
        else:
            book.took(day, "07:10")
    return book, second + 21


@pytest.mark.parametrize("vector", VECTORS["rdi"], ids=lambda v: v["name"])
def test_dose_intensity_of_real_diaries(vector: dict[str, Any]) -> None:
    book, over = exposure_diary(vector["name"])
    # cycle 3's start is told on its day, whose own dose is not yet in
    intensity = book.status(over, today=over).intensity
    assert intensity.value is not None
    assert float(intensity.value) == pytest.approx(vector["rdi"], abs=5e-7)
    assert intensity.low == intensity.high == intensity.value
    assert (intensity.mg_taken, intensity.actual_days) == (vector["actual_mg"], vector["actual_days"])
    reference = vector["planned_mg"] * vector["actual_days"] / vector["planned_days"]
    assert intensity.mg_reference == pytest.approx(reference)


def test_eight_cycles_and_four_days() -> None:
    """1,204 mg of 1,392 planned to date are 0.8649."""
    book = Notebook()
    for cycle in range(1, 9):
        book.start(1 + 21 * cycle, 12)
    days = [1 + 21 * cycle + day for cycle in range(8) for day in range(14)] + [169, 170, 171, 172]
    for day in days[:100]:
        book.took(day)
    book.took(days[100], mg=4)  # 100 x 12 + 4
    for day in days[101:]:
        book.missed(day)
    intensity = book.status(172).intensity
    assert (intensity.mg_taken, intensity.mg_reference) == (1204, 1392)
    assert intensity.value is not None
    assert round(float(intensity.value), 4) == 0.8649


def test_the_last_day_of_a_delayed_cycle_counts_up_to_the_next_start_only_when_it_is_told() -> None:
    book, over = exposure_diary("C2 delayed 7 d, all doses")
    waiting = book.status(28, today=28).intensity
    assert (waiting.actual_days, waiting.value) == (21, 1)
    # 28 days of cycle 1, and the first treatment day of cycle 2 for 1.5
    assert book.status(29, today=29).intensity.actual_days == 28 + Fraction(21, 14)
    assert book.status(over, today=over).intensity.actual_days == 49
