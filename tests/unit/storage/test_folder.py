from __future__ import annotations

from pathlib import Path

import pytest

from diary_app.storage.folder import FolderState, StoreFolder


@pytest.mark.parametrize(
    ("names", "state"),
    [
        ([], FolderState.NONE),
        (["settings.json", "diary.lock"], FolderState.NONE),
        (["diary.db.part"], FolderState.HALF_MADE),
        (["diary.db.part", "keys.json"], FolderState.HALF_MADE),
        (["diary.db.part", "keys.json", "keys.copy.json"], FolderState.HALF_MADE),
        (["keys.json"], FolderState.THERE),
        (["keys.copy.json"], FolderState.THERE),
        (["diary.db"], FolderState.THERE),
        (["diary.db-wal"], FolderState.THERE),
        (["diary.db-wal", "diary.db.part"], FolderState.THERE),
        (["diary.db", "diary.db.part"], FolderState.THERE),
        (["diary.db", "keys.json", "keys.copy.json"], FolderState.THERE),
    ],
)
def test_what_the_names_say(tmp_path: Path, names: list[str], state: FolderState) -> None:
    for name in names:
        (tmp_path / name).touch()
    assert StoreFolder(tmp_path).state() is state


@pytest.mark.parametrize("half_made", [[], ["diary.db.part"], ["diary.db.part", "keys.json"]])
@pytest.mark.parametrize("kept", ["backups/x.diary-backup", "set-aside/2026/diary.db"])
def test_what_was_kept_of_a_diary_is_no_empty_folder(tmp_path: Path, kept: str, half_made: list[str]) -> None:
    for name in half_made:
        (tmp_path / name).touch()
    (tmp_path / kept).parent.mkdir(parents=True)
    assert StoreFolder(tmp_path).state() is not FolderState.THERE
    (tmp_path / kept).touch()
    assert StoreFolder(tmp_path).state() is FolderState.THERE


def test_a_folder_that_is_not_there_holds_no_diary(tmp_path: Path) -> None:
    assert StoreFolder(tmp_path / "a" / "b").state() is FolderState.NONE
    assert not (tmp_path / "a").exists()


def test_a_new_or_empty_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    StoreFolder(tmp_path / "a" / "b").make()
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o755)
    StoreFolder(empty).make()
    assert empty.stat().st_mode & 0o777 == 0o700


def test_a_folder_of_other_things_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "letter.txt").touch()
    StoreFolder(shared).make()
    assert shared.stat().st_mode & 0o777 == 0o755
