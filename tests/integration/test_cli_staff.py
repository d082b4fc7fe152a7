"""``staff`` and ``sign``: people of a clinic's store on the command line."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from diary_app.bootstrap import open_store
from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.qlq_c30.administration import Administration
from diary_app.security.argon import LEAST_COST
from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.staff import outside
from tests.cli_calls import PASSPHRASE, Calls, Ran, clinic, refused
from tests.copies import put_store
from tests.integration.test_store_log_format import check
from tests.support import FixedClock

CHIEF, NURSE, MONITOR = "Ada Example", "Noor Sample", "Max Specimen"
NURSES, MONITORS = "the nurse's made-up words", "the monitor's made-up words"


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    """A clinic's store with three people; the first of them calls."""
    there = Calls(tmp_path / "clinic", FixedClock("2026-01-20T20:00"))
    there.environ["DIARY_APP_SIGN_PASSPHRASE"] = PASSPHRASE
    put_store(there.folder, there.clock, "clinic people", lambda place: make(replace(there, folder=place)))
    return there


def make(calls: Calls) -> None:
    assert calls("init", "--role", "clinic", "--site", "04").code == 0
    assert calls("staff", "add", CHIEF, "--role", "investigator").id
    assert calls("participant", "add", "P1", "--first-dose", "2026-01-05").id
    for name, role, passphrase in ((NURSE, "nurse", NURSES), (MONITOR, "monitor", MONITORS)):
        new = {"DIARY_APP_NEW_PASSPHRASE": passphrase}
        assert calls("staff", "add", name, "--role", role, environ=new).id


def account(calls: Calls, name: str) -> str:
    [found] = [each.slot for each in outside.names_in(calls.folder) if each.name == name]
    return found


def of(calls: Calls, passphrase: str, *argv: str) -> Ran:
    return calls(*argv, environ={"DIARY_APP_PASSPHRASE": passphrase, "DIARY_APP_SIGN_PASSPHRASE": passphrase})


def test_a_store_without_accounts_takes_the_name_it_is_given(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "clinic")
    entry = calls("weight", "--participant", "P1", "--date", "2026-01-19", "61", "--user", "Anna").id
    [row] = [each for each in calls("list", "log", "--json").json if each["id"] == entry]
    assert (row["actor"], row["role"]) == ("Anna", "coordinator")
    assert calls("staff", "list", "--json").json == []
    assert "no accounts" in calls("staff", "list").out


def test_once_there_are_accounts_the_passphrase_says_who_writes(calls: Calls) -> None:
    entry = of(calls, NURSES, "weight", "--participant", "P1", "--date", "2026-01-19", "61").id
    rows = calls("list", "log", "--json").json
    [row] = [each for each in rows if each["id"] == entry]
    assert (row["actor"], row["role"]) == (NURSE, "nurse")
    assert [each["actor"] for each in rows if each["kind"] == "signed_in"][-2:] == [NURSE, CHIEF]
    weigh = ("weight", "--participant", "P1", "--date", "2026-01-18", "61")
    refused(of(calls, NURSES, *weigh, "--user", CHIEF), 3, NURSE, CHIEF)
    refused(of(calls, NURSES, "participants", "--user", CHIEF), 3, NURSE)
    assert of(calls, NURSES, *weigh, "--user", NURSE.lower()).code == 0


def test_the_list_says_who_can_sign_in(calls: Calls) -> None:
    nurse = account(calls, NURSE)
    assert calls("staff", "retire", nurse).code == 0
    rows = calls("staff", "list", "--json").json
    assert [(row["name"], row["role"], row["state"]) for row in rows] == [
        (CHIEF, "investigator", "active"),
        (MONITOR, "monitor", "active"),
        (NURSE, "nurse", "retired"),
    ]
    assert CHIEF in calls("staff", "list").out
    refused(of(calls, NURSES, "participants"), 4)


NEVER = [
    (["staff", "add", CHIEF, "--role", "nurse"], "is there already"),
    (["staff", "add", "Somebody", "--role", "chief"], "no role of staff"),
    (["staff", "add", " ", "--role", "nurse"], "name"),
    (["staff", "add", "x" * 81, "--role", "nurse"], "too long"),
    (["staff", "retire", "no-such-id"], "no-such-id"),
    (["sign", "no-such-id", "--meaning", "reviewed"], "no-such-id"),
]


