"""share, take-in and receipt, called as a person calls them, between two stores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from diary_app.bootstrap import open_store
from tests.cli_calls import Calls, refused
from tests.cli_calls import clinic as clinic_store
from tests.handover import PASSPHRASE, Pair
from tests.support import FixedClock

pytestmark = pytest.mark.slow


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Calls, Calls]:
    """A clinic's store and the diary of its participant P1, both closed."""
    with Pair.made(tmp_path / "pair").stack:
        pass
    environ = {"DIARY_APP_PASSPHRASE": PASSPHRASE, "LANG": "C"}
    clock = FixedClock("2026-01-20T20:00")
    clinic, patient = (Calls(tmp_path / "pair" / name, clock, environ) for name in ("clinic", "patient"))
    return clinic, patient


def dose(patient: Calls, day: int) -> None:
    done = patient.record({"kind": "dose", "day": f"2026-01-{day:02d}", "time": "07:10", "mg": "12"})
    assert done.code == 0, done


def test_the_whole_way_and_back(stores: tuple[Calls, Calls], tmp_path: Path) -> None:
    clinic, patient = stores
    dose(patient, 5)
    sealed = tmp_path / "visit.diary"
    shared = patient("share", "-o", str(sealed), "--json").json
    assert shared["file"] == str(sealed)
    assert (shared["since"], shared["notes"]) == (None, False)
    [looked] = clinic("take-in", str(sealed), "--look", "--json").json
    assert (looked["new"], looked["known"], looked["id"]) == (shared["entries"], 0, None)
    assert looked["first_day"] == looked["last_day"] == "2026-01-05"
    [taken] = clinic("take-in", str(sealed), "--json").json
    assert (taken["kind"], taken["participant"], taken["new"]) == ("sealed", "P1", shared["entries"])
    assert taken["kinds"]["dose"] == 1
    assert taken["id"]
    again = clinic("take-in", str(sealed))
    assert again.code == 0
    assert "nothing new" in again.out
    assert clinic("status", "--participant", "P1", "--json").json["adherence"]["taken"] == 1
    assert clinic("verify").code == 0
    receipt = tmp_path / "p1.receipt"
    assert clinic("receipt", "-o", str(receipt), "--participant", "P1").code == 0
    assert "receipt" in [each.get("what") for each in _told(clinic, "exported")]
    assert "your clinic now has" in patient("take-in", str(receipt)).out
    assert "Nothing is new" in patient("share", "-o", str(sealed)).out
    dose(patient, 6)
    assert patient("share", "-o", str(sealed), "--json").json["entries"] == 1
    assert patient("verify").code == 0


def test_a_visit_summary_serves_the_clinic_too(stores: tuple[Calls, Calls], tmp_path: Path) -> None:
    clinic, patient = stores
    summary = tmp_path / "visit.pdf"
    assert patient("share", "-o", str(summary), "--pdf", "--all").code == 0
    assert summary.read_bytes().startswith(b"%PDF-")
    assert patient("verify", "--pdf", str(summary)).code == 0
    [taken] = clinic("take-in", str(summary), "--json").json
    assert taken["new"] > 0


def test_a_visit_summary_in_a_place_that_is_none_leaves_no_trace(
    stores: tuple[Calls, Calls], tmp_path: Path
) -> None:
    _, patient = stores
    letter = tmp_path / "letter.txt"
    letter.write_text("dear all")
    before = _exported(patient)
    refused(patient("share", "-o", str(letter), "--pdf"), 3, "is there and is no PDF")
    refused(patient("share", "-o", str(patient.folder / "x.pdf"), "--pdf"), 3, "inside the folder of a diary")
    refused(patient("share", "-o", str(tmp_path / "none" / "x.pdf"), "--pdf"), 8, "could not be written")
    assert _exported(patient) == before
    assert patient("share", "-o", str(tmp_path / "x.pdf"), "--pdf").code == 0
    assert _exported(patient) == before + 2  # printed and sealed


def _exported(calls: Calls) -> int:
    return len(_told(calls, "exported", "printed"))


def _told(calls: Calls, *kinds: str) -> list[Any]:
    """What the log's entries of some kinds say."""
    with open_store(calls.folder, PASSPHRASE, clock=calls.clock) as store:
        return [entry.payload for entry in store.opened.store.journal.entries(kinds=list(kinds))]


def test_each_refusal_is_one_sentence(stores: tuple[Calls, Calls], tmp_path: Path) -> None:
    clinic, patient = stores
    sealed = tmp_path / "f.diary"
    patient("share", "-o", str(sealed))
    refused(
        clinic("take-in", str(sealed), "--participant", "P2"), 3, "about the participant P1, not about P2"
    )
    refused(patient("take-in", str(sealed)), 3, "this is a patient's diary")
    refused(clinic("share", "-o", str(tmp_path / "x")), 2, "--participant")
    other = clinic_store(tmp_path / "other")
    refused(other("take-in", str(sealed), "--look"), 3, "another clinic's key")
    assert _told(other, "keys") == []  # a look makes none
    refused(clinic("receipt", "-o", str(tmp_path / "x"), "--participant", "P1"), 3, "nothing to confirm")
    refused(clinic("take-in", str(tmp_path / "missing")), 3, "cannot be read")
    content = sealed.read_bytes()
    sealed.write_bytes(content[:-1])
    refused(clinic("take-in", str(sealed)), 5, "damaged")
    sealed.write_bytes(content.replace(b"sealed 1 ", b"sealed 9 ", 1))
    refused(clinic("take-in", str(sealed)), 6, "version 9")
    (tmp_path / "letter.txt").write_text("dear all")
    refused(patient("share", "-o", str(tmp_path / "letter.txt")), 3, "no sealed diary")
    refused(patient("share", "-o", str(patient.folder / "x.diary")), 3, "inside the folder of a diary")


