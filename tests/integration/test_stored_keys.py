"""A store as an earlier version wrote it still opens, and gives back what was written."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli_calls import Calls, refused
from tests.support import FixedClock

STORES = Path(__file__).parent.parent / "data" / "stores"


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