def test_what_does_not_fit_is_one_sentence_and_writes_nothing(calls: Calls) -> None:
    before = len(calls("list", "log", "--json").json)
    for argv, says in NEVER:
        refused(calls(*argv, environ={"DIARY_APP_NEW_PASSPHRASE": "some other made-up words"}), 3, says)
    after = calls("list", "log", "--json").json
    assert {row["kind"] for row in after[before:]} == {"signed_in", "read"}  # the look itself


def test_the_first_person_leads_and_the_last_who_leads_stays(tmp_path: Path, calls: Calls) -> None:
    new = clinic(tmp_path / "new")
    refused(new("staff", "add", NURSE, "--role", "nurse"), 3, "coordinator or an investigator")
    assert new("staff", "add", CHIEF, "--role", "coordinator", "--json").json["id"]
    refused(calls("staff", "retire", account(calls, CHIEF)), 3, "last coordinator or investigator")
    refused(of(calls, NURSES, "staff", "retire", account(calls, NURSE)), 3, "coordinator or an investigator")


def test_people_are_the_clinic_s_alone(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "patient")
    refused(calls("init", "--role", "patient", "--site", "04"), 3, "--role clinic")
    assert calls("init", "--role", "patient", "--participant", "P1").code == 0
    refused(calls("staff", "add", CHIEF, "--role", "investigator"), 3, "patient")
    assert not outside.names_file(calls.folder).exists()
    refused(calls("participants", environ={"DIARY_APP_PASSPHRASE": "not the words"}), 4)
    assert not outside.failed_file(calls.folder).exists()


@pytest.mark.parametrize(
    "argv", [["passphrase", "change"], ["staff", "add", "Another One", "--role", "nurse"]]
)
def test_a_wrong_passphrase_that_would_change_who_can_open_it_is_an_entry(
    calls: Calls, argv: list[str]
) -> None:
    new = {"DIARY_APP_PASSPHRASE": "not their words", "DIARY_APP_NEW_PASSPHRASE": "other made-up words"}
    refused(calls(*argv, "--user", CHIEF, environ=new), 4)
    rows = [row for row in calls("list", "log", "--json").json if row["kind"] == "sign_in_failed"]
    assert [row["payload"]["name"] for row in rows] == [CHIEF]


def test_a_monitor_reads_and_writes_nothing(calls: Calls) -> None:
    assert of(calls, MONITORS, "list", "log").code == 0
    refused(of(calls, MONITORS, "participant", "add", "P3"), 3, "monitor")
    line = {"kind": "weight", "day": "2026-01-19", "kg": 61, "participant": "P1"}
    ran = calls("record", "-", stdin=json.dumps(line).encode(), environ={"DIARY_APP_PASSPHRASE": MONITORS})
    refused(ran, 3, "monitor")
    assert calls("participants", "--json").json[-1]["participant"] == "P1"
    p1 = ("--participant", "P1", "--date", "2026-01-05")  # a day on which cycle 1 begins already
    for argv in (("cycle", "start", *p1, "--mg", "12"), ("cycle", "resume", *p1, "--reason", "better"),
                 ("dose", "miss", *p1, "--reason", "no such code")):  # fmt: skip
        refused(of(calls, MONITORS, *argv), 3, "monitor")
    refused(of(calls, MONITORS, "receipt", "-o", str(calls.folder.with_name("r")), "--participant", "P1"), 3,
            "monitor")  # fmt: skip
    refused(of(calls, MONITORS, "backup", "-o", str(calls.folder.with_name("copy"))), 3, "monitor")
    assert not calls.folder.with_name("copy").exists()
    with open_store(calls.folder, MONITORS, clock=calls.clock) as opened:
        assert opened.staff.signed_in() is not None
        with pytest.raises(DoesNotFit, match="may look at everything and change nothing"):
            opened.questionnaires.save_draft(Administration(), "P1")
        with pytest.raises(DoesNotFit, match="may look at everything and change nothing"):
            opened.paper.save_typing(PaperRef("P1", PaperKind.QLQ, date(2026, 1, 19)), Typing(cells={"1": 1}))
        assert opened.opened.store.drafts.names() == []


