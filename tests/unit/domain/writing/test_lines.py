"""Every kind of record line: what is kept of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.accountability import capsules_for
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.fields import decimal_text
from diary_app.domain.writing.lines import WRITERS
from tests.diaries import Notebook, alter, day_of, second_trial

DAY = day_of(2)


@pytest.fixture
def book() -> Notebook:
    return Notebook()


def payload(book: Notebook, **line: Any) -> dict[str, Any]:
    return dict(book.record(book.tell(line.pop("kind"), **line)).payload)


TAKEN = {"status": "taken", "mg": "12", "capsules": 1, "fasting": "unknown"}
LINES: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"kind": "dose", "day": DAY}, "dose", TAKEN),
    ({"kind": "dose", "day": DAY, "status": "taken", "fasting": "yes"}, "dose", TAKEN | {"fasting": "yes"}),
    (
        {"kind": "dose", "day": DAY, "time": "07:10", "mg": 10, "fasting": "no", "vomited": True},
        "dose",
        TAKEN | {"mg": "10", "fasting": "no", "vomited": True, "taken_at": f"{DAY}T07:10:00+08:00"},
    ),
    ({"kind": "dose", "day": DAY, "mg": "20"}, "dose", TAKEN | {"mg": "20", "capsules": 2}),
    ({"kind": "dose", "day": DAY, "mg": Decimal("12.0")}, "dose", TAKEN),
    ({"kind": "dose", "day": DAY, "mg": 24, "capsules": 3}, "dose", TAKEN | {"mg": "24", "capsules": 3}),
    (
        {"kind": "dose", "day": DAY, "mg": Decimal("4.5")},
        "dose",
        {"status": "taken", "mg": "4.5", "fasting": "unknown"},
    ),
    ({"kind": "dose", "day": DAY, "status": "not_taken"}, "dose", {"status": "not_taken"}),
    ({"kind": "dose", "day": DAY, "source": "paper"}, "dose", TAKEN | {"source": "paper"}),
    (
        {"kind": "dose", "day": DAY, "status": "not_taken", "reason": "forgot"},
        "dose",
        {"status": "not_taken", "reason": "forgot"},
    ),
    (
        {"kind": "symptom", "day": DAY, "term": "cough", "severity": 0},
        "symptoms",
        {"severities": {"cough": 0}},
    ),
    (
        {"kind": "symptom", "day": DAY, "severities": {"rash": 4, "cough": Decimal("2.0")}},
        "symptoms",
        {"severities": {"cough": 2, "rash": 4}},
    ),
    (
        {"kind": "sign", "day": DAY, "sign": "fainting", "present": False},
        "sign",
        {"sign": "fainting", "present": False},
    ),
    (
        {"kind": "bp", "day": DAY, "readings": ["128/82", " 126 / 80 ", [300, 200]]},
        "bp",
        {"readings": [[128, 82], [126, 80], [300, 200]]},
    ),
    (
        {"kind": "bp", "day": DAY, "time": "06:50", "readings": ["40/20"]},
        "bp",
        {"readings": [[40, 20]], "measured_at": f"{DAY}T06:50:00+08:00"},
    ),
    ({"kind": "weight", "day": DAY, "kg": "61.50"}, "weight", {"kg": "61.5"}),
    ({"kind": "weight", "day": DAY, "kg": Decimal("6E+1")}, "weight", {"kg": "60"}),
    (
        {"kind": "temperature", "day": DAY, "time": "20:00", "celsius": 38},
        "temperature",
        {"celsius": "38", "measured_at": f"{DAY}T20:00:00+08:00"},
    ),
    (
        {"kind": "cycle_start", "day": day_of(22)},
        "cycle_start",
        {"day": day_of(22), "mg": "12", "source": "participant, told by clinic"},
    ),
    (
        {"kind": "cycle_start", "day": day_of(22), "mg": 8, "source": "clinic", "reason": "reduced"},
        "cycle_start",
        {"day": day_of(22), "mg": "8", "source": "clinic", "reason": "reduced"},
    ),
    ({"kind": "hold", "from": DAY}, "hold", {"from": DAY}),
    (
        {"kind": "hold", "from": DAY, "to": DAY, "reason": "pressure"},
        "hold",
        {"from": DAY, "to": DAY, "reason": "pressure"},
    ),
    (
        {"kind": "dose_level", "day": DAY, "mg": 10, "reason": "rash"},
        "dose_level",
        {"day": DAY, "mg": "10", "reason": "rash"},
    ),
    ({"kind": "stop", "day": DAY, "reason": "progression"}, "stop", {"day": DAY, "reason": "progression"}),
    ({"kind": "qlq_not_done", "day": day_of(43), "reason": "lost"}, "qlq_not_done", {"reason": "lost"}),
    ({"kind": "visit", "day": DAY}, "visit", {"day": DAY}),
    (
        {"kind": "visit", "day": DAY, "ecog": 0, "decision": "reduced", "response": "SD", "reason": "x"},
        "visit",
        {"day": DAY, "ecog": 0, "decision": "reduced", "response": "SD", "reason": "x"},
    ),
    (
        {"kind": "dispense", "day": DAY, "mg": 12, "capsules": 14},
        "dispense",
        {"day": DAY, "mg": "12", "capsules": 14},
    ),
    (
        {"kind": "return", "day": DAY, "mg": 8, "capsules": 0},
        "return",
        {"day": DAY, "mg": "8", "capsules": 0, "lost": 0},
    ),
    (
        {"kind": "return", "day": DAY, "mg": 8, "capsules": 3, "lost": 1},
        "return",
        {"day": DAY, "mg": "8", "capsules": 3, "lost": 1},
    ),
]

BY_THE_CLINIC = {"adverse_event", "medication", "reviewed"}  # tried in test_clinic_lines.py
BY_THE_CLINIC |= {"paper_entry"}  # tried in test_paper.py


@pytest.mark.parametrize(
    ("line", "kind", "kept"), LINES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_line(book: Notebook, line: dict[str, Any], kind: str, kept: dict[str, Any]) -> None:
    record = book.record(book.service.write(line))
    assert record.kind == kind
    assert dict(record.payload) == kept
    assert record.about["day"] == line.get("day", line.get("from"))


@pytest.mark.parametrize(
    ("line", "kind", "kept"), LINES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_line_may_have_a_note_and_who_typed_it(
    book: Notebook, line: dict[str, Any], kind: str, kept: dict[str, Any]
) -> None:
    written = book.service.write(line | {"note": "told by phone", "by": "helper", "participant": "P-001"})
    record = book.record(written)
    assert (record.note, record.by, dict(record.payload)) == ("told by phone", "helper", kept)


def test_every_kind_that_can_be_written_is_tried() -> None:
    assert {line["kind"] for line, _, _ in LINES} | {"qlq"} | BY_THE_CLINIC == {str(kind) for kind in WRITERS}


def test_about_holds_day_time_offset_and_zone_parts_as_known(book: Notebook) -> None:
    abouts = [
        book.record(book.took(day, time, **how)).about
        for day, time, how in [
            (1, None, {}), (2, "07:10", {}), (3, "07:10", {"offset": "+01:00"}),
            (4, "07:10", {"zone": "Europe/Berlin", "offset": "+02:00"}), (5, None, {"zone": "Europe/Berlin"}),
        ]
    ]  # fmt: skip
    assert abouts == [
        {"day": day_of(1)},
        {"day": day_of(2), "time": "07:10", "offset": "+08:00", "zone": "Asia/Shanghai"},
        {"day": day_of(3), "time": "07:10", "offset": "+01:00"},
        {"day": day_of(4), "time": "07:10", "offset": "+02:00", "zone": "Europe/Berlin"},
        {"day": day_of(5), "zone": "Europe/Berlin"},
    ]


def test_a_dose_without_mg_is_the_level_in_force(book: Notebook) -> None:
    book.tell("dose_level", 3, mg=10)
    assert [book.record(book.took(day)).payload["mg"] for day in (2, 3)] == ["12", "10"]


def test_staff_say_clinic_and_paper(book: Notebook) -> None:
    clinic = Notebook(staff=True)
    assert payload(clinic, kind="cycle_start", day=day_of(22))["source"] == "clinic"
    assert payload(clinic, kind="qlq", day=DAY, answers={"1": 2})["mode"] == "paper"
    assert payload(book, kind="qlq", day=DAY, answers={"1": 2})["mode"] == "self"
    assert clinic.entries[-1].role == "coordinator"
    assert clinic.entries[-1].by == "staff"


def test_a_questionnaire_keeps_every_item_in_exactly_one_place(book: Notebook) -> None:
    kept = payload(
        book, kind="qlq", day=DAY, answers={"2": 4, "1": 1, "30": 7}, declined=[23, 5], left_open=[9]
    )
    assert (kept["answers"], kept["declined"], kept["left_open"]) == ({"1": 1, "2": 4, "30": 7}, [5, 23], [9])
    assert kept["not_seen"] == [n for n in range(1, 31) if n not in (1, 2, 5, 9, 23, 30)]
    assert list(kept["answers"]) == ["1", "2", "30"]


def test_a_questionnaire_names_the_pack_in_use_unless_it_says_another(book: Notebook) -> None:
    own = payload(book, kind="qlq", day=DAY, answers={"1": 1})
    assert own["language"] == "en"
    assert {"id", "version", "language", "official", "sha256"} == set(own["wording"])
    told = {"id": "licensed", "sha256": "ab" * 32, "language": "zh_CN", "version": "3.0", "official": True}
    other = payload(book, kind="qlq", day=DAY, declined=[1], wording=told, mode="interview")
    assert (other["wording"], other["language"], other["mode"]) == (told, "zh_CN", "interview")


def test_a_completed_questionnaire_round_trips_its_own_not_seen(book: Notebook) -> None:
    kept = payload(book, kind="qlq", day=DAY, answers={str(n): 2 for n in range(1, 30)}, not_seen=[30])
    assert kept["not_seen"] == [30]


@pytest.mark.parametrize(
    ("mg", "count"),
    [("12", 1), ("24", 2), ("20", 2), ("16", 2), ("36", 3), ("40", 4), ("11", None), ("4", None)],
)
def test_fewest_capsules_of_one_strength(mg: str, count: int | None) -> None:
    assert capsules_for(Decimal(mg), alter()) == count


def test_two_tablets_of_the_second_plan() -> None:
    book = Notebook(second_trial())
    assert payload(book, kind="dose", day=DAY) == {
        "status": "taken", "mg": "400", "capsules": 2, "fasting": "unknown",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12", "12"),
        ("12.0", "12"),
        ("12.50", "12.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.10", "0.1"),
        ("0", "0"),
    ],
)
def test_decimals_travel_as_plain_digits(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


def test_a_blank_text_counts_as_not_given(book: Notebook) -> None:
    record = book.record(book.tell("dose", 1, status="not_taken", reason="  ", note="\n"))
    assert ("reason" in record.payload, record.note) == (False, None)


def test_days_of_screening_fit_except_for_doses(book: Notebook) -> None:
    book.tell("bp", day_of(1 - 28), readings=["120/80"])
    book.tell("visit", day_of(1 - 28))
    book.tell("dispense", day_of(0), mg=12, capsules=14)


@pytest.mark.parametrize("kind", ["cycle_start", "hold", "visit"])
def test_what_may_lie_ahead(book: Notebook, kind: str) -> None:
    book.clock.set("2026-01-06T07:10")
    name = "from" if kind == "hold" else "day"
    assert book.service.write({"kind": kind, name: day_of(30)})


def test_today_is_the_calendars_day_in_the_lines_zone(book: Notebook) -> None:
    book.clock.set("2026-01-06T20:00")
    book.tell("weight", 2, kg=60)
    book.tell("weight", 3, kg=60, zone="Pacific/Auckland")  # 01:00 on the 7th there


def test_second_doses_and_doses_on_rest_days_are_never_refused(book: Notebook) -> None:
    for _ in range(3):
        book.took(1, "07:10")
    book.took(15)
    book.tell("stop", 17)
    book.took(18)
    assert [row["off_plan"] for row in book.rows("doses")] == [False, True, True, True, True]


def test_every_kind_of_a_record_has_a_place_in_the_log() -> None:
    assert {kind for _, kind, _ in LINES} <= {kind.value for kind in Kind}


def test_a_time_after_midnight_whose_date_has_not_come_is_refused(book: Notebook) -> None:
    today = book.opened.local_now().date().isoformat()
    with pytest.raises(DoesNotFit, match="has not come yet"):
        book.tell("dose", today, time="00:40")
    book.tell("dose", today, time="07:10")


def test_an_empty_questionnaire_is_refused(book: Notebook) -> None:
    with pytest.raises(DoesNotFit, match="nothing is answered and nothing declined"):
        book.tell("qlq", 3, answers={})
