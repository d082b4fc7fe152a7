"""A store as an earlier version wrote it still opens, and gives back what was written."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from diary_app.bootstrap import open_without_asking
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.keychain import KeychainSecret
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import unlock
from diary_app.security.slot_file import decode, encode
from diary_app.services.presence import opens_without_asking
from tests.cli_calls import Calls, refused
from tests.support import FixedClock

DATA = Path(__file__).parent.parent / "data"
STORES = DATA / "stores"
# What opens the stored files; made up, and of no use for anything else.
PASSPHRASE = "plum tree behind the house"
CODE = "GRPF-F9QA HARW-153E J7VS-N144 Q7SM-RJ4C"
KEPT = bytes(range(32))
CLINIC = "AGE-SECRET-KEY-1HCVQYHSRHMPH4VPQ4X8MYZ0VQD2CGJRLK4U6ERYUPCV8DST7NCKQNZV5CJ"


def test_a_store_with_a_version_1_key_file_opens(tmp_path: Path) -> None:
    folder = tmp_path / "diary"
    shutil.copytree(STORES / "keys-version-1", folder)
    calls = Calls(folder, FixedClock("2026-01-21T20:00"))
    found = calls("verify", "--json").json
    assert (found["whole"], found["entries"]) == (True, 5)
    assert {head["chain"]: head["hash"] for head in found["heads"]} == {
        "P1": "2dabcff1b1f5fd91bb9190928a4b5aaa934a0799e88b857977d0709b77029186",
        "store": "28dd88b64c3dff038a1eb733810784dcbda3838d95fe1c7621bbbc8c6067b50e",
    }
    assert calls("list", "doses", "--json").json[0]["note"] == "made up"
    assert (folder / "keys.json").read_bytes() == (STORES / "keys-version-1" / "keys.json").read_bytes()
    refused(calls("status", environ={"DIARY_APP_PASSPHRASE": "another one"}), 4, "passphrase")


@pytest.mark.parametrize(
    ("file", "version", "kinds"),
    [
        (STORES / "keys-version-1" / "keys.json", 1, ["passphrase"]),
        (DATA / "keys" / "version-2.json", 2, ["passphrase", "recovery"]),
        (
            STORES / "keys-version-3" / "keys.json",
            3,
            ["passphrase", "recovery", "keychain", "escrow"],
        ),
    ],
)
def test_a_key_file_of_each_version_opens_and_is_written_as_it_was(
    file: Path, version: int, kinds: list[str]
) -> None:
    content = file.read_bytes()
    slots = decode(content)
    assert json.loads(content)["version"] == version
    assert [slot.facts()["kind"] for slot in slots.slots] == kinds
    assert encode(slots) == content  # to the byte: what an earlier program wrote it reads again
    secrets = (PASSPHRASE, RecoveryCode.typed(CODE), KeychainSecret(KEPT), ClinicKey.of(CLINIC))
    keys = {unlock(slots, secret) for secret in secrets[: len(kinds)]}  # type: ignore[arg-type]
    assert len(keys) == 1


class Kept:
    """A keychain that keeps what the stored diary's kept."""

    def read(self, store_id: str) -> bytes | None:
        return KEPT

    def keep(self, store_id: str, secret: bytes) -> None:
        raise AssertionError

    forget = None  # type: ignore[assignment]


def test_a_store_with_every_kind_of_slot_opens_with_each(tmp_path: Path) -> None:
    folder = tmp_path / "diary"
    shutil.copytree(STORES / "keys-version-3", folder)
    clock = FixedClock("2026-01-21T20:00")
    key = tmp_path / "clinic.key"
    key.write_text(CLINIC, encoding="utf-8")
    nobody = Calls(folder, clock, environ={"LANG": "C"})
    assert nobody("status", environ={"DIARY_APP_PASSPHRASE": PASSPHRASE}).code == 0
    assert nobody("status", environ={"DIARY_APP_RECOVERY_CODE": CODE}).code == 0
    assert nobody("status", "--clinic-key", str(key)).code == 0
    assert opens_without_asking(folder)
    open_without_asking(folder, clock=clock, keychain=Kept()).close()  # type: ignore[arg-type]
    assert (folder / "keys.json").read_bytes() == (STORES / "keys-version-3" / "keys.json").read_bytes()


def test_a_key_file_of_a_newer_version_is_refused_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "diary"
    shutil.copytree(STORES / "keys-version-3", folder)
    value = json.loads((folder / "keys.json").read_bytes()) | {"version": 4, "more": 1}
    del value["check"]
    value["check"] = hashlib.sha256(canonical_json(value)).hexdigest()
    for name in ("keys.json", "keys.copy.json"):
        (folder / name).write_text(json.dumps(value), encoding="utf-8")
    before = {file.name: file.read_bytes() for file in folder.glob("*.json")}
    calls = Calls(folder, FixedClock("2026-01-21T20:00"))
    for argv in (("status",), ("passphrase", "change"), ("slots", "list"), ("recovery", "new")):
        refused(calls(*argv), 6, "version 4", "version 3")
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert not opens_without_asking(folder)
