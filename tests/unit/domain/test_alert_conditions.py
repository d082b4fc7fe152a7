"""Call rules: each condition at, just below and just above its limit, and what silences it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from diary_app.domain.alerts import raised
from diary_app.domain.log.entry import Kind
from diary_app.domain.pressure import mean_of, sessions
from diary_app.domain.protocol import (
    AlertLevel,
    AlertRule,
    Condition,
    DosesMissedInCycle,
    LocalText,
    PressureAtLeast,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
    WeightLossAtLeast,
)
from tests.diaries import FIRST, Notebook, alter, day_of, second_trial


def rule(
    condition: Condition, code: str = "rule", level: str = "call_today", **more: tuple[str, ...]
) -> AlertRule:
    return AlertRule(
        code=code, level=AlertLevel(level), condition=condition, text=LocalText({"en": "Call."}), **more
    )


def book_with(*rules: AlertRule) -> Notebook:
    return Notebook(replace(alter(), alerts=rules))


def codes(book: Notebook, day: int, today: int | None = None) -> list[str]:
    """What is raised for exactly this day."""
    on = FIRST + timedelta(days=day - 1)
    present = on if today is None else FIRST + timedelta(days=today - 1)
    return [alert.rule.code for alert in raised(book.diary, on, on, present)]


def bp(book: Notebook, day: int, *readings: str, time: str | None = None) -> str:
    return book.tell("bp", day, time=time, readings=list(readings))


# Blood pressure ------------------------------------------------------------------------------------------

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


# Temperature, weight, signs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("celsius", "over"), [("38.4", False), ("38.49", False), ("38.5", True), ("38.6", True)]
)
def test_temperature(celsius: str, over: bool) -> None:
    book = book_with(rule(TemperatureAtLeast(celsius=Decimal("38.5"))))
    book.tell("temperature", 2, celsius=celsius)
    assert bool(codes(book, 2)) is over


def test_any_temperature_of_the_day_counts() -> None:
    book = book_with(rule(TemperatureAtLeast(celsius=Decimal("38.5"))))
    for celsius in ("37", "39", "36.5"):
        book.tell("temperature", 2, celsius=celsius)
    assert (codes(book, 2), codes(book, 1), codes(book, 3)) == (["rule"], [], [])


@pytest.mark.parametrize(
    ("before", "after", "over"),
    [
        ("80", "76.1", False), ("80", "76", True), ("80", "75.9", True), ("80", "84", False),
        ("61.3", "58.235", True), ("61.3", "58.236", False), ("80", "80", False),
    ],
)  # fmt: skip
def test_weight_lost_from_the_first_one(before: str, after: str, over: bool) -> None:
    book = book_with(rule(WeightLossAtLeast(percent=Decimal(5))))
    book.tell("weight", 2, kg=before)
    book.tell("weight", 9, kg=after)
    assert bool(codes(book, 9)) is over
    assert codes(book, 2) == []


def test_the_first_weight_is_the_one_of_the_first_day_not_of_the_first_writing() -> None:
    book = book_with(rule(WeightLossAtLeast(percent=Decimal(5))))
    book.tell("weight", 9, kg="76")
    assert codes(book, 9) == []
    book.tell("weight", 2, kg="80")
    assert codes(book, 9) == ["rule"]
    assert codes(book, 10) == [], "only on a day that was weighed"


def test_the_last_weight_of_a_day_decides() -> None:
    book = book_with(rule(WeightLossAtLeast(percent=Decimal(5))))
    for kg in ("80", "70", "79"):
        book.tell("weight", 9, kg=kg)
    assert codes(book, 9) == []


def test_the_latest_answer_about_a_sign_holds() -> None:
    book = book_with(rule(SignPresent(signs=("fainting", "black_stool"))))
    book.tell("sign", 2, sign="fainting", present=True)
    assert codes(book, 2) == ["rule"]
    book.tell("sign", 2, sign="fainting", present=False)
    assert codes(book, 2) == []
    book.tell("sign", 2, sign="black_stool", present=True)
    assert (codes(book, 2), codes(book, 3)) == (["rule"], [])


# Severities ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grade", range(5))
def test_only_the_grades_named(grade: int) -> None:
    book = book_with(rule(SeverityIn(grades=(2, 4), terms=("cough",))))
    book.tell("symptom", 2, term="cough", severity=grade)
    book.tell("symptom", 2, term="nausea", severity=4)
    assert bool(codes(book, 2)) is (grade in (2, 4))


def test_no_terms_means_any() -> None:
    book = book_with(rule(SeverityIn(grades=(3, 4))))
    book.tell("symptom", 2, severities={"cough": 0, "rash": 3})
    assert codes(book, 2) == ["rule"]


def test_later_values_of_a_day_supersede_per_term() -> None:
    book = book_with(rule(SeverityIn(grades=(3, 4))))
    book.tell("symptom", 2, severities={"cough": 3, "rash": 1})
    book.tell("symptom", 2, severities={"rash": 2})
    assert codes(book, 2) == ["rule"]
    book.tell("symptom", 2, severities={"cough": 1})
    assert codes(book, 2) == []
    current = {row["term"]: row["severity"] for row in book.rows("symptoms")}
    assert current == {"cough": 1, "rash": 2}


@pytest.mark.parametrize(
    ("days", "over"),
    [
        ({2: {"cough": 2}, 3: {"cough": 2}}, True),
        ({2: {"cough": 2}, 3: {"rash": 2}}, False),
        ({2: {"cough": 2}, 3: {"cough": 3}}, False),
        ({1: {"cough": 2}, 3: {"cough": 2}}, False),
        ({2: {"cough": 2, "rash": 2}, 3: {"cough": 1, "rash": 2}}, True),
        ({3: {"cough": 2}}, False),
    ],
)
def test_the_same_term_on_two_days_running(days: dict[int, dict[str, int]], over: bool) -> None:
    book = book_with(rule(SeverityIn(grades=(2,), days_running=2)))
    for day, severities in days.items():
        book.tell("symptom", day, severities=severities)
    assert bool(codes(book, 3)) is over
    assert codes(book, 4) == []


# Doses missed --------------------------------------------------------------------------------------------


def miss_one(book: Notebook, day: int) -> None:
    book.missed(day)


def leave_one_out(book: Notebook, day: int) -> None:
    """A day without a record."""


@pytest.mark.parametrize("first", [miss_one, leave_one_out])
@pytest.mark.parametrize("second", [miss_one, leave_one_out])
def test_two_doses_of_a_cycle_not_taken_or_not_recorded(
    first: Callable[[Notebook, int], None], second: Callable[[Notebook, int], None]
) -> None:
    book = book_with(rule(DosesMissedInCycle(count=2)))
    for day in range(1, 15):
        {3: first, 8: second}.get(day, lambda book, day: book.took(day))(book, day)
    assert [day for day in range(1, 22) if codes(book, day, 30)] == [8]


def test_one_missed_dose_is_none() -> None:
    book = book_with(rule(DosesMissedInCycle(count=2)))
    for day in range(1, 15):
        book.missed(day) if day == 3 else book.took(day)
    assert [day for day in range(1, 22) if codes(book, day, 30)] == []


def test_each_cycle_counts_anew_and_held_days_are_not_missed() -> None:
    book = book_with(rule(DosesMissedInCycle(count=2)))
    for day in (*range(1, 14), *range(23, 36)):
        book.took(day)
    book.start(22)
    book.missed(14)
    book.hold(22, 22)
    assert [day for day in range(1, 43) if codes(book, day, 60)] == []


def test_an_open_capsule_is_not_missed_before_its_boundary_has_passed() -> None:
    book = book_with(rule(DosesMissedInCycle(count=2)))
    book.missed(1)
    assert codes(book, 2, 2) == []
    assert codes(book, 2, 3) == ["rule"]


# Silence, standing, answers ------------------------------------------------------------------------------

FEVER = rule(TemperatureAtLeast(celsius=Decimal(38)), "fever", "call_soon")
HIGH_FEVER = rule(TemperatureAtLeast(celsius=Decimal(40)), "high_fever", "emergency", supersedes=("fever",))


def test_a_rule_silences_those_it_supersedes_on_its_day_only() -> None:
    book = book_with(FEVER, HIGH_FEVER)
    book.tell("temperature", 2, celsius=39)
    book.tell("temperature", 3, celsius=40)
    assert (codes(book, 2), codes(book, 3)) == (["fever"], ["high_fever"])


def test_the_most_urgent_first_then_by_day() -> None:
    book = book_with(FEVER, rule(TemperatureAtLeast(celsius=Decimal(40)), "other", "emergency"))
    for day in (2, 3):
        book.tell("temperature", day, celsius=40)
    alerts = book.status(3).alerts
    assert [(alert.rule.code, alert.day.isoformat()) for alert in alerts] == [
        ("other", day_of(2)), ("other", day_of(3)), ("fever", day_of(2)), ("fever", day_of(3)),
    ]  # fmt: skip


@pytest.mark.parametrize(("level", "stays"), [("emergency", 1), ("call_today", 1), ("call_soon", 2)])
def test_an_unanswered_alert_stands_as_long_as_the_plan_says(level: str, stays: int) -> None:
    book = book_with(rule(TemperatureAtLeast(celsius=Decimal(38)), level=level))
    book.tell("temperature", 5, celsius=39)
    standing = [day for day in range(1, 12) if book.shown(day, day)["alerts"]]
    assert standing == list(range(5, 5 + stays + 1))


def test_an_answered_alert_no_longer_stands_the_same_rule_of_another_day_does() -> None:
    book = book_with(FEVER)
    for day in (5, 6):
        book.tell("temperature", day, celsius=39)
    book.seal(Kind.ALERT_ANSWERED, {"rule": "fever", "done": "called"}, about={"day": day_of(5)})
    assert [alert["day"] for alert in book.shown(6)["alerts"]] == [day_of(6)]


def test_an_alert_is_shown_with_level_rule_day_and_the_plans_text() -> None:
    book = Notebook()
    book.tell("temperature", 5, celsius="38.5")
    [alert] = book.shown(5)["alerts"]
    assert (alert["level"], alert["rule"], alert["day"]) == ("call_today", "temperature_high", day_of(5))
    assert "38.5" in alert["text"]


def test_facts_of_later_days_raise_nothing_earlier() -> None:
    book = book_with(FEVER)
    book.tell("temperature", 5, celsius="39")
    assert book.shown(4)["alerts"] == []
    assert book.shown(5)["alerts"] != []


def test_a_plan_without_rules_raises_nothing() -> None:
    book = book_with()
    book.tell("temperature", 5, celsius="45")
    assert book.shown(5)["alerts"] == []


def test_the_second_plans_own_rules() -> None:
    book = Notebook(second_trial())
    for day in range(1, 6):
        book.took(day)
    book.tell("temperature", 2, celsius="39.1")
    assert codes(book, 2) == []
    for day in (3, 4, 5):
        book.tell("symptom", day, term="itching", severity=day - 1)
    book.tell("sign", 5, sign="yellow_eyes", present=True)
    book.tell("temperature", 5, celsius="39.2")
    assert codes(book, 4) == []
    assert codes(book, 5) == ["jaundice", "hot", "itching_three_days"]
    assert [day for day in range(6, 12) if codes(book, day, 12)] == [8], "the third day without tablets"
