"""What does not fit is refused in one sentence that names the field and what fits; nothing is written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from tests.diaries import Notebook, day_of, second_trial

DAY = day_of(2)


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.clock.set("2026-01-20T12:00")
    return book


def refusal(book: Notebook, line: dict[str, Any]) -> str:
    before = len(book.entries)
    with pytest.raises(DoesNotFit) as caught:
        book.service.write(line)
    assert len(book.entries) == before
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert caught.value.exit_code == 3
    return sentence


DOSE = {"kind": "dose", "day": DAY}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, '"kind": None does not fit; it is one of dose, symptom,'),
    ({"kind": "dosis"}, '"kind": "dosis" does not fit'),
    ({"kind": "symptoms", "day": DAY, "severities": {"cough": 1}}, '"kind": "symptoms" does not fit'),
    ({"kind": ["dose"]}, "\"kind\": ['dose'] does not fit"),
    ({"kind": "protocol_adopted"}, '"kind": "protocol_adopted" does not fit'),
    # unknown fields
    (DOSE | {"mgs": 12}, '"mgs" does not belong here; what fits: '),
    (DOSE | {"readings": []}, '"readings" does not belong here'),
    (DOSE | {"status": "not_taken", "mg": 12}, '"mg" does not belong here'),
    (DOSE | {"status": "not_taken", "fasting": "yes"}, '"fasting" does not belong here'),
    (DOSE | {"reason": "forgot"}, '"reason" does not belong here'),
    ({"kind": "stop", "day": DAY, "mg": 12}, '"mg" does not belong here'),
    (
        {"kind": "symptom", "day": DAY, "term": "cough", "severity": 1, "severities": {"cough": 1}},
        '"severity" does not belong here',
    ),
    # days
    ({"kind": "dose"}, '"day" is missing'),
    (DOSE | {"day": None}, '"day" is missing'),
    (DOSE | {"day": "2026-02-30"}, '"day": "2026-02-30" is not a date'),
    (DOSE | {"day": "20260105"}, "is not a date"),
    (DOSE | {"day": "2026-1-5"}, "is not a date"),
    (DOSE | {"day": "2026-W02-1"}, "is not a date"),
    (DOSE | {"day": "\uff12\uff10\uff12\uff16-01-05"}, "is not a date"),
    (DOSE | {"day": 20260105}, "is not a date"),
    (DOSE | {"day": ["2026-01-05"]}, "is not a date"),
    (DOSE | {"day": day_of(17)}, f"The day {day_of(17)} has not come yet"),
    (DOSE | {"day": day_of(0)}, f"The day {day_of(0)} lies before the first dose on {day_of(1)}"),
    ({"kind": "weight", "kg": 60, "day": day_of(17)}, "has not come yet"),
    ({"kind": "dose_level", "mg": 10, "day": day_of(17)}, "has not come yet"),
    ({"kind": "stop", "day": day_of(17)}, "has not come yet"),
    ({"kind": "dispense", "mg": 12, "capsules": 1, "day": day_of(17)}, "has not come yet"),
    ({"kind": "qlq", "answers": {"1": 1}, "day": day_of(17)}, "has not come yet"),
    ({"kind": "weight", "kg": 60, "day": day_of(1 - 29)}, "more than 28 days before the first dose"),
    ({"kind": "visit", "day": day_of(1 - 29)}, "more than 28 days before the first dose"),
    ({"kind": "qlq", "answers": {"1": 1}, "day": day_of(1 - 29)}, "more than 28 days before the first dose"),
    ({"kind": "stop", "day": day_of(0)}, "before the first dose"),
    ({"kind": "hold", "from": day_of(0)}, "before the first dose"),
    ({"kind": "dose_level", "mg": 10, "day": day_of(0)}, "before the first dose"),
    ({"kind": "cycle_start", "day": "9999-12-31"}, '"day": 9999-12-31 lies outside the years 1900 to 2199'),
    ({"kind": "visit", "day": "2200-01-01"}, "lies outside the years"),
    ({"kind": "hold", "from": "0001-01-01", "time": "07:10"}, "lies outside the years"),
    ({"kind": "hold", "from": DAY, "to": "9999-12-31"}, '"to": 9999-12-31 lies outside the years'),
    # times, offsets, zones
    (DOSE | {"time": "7:10"}, '"time": "7:10" is not a time; write it like 07:10'),
    (DOSE | {"time": "24:00"}, "is not a time"),
    (DOSE | {"time": "07:60"}, "is not a time"),
    (DOSE | {"time": "07:10:30"}, "is not a time"),
    (DOSE | {"time": "07:1\uff10"}, "is not a time"),
    (DOSE | {"time": 710}, "is not a time"),
    (DOSE | {"time": ""}, "is not a time"),
    (DOSE | {"offset": "8"}, "The offset '8' is not one"),
    (DOSE | {"offset": 8}, '"offset": 8 is not a text'),
    (DOSE | {"zone": "Shanghai"}, "The time zone 'Shanghai' is not known"),
    (DOSE | {"zone": True}, '"zone": True is not a text'),
    (
        {"kind": "bp", "day": "2026-01-10", "time": "02:30", "zone": "Europe/Berlin", "readings": ["100"]},
        '"readings": "100" is not a reading',
    ),
    # doses
    (DOSE | {"status": "skipped"}, '"status": "skipped" does not fit; it is one of taken, not_taken'),
    (DOSE | {"status": True}, '"status": True does not fit'),
    (DOSE | {"fasting": "maybe"}, '"fasting": "maybe" does not fit; it is one of yes, no, unknown'),
    (DOSE | {"fasting": True}, '"fasting": True does not fit'),
    (DOSE | {"mg": 0}, '"mg": 0 does not fit; a dose lies above 0 and is at most 60 mg'),
    (DOSE | {"mg": -12}, "does not fit"),
    (DOSE | {"mg": 61}, "at most 60 mg"),
    (DOSE | {"mg": 60.5}, '"mg": 60.5 is not a number'),  # a binary fraction is never exact
    (DOSE | {"mg": True}, '"mg": True is not a number'),
    (DOSE | {"mg": "twelve"}, '"mg": "twelve" is not a number'),
    (DOSE | {"mg": "1e1"}, "is not a number"),
    (DOSE | {"mg": "\uff11\uff12"}, "is not a number"),
    (DOSE | {"mg": " 12"}, "is not a number"),
    (DOSE | {"mg": Decimal("NaN")}, "is not a number"),
    (DOSE | {"mg": Decimal("sNaN")}, "is not a number"),
    (DOSE | {"mg": Decimal("Infinity")}, "is not a number"),
    (DOSE | {"mg": Decimal("1E+999999999999")}, "is not a number"),
    (DOSE | {"mg": Decimal("0E+999999999999")}, "is not a number"),
    (DOSE | {"mg": Decimal("1E-999999999999")}, "is not a number"),
    (DOSE | {"mg": 10**5000}, "is not a number"),
    (DOSE | {"mg": [12]}, "is not a number"),
    (DOSE | {"capsules": 0}, '"capsules": 0 does not fit; it is a whole number from 1 to 20'),
    (DOSE | {"capsules": 21}, "a whole number from 1 to 20"),
    (DOSE | {"mg": 10, "capsules": 3}, '"capsules": 10 mg are not 3 capsules of one strength of the plan'),
    (DOSE | {"capsules": True}, "a whole number"),
    (DOSE | {"capsules": "1"}, "a whole number"),
    (DOSE | {"capsules": Decimal("1.5")}, "a whole number"),
    (DOSE | {"capsules": Decimal("NaN")}, "a whole number"),
    (DOSE | {"capsules": Decimal("sNaN")}, "a whole number"),
    (DOSE | {"capsules": Decimal("-Infinity")}, "a whole number"),
    (DOSE | {"capsules": Decimal("0E+999999999999")}, "a whole number"),
    (DOSE | {"capsules": 10**5000}, "a whole number"),
    (DOSE | {"vomited": 1}, '"vomited": 1 does not fit; it is true or false'),
    (DOSE | {"vomited": "yes"}, "true or false"),
    # texts
    (DOSE | {"note": 5}, '"note": 5 is not a text'),
    (DOSE | {"note": ["x"]}, "is not a text"),
    (DOSE | {"note": "\ud800"}, "is not a text"),
    (DOSE | {"note": "x" * 2001}, '"note" is too long: 2001 characters; at most 2000 fit'),
    (DOSE | {"status": "not_taken", "reason": "x" * 201}, "at most 200 fit"),
    (DOSE | {"by": "nobody"}, '"by": "nobody" does not fit; it is one of self, helper, staff'),
    (DOSE | {"by": ["self"]}, '"by": '),
    (DOSE | {"key": 5}, '"key": 5 is not a text'),
    (DOSE | {"key": "k" * 201}, '"key" is too long'),
    (DOSE | {"participant": 5}, '"participant": 5 is not a text'),
    (DOSE | {"participant": "P-002"}, "The participant P-002 is not in this diary"),
    # symptoms and signs
    ({"kind": "symptom", "day": DAY}, '"term" is missing'),
    ({"kind": "symptom", "day": DAY, "term": "cough"}, '"severity" is missing'),
    (
        {"kind": "symptom", "day": DAY, "term": "hiccups", "severity": 1},
        'The symptom "hiccups" is not in the plan',
    ),
    (
        {"kind": "symptom", "day": DAY, "term": "cough", "severity": 5},
        '"cough": 5 does not fit; it is a whole',
    ),
    ({"kind": "symptom", "day": DAY, "term": "cough", "severity": -1}, "from 0 to 4"),
    ({"kind": "symptom", "day": DAY, "term": "cough", "severity": True}, "from 0 to 4"),
    ({"kind": "symptom", "day": DAY, "term": "cough", "severity": "2"}, "from 0 to 4"),
    ({"kind": "symptom", "day": DAY, "term": "cough", "severity": 2.0}, "from 0 to 4"),
    ({"kind": "symptom", "day": DAY, "term": ["cough"], "severity": 2}, "is not in the plan"),
    ({"kind": "symptom", "day": DAY, "severities": {}}, '"severities" is empty'),
    ({"kind": "symptom", "day": DAY, "severities": ["cough"]}, "\"severities\": ['cough'] is not an object"),
    ({"kind": "symptom", "day": DAY, "severities": {"cough": None}}, '"cough": None does not fit'),
    (
        {"kind": "symptom", "day": DAY, "severities": {"cough": 1, "hiccups": 1}},
        '"hiccups" is not in the plan',
    ),
    ({"kind": "sign", "day": DAY, "sign": "fainting"}, '"present" is missing'),
    ({"kind": "sign", "day": DAY, "sign": "fainting", "present": 1}, "true or false"),
    ({"kind": "sign", "day": DAY, "sign": "sneezing", "present": True}, '"sign": "sneezing" does not fit'),
    ({"kind": "sign", "day": DAY, "present": True}, '"sign": None does not fit'),
    # readings
    ({"kind": "bp", "day": DAY}, '"readings": there are 0; from 1 to 10 fit'),
    ({"kind": "bp", "day": DAY, "readings": ["120/80"] * 11}, "there are 11"),
    ({"kind": "bp", "day": DAY, "readings": "120/80"}, '"readings": "120/80" is not a list'),
    ({"kind": "bp", "day": DAY, "readings": {"1": "120/80"}}, "is not a list"),
    ({"kind": "bp", "day": DAY, "readings": ["120-80"]}, "is not a reading; write it like 128/82"),
    ({"kind": "bp", "day": DAY, "readings": ["1200/80"]}, "is not a reading"),
    ({"kind": "bp", "day": DAY, "readings": [[120, 80, 60]]}, "is not a reading"),
    ({"kind": "bp", "day": DAY, "readings": [[True, False]]}, "is not a reading"),
    ({"kind": "bp", "day": DAY, "readings": [["120", "80"]]}, "is not a reading"),
    ({"kind": "bp", "day": DAY, "readings": [[Decimal("120.5"), 80]]}, "is not a reading"),
    ({"kind": "bp", "day": DAY, "readings": [None]}, "is not a reading"),
    ({"kind": "bp", "day": DAY, "readings": ["\uff11\uff12\uff10/80"]}, "is not a reading"),
    ({"kind": "bp", "day": DAY, "readings": ["301/80"]}, "upper number lies outside 40 to 300"),
    ({"kind": "bp", "day": DAY, "readings": ["39/30"]}, "upper number lies outside 40 to 300"),
    ({"kind": "bp", "day": DAY, "readings": ["120/19"]}, "lower number lies outside 20 to 200"),
    ({"kind": "bp", "day": DAY, "readings": ["250/201"]}, "lower number lies outside 20 to 200"),
    ({"kind": "bp", "day": DAY, "readings": ["80/80"]}, "the upper number is not above the lower one"),
    (
        {"kind": "bp", "day": DAY, "readings": ["128/82", "80/120"]},
        "the upper number is not above the lower one",
    ),
    ({"kind": "weight", "day": DAY}, '"kg" is missing'),
    ({"kind": "weight", "day": DAY, "kg": Decimal("19.9")}, '"kg": 19.9 lies outside 20 to 300'),
    ({"kind": "weight", "day": DAY, "kg": "300.1"}, "lies outside 20 to 300"),
    ({"kind": "weight", "day": DAY, "kg": 60.5}, "is not a number"),
    ({"kind": "temperature", "day": DAY, "celsius": "29.9"}, '"celsius": 29.9 lies outside 30 to 45'),
    ({"kind": "temperature", "day": DAY, "celsius": "45.1"}, "lies outside 30 to 45"),
    # the clinic's decisions
    (
        {"kind": "cycle_start", "day": day_of(22), "mg": 11},
        "11 is not a dose level of the plan; it is one of 12, 10, 8",
    ),
    ({"kind": "cycle_start", "day": day_of(22), "mg": 0}, '"mg": 0 is not a dose level of the plan'),
    ({"kind": "cycle_start", "day": day_of(22), "mg": "-0"}, "is not a dose level of the plan"),
    ({"kind": "cycle_start", "day": day_of(1)}, f"A cycle already starts on {day_of(1)} (home-00004)"),
    ({"kind": "cycle_start", "day": day_of(-3)}, "lies before cycle 1"),
    ({"kind": "cycle_start", "day": day_of(22), "source": "a friend"}, '"source": "a friend" does not fit'),
    ({"kind": "dose_level", "day": DAY}, '"mg" is missing'),
    ({"kind": "hold", "from": DAY, "to": day_of(1)}, "ends on 2026-01-05, before it begins on 2026-01-06"),
    ({"kind": "hold", "day": DAY}, '"from" is missing'),
    ({"kind": "hold", "from": DAY, "to": 5}, '"to": 5 is not a date'),
    ({"kind": "visit", "day": DAY, "ecog": 6}, "from 0 to 5"),
    ({"kind": "visit", "day": DAY, "decision": "stopped"}, '"decision": "stopped" does not fit'),
    ({"kind": "visit", "day": DAY, "response": "better"}, "it is one of CR, PR, SD, PD, NE"),
    ({"kind": "dispense", "day": DAY, "mg": 11, "capsules": 1}, "11 is not a capsule strength of the plan"),
    ({"kind": "dispense", "day": DAY, "mg": 12}, '"capsules" is missing'),
    ({"kind": "dispense", "day": DAY, "mg": 12, "capsules": -1}, "from 0 to 1000"),
    ({"kind": "dispense", "day": DAY, "mg": 12, "capsules": 1, "lost": 1}, '"lost" does not belong here'),
    # questionnaires
    ({"kind": "qlq", "day": DAY, "answers": [1]}, '"answers": [1] is not an object'),
    (
        {"kind": "qlq", "day": DAY, "answers": {"31": 1}},
        '"answers": "31" does not fit; it is a whole number from 1 to 30',
    ),
    ({"kind": "qlq", "day": DAY, "answers": {"0": 1}}, "from 1 to 30"),
    ({"kind": "qlq", "day": DAY, "answers": {"01": 1}}, "from 1 to 30"),
    ({"kind": "qlq", "day": DAY, "answers": {"q1": 1}}, "from 1 to 30"),
    ({"kind": "qlq", "day": DAY, "answers": {"\u00b2": 1}}, "from 1 to 30"),
    ({"kind": "qlq", "day": DAY, "answers": {"9" * 5000: 1}}, "from 1 to 30"),
    (
        {"kind": "qlq", "day": DAY, "answers": {"1": 5}},
        '"answers.1": 5 does not fit; it is a whole number from 1 to 4',
    ),
    ({"kind": "qlq", "day": DAY, "answers": {"28": 5}}, "from 1 to 4"),
    (
        {"kind": "qlq", "day": DAY, "answers": {"29": 8}},
        '"answers.29": 8 does not fit; it is a whole number from 1 to 7',
    ),
    ({"kind": "qlq", "day": DAY, "answers": {"30": 0}}, "from 1 to 7"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": True}}, "from 1 to 4"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": None}}, "from 1 to 4"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": Decimal("2.5")}}, "from 1 to 4"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 2}, "declined": [1]}, "Item 1 is in two of"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "declined": [2, 2]}, '"declined" names an item twice'),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "declined": [True]}, "from 1 to 30"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "declined": 5}, '"declined": 5 is not a list'),
    (
        {"kind": "qlq", "day": DAY, "answers": {"1": 1}, "not_seen": [1]},
        '"not_seen" is not the items in no other place',
    ),
    (
        {"kind": "qlq", "day": DAY, "answers": {"1": 1}, "mode": "phone"},
        "it is one of self, paper, interview",
    ),
    (
        {"kind": "qlq", "day": DAY, "answers": {"1": 1}, "wording": "mine"},
        '"wording": "mine" is not an object',
    ),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "wording": {"id": 1}}, '"wording.id": 1 is not a text'),
    (
        {"kind": "qlq", "day": DAY, "answers": {"1": 1}, "wording": {"x": Decimal("1.5")}},
        '"wording.x" does not belong here',
    ),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "wording": {"sha256": "AB" * 32}}, "is not a SHA-256"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "wording": {"language": ["en"]}}, "is not a text"),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "target": day_of(1)}, '"target" does not belong here'),
    ({"kind": "qlq", "day": DAY, "answers": {"1": 1}, "practice_done_at": 7}, "is not a text"),
    # corrections and undos
    ({"kind": "correct"}, '"id" is missing'),
    ({"kind": "correct", "id": "nobody", "fields": {"mg": 1}, "reason": "x"}, "There is no record nobody"),
    ({"kind": "correct", "id": 5, "fields": {"mg": 1}, "reason": "x"}, "There is no record 5"),
    ({"kind": "correct", "id": ["x"], "fields": {"mg": 1}, "reason": "x"}, "There is no record"),
    ({"kind": "undo", "id": "nobody"}, "There is no record nobody"),
    ({"kind": "undo", "id": "home-00004", "fields": {}}, '"fields" does not belong here'),
    (
        {"kind": "correct", "id": "home-00004", "fields": {"mg": 10}, "reason": "x", "note": "y"},
        '"note" does not belong here',
    ),
    ({"kind": "correct", "id": "home-00004", "reason": "x"}, '"fields" is missing'),
    ({"kind": "correct", "id": "home-00004", "fields": [], "reason": "x"}, '"fields": [] is not an object'),
    ({"kind": "correct", "id": "home-00004", "fields": {"mg": 10}}, "A correction needs a reason"),
    (
        {"kind": "correct", "id": "home-00004", "fields": {"mg": 10}, "reason": " "},
        "A correction needs a reason",
    ),
    ({"kind": "correct", "id": "home-00004", "fields": {"mg": 10}, "reason": 5}, '"reason": 5 is not a text'),
    ({"kind": "undo", "id": "home-00003", "reason": "x"}, "The entry home-00003 cannot be undone"),
    (
        {"kind": "correct", "id": "home-00002", "fields": {"text": "x"}, "reason": "x"},
        "The entry home-00002 cannot be corrected",
    ),
]


@pytest.mark.parametrize(("line", "sentence"), REFUSED)
def test_refused(book: Notebook, line: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(book, line)


def test_a_time_that_did_not_exist_is_refused_and_named() -> None:
    book = Notebook(zone="Europe/Berlin")
    sentence = refusal(book, {"kind": "dose", "day": "2026-03-28", "time": "02:30"})
    assert sentence.startswith("02:30 did not exist on 2026-03-29 in Europe/Berlin")


def test_a_dose_before_any_start_is_known() -> None:
    book = Notebook(first_dose=None)
    assert "No first dose date is known yet" in refusal(book, DOSE)
    assert "No first dose date is known yet" in refusal(book, {"kind": "hold", "from": DAY})
    book.start(1)
    book.took(2)


def test_not_taken_twice_is_refused(book: Notebook) -> None:
    missed = book.missed(2)
    assert missed in refusal(book, DOSE | {"status": "not_taken"})


@pytest.mark.parametrize("kind", ["cycle_start", "dose_level"])
def test_going_back_up_needs_a_reason(book: Notebook, kind: str) -> None:
    book.tell("dose_level", 2, mg=8)
    line = {"kind": kind, "day": day_of(16), "mg": 10}
    assert "10 mg is more than the 8 mg in force before" in refusal(book, line)
    assert book.service.write(line | {"reason": "told by the physician"})


def test_the_second_plans_limits() -> None:
    book = Notebook(second_trial())
    assert "at most 2000 mg" in refusal(book, DOSE | {"mg": 2001})
    assert "it is one of 400, 200 mg" in refusal(book, {"kind": "cycle_start", "day": day_of(29), "mg": 12})
    assert "is not in the plan" in refusal(
        book, {"kind": "symptom", "day": DAY, "term": "cough", "severity": 1}
    )
    assert "outside 50 to 280" in refusal(book, {"kind": "bp", "day": DAY, "readings": ["281/90"]})
    assert "more than 10 days before" in refusal(book, {"kind": "weight", "day": day_of(1 - 11), "kg": 60})


BAD = "a\x1b[31m\u202eb\nc\ud800"


@pytest.mark.parametrize(
    "line",
    [
        DOSE | {"status": BAD},
        DOSE | {BAD: 1},
        DOSE | {"zone": "a\u202e\n"},
        DOSE | {"offset": "a\u202e\n"},
        DOSE | {"participant": "P\u202e\n"},
        {"kind": BAD},
        {"kind": "symptom", "day": DAY, "term": BAD, "severity": 1},
        {"kind": "undo", "id": BAD},
        {"kind": "qlq", "day": DAY, "answers": {BAD: 1}},
        {"kind": "qlq", "day": DAY, "wording": {BAD: 1}},
    ],
)
def test_controls_and_direction_marks_are_not_echoed(book: Notebook, line: dict[str, Any]) -> None:
    sentence = refusal(book, line)
    assert all(char.isprintable() for char in sentence)


def test_a_long_value_is_cut_in_the_refusal(book: Notebook) -> None:
    assert len(refusal(book, DOSE | {"status": "x" * 100_000})) < 200
