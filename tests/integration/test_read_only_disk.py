"""A diary on a disk that is mounted for reading only: it can be read, and nothing is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from diary_app.common.errors import NotSaved, WrongPassphrase
from diary_app.storage.folder import StoreFolder
from tests.store_support import contents, dose, make, reopen


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "d"
    make(place, acts=[dose(), dose("2026-01-06")]).close()
    for lock in ("diary.lock", "diary.lock.json"):
        (place / lock).unlink(missing_ok=True)
    monkeypatch.setattr(StoreFolder, "on_read_only_disk", lambda _: True)
    return place


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_it_is_read_and_nothing_is_touched(folder: Path) -> None:
    before, there = contents(folder), names(folder)
    with pytest.raises(WrongPassphrase):
        reopen(folder, "another")
    with reopen(folder) as store, reopen(folder) as second:
        assert store.at_start == ()
        assert store.journal.count() == len(second.records.records()) == 2
        assert store.integrity.verify().whole
        with pytest.raises(NotSaved):
            store.journal.append([dose("2026-01-07")])
        with pytest.raises(NotSaved):
            store.drafts.put("form", {})
        assert store.journal.count() == 2
    assert (contents(folder), names(folder)) == (before, there)


@pytest.mark.parametrize("left", ["diary.db-wal", "restore.ready"])
def test_what_must_be_written_to_first_is_to_be_copied(folder: Path, left: str) -> None:
    (folder / left).touch()
    before = contents(folder)
    with pytest.raises(NotSaved, match="copy the folder"):
        reopen(folder)
    assert contents(folder) == before
