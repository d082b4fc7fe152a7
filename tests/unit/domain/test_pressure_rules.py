"""Blood pressure: sessions, the last reading, means on two days running."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from diary_app.domain.pressure import mean_of, sessions
from diary_app.domain.protocol import PressureAtLeast
from tests.diaries import Notebook, day_of
from tests.unit.domain.alert_books import book_with, codes, rule


def bp(book: Notebook, day: int, *readings: str, time: str | None = None) -> str:
    return book.tell("bp", day, time=time, readings=list(readings))


HIGH = PressureAtLeast(systolic=Decimal(160), diastolic=Decimal(100))
TWO_DAYS = PressureAtLeast(systolic=Decimal(140), diastolic=Decimal(90), days_running=2)


@pytest.mark.parametrize(
    ("reading", "over"),
    [
        ("159/99", False), ("160/99", True), ("161/99", True), ("159/100", True), ("159/101", True),
        ("160/100", True), ("120/80", False), ("300/100", True), ("101/100", True),
    ],
)  # fmt: skip
def test_systolic_or_diastolic_at_or_over_the_limit(reading: str, over: bool) -> None:
    book = book_with(rule(HIGH))
    bp(book, 2, reading)
    assert bool(codes(book, 2)) is over


@pytest.mark.parametrize(
    ("readings", "over"),
    [
        (["170/95", "150/90"], False),
        (["150/90", "160/90"], True),
        (["170/110", "159/99"], False),
        (["170/95", "150/90", "150/100"], True),
        (["200/120", "170/90", "130/80"], False),
    ],
)
def test_the_last_reading_of_a_session_decides(readings: list[str], over: bool) -> None:
    book = book_with(rule(HIGH))
    bp(book, 2, *readings)
    assert bool(codes(book, 2)) is over


@pytest.mark.parametrize(
    ("second", "over"), [("07:01", False), ("07:14", False), ("07:15", False), ("07:16", True)]
)
def test_a_reading_within_15_minutes_belongs_to_the_session(second: str, over: bool) -> None:
    book = book_with(rule(HIGH))
    bp(book, 2, "170/95", time="07:00")
    bp(book, 2, "130/80", time=second)
    assert bool(codes(book, 2)) is over
    assert len(sessions(book.diary, date.fromisoformat(day_of(2)))) == (2 if over else 1)


def test_sessions_are_ordered_by_the_clock_not_by_writing() -> None:
    book = book_with(rule(HIGH))
    bp(book, 2, "130/80", time="07:10")
    bp(book, 2, "170/95", time="07:00")
    assert codes(book, 2) == []


def test_sessions_are_ordered_across_midnight_and_zones() -> None:
    book = book_with(rule(HIGH))
    bp(book, 2, "130/80", time="00:05")
    bp(book, 2, "170/95", time="23:55")
    assert codes(book, 2) == []
    bp(book, 3, "130/80", time="07:10")
    book.tell(
        "bp", 3, time="00:01", zone="Europe/Berlin", readings=["170/95"]
    )  # 07:01 at home, the day after
    assert codes(book, 3) == ["rule"]


def test_a_reading_without_a_time_is_a_session_of_its_own() -> None:
    book = book_with(rule(HIGH))
    bp(book, 2, "170/95")
    bp(book, 2, "130/80")
    assert codes(book, 2) == ["rule"]


def test_a_corrected_reading_takes_the_alert_back() -> None:
    book = book_with(rule(HIGH))
    reading = bp(book, 2, "170/95")
    corrected = book.correct(reading, readings=["127/95"])
    assert codes(book, 2) == []
    book.undo(corrected)
    assert codes(book, 2) == ["rule"]


def test_a_warning_sign_of_the_same_day_is_needed_where_the_rule_asks() -> None:
    asks = replace(HIGH, any_sign=("fainting", "chest_or_back_pain"))
    book = book_with(rule(asks))
    bp(book, 2, "170/95")
    book.tell("sign", 1, sign="fainting", present=True)
    book.tell("sign", 2, sign="coughed_blood", present=True)
    book.tell("sign", 2, sign="fainting", present=False)
    assert codes(book, 2) == []
    book.tell("sign", 2, sign="chest_or_back_pain", present=True)
    assert codes(book, 2) == ["rule"]


@pytest.mark.parametrize(
    ("first", "second", "over"),
    [
        (["140/80"], ["140/80"], True),
        (["139/89"], ["140/90"], False),
        (["140/80"], ["130/90"], True),
        (["150/80", "129/80"], ["140/80"], False),
        (["150/80", "130/80"], ["140/80"], True),
        (["141/80", "138/80"], ["145/80"], False),
        (["130/91", "130/89"], ["130/90"], True),
        (["150/80", "140/80", "129/80"], ["150/80"], False),
        (["150/80", "140/80", "130/80"], ["150/80"], True),
    ],
)
def test_two_days_running_uses_session_means(first: list[str], second: list[str], over: bool) -> None:
    book = book_with(rule(TWO_DAYS))
    bp(book, 2, *first)
    bp(book, 3, *second)
    assert (codes(book, 2), bool(codes(book, 3))) == ([], over)


def test_a_day_between_breaks_two_days_running() -> None:
    book = book_with(rule(TWO_DAYS))
    bp(book, 2, "150/95")
    bp(book, 4, "150/95")
    assert [codes(book, day) for day in (2, 3, 4)] == [[], [], []]


def test_means_are_unrounded() -> None:
    assert mean_of(((128, 82), (125, 81))) == (126.5, 81.5)
    book = Notebook()
    bp(book, 1, "140/90", "139/90", "139/89")
    assert book.rows("vitals")[0]["mean"] == [418 / 3, 269 / 3]