def test_a_bad_file_holds_up_none_and_the_worst_is_the_exit_code(
    stores: tuple[Calls, Calls], tmp_path: Path
) -> None:
    clinic, patient = stores
    first, second, bad, other = (tmp_path / name for name in ("1.diary", "2.diary", "bad.diary", "o.txt"))
    patient("share", "-o", str(first))
    dose(patient, 5)
    patient("share", "-o", str(second))
    bad.write_bytes(first.read_bytes()[:-1])
    other.write_text("hello")
    done = clinic("take-in", *map(str, (other, bad, second, first)), "--json")
    assert done.code == 5
    assert done.err.count("\n") == 1
    assert "2 of 4 files were not taken in" in done.err
    rows = done.json
    assert [row["problem"]["exit_code"] if row["problem"] else 0 for row in rows] == [3, 5, 0, 0]
    assert (rows[2]["new"] > 0, rows[3]["new"]) == (True, 0)


def test_files_may_come_in_any_order(stores: tuple[Calls, Calls], tmp_path: Path) -> None:
    clinic, patient = stores
    first, receipt, second = (str(tmp_path / name) for name in ("1.diary", "r", "2.diary"))
    backup = tmp_path / "b"
    assert clinic("backup", "-o", str(backup)).code == 0
    patient("share", "-o", first)
    clinic("take-in", first)
    clinic("receipt", "-o", receipt, "--participant", "P1")
    patient("take-in", receipt)
    dose(patient, 5)
    patient("share", "-o", second)
    assert clinic("restore", str(backup)).code == 0
    refused(clinic("take-in", second), 3, "a file with everything in it closes the gap")
    done = clinic("take-in", second, first, "--json")
    assert done.code == 0, done
    assert [row["new"] > 0 for row in done.json] == [True, True]


def test_set_up_share_decide_and_back(tmp_path: Path) -> None:
    """The issue's loop: set-up file, diary, sealed file, take-in, decision, set-up file, diary."""
    environ = {"DIARY_APP_PASSPHRASE": PASSPHRASE, "LANG": "C"}
    clock = FixedClock("2026-01-05T08:00")
    clinic, patient = (Calls(tmp_path / name, clock, environ) for name in ("clinic", "patient"))
    assert clinic("init", "--role", "clinic").code == 0
    assert clinic("participant", "add", "P1", "--first-dose", "2026-01-05").code == 0
    setup, sealed, receipt = (str(tmp_path / name) for name in ("p1.setup", "p1.diary", "p1.receipt"))
    made = clinic("setup-file", "-o", setup, "--participant", "P1", "--json").json
    code = {"DIARY_APP_SETUP_CODE": made["code"]}
    begun = patient("init", "--role", "patient", "--setup", setup, "--fingerprint", made["fingerprint"],
                    environ=code)  # fmt: skip
    assert begun.code == 0, begun
    for day in range(5, 19):
        clock.set(f"2026-01-{day:02d}T08:00")
        dose(patient, day)
    assert patient("share", "-o", sealed).code == 0
    [taken] = clinic("take-in", sealed, "--json").json
    assert (taken["problem"], taken["kinds"]["dose"]) == (None, 14)
    assert clinic("receipt", "-o", receipt, "--participant", "P1").code == 0
    clock.set("2026-01-26T09:00")
    assert clinic("cycle", "start", "--date", "2026-01-26", "--mg", "10", "--participant", "P1",
                  "--reason", "told at the visit").code == 0  # fmt: skip
    again = clinic("setup-file", "-o", setup, "--participant", "P1", "--json").json
    [back] = patient("take-in", setup, "--json", environ={"DIARY_APP_SETUP_CODE": again["code"]}).json
    assert "10 mg" in " ".join(back["changes"])
    [known] = patient("take-in", receipt, "--json").json  # the set-up file has told it already
    assert (known["new"], known["problem"]) == (0, None)
    told = patient("status", "--json").json
    assert (told["cycle"], told["cycle_day"]) == (2, 1)
    line = {"kind": "dose", "day": "2026-01-26", "time": "07:10", "mg": "10"}
    assert patient.record(line).code == 0
    shared = patient("share", "-o", sealed, "--json").json
    assert shared["since"] is not None
    [second] = clinic("take-in", sealed, "--json").json
    assert second["kinds"]["dose"] == 1
    there = [each("status", "--participant", "P1", "--json").json for each in (clinic, patient)]
    assert there[0]["adherence"] == there[1]["adherence"]
    assert clinic("verify").code == patient("verify").code == 0
    assert [each("rebuild", "--json").json["differed"] for each in (clinic, patient)] == [[], []]
