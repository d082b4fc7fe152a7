"""``slots add-clinic-key``, ``slots remove`` and ``--clinic-key``: a clinic that can open a diary."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from tests.cli_calls import PASSPHRASE, Calls, patient, refused
from tests.support import FixedClock
from tests.unit.services.keys_support import MemoryKeychain

STORED = Path(__file__).parents[1] / "data" / "stores"
BARE = {"LANG": "C"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    return patient(tmp_path_factory.mktemp("made") / "diary")


@pytest.fixture
def calls(made: Calls, tmp_path: Path) -> Calls:
    shutil.copytree(made.folder, tmp_path / "diary")
    return Calls(tmp_path / "diary", made.clock)


class Clinic:
    """A clinic's two key files."""

    def __init__(self, folder: Path) -> None:
        pair = x25519.Identity.generate()
        self.recipient = str(pair.to_public())
        self.public, self.secret = folder / "clinic.pub", folder / "clinic.key"
        self.public.write_text(f"# a made-up clinic\n{self.recipient}\n", encoding="utf-8")
        self.secret.write_text(
            f"# created: today\n# public key: {self.recipient}\n{pair}\n", encoding="utf-8"
        )


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)


def bare(calls: Calls, folder: Path | None = None) -> Calls:
    """A call from somebody who knows no passphrase."""
    return Calls(folder or calls.folder, calls.clock, environ=BARE)


def kinds(calls: Calls) -> list[str]:
    return [slot["kind"] for slot in calls("slots", "list", "--json").json]


def changes(calls: Calls) -> list[Any]:
    return [entry for entry in calls("list", "log", "--json").json if entry["kind"] == "keys"]


def test_a_clinic_that_was_given_a_key_opens_the_diary(calls: Calls, clinic: Clinic) -> None:
    key = ("--clinic-key", str(clinic.secret))
    refused(bare(calls)("status", *key), 4, "no clinic can open it")
    told = calls("slots", "add-clinic-key", str(clinic.public), "--label", "Ward 7", "--json").json
    assert (told["kind"], told["label"], told["public_key"]) == ("escrow", "Ward 7", clinic.recipient)
    assert bare(calls)("status", *key).code == 0
    assert bare(calls)("weight", "--date", "2026-01-06", "60", *key).id
    assert calls("status").code == 0
    assert kinds(calls) == ["passphrase", "escrow"]
    [entry] = changes(calls)
    assert entry["payload"] == {"act": "clinic key added", "slot": told["id"], "kind": "escrow"}
    assert "Ward 7" in bare(calls)("slots", "list").out
    refused(calls("slots", "add-clinic-key", str(clinic.public)), 3, "already")


def test_what_the_clinic_reads_is_seen(calls: Calls, clinic: Clinic) -> None:
    calls("slots", "add-clinic-key", str(clinic.public))
    for command in ("status", "verify"):
        assert bare(calls)(command, "--clinic-key", str(clinic.secret)).code == 0
    reads = [entry for entry in calls("list", "log", "--json").json if entry["kind"] == "read"]
    assert [(each["chain"], each["actor"], each["payload"]) for each in reads] == [
        ("access", "clinic", {"opened_with": "clinic key"})
    ] * 2
    assert calls("verify").code == 0


def test_what_it_means_is_said(calls: Calls, clinic: Clinic) -> None:
    said = calls("slots", "add-clinic-key", str(clinic.public)).out
    assert "your clinic can open this diary" in said
    assert clinic.recipient in bare(calls)("slots", "list").out  # without a label, its key


def test_the_clinic_helps_who_forgot_everything(calls: Calls, clinic: Clinic) -> None:
    assert calls("slots", "add-clinic-key", str(clinic.public)).code == 0
    new = {"DIARY_APP_NEW_PASSPHRASE": "seven slow rivers"}
    assert bare(calls)("passphrase", "change", "--clinic-key", str(clinic.secret), environ=new).code == 0
    after = Calls(calls.folder, calls.clock, environ={**BARE, "DIARY_APP_PASSPHRASE": "seven slow rivers"})
    assert after("status").code == 0
    refused(calls("status"), 4)
    assert bare(calls)("status", "--clinic-key", str(clinic.secret)).code == 0  # other slots stay
    changed = changes(after)[-1]
    assert (changed["payload"]["act"], changed["actor"], changed["by"]) == (
        "passphrase changed",
        "clinic",
        "staff",
    )


