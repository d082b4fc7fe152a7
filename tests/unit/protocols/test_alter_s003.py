"""The first trial's plan against its sources, number by number, from the loaded object."""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal

import pytest

from diary_app.common.resources import resource
from diary_app.domain.protocol import (
    AlertLevel,
    AlertRule,
    Bounds,
    DosesMissedInCycle,
    PressureAtLeast,
    Protocol,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
    WeightLossAtLeast,
)
from diary_app.domain.signs import always_asked
from diary_app.protocols.loader import find_protocol

PLAN: Protocol = find_protocol("alter-s003").protocol
EMERGENCY, TODAY, SOON = AlertLevel.EMERGENCY, AlertLevel.CALL_TODAY, AlertLevel.CALL_SOON


def rule(code: str) -> AlertRule:
    found = PLAN.alert_rule(code)
    assert found is not None, code
    return found


def test_the_study_is_named_as_registered() -> None:
    assert PLAN.id == "alter-s003"
    assert PLAN.registration == "NCT03792542"
    assert "ALTER-S003" in PLAN.title.in_language("en")
    assert "安罗替尼" in PLAN.drug.name.in_language("zh_CN")


def test_regimen_as_in_registration_and_label() -> None:
    regimen = PLAN.regimen
    assert PLAN.drug.strengths == (Decimal(12), Decimal(10), Decimal(8))
    assert regimen.dose_levels == (Decimal(12), Decimal(10), Decimal(8))
    assert (regimen.cycle_length, regimen.treatment_days) == (21, 14)
    assert regimen.fasting is True
    assert regimen.duration_months == 24
    assert regimen.missed_dose_hours == 12
    assert PLAN.reference_mg_per_day == (Decimal(168), 21)


def test_settings_of_days_and_times() -> None:
    assert PLAN.regimen.late_after == time(10, 0)
    assert PLAN.regimen.day_boundary == time(3, 0)
    assert PLAN.regimen.longest_hold_days == 14
    assert PLAN.retrospective_days == 7
    assert PLAN.screening_days == 28


def test_questionnaire_every_42_days_with_its_windows() -> None:
    form = PLAN.questionnaire
    assert form.interval_days == 42
    assert (form.baseline_before, form.window_before, form.window_after) == (14, 7, 7)
    assert form.skipping_allowed is True
    assert form.participant_sees_scores is True


def test_vital_limits_that_are_refused_and_those_asked_again() -> None:
    vitals = PLAN.vitals

    def bounds(lowest: int, highest: int, below: int | None = None, above: int | None = None) -> Bounds:
        ask = [None if limit is None else Decimal(limit) for limit in (below, above)]
        return Bounds(lowest=Decimal(lowest), highest=Decimal(highest), ask_below=ask[0], ask_above=ask[1])

    assert vitals.systolic == bounds(40, 300, 80, 200)
    assert vitals.diastolic == bounds(20, 200, 40, 130)
    assert vitals.temperature == bounds(30, 45)
    assert vitals.weight == bounds(20, 300)
    assert vitals.ask_readings_apart == 20
    assert vitals.ask_weight_change_percent == 5


def test_every_symptom_is_there_in_the_order_in_which_it_is_asked() -> None:
    assert [symptom.code for symptom in PLAN.symptoms] == [
        "tiredness",
        "hands_feet",
        "diarrhoea",
        "appetite",
        "mouth_sores",
        "nausea",
        "vomiting",
        "constipation",
        "belly_pain",
        "headache",
        "pain",
        "sore_throat",
        "hoarse_voice",
        "cough",
        "short_of_breath",
        "dizziness",
        "rash",
        "bleeding_nose",
        "bleeding_gums",
        "bleeding_cough",
        "bleeding_stool",
        "bleeding_urine",
        "bleeding_vagina",
        "swollen_leg",
        "wound_not_healing",
    ]


# What tells the grades apart: the words of the anchor table, one a grade.
ANCHORS = [
    ("hands_feet", "does not hurt", "cooking", "walking"),
    ("tiredness", "better after a rest", "Rest does not help", "dressing"),
    ("diarrhoea", "1 to 3 more", "4 to 6 more", "7 or more"),
    ("appetite", "eat as usual", "eat less", "lose weight"),
    ("nausea", "eat as usual", "eat or drink less", "too little"),
    ("vomiting", "no treatment", "medicine", "hospital"),
    ("mouth_sores", "a little", "soft food", "eating or drinking is hard"),
    ("hoarse_voice", "now and then", "phone", "whisper"),
    ("sore_throat", "a little", "work", "swallowing"),
    ("pain", "a little", "work", "dressing"),
    ("headache", "a little", "work", "dressing"),
    ("belly_pain", "a little", "work", "dressing"),
    ("cough", "a little", "daily tasks", "dressing"),
    ("short_of_breath", "an effort", "small efforts", "rest"),
    *[
        (f"bleeding_{site}", "stopped by itself", "treatment", "hospital")
        for site in ("nose", "gums", "cough", "stool", "urine", "vagina")
    ],
    ("rash", "less than 10", "10 to 30", "more than 30"),
]


