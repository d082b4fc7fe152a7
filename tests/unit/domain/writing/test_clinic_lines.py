"""Lines that only the clinic writes, what of them is kept, and what is refused in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.adverse_event import CRITERIA, OUTCOMES
from diary_app.domain.facts import AdverseEvent, Medication, Visit
from tests.diaries import LONG_AFTER, Notebook, day_of

DAY = day_of(22)
EVENT = {"kind": "adverse_event", "day": DAY, "term": "Nausea", "grade": 2}
FORM = {"kind": "qlq", "day": DAY, "answers": {"1": 1}}
MEDICINE = {"kind": "medication", "day": "2019-03-01", "name": "Amlodipine"}
LINES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (EVENT, {"day": DAY, "term": "Nausea", "grade": 2}),
    (
        EVENT | {"end": DAY, "symptom": "nausea", "relation": "possible", "action": "reduced",
                 "outcome": "recovered"},
        {"day": DAY, "term": "Nausea", "grade": 2, "end": DAY, "symptom": "nausea", "relation": "possible",
         "action": "reduced", "outcome": "recovered"},
    ),
    (EVENT | {"serious": False}, {"day": DAY, "term": "Nausea", "grade": 2, "serious": False}),
    (
        EVENT | {"grade": 3, "serious": True, "criteria": ["hospitalisation", "life_threatening"]},
        {"day": DAY, "term": "Nausea", "grade": 3, "serious": True,
         "criteria": ["life_threatening", "hospitalisation"]},  # in the order of the standard
    ),
    (MEDICINE, {"day": "2019-03-01", "name": "Amlodipine"}),
    (
        MEDICINE | {"dose": "5 mg a day", "route": "by mouth", "indication": "hypertension", "end": DAY},
        {"day": "2019-03-01", "name": "Amlodipine", "dose": "5 mg a day", "route": "by mouth",
         "indication": "hypertension", "end": DAY},
    ),
    (
        {"kind": "visit", "day": DAY, "ecog": 1, "kg": 61.5, "readings": ["128/82"], "pulse": 72,
         "celsius": "36.8", "decision": "reduced", "reason": "rash", "response": "SD",
         "next_start": day_of(29), "progression": DAY, "death": DAY},
        {"day": DAY, "ecog": 1, "kg": "61.5", "readings": [[128, 82]], "pulse": 72, "celsius": "36.8",
         "decision": "reduced", "reason": "rash", "response": "SD", "next_start": day_of(29),
         "progression": DAY, "death": DAY},
    ),
]  # fmt: skip


@pytest.fixture
def desk() -> Notebook:
    return Notebook(staff=True)


def write(book: Notebook, line: dict[str, Any]) -> str:
    plain = {name: str(value) if isinstance(value, float) else value for name, value in line.items()}
    return book.service.write(plain, participant="P-001")


@pytest.mark.parametrize(("line", "kept"), LINES)
def test_what_is_kept_and_a_correction_of_nothing_is_refused(
    desk: Notebook, line: dict[str, Any], kept: dict[str, Any]
) -> None:
    written = write(desk, line)
    assert dict(desk.record(written).payload) == kept
    with pytest.raises(DoesNotFit, match="changes nothing"):
        desk.correct(written, **{name: value for name, value in line.items() if name in ("day", "term")})
    desk.undo(written)
    assert desk.record(written).void


@pytest.mark.parametrize(
    "line", [EVENT, MEDICINE, {"kind": "reviewed", "day": DAY, "rule": "x", "done": "seen"}]
)
def test_a_patients_store_refuses_it(line: dict[str, Any]) -> None:
    with pytest.raises(DoesNotFit, match="Only the clinic"):
        write(Notebook(), line)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (EVENT | {"grade": 0}, '"grade": 0 does not fit; it is a whole number from 1 to 5.'),
        (EVENT | {"grade": 6}, '"grade": 6 does not fit; it is a whole number from 1 to 5.'),
        (EVENT | {"term": "  "}, '"term" is missing.'),
        (EVENT | {"end": day_of(21)}, "The end on 2026-01-25 lies before the start on 2026-01-26."),
        (EVENT | {"end": "2030-01-01"}, "The day 2030-01-01 has not come yet."),
        (EVENT | {"day": "2030-01-01"}, "The day 2030-01-01 has not come yet."),
        (EVENT | {"relation": "RELATED"},
         '"relation": "RELATED" does not fit; it is one of not_related, unlikely, possible, related.'),
        (EVENT | {"serious": True}, '"criteria" is missing: say why it is serious, at least one of death, '),
        (EVENT | {"criteria": ["death"]}, '"criteria" belong to a serious event;'),
        (EVENT | {"serious": False, "criteria": ["death"]}, '"criteria" belong to a serious event;'),
        (EVENT | {"serious": True, "criteria": ["severe"]}, '"criteria": "severe" does not fit; what fits:'),
        (EVENT | {"serious": True, "criteria": [{}]}, '"criteria": {} does not fit; what fits:'),
        (FORM | {"paper": {"passes": [{}]}}, "names one pass or two"),
        (FORM | {"paper": {"passes": ["a"], "left_out": [5]}}, '"left_out": 5 is not an object.'),
        (FORM | {"paper": {"passes": ["a"], "settled": [{"cell": []}]}}, '"cell": [] is not a text.'),
        (EVENT | {"serious": "yes"}, '"serious": "yes" does not fit; it is true or false.'),
        (EVENT | {"serious": False, "outcome": "fatal"}, "an event that ended in death is serious."),
        (EVENT | {"serious": False, "grade": 5}, "an event that ended in death is serious."),
        (EVENT | {"symptom": "gout"}, '"symptom": "gout" does not fit;'),
        (MEDICINE | {"name": ""}, '"name" is missing.'),
        (MEDICINE | {"end": "2019-02-28"}, "The end on 2019-02-28 lies before the start on 2019-03-01."),
        ({"kind": "visit", "day": DAY, "ecog": 6}, '"ecog": 6 does not fit'),
        ({"kind": "visit", "day": DAY, "kg": 301}, '"kg": 301 lies outside 20 to 300.'),
        ({"kind": "visit", "day": DAY, "readings": ["82/128"]}, "is not above the lower one."),
        ({"kind": "visit", "day": DAY, "next_start": day_of(21)}, "lies before the visit on 2026-01-26."),
        ({"kind": "visit", "day": DAY, "death": "2030-01-01"}, "The day 2030-01-01 has not come yet."),
        ({"kind": "visit", "day": DAY, "death": "2025-01-26"},  # a slip of the year
         '"death": 2025-01-26 lies before the first dose on 2026-01-05.'),
        ({"kind": "visit", "day": DAY, "progression": day_of(1 - 29)},
         '"progression": 2025-12-07 lies before the first dose on 2026-01-05.'),
        ({"kind": "visit", "day": "2028-06-02", "ecog": 1},
         '"ecog" does not fit: the visit on 2028-06-02 is still to come.'),
        ({"kind": "reviewed", "day": DAY, "rule": "bp_high", "done": "seen"},
         "There is no alert bp_high for 2026-01-26."),
    ],
)  # fmt: skip
def test_what_does_not_fit(desk: Notebook, line: dict[str, Any], sentence: str) -> None:
    assert desk.clock.now().utc.isoformat() > "2028-06-01"
    with pytest.raises(DoesNotFit) as refusal:
        write(desk, line)
    assert sentence in str(refusal.value)


def test_who_dies_before_the_first_dose_is_written_down(desk: Notebook) -> None:
    write(desk, {"kind": "visit", "day": DAY, "death": day_of(1 - 28)})
    [visit] = desk.diary.all(Visit)
    assert visit.values["death"] == "2025-12-08"


def test_a_planned_visit_holds_a_day_and_a_note_only(desk: Notebook) -> None:
    assert LONG_AFTER.startswith("2028-06-01")
    write(desk, {"kind": "visit", "day": "2028-06-20", "note": "scan", "next_start": "2028-06-22"})
    [visit] = desk.diary.all(Visit)
    assert (visit.day.isoformat(), visit.values["next_start"]) == ("2028-06-20", "2028-06-22")


def test_they_are_facts_with_a_beginning_and_an_end(desk: Notebook) -> None:
    for line, _ in (*LINES[:2], *LINES[4:6]):
        write(desk, line)
    events, medicines = desk.diary.all(AdverseEvent), desk.diary.all(Medication)
    assert [(event.term, event.grade, event.last) for event in events] == [
        ("Nausea", 2, None), ("Nausea", 2, events[0].day),
    ]  # fmt: skip
    assert [(one.name, one.dose, one.last) for one in medicines] == [
        ("Amlodipine", None, None), ("Amlodipine", "5 mg a day", events[0].day),
    ]  # fmt: skip


def test_an_event_that_turns_out_not_serious_loses_its_criteria(desk: Notebook) -> None:
    written = write(desk, EVENT | {"serious": True, "criteria": ["hospitalisation"]})
    desk.correct(written, serious=False)
    [event] = desk.diary.all(AdverseEvent)
    assert (event.serious, event.criteria) == (False, ())
    with pytest.raises(DoesNotFit, match="say why it is serious"):
        desk.correct(written, serious=True)
    desk.correct(written, serious=True, criteria=["medically_important"])
    assert desk.diary.all(AdverseEvent)[0].criteria == ("medically_important",)
    desk.correct(written, serious=None)  # nobody says any more
    assert desk.diary.all(AdverseEvent)[0].serious is None


def test_each_code_has_its_name_of_the_standard() -> None:
    assert list(CRITERIA.values()) == ["AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE"]
    assert set(OUTCOMES.values()) == {  # codelist C66768
        "RECOVERED/RESOLVED", "RECOVERED/RESOLVED WITH SEQUELAE", "RECOVERING/RESOLVING",
        "NOT RECOVERED/NOT RESOLVED", "FATAL", "UNKNOWN",
    }  # fmt: skip