def test_another_clinic_does_not_open_it(calls: Calls, clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Clinic(tmp_path / "other")
    assert calls("slots", "add-clinic-key", str(clinic.public)).code == 0
    refused(bare(calls)("status", "--clinic-key", str(other.secret)), 4, "not the key of the clinic")
    assert calls("slots", "add-clinic-key", str(other.public)).code == 0
    for each in (clinic, other):
        assert bare(calls)("status", "--clinic-key", str(each.secret)).code == 0


def test_a_backup_is_restored_with_the_clinic_key(calls: Calls, clinic: Clinic, tmp_path: Path) -> None:
    assert calls("slots", "add-clinic-key", str(clinic.public)).code == 0
    assert calls("backup", "-o", str(tmp_path / "b")).code == 0
    fresh = bare(calls, tmp_path / "fresh")
    assert fresh("restore", str(tmp_path / "b"), "--clinic-key", str(clinic.secret)).code == 0
    assert fresh("status", "--clinic-key", str(clinic.secret)).code == 0
    assert kinds(fresh) == ["passphrase", "escrow"]


def test_a_slot_is_removed_and_the_last_way_in_stays(calls: Calls, clinic: Clinic) -> None:
    slot = calls("slots", "add-clinic-key", str(clinic.public), "--json").json["id"]
    before = (calls.folder / "keys.json").read_bytes()
    refused(calls("slots", "remove", "nonsense"), 3, "no key slot")
    [own, _] = calls("slots", "list", "--json").json
    refused(calls("slots", "remove", own["id"]), 3, "the last of them")
    assert (calls.folder / "keys.json").read_bytes() == before
    assert calls("slots", "remove", slot, "--json").json == {"id": slot}
    assert kinds(calls) == ["passphrase"]
    refused(bare(calls)("status", "--clinic-key", str(clinic.secret)), 4, "no clinic")
    assert changes(calls)[-1]["payload"] == {"act": "slot removed", "slot": slot, "kind": "escrow"}


@pytest.mark.parametrize("clinic_too", [False, True])
def test_who_removes_the_recovery_code_is_told_what_that_means(tmp_path: Path, clinic_too: bool) -> None:
    shutil.copytree(STORED / "keys-version-3", tmp_path / "diary")
    calls = Calls(tmp_path / "diary", FixedClock("2026-01-21T20:00"))
    slots = {slot["kind"]: slot["id"] for slot in calls("slots", "list", "--json").json}
    if not clinic_too:
        ran = calls("slots", "remove", slots["escrow"], "--json")
        assert (ran.code, ran.err) == (0, "")
    ran = calls("slots", "remove", slots["recovery"], "--json")
    assert (ran.code, ran.json) == (0, {"id": slots["recovery"]})
    assert ran.err.startswith("The diary has no recovery code now")
    assert ("only your clinic's key opens it" in ran.err) == clinic_too
    assert ("nobody can open it" in ran.err) != clinic_too
    assert "recovery" not in kinds(calls)


@pytest.mark.parametrize("refuses", [set(), {"forget"}])
def test_the_keychain_s_slot_is_removed_whatever_the_keychain_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuses: set[str]
) -> None:
    shutil.copytree(STORED / "keys-version-3", tmp_path / "diary")
    calls = Calls(tmp_path / "diary", FixedClock("2026-01-21T20:00"))
    [_, _, keychain, _] = calls("slots", "list", "--json").json
    assert "keychain of this computer" in calls("slots", "list").out
    store_id = json.loads((calls.folder / "keys.json").read_text(encoding="utf-8"))["store"]
    memory = MemoryKeychain({store_id: bytes(32)}, refuses)
    monkeypatch.setattr("diary_app.security.keychain.system_keychain", lambda: memory)
    ran = calls("slots", "remove", keychain["id"], "--json")
    assert (ran.code, ran.json) == (0, {"id": keychain["id"]})
    assert ("did not delete its part" in ran.err) == bool(refuses)
    assert bool(memory.kept) == bool(refuses)
    assert kinds(calls) == ["passphrase", "recovery", "escrow"]
    assert changes(calls)[-1]["payload"]["act"] == "keychain removed"


def test_changing_needs_a_secret(calls: Calls, clinic: Clinic) -> None:
    for argv in (("add-clinic-key", str(clinic.public)), ("remove", "x")):
        refused(bare(calls)("slots", *argv), 4, "missing")
        wrong = Calls(calls.folder, calls.clock, environ={**BARE, "DIARY_APP_PASSPHRASE": "wrong"})
        refused(wrong("slots", *argv), 4, "not the passphrase")
        refused(Calls(calls.folder / "none", environ=BARE)("slots", *argv), 11)


def test_only_one_secret_is_given(calls: Calls, clinic: Clinic) -> None:
    for option in ("--passphrase-fd", "--recovery-fd"):
        refused(calls("status", "--clinic-key", str(clinic.secret), option, "9"), 3, "not two")
    assert PASSPHRASE in calls.environ.values()
    refused(calls("status", "--clinic-key", str(clinic.secret)), 4, "no clinic")  # the option counts


REFUSED = (
    (b"age-encryption.org/v1\n-> scrypt abc 18\n", "under a passphrase"),
    (b"-----BEGIN AGE ENCRYPTED FILE-----\n", "under a passphrase"),
    (b"-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n", "SSH keys"),
    (b"", "AGE-SECRET-KEY-1 is needed"),
    (b"AGE-SECRET-KEY-1QQQ\n", "AGE-SECRET-KEY-1 is needed"),
    (b"\xff\xfe", "not text"),
    (b"# " + b"x" * 20_000, "too long"),
)


def test_a_key_file_of_another_kind_is_refused_in_one_sentence(calls: Calls, tmp_path: Path) -> None:
    for content, fragment in REFUSED:
        (tmp_path / "key").write_bytes(content)
        refused(calls("status", "--clinic-key", str(tmp_path / "key")), 3, fragment)
    refused(calls("status", "--clinic-key", str(tmp_path / "none")), 3, "cannot be read")


def test_a_mistaken_public_key_changes_nothing(calls: Calls, clinic: Clinic) -> None:
    before = (calls.folder / "keys.json").read_bytes()
    ran = calls("slots", "add-clinic-key", str(clinic.secret))
    refused(ran, 3, "secret key, which stays with the clinic")
    assert "AGE-SECRET-KEY" not in ran.err
    refused(calls("slots", "add-clinic-key", str(clinic.public), "--label", "x" * 81), 3, "too long")
    refused(calls("slots", "add-clinic-key", str(calls.folder)), 3, "cannot be read")
    assert (calls.folder / "keys.json").read_bytes() == before
