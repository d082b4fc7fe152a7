"""A backup file: what is in it, and that nothing else is taken for one."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from diary_app.common.errors import Damaged, DoesNotFit, NewerVersion, NotSaved, PlainError
from diary_app.domain.log.canonical import canonical_json
from diary_app.storage import backup as backup_module
from diary_app.storage import backup_file
from diary_app.storage.backup_file import MEMBERS, open_backup
from diary_app.storage.backup_manifest import decode, encode
from tests.store_support import dose, flip_bit, make, reopen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "d"
    with make(place) as store:
        store.journal.append([dose(note=f"marker-7f3a {n}") for n in range(20)])
        store.drafts.put("form", {"marker-7f3a": 1})
    return place


def backed_up(folder: Path, out: Path) -> Path:
    with reopen(folder) as store:
        store.back_up(out)
    return out


def test_what_a_backup_holds(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "stick.diary-backup"
    with reopen(folder) as store:
        manifest = store.back_up(out)
        heads = tuple(store.journal.heads())
        assert sorted(p.name for p in folder.iterdir() if p.is_dir()) == []
    assert out.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(out) as file:
        assert tuple(file.namelist()) == MEMBERS
        assert file.read("keys.json") == (folder / "keys.json").read_bytes()
        assert json.loads(file.read("manifest.json"))["entries"] == 20
    assert (manifest.heads, manifest.entries, manifest.epoch) == (heads, 20, 1)
    with open_backup(out) as backup:
        backup.check()
        assert backup.manifest == manifest
    assert b"marker-7f3a" not in out.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d", "stick.diary-backup"]


def test_another_file_is_never_replaced(folder: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"dear to somebody")
    empty, text = tmp_path / "empty", tmp_path / ".b.part"
    empty.touch()
    text.write_text("somebody's own")
    for out in (photo, tmp_path, empty):
        with pytest.raises(DoesNotFit, match="no backup"):
            backed_up(folder, out)
    assert (photo.read_bytes(), empty.read_bytes()) == (b"dear to somebody", b"")
    out = backed_up(folder, tmp_path / "b")
    assert backed_up(folder, out) == out
    assert text.read_text() == "somebody's own"


def test_a_backup_that_cannot_be_written_leaves_the_old_one(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotSaved):
        backed_up(folder, tmp_path / "nowhere" / "b")
    assert not (folder / "backup.part").exists()


def test_a_copy_that_does_not_read_back_does_not_count(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = backed_up(folder, tmp_path / "b")
    before = out.read_bytes()
    write = backup_file.write_container

    def careless(part: Path, *rest: object) -> None:
        write(part, *rest)  # type: ignore[arg-type]
        flip_bit(part, part.stat().st_size - 3000)

    monkeypatch.setattr(backup_module, "write_container", careless)
    with pytest.raises(Damaged):
        backed_up(folder, out)
    assert out.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def fault(file: Path) -> type[PlainError] | None:
    try:
        with open_backup(file) as backup:
            backup.check()
    except PlainError as error:
        return type(error)
    return None


@pytest.mark.slow
def test_damages(folder: Path, tmp_path: Path) -> None:
    """Every length and a bit in every hundredth byte: damaged, or in a field of zip that says nothing."""
    out = backed_up(folder, tmp_path / "b")
    whole = out.read_bytes()
    with open_backup(out) as backup:
        manifest = backup.manifest
    bad = tmp_path / "bad"
    for length in [*range(0, 60, 3), *range(60, len(whole), len(whole) // 40), len(whole) - 1]:
        bad.write_bytes(whole[:length])
        assert fault(bad) is Damaged, length
    for place in [*range(0, 400, 7), *range(400, len(whole), len(whole) // 150)]:
        bad.write_bytes(whole)
        flip_bit(bad, place)
        if fault(bad) is None:
            with open_backup(bad) as backup:
                assert backup.manifest == manifest
        else:
            assert fault(bad) is Damaged, place


def test_files_of_other_programs(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for content in (b"%PDF-1.7 something", os.urandom(5000), (folder / "diary.db").read_bytes()):
        other.write_bytes(content)
        assert fault(other) is DoesNotFit
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("photo.jpg", b"1")
    assert fault(other) is DoesNotFit
    assert fault(tmp_path / "none") is DoesNotFit


def rebuilt(out: Path, source: Path, **changed: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in MEMBERS:
            new.writestr(name, changed.get(name.partition(".")[0], old.read(name)))
    return out


def test_a_newer_version_and_a_manifest_changed_by_hand(folder: Path, tmp_path: Path) -> None:
    out = backed_up(folder, tmp_path / "b")
    with zipfile.ZipFile(out) as file:
        raw = file.read("manifest.json")
    assert encode(decode(raw)) == raw
    assert fault(rebuilt(tmp_path / "same", out)) is None
    assert (
        fault(rebuilt(tmp_path / "c", out, manifest=raw.replace(b'"entries":20', b'"entries":21'))) is Damaged
    )
    newer = json.loads(raw)
    del newer["check"]
    newer["version"] = 3
    newer["check"] = hashlib.sha256(canonical_json(newer)).hexdigest()
    with pytest.raises(NewerVersion, match=r"version 3.*version 2"):
        open_backup(rebuilt(tmp_path / "n", out, manifest=json.dumps(newer).encode())).__enter__()


def test_a_zip_that_swells_is_refused(folder: Path, tmp_path: Path) -> None:
    out = backed_up(folder, tmp_path / "b")
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(tmp_path / "z", "w", zipfile.ZIP_DEFLATED) as new:
        for name in MEMBERS:
            new.writestr(name, old.read(name))
    assert fault(tmp_path / "z") is Damaged
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(tmp_path / "more", "w") as new:
        for name in MEMBERS:
            new.writestr(name, old.read(name))
        new.writestr("../evil", b"1")
    assert fault(tmp_path / "more") is Damaged
