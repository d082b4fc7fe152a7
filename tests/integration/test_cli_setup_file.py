"""The way from clinic to patient at the command line, and back: set-up file, diary, sealed file, decision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli_calls import Calls, clinic, patient, refused
from tests.support import FixedClock


@dataclass
class Given:
    """A set-up file as a clinic hands it over."""

    file: Path
    code: str
    fingerprint: str

    @property
    def environ(self) -> dict[str, str]:
        """Its code in the environment."""
        return {"DIARY_APP_SETUP_CODE": self.code}


def given(desk: Calls, out: Path, *more: str, participant: str = "P1") -> Given:
    """The clinic makes a set-up file."""
    ran = desk("setup-file", "-o", str(out), "--participant", participant, "--json", *more)
    assert ran.code == 0, ran
    return Given(out, ran.json["code"], ran.json["fingerprint"])


@pytest.fixture
def desk(tmp_path: Path) -> Calls:
    """A clinic's store with P1 and P2."""
    return clinic(tmp_path / "clinic")


@pytest.fixture
def first(desk: Calls, tmp_path: Path) -> Given:
    """The first set-up file of P1."""
    return given(desk, tmp_path / "p1.setup", "--phone", "010-5555 0100", "--sheet", str(tmp_path / "s.pdf"))


def home(tmp_path: Path) -> Calls:
    """A computer at home without a diary."""
    return Calls(tmp_path / "home", FixedClock("2026-01-20T20:30"))


def made(calls: Calls, file: Given, *more: str) -> None:
    """A diary is made from a set-up file."""
    argv = ("init", "--role", "patient", "--setup", str(file.file), "--fingerprint", file.fingerprint, *more)
    ran = calls(*argv, environ=file.environ)
    assert ran.code == 0, ran


def test_a_diary_is_made_of_what_the_clinic_told(first: Given, tmp_path: Path) -> None:
    calls = home(tmp_path)
    ran = calls(
        "init", "--role", "patient", "--setup", str(first.file), "--fingerprint", first.fingerprint.lower(),
        "--json", environ=first.environ,
    )  # fmt: skip
    assert ran.code == 0, ran
    assert (ran.json["participants"], ran.json["first_dose"]) == (["P1"], "2026-01-05")
    status = calls("status", "--json").json
    assert (status["cycle"], status["cycle_day"]) == (1, 16)
    assert calls("verify").code == 0
    assert calls.record({"kind": "dose", "day": "2026-01-06", "time": "07:10"}).code == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_the_whole_loop(desk: Calls, first: Given, tmp_path: Path) -> None:
    calls = home(tmp_path)
    made(calls, first)
    calls.record({"kind": "dose", "day": "2026-01-06", "time": "07:10"})
    sealed = tmp_path / "p1.diary"
    assert calls("share", "-o", str(sealed)).code == 0
    [came] = desk("take-in", str(sealed), "--json").json
    assert came["kinds"]["dose"] == 1
    decided = {"kind": "dose_level", "participant": "P1", "day": "2026-01-20", "mg": 10, "reason": "rash"}
    assert desk.record(decided).code == 0
    second = given(desk, tmp_path / "second.setup")
    [row] = calls("take-in", str(second.file), "--json", environ=second.environ).json
    assert row["changes"] == ["From 20 January 2026 on the dose is 10 mg a day."]
    assert (row["kind"], row["participant"], row["kinds"]["dose_level"]) == ("setup", "P1", 1)
    assert calls("verify").code == desk("verify").code == 0
    levels = [each for each in calls("list", "log", "--json").json if each["kind"] == "dose_level"]
    assert [each["id"] for each in levels] != []
    heads = calls.heads()
    [again] = calls("take-in", str(second.file), "--json", environ=second.environ).json
    assert (again["new"], again["id"]) == (0, None)
    assert again["remarks"] == ["Everything in this file is in your diary already."]
    [old] = calls("take-in", str(first.file), "--json", environ=first.environ).json
    assert "older" in old["remarks"][0]
    assert calls.heads() == heads
    assert desk("receipt", "-o", str(tmp_path / "r"), "--participant", "P1").code == 0
    assert calls("take-in", str(tmp_path / "r")).code == 0


