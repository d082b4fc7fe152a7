"""Typed numbers, what is asked before saving, bands, and when a reading waits for another one."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from diary_app.domain.pressure import again_wanted, sessions, waiting
from diary_app.domain.protocol import Measuring
from diary_app.domain.vitals import (
    Asked,
    ask_pressure,
    ask_temperature,
    ask_weight,
    pressure_band,
    temperature_band,
    typed_number,
    weight_loss_band,
)
from diary_app.protocols.loader import find_protocol, load_protocol
from tests.diaries import Notebook
from tests.support import ZONE
from tests.unit.protocols.test_loader import SECOND

PLAN = find_protocol("alter-s003").protocol
LIMITS, MEASURING = PLAN.vitals, PLAN.vitals.measuring
FIRST = datetime(2026, 1, 5, 7, 0, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("128", "128"), ("１２８", "128"), (" 62.5 ", "62.5"), ("６２．５", "62.5"), ("62,5", "62.5"),
        ("36。8", "36.8"), ("36，8", "36.8"), ("", None), ("-5", None), ("1e3", None), ("12 8", None),
        ("62.555", None), ("12345", None), ("十二", None), ("²", "2"), ("128/82", None), (".5", None),
    ],
)  # fmt: skip
def test_typed_numbers(text: str, number: str | None) -> None:
    assert typed_number(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("high", range(41, 301))
def test_every_upper_number_is_asked_outside_80_to_200_only(high: int) -> None:
    asked = {question.about for question in ask_pressure([(high, 40)], LIMITS)}
    assert (Asked.SYSTOLIC in asked) is (high < 80 or high > 200)
    assert Asked.DIASTOLIC not in asked


@pytest.mark.parametrize("low", range(20, 201))
def test_every_lower_number_is_asked_outside_40_to_130_only(low: int) -> None:
    asked = {question.about for question in ask_pressure([(200, low)], LIMITS)}
    assert (Asked.DIASTOLIC in asked) is (low < 40 or low > 130)


@pytest.mark.parametrize("apart", range(-25, 26))
def test_two_readings_more_than_20_apart_are_asked(apart: int) -> None:
    for second in ((130 + apart, 80), (130, 80 + apart)):
        found = ask_pressure([(130, 80), second], LIMITS)
        assert bool(found) is (abs(apart) > 20)


@pytest.mark.parametrize(
    ("kg", "asked"), [("66.5", False), ("66.49", True), ("73.5", False), ("73.51", True), ("70", False)]
)
def test_a_weight_changed_by_more_than_5_percent_is_asked(kg: str, asked: bool) -> None:
    assert bool(ask_weight(Decimal(kg), Decimal(70), LIMITS)) is asked
    assert ask_weight(Decimal(kg), None, LIMITS) == []


def test_another_plan_asks_by_its_own_numbers() -> None:
    plan = load_protocol(SECOND).protocol
    assert [each.about for each in ask_temperature(Decimal("35.4"), plan.vitals)] == [Asked.TEMPERATURE]
    assert [each.about for each in ask_weight(Decimal(39), None, plan.vitals)] == [Asked.WEIGHT]
    assert plan.vitals.measuring.again_within_minutes == 20


def test_a_plan_without_the_newer_keys_is_read_with_the_same_values() -> None:
    assert Measuring() == MEASURING


@pytest.mark.parametrize(
    ("reading", "band"),
    [((119, 79), 0), ((120, 79), 1), ((119, 80), 1), ((139, 89), 1), ((140, 89), 2), ((139, 90), 2),
     ((159, 99), 2), ((160, 70), 3), ((120, 100), 3)],
)  # fmt: skip
def test_pressure_bands(reading: tuple[int, int], band: int) -> None:
    assert pressure_band(reading, MEASURING) == band


@pytest.mark.parametrize(
    ("celsius", "band"), [("37.9", 0), ("38", 1), ("39", 1), ("39.1", 2), ("40", 2), ("40.1", 3)]
)
def test_temperature_bands(celsius: str, band: int) -> None:
    assert temperature_band(Decimal(celsius), MEASURING) == band


@pytest.mark.parametrize(
    ("kg", "band"), [("96", 0), ("95", 1), ("90.1", 1), ("90", 2), ("80", 3), ("105", 0)]
)
def test_weight_loss_bands(kg: str, band: int) -> None:
    assert weight_loss_band(Decimal(100), Decimal(kg), MEASURING) == band


@pytest.mark.parametrize(
    ("readings", "again"),
    [
        ([(165, 102)], True), ([(120, 80), (160, 80)], True), ([(120, 80), (120, 100)], True),
        ([(165, 102), (159, 99)], False), ([(165, 102), (165, 102)], False),
        ([(165, 102), (120, 80), (160, 90)], False), ([(159, 99)], False), ([], False),
    ],
)  # fmt: skip
def test_only_the_first_reading_over_the_limit_asks_for_another(
    readings: list[tuple[int, int]], again: bool
) -> None:
    assert again_wanted(readings, PLAN) is again


@pytest.mark.parametrize(("minutes", "waits"), [(0, True), (14, True), (15, True), (16, False)])
def test_a_reading_waits_15_minutes(minutes: int, waits: bool) -> None:
    book = Notebook()
    book.tell("bp", 1, time="07:00", readings=["165/102"])
    day = sessions(book.diary, FIRST.date())[0].day
    found = waiting(book.diary, day, FIRST + timedelta(minutes=minutes))
    assert (found is not None) is waits
    if found is not None:
        assert (found.reading, found.limit, found.rules) == ((165, 102), (160, 100), ("bp_high",))