def test_looking_and_printing_are_entries_under_the_name_of_whoever_is_signed_in(calls: Calls) -> None:
    page = str(calls.folder.with_name("summary.pdf"))
    for argv in (["status"], ["list", "doses"], ["report", "-o", page]):
        assert of(calls, MONITORS, *argv, "--participant", "P1").code == 0
    rows = [
        row
        for row in calls("list", "log", "--json").json
        if row["participant"] and row["kind"] in ("read", "printed")
    ]
    assert [(row["kind"], row["participant"], row["actor"], row["role"]) for row in rows] == [
        ("read", "P1", MONITOR, "monitor"), ("read", "P1", MONITOR, "monitor"),
        ("printed", "P1", MONITOR, "monitor"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "argv", [["capsules"], ["review", "list", "--all"], ["compare", "--date", "2026-01-19"]]
)
def test_whatever_shows_one_participant_is_a_look_at_them(calls: Calls, argv: list[str]) -> None:
    assert of(calls, MONITORS, *argv, "--participant", "P1").code == 0
    rows = [
        row for row in calls("list", "log", "--json").json if row["participant"] and row["kind"] == "read"
    ]
    assert [(row["participant"], row["actor"]) for row in rows] == [("P1", MONITOR)]


def test_the_scores_of_a_form_are_a_look_at_whoever_filled_it_in(calls: Calls) -> None:
    answers = ",".join(f"{item}=1" for item in range(1, 31))
    form = calls("qlq", "add", "--participant", "P1", "--date", "2026-01-05", "--answers", answers).id
    assert of(calls, MONITORS, "qlq", "score", form).code == 0
    rows = [row for row in calls("list", "log", "--json").json if row["kind"] == "read"]
    assert [(row["participant"], row["actor"]) for row in rows[:-1]] == [("P1", MONITOR)]


def test_signing_asks_once_more_and_the_log_lists_it(calls: Calls) -> None:
    entry = calls("weight", "--participant", "P1", "--date", "2026-01-19", "61").id
    signed = calls("sign", entry, "--meaning", "reviewed").id
    [row] = [each for each in calls("list", "log", "--json").json if each["id"] == signed]
    assert (row["kind"], row["actor"], row["payload"]["entry"]) == ("signed", CHIEF, entry)
    assert calls("participant", "add", "P2", "--site", "07").id
    refused(calls("sign", entry, "--meaning", "reviewed", "--participant", "P2"), 3, "is not one of P2")
    refused(calls("sign", entry, "--meaning", "reviewed", "--participant", "P9"), 3, "P9")
    assert calls("sign", entry, "--meaning", "entered", "--participant", "P1").id
    sites = {row["participant"]: row["site"] for row in calls("patients", "--json").json}
    assert sites == {"P1": "04", "P2": "07"}
    refused(calls("participant", "add", "P3", "--site", " "), 3, '"site" is missing')
    del calls.environ["DIARY_APP_SIGN_PASSPHRASE"]
    refused(calls("sign", entry, "--meaning", "reviewed"), 4, "once more")
    refused(calls("sign", entry, "--meaning", "reviewed", environ={"DIARY_APP_SIGN_PASSPHRASE": "x"}), 4)
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode() + b"\n")
    os.close(write)
    try:
        assert calls("sign", entry, "--meaning", "approved", "--sign-fd", str(read)).id
    finally:
        os.close(read)


HOLDS, BROKEN = "holds", "no longer holds: changed afterwards"


@pytest.mark.slow
def test_the_log_says_of_every_signature_whether_it_still_holds(calls: Calls) -> None:
    whose = ("--participant", "P1")
    assert "Signature" not in calls("list", "log").out
    event = calls("ae", "add", *whose, "--date", "2026-01-12", "--term", "Rash", "--grade", "1").id
    weight = calls("weight", *whose, "--date", "2026-01-19", "61").id
    signed, kept = (calls("sign", each, "--meaning", "reviewed").id for each in (event, weight))
    assert signatures(calls, signed, kept) == [HOLDS, HOLDS]
    correction = calls("correct", event, "grade=2", "--reason", "typing slip").id
    assert signatures(calls, signed, kept) == [BROKEN, HOLDS]
    anew = calls("sign", event, "--meaning", "reviewed").id
    assert signatures(calls, signed, kept, anew) == [BROKEN, HOLDS, HOLDS]
    assert calls("undo", correction, "--reason", "it was right").id
    assert signatures(calls, signed, kept, anew) == [BROKEN, HOLDS, BROKEN]
    assert calls("undo", weight, "--reason", "somebody else's").id
    assert signatures(calls, signed, kept, anew, options=whose) == [BROKEN, BROKEN, BROKEN]
    rows = calls("list", "log", "--json").json
    assert len({frozenset(row) for row in rows}) == 1  # what is worked out is no field of an entry
    code, _ = check(rows)
    assert code == 0


