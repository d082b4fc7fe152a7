"""Every call rule of the shipped plan: raised by what it is there for, and not by the next thing to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.diaries import Notebook, alter

Line = tuple[str, int, dict[str, Any]]


def bp(day: int, *readings: str) -> Line:
    return "bp", day, {"readings": list(readings)}


def sign(code: str, day: int = 1) -> Line:
    return "sign", day, {"sign": code, "present": True}


def symptom(term: str, severity: int, day: int = 1) -> Line:
    return "symptom", day, {"term": term, "severity": severity}


def temperature(celsius: str) -> Line:
    return "temperature", 1, {"celsius": celsius}


def weight(kg: str, day: int) -> Line:
    return "weight", day, {"kg": kg}


def dose(day: int, status: str) -> Line:
    return "dose", day, {"status": status}


# rule, level, what raises it, what just does not, and what else the raising lines raise
RULES: list[tuple[str, str, list[Line], list[Line], set[str]]] = [
    (
        "bp_emergency",
        "emergency",
        [bp(1, "180/90"), sign("chest_or_back_pain")],
        [bp(1, "179/119"), sign("chest_or_back_pain")],
        set(),
    ),
    ("bp_emergency", "emergency", [bp(1, "150/120"), sign("weakness_numbness")], [bp(1, "150/120")], set()),
    (
        "bp_emergency",
        "emergency",
        [bp(1, "181/100"), sign("trouble_seeing_speaking")],
        [bp(1, "181/100"), sign("coughed_blood")],
        set(),
    ),
    (
        "bp_emergency",
        "emergency",
        [bp(1, "181/100"), sign("sudden_breathlessness")],
        [bp(1, "181/100", "130/80"), sign("sudden_breathlessness")],
        {"sudden_breathlessness"},
    ),
    (
        "coughed_much_blood",
        "emergency",
        [sign("coughed_much_blood"), sign("coughed_blood")],
        [sign("coughed_blood")],
        set(),
    ),
    (
        "bleeding_not_stopping",
        "emergency",
        [sign("bleeding_not_stopping")],
        [symptom("bleeding_gums", 1)],
        set(),
    ),
    ("black_stool", "emergency", [sign("black_stool")], [symptom("diarrhoea", 1)], set()),
    (
        "blood_in_stool_marked",
        "emergency",
        [symptom("bleeding_stool", 1)],
        [symptom("bleeding_stool", 0)],
        set(),
    ),
    (
        "sudden_breathlessness",
        "emergency",
        [sign("sudden_breathlessness")],
        [symptom("short_of_breath", 2)],
        set(),
    ),
    (
        "one_sided_chest_pain",
        "emergency",
        [sign("one_sided_chest_pain")],
        [sign("chest_or_back_pain")],
        set(),
    ),
    ("fainting", "emergency", [sign("fainting")], [symptom("dizziness", 2)], set()),
    ("bp_very_high", "call_today", [bp(1, "180/90")], [bp(1, "179/119")], set()),
    ("bp_very_high", "call_today", [bp(1, "130/120")], [bp(1, "180/120", "150/90")], set()),
    ("bp_high", "call_today", [bp(1, "160/90")], [bp(1, "159/99")], set()),
    ("bp_high", "call_today", [bp(1, "170/90", "140/100")], [bp(1, "170/110", "159/99")], set()),
    ("coughed_blood", "call_today", [sign("coughed_blood")], [symptom("cough", 2)], set()),
    (
        "coughed_blood_marked",
        "call_today",
        [symptom("bleeding_cough", 1)],
        [symptom("bleeding_cough", 0)],
        set(),
    ),
    ("temperature_high", "call_today", [temperature("38.5")], [temperature("38.4")], set()),
    ("fever_over_hour", "call_today", [sign("fever_over_hour")], [temperature("38.0")], set()),
    (
        "diarrhoea_severe",
        "call_today",
        [symptom("diarrhoea", 3)],
        [symptom("diarrhoea", 2)],
        set(),
    ),
    ("severity_3_or_4", "call_today", [symptom("rash", 3)], [symptom("rash", 2)], set()),
    ("severity_3_or_4", "call_today", [symptom("hands_feet", 4)], [symptom("hands_feet", 1)], set()),
    ("nothing_kept_down", "call_today", [sign("nothing_kept_down")], [symptom("vomiting", 2)], set()),
    (
        "bp_two_days",
        "call_soon",
        [bp(1, "140/80"), bp(2, "130/90")],
        [bp(1, "139/89"), bp(2, "140/90")],
        set(),
    ),
    ("diarrhoea_moderate", "call_soon", [symptom("diarrhoea", 2)], [symptom("diarrhoea", 1)], set()),
    (
        "severity_2_two_days",
        "call_soon",
        [symptom("nausea", 2), symptom("nausea", 2, 2)],
        [symptom("nausea", 2), symptom("cough", 2, 2)],
        set(),
    ),
    (
        "weight_loss",
        "call_soon",
        [weight("80", 1), weight("76", 2)],
        [weight("80", 1), weight("76.1", 2)],
        set(),
    ),
    (
        "nosebleed_over_10_min",
        "call_soon",
        [sign("nosebleed_over_10_min")],
        [symptom("bleeding_nose", 1)],
        set(),
    ),
    (
        "doses_missed",
        "call_soon",
        [dose(1, "not_taken"), dose(2, "not_taken")],
        [dose(1, "not_taken"), dose(2, "taken")],
        set(),
    ),
]


def raised_by(lines: Iterable[Line]) -> dict[str, str]:
    """Rule to level of what stands on day 2, both capsules taken unless a line says otherwise."""
    book = Notebook()
    told = {day for kind, day, _ in lines if kind == "dose"}
    for kind, day, fields in lines:
        book.tell(kind, day, **fields)
    for day in {1, 2} - told:
        book.took(day)
    return {alert["rule"]: alert["level"] for alert in book.shown(2, 2)["alerts"]}


@pytest.mark.parametrize(("code", "level", "raising", "near", "also"), RULES)
def test_rule(code: str, level: str, raising: list[Line], near: list[Line], also: set[str]) -> None:
    found = raised_by(raising)
    assert found[code] == level
    assert set(found) == {code} | also
    assert code not in raised_by(near)


def test_every_rule_of_the_plan_is_tried() -> None:
    assert {code for code, *_ in RULES} == {rule.code for rule in alter().alerts}


def test_supersedes_leaves_the_most_urgent_of_a_kind() -> None:
    everything = [bp(2, "190/125"), sign("chest_or_back_pain", 2), sign("coughed_much_blood", 2),
                  sign("coughed_blood", 2), symptom("bleeding_cough", 3, 2), sign("black_stool", 2),
                  symptom("bleeding_stool", 1, 2)]  # fmt: skip
    assert set(raised_by(everything)) == {
        "bp_emergency",
        "coughed_much_blood",
        "black_stool",
    }
