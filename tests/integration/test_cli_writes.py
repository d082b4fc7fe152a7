"""Every command that writes: its id, and the entry it leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli_calls import Calls, clinic, patient, refused


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    return patient(tmp_path / "diary")


def entry(calls: Calls, entry_id: str) -> dict[str, Any]:
    [found] = [row for row in calls("list", "log", "--json").json if row["id"] == entry_id]
    return dict(found)


ACTS: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a dose": (
        ["dose", "add", "--date", "2026-01-06", "--time", "07:10", "--mg", "12", "--fasting", "yes"],
        "dose",
        {"status": "taken", "mg": "12", "capsules": 1, "fasting": "yes",
         "taken_at": "2026-01-06T07:10:00+08:00"},
    ),
    "a dose after midnight": (
        ["dose", "add", "--date", "2026-01-06", "--time", "00:40"],
        "dose",
        {"status": "taken", "mg": "12", "capsules": 1, "fasting": "unknown",
         "taken_at": "2026-01-07T00:40:00+08:00"},
    ),
    "a dose of another strength": (
        ["dose", "add", "--date", "2026-01-06", "--mg", "8"],
        "dose",
        {"status": "taken", "mg": "8", "capsules": 1, "fasting": "unknown"},
    ),
    "a dose not taken": (
        ["dose", "miss", "--date", "2026-01-07", "--reason", "felt_sick"],
        "dose",
        {"status": "not_taken", "reason": "felt_sick"},
    ),
    "symptoms": (
        ["symptom", "add", "--date", "2026-01-07", "tiredness=2", "nausea=0"],
        "symptoms",
        {"severities": {"nausea": 0, "tiredness": 2}},
    ),
    "blood pressure": (
        ["bp", "add", "--date", "2026-01-07", "--time", "06:50", "128/82", "126/80"],
        "bp",
        {"readings": [[128, 82], [126, 80]], "measured_at": "2026-01-07T06:50:00+08:00"},
    ),
    "weight": (["weight", "--date", "2026-01-07", "61.40"], "weight", {"kg": "61.4"}),
    "temperature": (
        ["temperature", "--date", "2026-01-07", "--time", "18:00", "37.9"],
        "temperature",
        {"celsius": "37.9", "measured_at": "2026-01-07T18:00:00+08:00"},
    ),
    "a cycle start": (
        ["cycle", "start", "--date", "2026-01-26", "--mg", "10"],
        "cycle_start",
        {"day": "2026-01-26", "mg": "10", "source": "participant, told by clinic"},
    ),
    "a hold": (
        ["cycle", "hold", "--from", "2026-01-12", "--to", "2026-01-14", "--reason", "blood pressure"],
        "hold",
        {"from": "2026-01-12", "to": "2026-01-14", "reason": "blood pressure"},
    ),
    "a hold until further notice": (
        ["cycle", "hold", "--from", "2026-01-12", "--reason", "rash"],
        "hold",
        {"from": "2026-01-12", "reason": "rash"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def filling(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """A store that every act of ``ACTS`` is added to."""
    return patient(tmp_path_factory.mktemp("acts") / "diary")


@pytest.mark.parametrize("what", ACTS)
def test_a_command_writes_one_entry_and_prints_its_id(filling: Calls, what: str) -> None:
    argv, kind, payload = ACTS[what]
    before = filling("list", "log", "--json").json
    entry_id = filling(*argv).id
    [written] = filling("list", "log", "--json").json[len(before) :]
    assert (written["id"], written["kind"], written["payload"]) == (entry_id, kind, payload)
    assert (written["participant"], written["actor"], written["by"]) == ("P1", "P1", "self")


def test_the_id_as_json_and_whose_hand(calls: Calls) -> None:
    ran = calls("weight", "--date", "2026-01-07", "61", "--json", "--by", "helper", "--note", "at home")
    written = entry(calls, ran.json["id"])
    assert ran.json == {"id": written["id"]}
    assert (written["by"], written["note"]) == ("helper", "at home")


def test_options_before_the_command_count_and_those_after_it_win(calls: Calls) -> None:
    ran = calls("--json", "--by", "helper", "weight", "--date", "2026-01-07", "61", "--by", "staff")
    assert entry(calls, ran.json["id"])["by"] == "staff"
    assert entry(calls, calls("--by", "helper", "weight", "--date", "2026-01-07", "61").id)["by"] == "helper"


def test_a_key_makes_a_command_safe_to_repeat(calls: Calls) -> None:
    argv = ["dose", "add", "--date", "2026-01-06", "--key", "day-2"]
    first = calls(*argv).id
    assert calls(*argv).id == first
    assert len(calls("list", "doses", "--json").json) == 1


@pytest.mark.parametrize("given", ["text", "json", "csv", "csv with a head"])
def test_a_questionnaire_from_words_or_a_file(calls: Calls, tmp_path: Path, given: str) -> None:
    answers = {str(item): 1 + item % 4 for item in range(1, 29) if item not in (7, 23)} | {"29": 7, "30": 6}
    pairs = [f"{item}={answer}" for item, answer in answers.items()]
    rows = "".join(f"{item},{answer}\n" for item, answer in answers.items())
    contents = {
        "text": ",".join(pairs),
        "json": json.dumps(answers | {"7": None}),
        "csv": rows + "7,\n",
        "csv with a head": "item,answer\r\n" + rows.replace("\n", "\r\n") + "\r\n",
    }
    words = contents[given]
    if given != "text":
        file = tmp_path / "answers"
        file.write_text(words, encoding="utf-8-sig" if given == "csv" else "utf-8")
        words = str(file)
    argv = ["--date", "2026-01-05", "--time", "06:30", "--mode", "paper", "--declined", "23"]
    written = entry(calls, calls("qlq", "add", *argv, "--answers", words).id)
    payload = written["payload"]
    assert payload["answers"] == answers
    assert (payload["declined"], payload["not_seen"], payload["mode"]) == ([23], [7], "paper")
    assert payload["target"] == "2026-01-05"
    scores = calls("qlq", "score", written["id"], "--json").json["scores"]
    assert scores["QL2"] == pytest.approx(100 * (6.5 - 1) / 6, abs=1e-9)
    assert scores["RF2"] == pytest.approx(100 * (1 - (3 - 1) / 3), abs=1e-9)
    [row] = calls("list", "qlq", "--json").json
    assert row["scores"] == scores
    told = calls("qlq", "score", written["id"])
    assert "91.7" in told.out
    assert "Physical functioning" in told.out


def test_a_correction_names_any_id_of_the_record_and_keeps_both(calls: Calls) -> None:
    first = calls("dose", "add", "--date", "2026-01-06", "--time", "07:10").id
    second = calls("correct", first, "time=08:05", "fasting=no", "--reason", "wrong_time").id
    third = calls("correct", first, "mg=10", "note=2", "--reason", "wrong_value").id
    [row] = calls("list", "doses", "--json").json
    assert (row["record"], row["id"], row["mg"], row["fasting"], row["note"]) == (first, third, 10, "no", "2")
    assert row["taken_at"] == "2026-01-06T08:05:00+08:00"
    history = calls("list", "doses", "--history", "--json").json
    assert [(each["id"], each["corrects"], each["current"]) for each in history] == [
        (first, None, False), (second, first, False), (third, second, True),
    ]  # fmt: skip


@pytest.mark.slow
def test_corrections_of_every_kind_of_value(calls: Calls) -> None:
    pressure = calls("bp", "add", "--date", "2026-01-07", "--time", "06:50", "128/82").id
    calls("correct", pressure, "readings=130/84 126/80", "--reason", "wrong_value").id  # noqa: B018
    weight = calls("weight", "--date", "2026-01-07", "61").id
    calls("correct", weight, "kg=62.5", "day=2026-01-08", "--reason", "wrong_day").id  # noqa: B018
    page = calls("symptom", "add", "--date", "2026-01-07", "tiredness=2", "nausea=1", "--note", "a note").id
    calls("correct", page, "nausea=3", "note=", "--reason", "wrong_value").id  # noqa: B018
    form = calls("qlq", "add", "--date", "2026-01-05", "--answers", "1=2,2=3", "--declined", "3").id
    calls("correct", form, "1=4", "answers.4=1", "2=", "declined=3,5", "--reason", "wrong_value").id  # noqa: B018
    [sign] = calls.record(
        {"kind": "sign", "day": "2026-01-07", "sign": "fainting", "present": True}
    ).out.split()
    calls("correct", sign, "present=no", "--reason", "pressed_by_mistake").id  # noqa: B018
    vitals = {row["kind"]: row for row in calls("list", "vitals", "--json").json}
    assert vitals["bp"]["values"] == [[130, 84], [126, 80]]
    assert vitals["bp"]["mean"] == [128, 82]
    assert (vitals["weight"]["values"], vitals["weight"]["day"]) == ([62.5], "2026-01-08")
    symptoms = {row["term"]: row for row in calls("list", "symptoms", "--json").json}
    assert (symptoms["nausea"]["severity"], symptoms["tiredness"]["severity"]) == (3, 2)
    assert symptoms["nausea"]["note"] is None
    [answered] = calls("list", "qlq", "--json").json
    assert (answered["answers"], answered["declined"]) == ({"1": 4, "4": 1}, [3, 5])
    assert [e["payload"]["fields"] for e in calls("list", "log", "--json").json if e["corrects"] == sign] == [
        {"present": False}
    ]


def test_undo_and_undo_of_an_undo(calls: Calls) -> None:
    def taken() -> list[str]:
        return [row["taken_at"][11:16] for row in calls("list", "doses", "--json").json]

    first = calls("dose", "add", "--date", "2026-01-06", "--time", "07:10").id
    corrected = calls("correct", first, "time=08:05", "--reason", "wrong_time").id
    undone = calls("undo", corrected).id
    assert taken() == ["07:10"]
    undone = calls("undo", undone, "--reason", "it was right").id
    assert taken() == ["08:05"]
    assert calls("undo", first).id != undone
    assert taken() == [], "by its first entry the record as a whole is undone"


def test_in_a_clinic_the_participant_and_the_member_of_staff_are_named(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "clinic")
    written = entry(
        calls, calls("weight", "--date", "2026-01-07", "61", "--participant", "P2", "--user", "Nurse Lin").id
    )
    assert (written["participant"], written["chain"], written["actor"]) == ("P2", "P2", "Nurse Lin")
    assert (written["by"], written["role"]) == ("staff", "coordinator")
    refused(calls("weight", "--date", "2026-01-07", "61"), 2, "--participant")
    refused(calls("weight", "--date", "2026-01-07", "61", "--participant", "P3"), 3, "P3", "P1, P2")
    refused(calls("undo", written["id"], "--participant", "P1"), 3, written["id"], "P1")
    assert calls("undo", written["id"]).code == 0
    assert calls("participants", "--json").json == [
        {"participant": "P1", "first_dose": "2026-01-05"}, {"participant": "P2", "first_dose": "2026-01-05"},
    ]  # fmt: skip
    assert calls("participants").out.splitlines()[2].split() == ["P1", "2026-01-05"]


def test_a_participant_is_enrolled_once(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "clinic")
    refused(calls("participant", "add", "P1"), 3, "P1")
    refused(calls("participant", "add", "no such id!"), 3, "no such id!")
    refused(calls("participant", "add", "P3", "--first-dose", "2026-13-01"), 3, "2026-13-01")
    assert calls("participant", "add", "P3", "--json").json["id"]
    assert calls("participants", "--json").json[2] == {"participant": "P3", "first_dose": None}


MISFITS: dict[str, tuple[list[str], list[str]]] = {
    "no date": (["dose", "add", "--date", "2026-02-30"], ["2026-02-30"]),
    "a day to come": (["dose", "add", "--date", "2026-01-22"], ["2026-01-22"]),
    "before the study": (["dose", "add", "--date", "2026-01-04"], ["2026-01-04"]),
    "no time": (["dose", "add", "--date", "2026-01-06", "--time", "25:00"], ["25:00"]),
    "no number": (["dose", "add", "--date", "2026-01-06", "--mg", "twelve"], ["mg", "twelve"]),
    "too much": (["dose", "add", "--date", "2026-01-06", "--mg", "1e3"], ["mg", "1e3"]),
    "no stomach": (["dose", "add", "--date", "2026-01-06", "--fasting", "maybe"], ["maybe", "yes"]),
    "no reason of the plan": (
        ["dose", "miss", "--date", "2026-01-06", "--reason", "lazy"], ["lazy", "forgot"]),
    "no symptom": (["symptom", "add", "--date", "2026-01-06", "joy=1"], ["joy"]),
    "no grade": (["symptom", "add", "--date", "2026-01-06", "nausea=5"], ["nausea", "5"]),
    "no sign": (["symptom", "add", "--date", "2026-01-06", "nausea"], ["nausea", "NAME=VALUE"]),
    "a symptom twice": (["symptom", "add", "--date", "2026-01-06", "nausea=1", "nausea=2"], ["nausea"]),
    "no reading": (["bp", "add", "--date", "2026-01-06", "--time", "07:00", "128-82"], ["128-82"]),
    "a reading upside down": (["bp", "add", "--date", "2026-01-06", "--time", "07:00", "82/128"], ["82/128"]),
    "no weight": (["weight", "--date", "2026-01-06", "12"], ["12", "20"]),
    "no temperature": (["temperature", "--date", "2026-01-06", "99"], ["99", "45"]),
    "no level": (["cycle", "start", "--date", "2026-01-26", "--mg", "11"], ["11", "12, 10, 8"]),
    "the same start": (["cycle", "start", "--date", "2026-01-05", "--mg", "12"], ["2026-01-05"]),
    "a hold that ends first": (
        ["cycle", "hold", "--from", "2026-01-12", "--to", "2026-01-10", "--reason", "x"], ["2026-01-10"]),
    "no answer": (["qlq", "add", "--date", "2026-01-05", "--answers", "1=5"], ["answers.1", "5"]),
    "no item": (["qlq", "add", "--date", "2026-01-05", "--answers", "31=1"], ["31"]),
    "an item twice": (["qlq", "add", "--date", "2026-01-05", "--answers", "1=1,1=2"], ["1"]),
    "answered and declined": (
        ["qlq", "add", "--date", "2026-01-05", "--answers", "1=1", "--declined", "1"], ["1"]),
    "no file of answers": (
        ["qlq", "add", "--date", "2026-01-05", "--answers", "nowhere.csv"], ["nowhere.csv"]),
    "no mode": (["qlq", "add", "--date", "2026-01-05", "--answers", "1=1", "--mode", "phone"], ["phone"]),
    "no id to score": (["qlq", "score", "1234"], ["1234"]),
    "no id to correct": (["correct", "1234", "mg=10", "--reason", "x"], ["1234"]),
    "no id to undo": (["undo", "1234"], ["1234"]),
    "no hand": (["weight", "--date", "2026-01-06", "60", "--by", "me"], ["me", "self"]),
    "staff in a patient's diary": (["weight", "--date", "2026-01-06", "60", "--user", "Lin"], ["--user"]),
    "another participant": (["weight", "--date", "2026-01-06", "60", "--participant", "P9"], ["P9", "P1"]),
    "another to enrol": (["participant", "add", "P9"], ["patient"]),
    "no language": (["weight", "--date", "2026-01-06", "60", "--lang", "tlh"], ["tlh", "en"]),
    "a note too long": (["weight", "--date", "2026-01-06", "60", "--note", "x" * 2001], ["2000"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    return patient(tmp_path_factory.mktemp("misfits") / "diary")


@pytest.mark.parametrize("what", MISFITS)
def test_what_does_not_fit_is_one_sentence_and_writes_nothing(shared: Calls, what: str) -> None:
    argv, fragments = MISFITS[what]
    before = shared.heads()
    refused(shared(*argv), 3, *fragments)
    assert shared.heads() == before


def test_misfits_of_corrections(calls: Calls) -> None:
    dose = calls("dose", "add", "--date", "2026-01-06", "--time", "07:10").id
    before = calls.heads()
    refused(calls("correct", dose, "time=07:10", "--reason", "x"), 3, dose)
    refused(calls("correct", dose, "mood=3", "--reason", "x"), 3, "mood")
    refused(calls("correct", dose, "time=08:00", "--reason", " "), 3, "reason")
    refused(calls("correct", dose, "time", "--reason", "x"), 3, "time")
    refused(calls("correct", dose, "mg=many", "--reason", "x"), 3, "many")
    refused(calls("dose", "miss", "--date", "2026-01-06", "--reason", "forgot"), 3, dose)
    assert calls.heads() == before
