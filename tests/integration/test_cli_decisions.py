"""Dose decisions, visits, events, medicines, capsules and reviews by command line, as a clinic types them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli_calls import Calls, Ran, clinic, refused


@pytest.fixture
def desk(tmp_path: Path) -> Calls:
    """A clinic's store on 20 January 2026; P1 began on 5 January."""
    return clinic(tmp_path / "store")


def p1(calls: Calls, *argv: str) -> Ran:
    return calls(*argv, "--participant", "P1")


def rows(calls: Calls, what: str, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = p1(calls, "list", what, "--json", *more).json
    return found


def about(day: int, kind: str, **fields: Any) -> dict[str, Any]:
    """A record line about a day of January."""
    return {"kind": kind, "participant": "P1", "day": f"2026-01-{day:02d}", **fields}


@pytest.mark.slow
def test_levels_go_down_along_the_plan_and_up_only_with_a_reason(desk: Calls) -> None:
    down = ("dose", "reduce", "--date", "2026-01-08", "--reason", "rash")
    refused(
        p1(desk, *down, "--mg", "12"),
        3,
        "12 mg is no lower level than the 12 mg in force; lower ones: 10, 8.",
    )
    refused(p1(desk, *down, "--mg", "9"), 3, "lower ones: 10, 8.")
    to_come = ("dose", "reduce", "--date", "2026-03-20", "--reason", "rash", "--mg", "10")
    refused(p1(desk, *to_come), 3, "or cycle start --date 2026-03-20 --mg 10.")
    first = p1(desk, *down, "--mg", "10", "--key", "down").id
    assert p1(desk, *down, "--mg", "10", "--key", "down").id == first  # a script that runs once more
    refused(p1(desk, "dose", "re-escalate", "--date", "2026-01-10", "--mg", "12"), 2)
    up = ("dose", "re-escalate", "--date", "2026-01-10", "--mg", "12", "--reason")
    refused(p1(desk, *up, " "), 3, "Say why")
    p1(desk, *up, "wish of the physician")
    p1(desk, "dose", "reduce", "--date", "2026-01-12", "--mg", "8", "--reason", "proteinuria")
    told = [(row["day"], row["decision"], row["mg"], row["mg_before"], row["skips_level"])
            for row in rows(desk, "decisions")]  # fmt: skip
    assert told == [
        ("2026-01-05", "start", 12, None, False),
        ("2026-01-08", "reduce", 10, 12, False),
        ("2026-01-10", "re_escalate", 12, 10, False),
        ("2026-01-12", "reduce", 8, 12, True),
    ]
    desk("undo", first)
    assert [row["decision"] for row in rows(desk, "decisions")] == ["start", "level", "reduce"]


def test_a_delay_tells_the_later_start_and_then_moves_it(desk: Calls) -> None:
    refused(p1(desk, "cycle", "delay", "--date", "2026-01-26", "--reason", "x"), 3,
            "2026-01-26 is no delay: the cycle is to start on 2026-01-26.")  # fmt: skip
    told = p1(desk, "cycle", "delay", "--date", "2026-01-29", "--reason", "platelets", "--key", "d1").id
    assert (
        p1(desk, "cycle", "delay", "--date", "2026-01-29", "--reason", "platelets", "--key", "d1").id == told
    )
    refused(p1(desk, "cycle", "delay", "--date", "2026-01-28", "--reason", "x"), 3, "2026-01-29")
    p1(desk, "cycle", "delay", "--date", "2026-02-12", "--reason", "still low")
    [_, row] = rows(desk, "decisions")
    assert (row["record"], row["day"], row["decision"], row["days"], row["long"], row["reason"]) == (
        told, "2026-02-12", "delay", 17, True, "still low",
    )  # fmt: skip
    assert row["reason_for_change"] == "still low"


@pytest.mark.slow
def test_a_hold_is_ended_by_the_day_it_resumes_and_a_long_one_is_flagged(desk: Calls) -> None:
    refused(p1(desk, "cycle", "resume", "--date", "2026-01-10", "--reason", "x"), 3, "not held on 2026-01-10")
    held = p1(desk, "cycle", "hold", "--from", "2026-01-06", "--reason", "pressure").id
    [row] = [row for row in rows(desk, "decisions") if row["kind"] == "hold"]
    assert (row["days"], row["long"], row["to"]) == (15, True, None)  # 6 to 20 January, today
    refused(p1(desk, "cycle", "resume", "--date", "2026-01-06", "--reason", "x"), 3, "undo " + held)
    p1(desk, "cycle", "resume", "--date", "2026-01-20", "--reason", "pressure is down")
    [row] = [row for row in rows(desk, "decisions") if row["kind"] == "hold"]
    assert (row["days"], row["long"], row["to"]) == (14, False, "2026-01-19")


def test_resuming_ends_every_pause_over_that_day(desk: Calls) -> None:
    for first, last in (("2026-01-06", "2026-01-12"), ("2026-01-09", "2026-01-14")):
        assert p1(desk, "cycle", "hold", "--from", first, "--to", last, "--reason", "pressure").id
    assert p1(desk, "cycle", "resume", "--date", "2026-01-11", "--reason", "down", "--key", "k").id
    assert [row["to"] for row in rows(desk, "decisions") if row["kind"] == "hold"] == ["2026-01-10"] * 2
    assert p1(desk, "status", "--on", "2026-01-11", "--json").json["dose_status"] == "not_recorded"


def test_two_ids_that_only_case_tells_apart_are_refused(desk: Calls) -> None:
    refused(desk("participant", "add", "p1"), 3, "p1 is hardly told apart from P1")


def test_a_stop_is_told_once_with_its_reason(desk: Calls) -> None:
    refused(p1(desk, "stop", "--date", "2026-01-19"), 2)
    stopped = p1(desk, "stop", "--date", "2026-01-19", "--reason", "progression").id
    refused(p1(desk, "stop", "--date", "2026-01-20", "--reason", "x"), 3, stopped)
    assert p1(desk, "status", "--json").json["dose_status"] == "not_due"


def test_a_visit_whole_corrected_and_undone(desk: Calls) -> None:
    values = ("--ecog", "1", "--kg", "61.5", "--bp", "128/82", "--pulse", "72", "--celsius", "36.8",
              "--decision", "reduced", "--response", "SD", "--next-start", "2026-01-27")  # fmt: skip
    refused(p1(desk, "visit", "add", "--date", "2026-01-19", *values), 3, "Say why")
    visit = p1(
        desk, "visit", "add", "--date", "2026-01-19", *values, "--reason", "rash", "--note", "tired"
    ).id
    [row] = rows(desk, "visits")
    assert {name: row[name] for name in ("ecog", "kg", "readings", "pulse", "celsius", "decision", "reason",
                                         "response", "next_start", "death", "note")} == {
        "ecog": 1, "kg": 61.5, "readings": [[128, 82]], "pulse": 72, "celsius": 36.8, "decision": "reduced",
        "reason": "rash", "response": "SD", "next_start": "2026-01-27", "death": None, "note": "tired",
    }  # fmt: skip
    assert desk("correct", visit, "response=PR", "next_start=2026-01-28", "--reason", "read anew").code == 0
    [row] = rows(desk, "visits")
    assert (row["response"], row["next_start"], row["kg"]) == ("PR", "2026-01-28", 61.5)
    desk("undo", visit)
    assert rows(desk, "visits") == []
    assert len(rows(desk, "visits", "--history")) == 3


def test_an_event_stands_beside_what_the_participant_said(desk: Calls) -> None:
    marked = ((7, 1), (8, 3), (9, 3), (12, 2))
    pages = [about(day, "symptom", severities={"nausea": grade, "tiredness": 4}) for day, grade in marked]
    assert desk.record(*pages).code == 0
    event = ("ae", "add", "--date", "2026-01-07", "--grade", "2", "--relation", "possible")
    p1(desk, *event, "--term", "Nausea", "--end", "2026-01-10", "--outcome", "recovered")
    p1(desk, *event, "--term", "Feeling sick", "--symptom", "nausea")
    other = p1(desk, *event, "--term", "Gout").id
    said = [(row["term"], row["participant_said"]) for row in rows(desk, "events")]
    assert said == [
        ("Nausea", {"symptom": "nausea", "severity": 3, "days": 3}),
        ("Feeling sick", {"symptom": "nausea", "severity": 3, "days": 4}),
        ("Gout", None),
    ]
    assert desk("correct", other, "grade=3", "outcome=recovering", "--reason", "worse").code == 0
    assert [row["grade"] for row in rows(desk, "events")] == [2, 2, 3]
    assert "possible" in p1(desk, "list", "events").out


def test_medicines(desk: Calls) -> None:
    p1(desk, "cm", "add", "--date", "2019-03-01", "--name", "Amlodipine", "--dose", "5 mg a day",
       "--route", "by mouth", "--indication", "hypertension")  # fmt: skip
    [row] = rows(desk, "medications")
    assert (row["name"], row["dose"], row["route"], row["indication"], row["end"]) == (
        "Amlodipine", "5 mg a day", "by mouth", "hypertension", None,
    )  # fmt: skip
    assert "Amlodipine" in p1(desk, "list", "medications").out


@pytest.mark.slow
def test_three_lines_of_capsules_that_stay_apart(desk: Calls) -> None:
    p1(desk, "dispense", "--date", "2026-01-05", "--mg", "12", "--capsules", "14")
    p1(desk, "dispense", "--date", "2026-01-12", "--mg", "10", "--capsules", "7")
    p1(desk, "cycle", "hold", "--from", "2026-01-09", "--to", "2026-01-10", "--reason", "x")
    p1(desk, "dose", "reduce", "--date", "2026-01-12", "--mg", "10", "--reason", "rash")
    doses = [about(day, "dose") for day in (5, 6, 7, 11, 12, 13, 15)]
    assert desk.record(*doses, about(14, "dose", status="not_taken", reason="forgot")).code == 0
    back = ("return", "--date", "2026-01-20", "--mg", "12", "--capsules", "9")
    p1(desk, *back, "--lost", "2", "--note", "two fell down")
    count = {row["mg"]: row for row in p1(desk, "capsules", "--json").json}
    # 12 mg: due on 5, 6, 7, 8 and 11 January (9 and 10 held); taken on all of them but the 8th
    assert count[12] == {"mg": 12, "by_diary": 4, "dispensed": 14, "returned": 9, "not_back": 5, "by_plan": 5,
                         "lost": 2, "expected_back": 8, "difference": 1}  # fmt: skip
    # 10 mg: due from 12 January to the 15th, the last day told; the 14th was not taken
    assert count[10] == {"mg": 10, "by_diary": 3, "dispensed": 7, "returned": 0, "not_back": 7, "by_plan": 4,
                         "lost": 0, "expected_back": 4, "difference": -4}  # fmt: skip
    assert [row["mg"] for row in rows(desk, "capsules")] == [12, 10, 12]
    assert rows(desk, "capsules")[2]["note"] == "two fell down"
    assert "Due, by the plan" in p1(desk, "capsules").out


@pytest.mark.slow
def test_an_alert_waits_until_somebody_writes_what_was_done(desk: Calls) -> None:
    assert desk("review", "list", "--json").json == []
    p1(desk, "bp", "add", "--date", "2026-01-14", "--time", "07:00", "182/121")
    desk("temperature", "39.1", "--date", "2026-01-12", "--participant", "P2")
    first, second = desk("review", "list", "--json").json
    assert (first["participant"], first["rule"], first["day"]) == ("P2", "temperature_high", "2026-01-12")
    assert (second["participant"], second["rule"], second["day"]) == ("P1", "bp_very_high", "2026-01-14")
    assert second["met"] == {"what": "pressure", "systolic": "182", "diastolic": "121"}
    table = desk("review", "list").out
    assert "BP 182/121" in table
    assert "39.1 °C" in table
    refused(desk("review", "answer", second["id"], "--done", "other"), 3, "Say in the note")
    refused(desk("review", "answer", "P1/bp_high", "--done", "seen"), 3, "names no alert")
    refused(desk("review", "answer", second["id"], "--done", "prayed"), 3, "one of called, seen")
    entry = desk("review", "answer", second["id"], "--done", "called", "--note", "rests", "--user", "Li").id
    assert [row["participant"] for row in desk("review", "list", "--json").json] == ["P2"]
    [done] = desk("review", "list", "--reviewed", "--json").json
    assert (done["reviewed"]["id"], done["reviewed"]["actor"], done["reviewed"]["note"]) == (
        entry,
        "Li",
        "rests",
    )
    assert done["others"] == []
    refused(desk("review", "answer", second["id"], "--done", "seen"), 3, "Li already wrote about this alert")
    p1(desk, "bp", "add", "--date", "2026-01-14", "--time", "18:00", "190/122")
    again = next(row for row in desk("review", "list", "--json").json if row["participant"] == "P1")
    assert again["again"]
    assert [each["actor"] for each in again["others"]] == ["Li"]
    desk("review", "answer", again["id"], "--done", "hospital")
    reviewed = desk("review", "list", "--reviewed", "--json").json
    assert [(row["reviewed"]["done"], [each["done"] for each in row["others"]]) for row in reviewed] == [
        ("hospital", ["called"]),
    ]  # fmt: skip
    assert len(desk("review", "list", "--all", "--json").json) == 2
    refused(desk("correct", entry, "done=seen", "--reason", "x"), 3, "cannot be corrected")
