"""Backups that say of themselves what is not so, and disks that fail while one is brought back."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from diary_app.common.errors import Damaged, NotSaved
from diary_app.storage import opening_check, restore
from diary_app.storage.backup_file import open_backup
from diary_app.storage.backup_folder import backup_name, kept_backups
from diary_app.storage.backup_manifest import encode
from diary_app.storage.faults import Unreadable
from diary_app.storage.folder import StoreFolder
from diary_app.storage.lock import Holder
from diary_app.storage.restore import restore_backup
from tests.store_support import dose, keys, make, reopen, surroundings
from tests.support import FixedClock
from tests.unit.storage.test_backup import rebuilt
from tests.unit.storage.test_backup_manifest import manifest_with


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    with make(place / "d") as store:
        store.journal.append([dose(), dose("2026-01-06")])
        store.back_up(place / "b")
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "d", tmp_path / "d"))


def bring_back(folder: Path, backup: Path) -> None:
    restore_backup(folder, backup, keys(), surroundings(), holder=Holder.COMMAND_LINE, wait_seconds=0)


def lying(made: Path, out: Path, **changed: Any) -> Path:
    """The backup with another manifest whose check sum fits; not signed, as in version 1."""
    with open_backup(made / "b") as backup:
        raw = encode(backup.manifest)
    return rebuilt(out, made / "b", manifest=manifest_with(raw, mark=None, **changed))


def test_an_honest_one_without_a_mark_is_taken(made: Path, tmp_path: Path) -> None:
    bring_back(tmp_path / "fresh", lying(made, tmp_path / "x"))


@pytest.mark.parametrize(
    "lie", [{"epoch": 77}, {"counter": 1}, {"counter": 2**50}, {"projection": 99}, {"log_schema": 99}]
)
def test_a_manifest_and_a_database_that_differ_are_not_brought_back(
    made: Path, tmp_path: Path, lie: dict[str, int]
) -> None:
    with pytest.raises(Damaged, match="not of one diary; nothing was changed"):
        bring_back(tmp_path / "fresh", lying(made, tmp_path / "x", **lie))
    assert not (tmp_path / "fresh").exists()


def test_an_empty_database_is_damage(made: Path, tmp_path: Path) -> None:
    nothing = {"bytes": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
    lying(made, tmp_path / "x", database=nothing)
    with pytest.raises(Damaged):
        bring_back(tmp_path / "fresh", rebuilt(tmp_path / "y", tmp_path / "x", diary=b""))
    assert not (tmp_path / "fresh").exists()


@pytest.mark.logs("could not be held against the newest automatic backup")
def test_whatever_lies_among_the_automatic_ones_the_diary_opens(
    folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_backup(made / "b") as backup:
        told = backup.manifest
    heads = json.loads(encode(told))["heads"]
    backups = StoreFolder(folder).backups
    backups.mkdir(exist_ok=True)
    for number, seq in enumerate(("many", [], 2**53 - 1, None, 2**70)):
        out = backups / backup_name(FixedClock().utc, told.store, 1, 99 + number)
        try:
            lying(made, out, heads=[{**heads[0], "seq": seq}])
        except ValueError:  # no such number can be written
            out.write_bytes(b"PK\x03\x04")
    with reopen(folder) as store:
        assert store.at_start == ()
        assert len(kept_backups(backups)) == 5

    def broken(*_: object, **__: object) -> None:
        raise TypeError

    monkeypatch.setattr(opening_check, "furthest", broken)
    with reopen(folder) as store:
        assert store.at_start == ()
        assert store.journal.count() >= 2


def test_a_copy_that_the_disk_does_not_give_back_says_nothing_of_the_backup(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Unreadable("The diary's database cannot be read: the disk reports an error.")

    monkeypatch.setattr(restore, "checked_heads", refuse)
    with pytest.raises(NotSaved, match=r"its copy in .* cannot be read"):
        bring_back(tmp_path / "fresh", made / "b")
    monkeypatch.undo()
    deep = tmp_path / ("y" * 200) / ("z" * 200) / ("v" * 100)  # SQLite opens no path of over 512 bytes
    with pytest.raises(NotSaved, match=r"its copy in .* cannot be read"):
        bring_back(deep, made / "b")


def test_a_flush_that_fails_after_the_restore_was_decided(
    folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = StoreFolder.sync

    def refuse(self: StoreFolder) -> None:
        if self.restore_ready.exists():
            raise OSError(errno.EIO, "Input/output error")
        sync(self)

    monkeypatch.setattr(StoreFolder, "sync", refuse)
    with pytest.raises(NotSaved, match="not finished yet"):
        bring_back(folder, made / "b")
    monkeypatch.undo()
    with reopen(folder) as store:
        assert store.epoch == 2
