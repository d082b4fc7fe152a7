"""A record comes back from its rows exactly as it was, whatever its payload holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.entry import Kind
from diary_app.domain.record import Record
from diary_app.storage.record_rows import record_of, rows_of
from diary_app.storage.tables.projected import table_of
from tests.support import often

KINDS = [kind.value for kind in Kind if kind not in (Kind.CORRECT, Kind.UNDO)]


def record(kind: str, payload: dict[str, Any], **more: Any) -> Record:
    given_fields: dict[str, Any] = {
        "id": "r1",
        "latest": "e2",
        "kind": kind,
        "chain": "P-001",
        "participant": "P-001",
        "about": {"day": "2026-01-05", "time": "07:10", "offset": "+08:00", "zone": "Asia/Shanghai"},
        "payload": payload,
        "note": "a note",
        "placed": 3,
        "order": (2, "r1"),
        "entered_at": datetime(2026, 1, 5, 1, 2, 3, 4000, tzinfo=UTC),
        "entered_zone": "Asia/Shanghai",
        "actor": "P-001",
        "role": "participant",
        "by": "self",
        "corrects": "r1",
        "reason": "typed wrong",
        "changes": 1,
        "void": False,
        "conflict": False,
    }
    return Record(**(given_fields | more))


def there_and_back(whole: Record) -> tuple[Record, dict[str, list[dict[str, Any]]]]:
    rows = rows_of(whole)
    table = table_of(whole.kind)
    return record_of(table, rows[table.name][0], rows), rows


def same(one: Record, other: Record) -> None:
    assert one == other
    # True == 1 in Python; not so in the log
    assert canonical_json(one.payload) == canonical_json(other.payload)


def test_typed_fields_stand_in_typed_columns() -> None:
    payload = {"status": "taken", "mg": "12.0", "capsules": 1, "fasting": "yes", "vomited": False}
    whole = record("dose", payload)
    back, rows = there_and_back(whole)
    same(back, whole)
    row = rows["dose"][0]
    assert {name: row[name] for name in payload} == payload
    assert row["extra"] is None
    assert (row["day"], row["time"], row["offset"], row["zone"]) == tuple(whole.about.values())


def test_grades_readings_and_answers_stand_in_tables_of_their_own() -> None:
    page = record("symptoms", {"severities": {"cough": 1, "nausea": 0}})
    session = record("bp", {"readings": [[128, 82], [126, 80]]})
    form = record(
        "qlq",
        {"answers": {"1": 2, "30": 7}, "declined": [23, 4], "not_seen": [5], "target": None, "mode": "self"},
    )
    for whole, expected in (
        (page, {"symptom_grade": [("cough", 1), ("nausea", 0)]}),
        (session, {"bp_reading": [(0, 128, 82), (1, 126, 80)]}),
        (
            form,
            {
                "qlq_answer": [(1, 2), (30, 7)],
                "qlq_open": [("declined", 0, 23), ("declined", 1, 4), ("not_seen", 0, 5)],
            },
        ),
    ):
        back, rows = there_and_back(whole)
        same(back, whole)
        parts = {name: [tuple(row.values())[1:] for row in found] for name, found in rows.items()}
        assert {name: parts[name] for name in expected} == expected
    assert json.loads(there_and_back(form)[1]["qlq"][0]["extra"]) == {"payload": {"target": None}}


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("dose", {"mg": 12, "capsules": True, "status": None}),
        ("dose", {"vomited": 1, "capsules": "1"}),
        ("dose", {"corrects": "x", "id": "y", "day": "2026-01-01", "extra": {"a": 1}}),
        ("symptoms", {"severities": {}}),
        ("symptoms", {"severities": {"cough": True}}),
        ("symptoms", {"severities": {"cough": "1"}}),
        ("symptoms", {"severities": ["cough"]}),
        ("bp", {"readings": []}),
        ("bp", {"readings": [[128, 82, 1]]}),
        ("bp", {"readings": [["128", "82"]]}),
        ("qlq", {"answers": {"01": 2}}),
        ("qlq", {"answers": {"\u0661": 2}, "declined": [True], "not_seen": {}}),
        ("qlq", {"declined": [], "not_seen": [3, 3]}),
        ("hold", {"from": "2026-01-05", "to": None}),
        ("settings", {"kind": "x", "status": "y"}),
        ("alert_shown", {}),
    ],
)
def test_odd_payloads_come_back_too(kind: str, payload: dict[str, Any]) -> None:
    whole = record(kind, payload)
    same(there_and_back(whole)[0], whole)


@pytest.mark.parametrize(
    "more",
    [
        {"about": {}},
        {"about": {"day": "2026-01-05"}},
        {"about": {"day": "2026-01-05", "other": "x", "zone": 7}},
        {"note": None, "participant": None, "corrects": None, "reason": None},
        {"void": True, "conflict": True, "changes": 9, "note": "\x00 \u202e \N{SNOWMAN}"},
    ],
)
def test_everything_else_of_a_record_comes_back(more: dict[str, Any]) -> None:
    whole = record("weight", {"kg": "61.20"}, **more)
    same(there_and_back(whole)[0], whole)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    [
        "status",
        "mg",
        "capsules",
        "vomited",
        "severities",
        "readings",
        "answers",
        "declined",
        "from",
        "day",
        "kg",
    ]
)


@settings(max_examples=often(50))
@given(kind=st.sampled_from(KINDS), payload=st.dictionaries(names | st.text(max_size=5), values, max_size=6))
def test_any_payload_comes_back(kind: str, payload: dict[str, Any]) -> None:
    whole = record(kind, payload)
    same(there_and_back(whole)[0], whole)


def test_any_payload_comes_back_from_a_real_table(tmp_path: Path) -> None:
    from tests.store_support import act, make

    payloads = [
        {
            "status": "taken",
            "mg": "12.0",
            "capsules": 1,
            "vomited": True,
            "odd": [1, "1", None, {"a": False}],
        },
        {"status": "taken", "mg": "012", "reason": "\x00\u202e\N{SNOWMAN}", "capsules": 2**53 - 1},
        {"mg": "1e3", "status": "", "fasting": "1"},
        {"capsules": True, "vomited": 0, "mg": 12},
    ]
    with make(tmp_path / "d") as store:
        store.journal.append([act(Kind.DOSE, payload) for payload in payloads])
        store.journal.append([act(Kind.SYMPTOMS, {"severities": {"1": 1, "01": 2, "": 0}})])
        got = [dict(found.payload) for found in store.records.records()]
    assert [canonical_json(payload) for payload in got[:-1]] == list(map(canonical_json, payloads))
    assert got[-1] == {"severities": {"1": 1, "01": 2, "": 0}}