@pytest.mark.parametrize(("code", "mild", "moderate", "severe"), ANCHORS)
def test_grade_sentences_follow_the_anchors(code: str, mild: str, moderate: str, severe: str) -> None:
    symptom = PLAN.symptom(code)
    assert symptom is not None
    assert set(symptom.anchors) == {1, 2, 3}
    for grade, words in ((1, mild), (2, moderate), (3, severe)):
        assert words in symptom.anchors[grade].in_language("en")


@pytest.mark.parametrize(
    ("code", "numbers"), [("diarrhoea", ("1 到 3", "4 到 6", "7 次")), ("rash", ("不到", "10%", "30%"))]
)
def test_chinese_grade_sentences_hold_the_same_numbers(code: str, numbers: tuple[str, ...]) -> None:
    symptom = PLAN.symptom(code)
    assert symptom is not None
    for grade, number in enumerate(numbers, start=1):
        assert number in symptom.anchors[grade].in_language("zh_CN")


def test_signs_that_the_call_rules_need() -> None:
    assert {sign.code for sign in PLAN.signs} == {
        "coughed_blood",
        "coughed_much_blood",
        "black_stool",
        "bleeding_not_stopping",
        "nosebleed_over_10_min",
        "fainting",
        "chest_or_back_pain",
        "one_sided_chest_pain",
        "sudden_breathlessness",
        "weakness_numbness",
        "trouble_seeing_speaking",
        "fever_over_hour",
        "nothing_kept_down",
    }


def test_pressure_rules() -> None:
    danger = ("chest_or_back_pain", "sudden_breathlessness", "weakness_numbness", "trouble_seeing_speaking")
    limits = {
        "bp_emergency": (EMERGENCY, 180, 120, 1, danger, ("bp_very_high", "bp_high")),
        "bp_very_high": (TODAY, 180, 120, 1, (), ("bp_high",)),
        "bp_high": (TODAY, 160, 100, 1, (), ()),
        "bp_two_days": (SOON, 140, 90, 2, (), ()),
    }
    for code, (level, systolic, diastolic, days, signs, supersedes) in limits.items():
        assert rule(code).level is level
        assert rule(code).supersedes == supersedes
        assert rule(code).condition == PressureAtLeast(
            systolic=Decimal(systolic), diastolic=Decimal(diastolic), days_running=days, any_sign=signs
        )


@pytest.mark.parametrize(
    ("code", "level", "sign"),
    [
        ("coughed_much_blood", EMERGENCY, "coughed_much_blood"),
        ("bleeding_not_stopping", EMERGENCY, "bleeding_not_stopping"),
        ("black_stool", EMERGENCY, "black_stool"),
        ("sudden_breathlessness", EMERGENCY, "sudden_breathlessness"),
        ("one_sided_chest_pain", EMERGENCY, "one_sided_chest_pain"),
        ("fainting", EMERGENCY, "fainting"),
        ("coughed_blood", TODAY, "coughed_blood"),
        ("fever_over_hour", TODAY, "fever_over_hour"),
        ("nothing_kept_down", TODAY, "nothing_kept_down"),
        ("nosebleed_over_10_min", SOON, "nosebleed_over_10_min"),
    ],
)
def test_sign_rules(code: str, level: AlertLevel, sign: str) -> None:
    assert rule(code).level is level
    assert rule(code).condition == SignPresent(signs=(sign,))


@pytest.mark.parametrize(
    ("code", "level", "grades", "terms", "days"),
    [
        ("diarrhoea_severe", TODAY, (3, 4), ("diarrhoea",), 1),
        ("severity_3_or_4", TODAY, (3, 4), (), 1),
        ("diarrhoea_moderate", SOON, (2,), ("diarrhoea",), 1),
        ("severity_2_two_days", SOON, (2,), (), 2),
        # The same triggers as the signs, told on the symptom page.
        ("coughed_blood_marked", TODAY, (1, 2, 3, 4), ("bleeding_cough",), 1),
        ("blood_in_stool_marked", EMERGENCY, (1, 2, 3, 4), ("bleeding_stool",), 1),
    ],
)
def test_severity_rules(
    code: str, level: AlertLevel, grades: tuple[int, ...], terms: tuple[str, ...], days: int
) -> None:
    assert rule(code).level is level
    assert rule(code).condition == SeverityIn(grades=grades, terms=terms, days_running=days)


def test_the_other_rules() -> None:
    assert (rule("temperature_high").level, rule("temperature_high").condition) == (
        TODAY,
        TemperatureAtLeast(celsius=Decimal("38.5")),
    )
    assert (rule("weight_loss").level, rule("weight_loss").condition) == (
        SOON,
        WeightLossAtLeast(percent=Decimal(5)),
    )
    assert (rule("doses_missed").level, rule("doses_missed").condition) == (
        SOON,
        DosesMissedInCycle(count=2),
    )