def test_a_first_file_needs_the_fingerprint(first: Given, tmp_path: Path) -> None:
    calls = home(tmp_path)
    argv = ("init", "--role", "patient", "--setup", str(first.file))
    refused(calls(*argv, environ=first.environ), 3, first.fingerprint, "--fingerprint")
    other = "0" * 20 if not first.fingerprint.startswith("0") else "1" * 20
    refused(calls(*argv, "--fingerprint", other, environ=first.environ), 3, "another one than was given")
    assert not calls.folder.exists()


def test_a_code_that_is_another_mistyped_or_missing_is_4(first: Given, desk: Calls, tmp_path: Path) -> None:
    other = given(desk, tmp_path / "other.setup", participant="P2")
    calls = home(tmp_path)
    argv = ("init", "--role", "patient", "--setup", str(first.file), "--fingerprint", first.fingerprint)
    refused(calls(*argv, environ=other.environ), 4, "does not open this set-up file")
    mistyped = ("0" if first.code[0] != "0" else "1") + first.code[1:]
    refused(calls(*argv, environ={"DIARY_APP_SETUP_CODE": mistyped}), 4, "first two groups")
    refused(calls(*argv), 4, "DIARY_APP_SETUP_CODE")
    assert not calls.folder.exists()


@pytest.mark.parametrize("at", [70, 200, 5000, -1])
def test_a_damaged_file_is_5(first: Given, tmp_path: Path, at: int) -> None:
    content = bytearray(first.file.read_bytes())
    content[at] ^= 1
    first.file.write_bytes(bytes(content))
    argv = ("init", "--role", "patient", "--setup", str(first.file), "--fingerprint", first.fingerprint)
    refused(home(tmp_path)(*argv, environ=first.environ), 5, "damaged")


def test_a_newer_file_is_6_and_no_set_up_file_is_3(first: Given, tmp_path: Path) -> None:
    argv = ("init", "--role", "patient", "--setup", str(first.file), "--fingerprint", first.fingerprint)
    head, rest = first.file.read_bytes().split(b"\n", 1)
    first.file.write_bytes(head.replace(b'"version":1', b'"version":2') + b"\n" + rest)
    refused(home(tmp_path)(*argv, environ=first.environ), 6, "version 2")
    first.file.write_bytes(b"dear diary")
    refused(home(tmp_path)(*argv, environ=first.environ), 3, "not a set-up file")
    first.file.unlink()
    refused(home(tmp_path)(*argv, environ=first.environ), 3, "cannot be read")


def test_another_participant_and_another_clinic_are_3(desk: Calls, first: Given, tmp_path: Path) -> None:
    calls = home(tmp_path)
    made(calls, first)
    heads = calls.heads()
    strange = given(desk, tmp_path / "p2.setup", participant="P2")
    refused(calls("take-in", str(strange.file), environ=strange.environ), 3, "P2", "P1")
    elsewhere = Calls(tmp_path / "elsewhere", FixedClock("2026-01-20T20:00"))
    elsewhere("init", "--role", "clinic")
    elsewhere("participant", "add", "P1", "--first-dose", "2026-01-05")
    foreign = given(elsewhere, tmp_path / "foreign.setup")
    argv = ("take-in", str(foreign.file), "--fingerprint", foreign.fingerprint)
    refused(calls(*argv, environ=foreign.environ), 3, "another clinic")
    assert calls.heads() == heads
    refused(desk("take-in", str(first.file), environ=first.environ), 3, "clinic's store")


def test_a_diary_that_began_without_one_takes_one_later(first: Given, tmp_path: Path) -> None:
    calls = patient(tmp_path / "home")
    calls.record({"kind": "dose", "day": "2026-01-06", "time": "07:10"})
    before = calls("status", "--json").json
    refused(calls("take-in", str(first.file), environ=first.environ), 3, "--fingerprint")
    argv = ("take-in", str(first.file), "--fingerprint", first.fingerprint)
    assert calls(*argv, environ=first.environ).code == 0
    after = calls("status", "--json").json
    assert after["adherence"] == before["adherence"]
    assert after["cycle"] == before["cycle"]
    assert calls("share", "-o", str(tmp_path / "x.diary")).code == 0
    assert calls("verify").code == 0


def test_an_unnamed_diary_keeps_its_name(first: Given, tmp_path: Path) -> None:
    calls = Calls(tmp_path / "unnamed", FixedClock("2026-01-20T20:00"))
    calls("init", "--role", "patient")
    argv = ("take-in", str(first.file), "--fingerprint", first.fingerprint)
    refused(calls(*argv, environ=first.environ), 3, "keeps the study number it began with")