def signatures(calls: Calls, *ids: str, options: tuple[str, ...] = ()) -> list[str]:
    """What the table of the log says of each of these signatures."""
    lines = calls("list", "log", *options).out.splitlines()
    told = [next(line for line in lines if each in line) for each in ids]
    return [BROKEN if BROKEN in line else HOLDS if HOLDS in line.split() else line for line in told]


def test_history_says_which_state_of_an_event_was_replaced(calls: Calls) -> None:
    whose = ("--participant", "P1")
    event = calls("ae", "add", *whose, "--date", "2026-01-12", "--term", "Rash", "--grade", "1").id
    calls("correct", event, "grade=2", "--reason", "typing slip")
    rows = calls("list", "events", "--history", *whose, "--json").json
    assert [(row["grade"], row["current"]) for row in rows] == [(1, False), (2, True)]
    first, second = calls("list", "events", "--history", *whose).out.splitlines()[-2:]
    assert ("replaced" in first, "replaced" in second) == (True, False)
    assert "replaced" not in calls("list", "events", *whose).out


def test_the_wording_takes_who_calls(calls: Calls, tmp_path: Path) -> None:
    assert calls("wording", "list", "--user", CHIEF).code == 0
    assert calls("wording", "template", "-o", str(tmp_path / "w.csv"), "--user", CHIEF).code == 0


def test_a_changed_passphrase_is_one_s_own_and_a_forgotten_one_is_named(calls: Calls) -> None:
    from diary_app.bootstrap import open_store

    code = RecoveryCode.new()
    with open_store(calls.folder, PASSPHRASE, clock=calls.clock) as store:
        store.access.keep_recovery_code(PASSPHRASE, code)
    changed = {"DIARY_APP_NEW_PASSPHRASE": "newer made-up words"}
    assert calls("passphrase", "change", environ={**changed, "DIARY_APP_PASSPHRASE": NURSES}).code == 0
    assert calls("participants").code == 0
    with_code = {
        "DIARY_APP_RECOVERY_CODE": "\n".join(code.lines()),
        "DIARY_APP_NEW_PASSPHRASE": "newest made-up words",
    }
    refused(calls("passphrase", "change", environ=with_code), 2, "--user")
    refused(calls("passphrase", "change", "--user", "Nobody", environ=with_code), 3, "Nobody")
    assert calls("passphrase", "change", "--user", NURSE, environ=with_code).code == 0
    assert [of(calls, each, "participants").code for each in
            (NURSES, "newer made-up words", "newest made-up words", PASSPHRASE)] == [4, 4, 0, 0]  # fmt: skip


def test_the_cost_of_a_new_passphrase_is_handed_in(calls: Calls) -> None:
    slots = json.loads((calls.folder / "keys.json").read_text())["slots"]
    assert {slot["kdf"]["memory_kib"] for slot in slots} == {LEAST_COST.memory_kib}


def test_a_retired_person_does_not_bring_an_older_backup_back(calls: Calls) -> None:
    backup = calls.folder.with_name("before")
    assert calls("backup", "-o", str(backup)).code == 0
    assert of(calls, NURSES, "participants").code == 0
    calls("weight", "--participant", "P1", "--date", "2026-01-19", "61")
    assert calls("staff", "retire", account(calls, NURSE)).code == 0
    refused(of(calls, NURSES, "restore", str(backup)), 4, "nobody who works here")
    refused(of(calls, MONITORS, "restore", str(backup)), 3, "who may look at everything and change nothing")
    assert len(calls("list", "vitals", "--participant", "P1", "--json").json) == 1
    refused(of(calls, NURSES, "participants"), 4)
    assert of(calls, PASSPHRASE, "restore", str(backup)).code == 0
    assert calls("list", "vitals", "--participant", "P1", "--json").json == []


def test_looking_at_the_whole_log_is_an_entry_too(calls: Calls) -> None:
    def looks() -> int:
        rows = calls("list", "log", "--json").json
        return sum(row["kind"] == "read" and row["payload"] == {"what": "log"} for row in rows)

    before = looks()
    assert before == 1  # the very look that counts them
    assert of(calls, MONITORS, "list", "log").code == 0
    assert looks() == before + 2
