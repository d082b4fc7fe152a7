"""Backups of earlier versions are read, restored and held against."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from diary_app.domain.log.canonical import canonical_json
from diary_app.storage.backup_file import open_backup
from diary_app.storage.backup_manifest import VERSION
from tests.cli_calls import Calls, patient, refused
from tests.support import FixedClock
from tests.unit.storage.test_backup import rebuilt

FIRST = Path(__file__).parents[1] / "data" / "backups" / "manifest-1.diary-backup"


def test_a_manifest_of_version_1_has_no_mark() -> None:
    with open_backup(FIRST) as backup:
        backup.check()
        told = backup.manifest
    assert (told.mark, told.entries, told.epoch) == (None, 5, 1)
    assert {head.key.chain: head.seq for head in told.heads} == {"P1": 4, "store": 1}


def test_it_is_restored_and_the_diary_made_of_it_reaches_it(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "d", FixedClock("2026-01-21T08:00"))
    assert calls("restore", str(FIRST)).code == 0
    [dose] = calls("list", "doses", "--json").json
    assert (dose["day"], dose["note"]) == ("2026-01-05", "made up")
    ran = calls("verify", "--mark", str(FIRST))
    assert (ran.code, "of an earlier version and is not signed" in ran.out) == (0, True)
    assert calls("verify", "--mark", str(FIRST), "--json").json["mark"]["signed"] is None
    out = tmp_path / "b"
    assert calls("backup", "-o", str(out)).code == 0
    with open_backup(out) as backup:
        assert backup.manifest.mark is not None
    assert VERSION == 2


def test_a_mark_in_a_manifest_must_be_of_its_heads_and_of_this_diary(tmp_path: Path) -> None:
    """Whoever can write a manifest and its check sum still cannot sign."""
    calls, other = patient(tmp_path / "one"), patient(tmp_path / "other")
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    assert calls("backup", "-o", str(mine)).code == 0
    assert other("backup", "-o", str(theirs)).code == 0
    told, strange = (manifest(file) for file in (mine, theirs))
    for mark, code in ((strange["mark"], 5), ({**told["mark"], "signature": "00" * 64}, 5), (None, 0)):
        (tmp_path / "forged").unlink(missing_ok=True)
        forged = rebuilt(tmp_path / "forged", mine, manifest=checked({**told, "mark": mark}))
        ran = Calls(tmp_path / "fresh", calls.clock)("restore", str(forged))
        assert ran.code == code, ran
        if code:
            refused(ran, code, "nothing was changed")
            assert not (tmp_path / "fresh").exists()
    assert json.loads(checked(told)) == json.loads(raw(mine))


def raw(file: Path) -> bytes:
    with zipfile.ZipFile(file) as container:
        return container.read("manifest.json")


def manifest(file: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(raw(file))
    del value["check"]
    return value


def checked(value: dict[str, Any]) -> bytes:
    return canonical_json({**value, "check": hashlib.sha256(canonical_json(value)).hexdigest()})
