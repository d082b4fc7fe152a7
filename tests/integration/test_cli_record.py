"""``record``: ids line by line, safe repetition, refusals that keep what came before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli_calls import Calls, Ran, clinic, patient

DOSES = [
    {"kind": "dose", "day": f"2026-01-{day:02d}", "time": "07:10", "key": f"d{day}"} for day in range(5, 11)
]


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    return patient(tmp_path / "diary")


def ids(ran: Ran) -> list[str]:
    return ran.out.split()


def days(calls: Calls) -> list[str]:
    return [row["day"] for row in calls("list", "doses", "--json").json]


def test_each_line_is_an_entry_and_its_id_a_line(calls: Calls) -> None:
    lines = [
        {"kind": "dose", "day": "2026-01-05", "time": "07:10", "fasting": "yes"},
        {"kind": "dose", "day": "2026-01-06", "status": "not_taken", "reason": "any short text"},
        {"kind": "symptom", "day": "2026-01-05", "term": "nausea", "severity": 1},
        {"kind": "sign", "day": "2026-01-05", "sign": "fainting", "present": False},
        {"kind": "bp", "day": "2026-01-05", "time": "06:50", "readings": ["128/82", "126/80"]},
        {"kind": "weight", "day": "2026-01-05", "kg": 61.5},
        {"kind": "temperature", "day": "2026-01-05", "celsius": 36.8},
        {"kind": "qlq", "day": "2026-01-05", "answers": {"1": 2}, "declined": [23]},
        {"kind": "hold", "from": "2026-01-08", "to": "2026-01-09", "reason": "rash"},
        {"kind": "dose_level", "day": "2026-01-10", "mg": 10},
        {"kind": "visit", "day": "2026-02-10", "time": "09:30"},
        {"kind": "dispense", "day": "2026-01-05", "mg": 12, "capsules": 14},
        {"kind": "return", "day": "2026-01-19", "mg": 12, "capsules": 1, "lost": 1},
        {"kind": "cycle_start", "day": "2026-01-26", "mg": 10},
        {"kind": "stop", "day": "2026-01-20", "reason": "progression"},
    ]
    ran = calls.record(*lines)
    assert ran.code == 0, ran
    log = {row["id"]: row["kind"] for row in calls("list", "log", "--json").json}
    kinds = ["symptoms" if line["kind"] == "symptom" else line["kind"] for line in lines]
    assert [log[entry_id] for entry_id in ids(ran)] == kinds


def test_corrections_and_undos_are_lines_too(calls: Calls) -> None:
    first, second = ids(calls.record(*DOSES[:2]))
    correction = {"kind": "correct", "id": first, "fields": {"mg": 10}, "reason": "wrong_value"}
    ran = calls.record(correction, {"kind": "undo", "id": second})
    assert ran.code == 0, ran
    [row] = calls("list", "doses", "--json").json
    assert (row["record"], row["mg"], row["id"]) == (first, 10, ids(ran)[0])


def test_ids_as_json(calls: Calls) -> None:
    ran = calls("record", "-", "--json", stdin=json.dumps(DOSES[0]).encode())
    assert set(json.loads(ran.out)) == {"id"}


def test_a_file_with_a_mark_blank_lines_and_windows_line_ends(calls: Calls, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    text = "\r\n\r\n".join(json.dumps(line, ensure_ascii=False) for line in DOSES[:2]) + "\r\n"
    file.write_text(text, encoding="utf-8-sig", newline="")
    assert len(ids(calls("record", str(file)))) == 2
    assert days(calls) == ["2026-01-05", "2026-01-06"]


def test_an_empty_input_writes_nothing(calls: Calls) -> None:
    before = calls.heads()
    for content in (b"", b"\n \n"):
        ran = calls("record", "-", stdin=content)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert calls.heads() == before


def test_a_script_that_was_cut_off_runs_again(calls: Calls) -> None:
    part = ids(calls.record(*DOSES[:3]))
    whole = calls.record(*DOSES)
    assert ids(whole)[:3] == part
    assert days(calls) == [line["day"] for line in DOSES]
    again = calls.record(*DOSES)
    assert again == whole
    assert len(days(calls)) == len(DOSES)


REFUSED: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"{'kind': 'dose'}", "JSON"),
    "cut off": (b'{"kind": "dose", "day": "2026-01', "JSON"),
    "not an object": (b"[1, 2]", "object"),
    "not UTF-8": (b'{"kind": "dose", "note": "\xff"}', "UTF-8"),
    "half a character": (b'{"kind": "weight", "day": "2026-01-05", "kg": 60, "note": "\\ud800"}', "note"),
    "no kind": (b"{}", "kind"),
    "no such kind": (b'{"kind": "dream"}', "dream"),
    "a kind that only the program writes": (b'{"kind": "protocol_adopted", "text": ""}', "protocol_adopted"),
    "a name twice": (b'{"kind": "dose", "day": "2026-01-09", "day": "2026-01-10"}', "day"),
    "a field too many": (b'{"kind": "dose", "day": "2026-01-09", "mood": 1}', "mood"),
    "not a number": (b'{"kind": "weight", "day": "2026-01-09", "kg": NaN}', "NaN"),
    "a day to come": (b'{"kind": "dose", "day": "2026-01-21"}', "2026-01-21"),
    "true is no number": (
        b'{"kind": "symptom", "day": "2026-01-09", "term": "nausea", "severity": true}', "nausea"),
    "another participant": (b'{"kind": "dose", "day": "2026-01-09", "participant": "P9"}', "P9"),
    "a key too long": (b'{"kind": "dose", "day": "2026-01-09", "key": "%s"}' % (b"k" * 201), "key"),
    "a line too long": (b'{"note": "%s"}' % (b"x" * 1_100_000), "too long"),
    "deep": (b"[" * 100_000, "JSON"),
    "a dose taken, now not": (
        b'{"kind": "dose", "day": "2026-01-05", "status": "not_taken"}', "2026-01-05"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_line_is_named_and_only_those_before_it_stay(calls: Calls, what: str) -> None:
    line, fragment = REFUSED[what]
    good = [json.dumps(each).encode() for each in DOSES[:2]]
    after = json.dumps(DOSES[2]).encode()
    ran = calls("record", "-", stdin=b"\n".join([*good, b"", line, after]))
    assert ran.code == 3, ran
    assert len(ids(ran)) == 2
    assert ran.err.count("\n") == 1, ran
    assert ran.err.startswith("Line 4: "), ran
    assert fragment in ran.err, ran
    assert days(calls) == ["2026-01-05", "2026-01-06"]


def test_a_file_that_cannot_be_read(calls: Calls, tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere", tmp_path):
        ran = calls("record", str(file))
        assert (ran.code, ran.out) == (3, "")
        assert str(file) in ran.err


def test_whose_hand_and_whose_diary(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "clinic")
    lines = [
        {"kind": "weight", "day": "2026-01-06", "kg": 61, "participant": "P1"},
        {"kind": "weight", "day": "2026-01-06", "kg": 71, "participant": "P2", "by": "helper"},
    ]
    text = "\n".join(map(json.dumps, lines)).encode()
    assert calls("record", "-", "--user", "Nurse Lin", stdin=text).code == 0
    log = calls("list", "log", "--json").json[-2:]
    found = [(row["participant"], row["by"], row["actor"]) for row in log]
    assert found == [("P1", "staff", "Nurse Lin"), ("P2", "helper", "Nurse Lin")]
    mixed = calls("record", "-", "--participant", "P1", stdin=text)
    assert mixed.code == 3
    assert mixed.err.startswith("Line 2: ")