def test_these_are_all_the_rules() -> None:
    assert len(PLAN.alerts) == 4 + 10 + 6 + 3


def test_for_how_long_a_call_stays_in_view() -> None:
    assert dict(PLAN.alert_stays_days) == {EMERGENCY: 1, TODAY: 1, SOON: 2}


@pytest.mark.parametrize("alert", PLAN.alerts, ids=lambda alert: alert.code)
def test_a_call_says_first_whom_to_call_or_what_was_written_and_nothing_to_take(alert: AlertRule) -> None:
    opening = {
        EMERGENCY: ("Call emergency services now. ", "请立即拨打急救电话。"),
        TODAY: (
            "Please call your clinic today, before the next capsule. ",
            "请今天联系您的研究中心，要赶在吃下一粒药之前。",
        ),
        SOON: ("Please call your clinic within 1 to 2 days. ", "请在 1 到 2 天内联系您的研究中心。"),
    }[alert.level]
    assert alert.text.in_language("en").startswith(opening[0])
    assert alert.text.in_language("zh_CN").startswith(opening[1])
    assert not re.search(r"[{}]", "".join(alert.text.texts.values())), "a placeholder was left open"


def test_limits_in_the_sentences_come_from_the_conditions() -> None:
    for language in ("en", "zh_CN"):
        assert "160/100" in rule("bp_high").text.in_language(language)
        assert "180/120" in rule("bp_very_high").text.in_language(language)
        assert "140/90" in rule("bp_two_days").text.in_language(language)
        assert "38.5 °C" in rule("temperature_high").text.in_language(language)


def test_short_lists_of_reasons() -> None:
    assert [choice.code for choice in PLAN.not_taken_reasons] == [
        "forgot",
        "felt_sick",
        "vomited",
        "no_capsules",
        "away_from_home",
        "told_by_clinic",
        "other",
        "prefer_not_to_say",
    ]
    assert [choice.code for choice in PLAN.correction_reasons] == [
        "wrong_time",
        "wrong_day",
        "pressed_by_mistake",
        "wrong_value",
        "remembered_later",
        "other",
    ]


def test_where_each_sign_is_asked() -> None:
    always = [sign.code for sign in always_asked(PLAN)]
    assert always == [
        "black_stool", "bleeding_not_stopping", "fainting", "one_sided_chest_pain", "sudden_breathlessness",
    ]  # fmt: skip
    assert {sign.code: sign.ask_with for sign in PLAN.signs if sign.ask_with} == {
        "coughed_blood": ("bleeding_cough",),
        "coughed_much_blood": ("bleeding_cough",),
        "nosebleed_over_10_min": ("bleeding_nose",),
        "nothing_kept_down": ("vomiting", "nausea"),
    }
    by_temperature = {sign.code: sign.ask_from_celsius for sign in PLAN.signs if sign.ask_from_celsius}
    assert by_temperature == {"fever_over_hour": Decimal("38.0")}
    assert PLAN.emergency_number == "120"


def test_no_source_is_claimed_for_what_is_a_setting() -> None:
    text = resource("protocols", "alter-s003.toml").read_text(encoding="utf-8")
    measuring = text.partition("\n[vitals.measuring]\n")
    told = measuring[0].rpartition("\n\n")[2] + measuring[2].partition("\n\n")[0]
    assert told.count("setting") == 3
    assert not re.search(r"guideline|European|E[SH]C?[/ ]|doi|20\d\d;", text)


def test_every_setting_waits_for_approval() -> None:
    settings = {
        "retrospective_days",
        "screening_days",
        "drug.strengths",
        "regimen.late_after",
        "regimen.day_boundary",
        "regimen.longest_hold_days",
        "regimen.how_to_take",
        "regimen.missed_dose_text",
        "regimen.vomited_text",
        "questionnaire.baseline_before",
        "questionnaire.window_before",
        "questionnaire.window_after",
        "questionnaire.skipping_allowed",
        "questionnaire.participant_sees_scores",
        "contact",
        "vitals",
        "alert_stays_days",
        "symptoms",
        "signs",
        "not_taken_reasons",
        "correction_reasons",
        "late_reasons",
        "alerts",
    }
    assert set(PLAN.awaiting_approval) == settings
    # What registration and label settle is not a setting.
    assert not settings & {"regimen.cycle_length", "regimen.dose_levels", "questionnaire.interval_days"}


def test_chinese_is_written_with_chinese_marks_and_spaces_beside_numbers() -> None:
    texts = [alert.text for alert in PLAN.alerts]
    texts += [text for symptom in PLAN.symptoms for text in (symptom.label, *symptom.anchors.values())]
    texts += [sign.label for sign in PLAN.signs]
    for text in texts:
        chinese = text.in_language("zh_CN")
        assert chinese != text.in_language("en")
        assert not re.search(r"[\u4e00-\u9fff][,.;:?!]|[\u4e00-\u9fff][0-9]|[0-9][\u4e00-\u9fff]", chinese), (
            chinese
        )
