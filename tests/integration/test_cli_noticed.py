"""What a written record says on standard error besides its id: doubles, doses off plan, capsules, calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli_calls import Ran, clinic, patient

ANSWERS = {str(item): 1 for item in range(1, 31)}


def told(ran: Ran) -> list[str]:
    """The sentences on standard error of a call that went well and printed nothing but ids."""
    assert ran.code == 0, ran
    assert " " not in ran.out, ran
    return ran.err.splitlines()


def form(day: str, first: int = 1) -> dict[str, Any]:
    return {"kind": "qlq", "day": day, "mode": "paper", "answers": ANSWERS | {"1": first}}


def test_a_dose_that_stands_twice_or_is_off_plan_is_told(tmp_path: Path) -> None:
    calls = patient(tmp_path / "diary")
    dose = {"kind": "dose", "day": "2026-01-06", "time": "07:10"}
    quiet = calls.record(dose, {"kind": "dose", "day": "2026-01-07", "time": "07:12"})
    assert told(quiet) == []
    off = "The study plan has no such dose on {}; it is marked as off plan."
    odd = calls.record(
        dose, dose | {"time": "09:00"}, dose | {"day": "2026-01-20"}, dose | {"day": "2026-01-08", "mg": 8}
    )
    assert told(odd) == [
        "Such a record is already written down for 2026-01-06; both stand now, until one is undone.",
        *(off.format(day) for day in ("2026-01-06", "2026-01-20", "2026-01-08")),
    ]
    again = calls("dose", "add", "--date", "2026-01-07", "--time", "07:12", "--json")
    assert set(again.json) == {"id"}
    assert again.err.startswith("Such a record is already written down for 2026-01-07")
    assert told(calls("undo", again.json["id"])) == []


def test_a_second_form_of_one_assessment_is_told(tmp_path: Path) -> None:
    calls = patient(tmp_path / "diary")
    first = calls.record(form("2026-01-05"))
    second = calls.record(form("2026-01-04", 2))
    assert told(first) == []
    counts = f"There is more than one questionnaire for 2026-01-05; the one that counts is {first.id}."
    assert told(second) == [counts]


def test_the_clinics_capsules_and_visits(tmp_path: Path) -> None:
    desk = clinic(tmp_path / "clinic")
    whose = {"participant": "P1", "day": "2026-01-19"}
    out = {"kind": "dispense", **whose, "mg": 12, "capsules": 4}
    back = {"kind": "return", **whose, "mg": 12, "capsules": 3, "lost": 1}
    visit = {"kind": "visit", **whose, "time": "09:00"}
    others = ({**out, "participant": "P2"}, {**visit, "participant": "P2"})
    assert told(desk.record(out, back, visit, *others, {**visit, "time": "09:10"})) == []
    twice = "Such a record is already written down for 2026-01-19; both stand now, until one is undone."
    much = "More capsules of {} mg came back ({}) than are written down as handed out ({})."
    assert told(desk.record(back, {**back, "mg": 8})) == [twice, much.format(12, 6, 4), much.format(8, 3, 0)]
    assert told(desk.record(out)) == [twice]
    again = desk(
        "visit", "add", "--participant", "P1", "--date", "2026-01-19", "--time", "09:00", "--ecog", "1"
    )
    assert told(again) == [twice]


def test_a_call_is_told_as_status_says_it_and_once(tmp_path: Path) -> None:
    calls = patient(tmp_path / "diary")
    hot = ("temperature", "--date", "2026-01-20", "--time", "06:30")
    ran = calls(*hot, "38.7")
    [call] = told(ran)
    assert call.startswith("call today (2026-01-20): ")
    assert call in calls("status").out.splitlines()
    lines: list[dict[str, Any]] = [
        {"kind": "temperature", "day": "2026-01-20", "time": "07:30", "celsius": 38.6},
        {"kind": "weight", "day": "2026-01-20", "kg": 61},
        {"kind": "bp", "day": "2026-01-19", "time": "07:00", "readings": ["172/104"]},
        {"kind": "temperature", "day": "2026-01-07", "time": "07:30", "celsius": 39},
    ]
    [pressure] = told(calls.record(*lines))
    assert "(2026-01-19)" in pressure
