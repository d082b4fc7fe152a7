"""What lies beside a diary that is gone or damaged: it is found, named and never taken for nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diary_app.common.errors import Damaged, DoesNotFit
from diary_app.services.presence import opens_without_asking
from diary_app.services.ways_in import slots_in
from diary_app.storage import restore_steps
from diary_app.storage.folder import FolderState, StoreFolder
from diary_app.storage.store import Store
from tests.store_support import dose, make, reopen, restore
from tests.support import FixedClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "d"
    make(place, acts=[dose()]).close()
    return place


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    with reopen(folder) as store:
        store.back_up(tmp_path / "b")
    return tmp_path / "b"


def kept(store: Store) -> Path:
    there = {each.file for each in store.kept_backups()}
    store.keep_backup()
    [new] = {each.file for each in store.kept_backups()} - there
    return new


def damage(folder: Path) -> str:
    (folder / "diary.db").write_bytes(b"rubbish" * 3000)
    with pytest.raises(Damaged) as caught:
        reopen(folder)
    return str(caught.value)


def test_a_diary_that_is_gone_but_for_its_backups(folder: Path) -> None:
    with reopen(folder) as store:
        backup = kept(store)
    for name in ("diary.db", "keys.json", "keys.copy.json"):
        (folder / name).unlink()
    with pytest.raises(DoesNotFit, match="restore"):
        make(folder)
    with pytest.raises(Damaged, match=str(backup)):
        reopen(folder)
    restore(folder, backup)
    with reopen(folder) as store:
        assert store.integrity.verify().whole


def test_a_half_made_diary_goes_with_a_restore_and_cannot_take_the_keys_later(
    backup: Path, tmp_path: Path
) -> None:
    half = tmp_path / "half"
    half.mkdir()
    (half / "diary.db.part").touch()
    restore(half, backup)
    assert not (half / "diary.db.part").exists()
    (half / "diary.db").unlink()
    own = (half / "keys.json").read_bytes()
    with pytest.raises(DoesNotFit):
        make(half)
    assert (half / "keys.json").read_bytes() == own


def test_the_backup_that_goes_furthest_is_named_though_the_clock_went_back(folder: Path) -> None:
    with reopen(folder, clock=FixedClock("2099-01-09T08:00")) as store:
        kept(store)
    with reopen(folder, clock=FixedClock("2026-01-09T08:00")) as store:
        store.journal.append([dose("2026-01-06")])
        furthest = kept(store)
    assert str(furthest) in damage(folder)


def test_another_diarys_backup_is_not_named(folder: Path, tmp_path: Path) -> None:
    with reopen(folder, clock=FixedClock("2026-01-09T08:00")) as store:
        own = kept(store)
    with make(tmp_path / "other", clock=FixedClock("2026-02-01T08:00"), acts=[dose(), dose()]) as store:
        foreign = kept(store)
    shutil.copy(foreign, own.parent)
    assert str(own) in damage(folder)
    own.unlink()
    assert foreign.name not in damage(folder)
    (folder / "keys.json").unlink()
    (folder / "keys.copy.json").unlink()  # nothing tells whose diary it was any more
    assert foreign.name in damage(folder)


def test_a_cut_off_restore_is_cleared_by_the_next_opening(folder: Path) -> None:
    (folder / "restore.part").mkdir()
    (folder / "restore.part" / "diary.db").write_bytes(b"half")
    reopen(folder).close()
    assert not (folder / "restore.part").exists()


@pytest.mark.slow
def test_between_decision_and_end_of_a_restore_the_new_keys_are_read(
    folder: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "other"
    make(place, acts=[dose()]).close()
    old, new = slots_in(place), slots_in(folder)
    assert old != new
    moves = 0

    class Killed(BaseException):
        pass

    for stop in range(1, 12):
        here = tmp_path / f"cut-{stop}"
        shutil.copytree(place, here)
        moves = 0

        def replace(old: Path, to: Path, stop: int = stop) -> None:
            nonlocal moves
            moves += 1
            if moves > stop:
                raise Killed
            old.rename(to)

        with monkeypatch.context() as patch:
            patch.setattr(restore_steps.os, "replace", replace)
            patch.setattr(shutil, "rmtree", lambda *_, **__: None)
            try:
                restore(here, backup)
            except Killed:
                decided = (here / "restore.ready").exists()
                assert slots_in(here) == (new if decided else old)
                assert not opens_without_asking(here)
            else:
                break
    assert moves > 6
    assert StoreFolder(here).state() is FolderState.THERE
