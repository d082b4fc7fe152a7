"""``list`` and ``status``: the shapes that others rely on, and what a person reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diary_app.cli.printing import json_text, table
from tests.cli_calls import Calls, clinic, patient, refused

LINES = [
    {"kind": "cycle_start", "day": "2026-01-26", "mg": 10},
    {"kind": "hold", "from": "2026-01-12", "to": "2026-01-13", "reason": "rash"},
    {
        "kind": "dose",
        "day": "2026-01-07",
        "time": "11:00",
        "fasting": "no",
        "note": "slept long\nsecond line",
    },
    {"kind": "dose", "day": "2026-01-05", "time": "07:10", "fasting": "yes"},
    {"kind": "dose", "day": "2026-01-06", "status": "not_taken", "reason": "felt_sick"},
    {"kind": "dose", "day": "2026-01-20", "time": "19:10", "mg": 12},
    {"kind": "symptom", "day": "2026-01-07", "severities": {"nausea": 1, "tiredness": 2}},
    {"kind": "symptom", "day": "2026-01-07", "severities": {"nausea": 3}, "note": "\x1b[2J worse"},
    {"kind": "bp", "day": "2026-01-07", "time": "06:50", "readings": ["129/82", "126/80"]},
    {"kind": "weight", "day": "2026-01-05", "kg": 61.5},
    {"kind": "temperature", "day": "2026-01-06", "celsius": 36.8},
    {"kind": "qlq", "day": "2026-01-05", "time": "06:30", "answers": {"29": 7, "30": 7}, "declined": [1]},
]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    calls = patient(tmp_path_factory.mktemp("lists") / "diary")
    ran = calls.record(*LINES)
    assert ran.code == 0, ran
    return calls


BASE = {"id", "record", "day", "note", "entered_at", "late_entry", "lag_days", "corrects", "current"}
BASE |= {"late_reason", "conflict", "actor", "by", "cycle", "cycle_day"}
COLUMNS = {
    "doses": {"status", "mg", "taken_at", "fasting", "reason", "late", "off_plan"},
    "symptoms": {"term", "severity"},
    "vitals": {"kind", "values", "mean"},
    "qlq": {"target", "window_state", "answers", "declined", "wording", "scores"},
    "cycles": {"mg"},
}
ENTRY = {"id", "origin", "epoch", "chain", "seq", "counter", "kind", "participant", "about", "entered_at"}
ENTRY |= {"entered_offset", "entered_zone", "monotonic", "boot", "clock_suspect", "actor", "role", "by"}
ENTRY |= {"device", "app_version", "v", "payload", "note", "corrects", "reason", "key", "prev_hash", "hash"}


@pytest.mark.parametrize("what", COLUMNS)
def test_the_columns_of_a_list(calls: Calls, what: str) -> None:
    rows = calls("list", what, "--json").json
    assert rows
    for row in rows:
        assert BASE | COLUMNS[what] <= set(row)
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)


def test_the_log_shows_every_field(calls: Calls) -> None:
    rows = calls("list", "log", "--json").json
    assert len(rows) == len(LINES) + 4
    assert all(set(row) >= ENTRY for row in rows)


def test_dose_rows(calls: Calls) -> None:
    first, missed, late, rest = calls("list", "doses", "--json").json
    assert (first["status"], first["mg"], first["fasting"]) == ("taken", 12, "yes")
    assert (first["cycle"], first["cycle_day"], first["taken_at"]) == (1, 1, "2026-01-05T07:10:00+08:00")
    assert (first["late_entry"], first["lag_days"], first["late"], first["off_plan"]) == (
        True,
        15,
        False,
        False,
    )
    assert (missed["status"], missed["mg"], missed["reason"]) == ("not_taken", None, "felt_sick")
    assert (late["late"], late["note"]) == (True, "slept long\nsecond line")
    assert (rest["off_plan"], rest["late_entry"], rest["cycle_day"]) == (True, False, 16)


def test_symptom_rows_hold_the_last_value_of_the_day(calls: Calls) -> None:
    rows = {row["term"]: row["severity"] for row in calls("list", "symptoms", "--json").json}
    assert rows == {"nausea": 3, "tiredness": 2}
    history = calls("list", "symptoms", "--history", "--json").json
    values = [(row["term"], row["severity"], row["current"]) for row in history]
    assert values == [("nausea", 1, False), ("tiredness", 2, True), ("nausea", 3, True)]


def test_vital_rows(calls: Calls) -> None:
    weight, temperature, pressure = calls("list", "vitals", "--json").json
    assert (weight["kind"], weight["values"]) == ("weight", [61.5])
    assert (temperature["kind"], temperature["values"]) == ("temperature", [36.8])
    assert (pressure["values"], pressure["mean"]) == ([[129, 82], [126, 80]], [127.5, 81])


def test_form_and_cycle_rows(calls: Calls) -> None:
    [form] = calls("list", "qlq", "--json").json
    assert (form["target"], form["window_state"]) == ("2026-01-05", "in_window")
    assert (form["answers"], form["declined"]) == ({"29": 7, "30": 7}, [1])
    assert form["scores"]["QL2"] == 100
    assert form["scores"]["SummaryScore"] is None
    assert len(form["wording"]["sha256"]) == 64
    first, second = calls("list", "cycles", "--json").json
    assert (first["cycle"], first["start"], first["end"], first["mg"]) == (1, "2026-01-05", "2026-01-26", 12)
    assert [hold["from"] for hold in first["holds"]] == ["2026-01-12"]
    assert (second["cycle"], second["mg"], second["source"]) == (2, 10, "participant, told by clinic")


@pytest.mark.parametrize(("on", "expected"), [("2026-01-05", 1), ("2026-01-06", 2), ("2026-01-19", 3)])
def test_a_list_up_to_a_day(calls: Calls, on: str, expected: int) -> None:
    assert len(calls("list", "doses", "--on", on, "--json").json) == expected
    about = [row["about"].get("day") for row in calls("list", "log", "--on", on, "--json").json]
    assert all(day is None or day <= on for day in about)
    assert "2026-01-05" in about


def test_a_list_for_a_person(calls: Calls) -> None:
    lines = calls("list", "doses").out.splitlines()
    assert lines[0].split()[:3] == ["Day", "Cycle", "Status"]
    assert len(lines) == 2 + 4
    assert "I felt unwell" in lines[3]
    assert "slept long / second line" in lines[4]
    assert "entered later" in lines[4]
    assert "off plan" in lines[5]
    columns = {line.index(line.split()[-1]) for line in lines[2:]}
    assert len(columns) == 1, "the ids stand below each other"


def test_what_was_typed_cannot_steer_a_terminal(calls: Calls) -> None:
    assert "\x1b" not in calls("list", "symptoms", "--lang", "zh_CN").out
    assert "\x1b" not in calls("list", "symptoms", "--json").out
    notes = {row["note"] for row in calls("list", "symptoms", "--json").json}
    assert "\x1b[2J worse" in notes


@pytest.mark.parametrize("mark", ["\x7f", "\x9b", "\u2028", "\u061c", "\u200f", "\u202e", "\u2066", "\u2069"])
def test_json_spells_out_what_a_terminal_would_obey(mark: str) -> None:
    text = json_text({"note": f"12{mark}mg 恶心"})
    assert mark not in text
    assert "恶心" in text
    assert json.loads(text) == {"note": f"12{mark}mg 恶心"}


def test_wide_characters_keep_the_columns_straight() -> None:
    """In GB 18030 a wide character takes two bytes and a narrow one takes one, as in a terminal."""
    words = [["恶心", 1, "x"], ["nausea", 20, "x"], ["手脚不舒服", None, "x"], ["e\u0301e\u0301", 3, "x"]]
    lines = table(["症状", "Severity", "Entry"], words).replace("\u0301", "").splitlines()
    assert {len(line[:-1].encode("gb18030")) for line in lines[2:]} == {len("手脚不舒服") * 2 + 2 + 8 + 2}


@pytest.mark.parametrize("what", ["doses", "symptoms", "vitals", "qlq"])
def test_an_empty_list(tmp_path: Path, what: str) -> None:
    calls = patient(tmp_path / "diary")
    assert calls("list", what, "--json").json == []
    assert calls("list", what).out == "There is nothing to list.\n"


def test_status_as_json(calls: Calls) -> None:
    state = calls("status", "--json").json
    assert list(state) == [
        "on", "study_day", "cycle", "cycle_day", "awaiting_start", "dosing_day", "planned_mg", "dose_status",
        "next_dose", "questionnaire", "adherence", "rdi", "alerts",
    ]  # fmt: skip
    assert (state["on"], state["study_day"], state["cycle"], state["cycle_day"]) == ("2026-01-20", 16, 1, 16)
    assert (state["dosing_day"], state["planned_mg"], state["dose_status"]) == (False, None, "not_due")
    assert (state["next_dose"], state["awaiting_start"]) == ("2026-01-26", False)
    assert state["questionnaire"] == {
        "target": "2026-01-05", "opens": "2025-12-22", "closes": "2026-01-05", "state": "done",
    }  # fmt: skip
    assert state["adherence"] == {
        "taken": 2, "due": 12, "not_taken": 1, "not_recorded": 9, "held": 2, "off_plan": 1,
        "percent": pytest.approx(100 * 2 / 12, abs=1e-12),
    }  # fmt: skip
    assert state["rdi"] == {
        "value": None, "low": pytest.approx(36 / 168, abs=1e-12), "high": pytest.approx(144 / 168, abs=1e-12),
    }  # fmt: skip
    state = calls("status", "--on", "2026-01-07", "--json").json
    assert all(set(alert) == {"level", "rule", "day", "text"} for alert in state["alerts"])
    assert "severity_3_or_4" in {alert["rule"] for alert in state["alerts"]}


def test_status_for_a_person(calls: Calls) -> None:
    told = calls("status", "--on", "2026-01-07").out
    for words in (
        "2026-01-07: study day 3.",
        "Cycle 1, day 3.",
        "Dose (12 mg): taken.",
        "Taken on 2 of 3 days",
    ):
        assert words in told
    assert "SAMPLE" not in told
    waiting = calls("status", "--on", "2026-01-20").out
    assert "no capsule due. The next one is due on 2026-01-26." in waiting
    assert "between 0.2143 and 0.8571" in waiting


def test_status_before_a_first_dose_is_known(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "diary")
    assert calls("init", "--role", "patient").code == 0
    state = calls("status", "--json").json
    assert (state["study_day"], state["cycle"], state["next_dose"]) == (None, None, None)
    assert (state["adherence"]["percent"], state["rdi"]["value"]) == (None, None)
    assert "the first dose is not known yet" in calls("status").out


def test_what_does_not_fit(calls: Calls, tmp_path: Path) -> None:
    for argv in (["status", "--on", "yesterday"], ["list", "doses", "--on", "2026-02-30"]):
        refused(calls(*argv), 3, argv[-1])
    refused(calls("list", "log", "--participant", "P9"), 3, "P9")
    other = clinic(tmp_path / "clinic")
    refused(other("status"), 2, "--participant")
    assert other("status", "--participant", "P2", "--json").json["study_day"] == 16
    assert len(other("list", "log", "--json").json) == 6
    assert len(other("list", "log", "--participant", "P2", "--json").json) == 2