def test_init_refuses_what_the_file_says_itself(first: Given, tmp_path: Path) -> None:
    calls = home(tmp_path)
    argv = ("--setup", str(first.file), "--fingerprint", first.fingerprint)
    refused(calls("init", "--role", "clinic", *argv, environ=first.environ), 3, "--role patient")
    more = ("--first-dose", "2026-01-06")
    refused(calls("init", "--role", "patient", *argv, *more, environ=first.environ), 3, "first dose itself")
    more = ("--participant", "P2")
    refused(calls("init", "--role", "patient", *argv, *more, environ=first.environ), 3, "P1", "P2")


def test_a_patients_diary_makes_no_set_up_file(tmp_path: Path) -> None:
    calls = patient(tmp_path / "home")
    refused(calls("setup-file", "-o", str(tmp_path / "x.setup")), 3, "a clinic's store")
    assert not (tmp_path / "x.setup").exists()


def test_the_clinics_secret_keys_are_nowhere_in_its_log(desk: Calls, first: Given) -> None:
    log = json.dumps(desk("list", "log", "--json").json)
    assert "AGE-SECRET-KEY" not in log
    assert '"fingerprint": "' + first.fingerprint in log


@pytest.mark.slow
def test_a_clinic_that_was_restored_goes_on_with_its_keys(desk: Calls, first: Given, tmp_path: Path) -> None:
    calls = home(tmp_path)
    made(calls, first)
    assert desk("backup", "-o", str(tmp_path / "b.backup")).code == 0
    lost = given(desk, tmp_path / "lost.setup")  # made after the backup: the restored store never hears of it
    assert calls("take-in", str(lost.file), environ=lost.environ).code == 0
    moved = Calls(tmp_path / "moved", desk.clock)
    assert moved("restore", str(tmp_path / "b.backup")).code == 0
    decided = {"kind": "dose_level", "participant": "P1", "day": "2026-01-20", "mg": 10, "reason": "rash"}
    assert moved.record(decided).code == 0
    after = given(moved, tmp_path / "after.setup")
    assert after.fingerprint == first.fingerprint
    [row] = calls("take-in", str(after.file), "--json", environ=after.environ).json
    assert row["changes"] == ["From 20 January 2026 on the dose is 10 mg a day."]
    assert calls("verify").code == 0


@pytest.mark.slow
def test_a_restored_diary_still_knows_its_clinic(desk: Calls, first: Given, tmp_path: Path) -> None:
    calls = home(tmp_path)
    made(calls, first)
    assert calls("backup", "-o", str(tmp_path / "p.backup")).code == 0
    moved = Calls(tmp_path / "moved", calls.clock)
    assert moved("restore", str(tmp_path / "p.backup")).code == 0
    second = given(desk, tmp_path / "second.setup")
    assert moved("take-in", str(second.file), environ=second.environ).code == 0
    sealed = tmp_path / "p1.diary"
    assert moved("share", "-o", str(sealed)).code == 0
    assert desk("take-in", str(sealed)).code == 0


def test_at_a_terminal_code_and_fingerprint_are_asked_for(first: Given, tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return first.code.lower() if "Code" in prompt else first.fingerprint.replace(" ", "")

    calls = Calls(tmp_path / "home", FixedClock("2026-01-20T20:30"), terminal=True, ask=answer)
    ran = calls("init", "--role", "patient", "--setup", str(first.file))
    assert ran.code == 0, ran
    assert first.fingerprint in ran.err
    assert len(asked) == 2
    assert calls("participants", "--json").json[0]["participant"] == "P1"


def test_a_clinics_store_refuses_a_set_up_file_alone_and_takes_in_the_others(
    desk: Calls, first: Given, tmp_path: Path
) -> None:
    calls = home(tmp_path)
    made(calls, first)
    sealed = tmp_path / "p1.diary"
    assert calls("share", "-o", str(sealed)).code == 0
    sentence = "A set-up file is for a participant's diary; this is a clinic's store."
    refused(desk("take-in", str(first.file)), 3, sentence)  # no code is asked for
    done = desk("take-in", str(first.file), str(sealed), "--json")
    assert (done.code, done.err.count("\n")) == (3, 1), done
    told = [row["problem"] and row["problem"]["sentence"] for row in done.json]
    assert told == [sentence, None]
    assert done.json[1]["new"] > 0
