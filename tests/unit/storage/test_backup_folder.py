"""The folder of automatic backups, by the names of its files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from diary_app.storage.backup_folder import backup_name, highest_epoch, kept_backups, thin

STORE, OTHER = "5d8cdb54-0b22-4750-87fc-5731a8e2f18b", "00000000-0b22-4750-87fc-5731a8e2f18b"
START = datetime(2026, 1, 5, 23, 10, tzinfo=UTC)


def put(folder: Path, days: float, counter: int, epoch: int = 1, store: str = STORE) -> Path:
    file = folder / backup_name(START + timedelta(days=days), store, epoch, counter)
    file.write_bytes(b"")
    return file


def test_names_are_read_as_they_are_written(tmp_path: Path) -> None:
    file = put(tmp_path, 0, 25, 3)
    assert file.name == "20260105T231000Z-5d8cdb54-3-25.diary-backup"
    for name in ("20261305T231000Z-5d8cdb54-3-25.diary-backup", "notes.txt", f".{file.name}.part"):
        (tmp_path / name).write_bytes(b"")
    [kept] = kept_backups(tmp_path)
    assert (kept.made_at, kept.epoch, kept.counter, kept.file) == (START, 3, 25, file)
    assert kept_backups(tmp_path, OTHER) == []
    assert kept_backups(tmp_path / "nowhere") == []
    assert highest_epoch(tmp_path, STORE) == 3
    assert highest_epoch(tmp_path, OTHER) == 0
    put(tmp_path, 1, 25, 999_999_999)  # the next one would be too long for a name
    assert highest_epoch(tmp_path, STORE) == 3


def test_thinning_leaves_other_files_and_other_diaries(tmp_path: Path) -> None:
    own = [put(tmp_path, number / 24 / 60, number) for number in range(1, 20)]
    other = put(tmp_path, 0, 1, store=OTHER)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"")
    assert sorted(thin(tmp_path, STORE)) == sorted(own[:-1])
    assert set(tmp_path.iterdir()) == {own[-1], other, photo}


def test_the_one_that_reaches_furthest_stays_though_the_clock_went_back(tmp_path: Path) -> None:
    furthest = put(tmp_path, 0, 500)
    later = [put(tmp_path, number / 24 / 60, number) for number in range(1, 10)]
    thin(tmp_path, STORE)
    assert set(tmp_path.iterdir()) == {furthest, later[-1]}
    restored = put(tmp_path, -0.001, 3, epoch=2)
    thin(tmp_path, STORE)
    assert restored in set(tmp_path.iterdir())
