"""Call rules: each condition at, just below and just above its limit, and what silences it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from diary_app.domain.log.entry import Kind
from diary_app.domain.protocol import (
    DosesMissedInCycle,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
    WeightLossAtLeast,
)
from tests.diaries import Notebook, day_of, second_trial
from tests.unit.domain.alert_books import book_with, codes, rule

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
