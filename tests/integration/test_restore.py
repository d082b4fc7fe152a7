"""Restoring a backup: what was backed up comes back, what was there is set aside, or nothing changes."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from diary_app.common.errors import (
    Damaged,
    DoesNotFit,
    InUse,
    NewerVersion,
    NoDiaryHere,
    PlainError,
    WrongPassphrase,
)
from diary_app.storage import restore_steps
from diary_app.storage.backup_file import DATABASE, open_backup
from diary_app.storage.digest import digest
from diary_app.storage.folder import FolderState, StoreFolder
from diary_app.storage.lock import Holder
from diary_app.storage.restore import Restored, restore_backup
from diary_app.storage.store import Store
from tests.store_support import PASSPHRASE, contents, correct, dose, keys, make, reopen, surroundings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "d"
    with make(place) as store:
        first, *_ = store.journal.append([dose(note=f"note {n}") for n in range(5)])
        store.journal.append([correct(first.id, mg="10")])
    return place


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    out = tmp_path / "b.diary-backup"
    with reopen(folder) as store:
        store.back_up(out)
    return out


def restore(folder: Path, backup: Path, passphrase: str = PASSPHRASE) -> Restored:
    return restore_backup(
        folder, backup, keys(passphrase), surroundings(), holder=Holder.COMMAND_LINE, wait_seconds=0
    )


def digest_of(store: Store, *, without: str = "") -> str:
    entries = [entry for entry in store.journal.entries() if entry.id != without]
    return digest(entries, [record for record in store.records.records() if record.id != without])


def everything(folder: Path) -> dict[str, bytes]:
    lock = {"diary.lock", "diary.lock.json"}
    files = [file for file in folder.rglob("*") if file.is_file() and file.name not in lock]
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_on_a_fresh_machine(folder: Path, backup: Path, tmp_path: Path) -> None:
    with reopen(folder) as store:
        before = digest_of(store)
    fresh = tmp_path / "fresh" / "home" / "d"
    done = restore(fresh, backup)
    assert (done.epoch, done.set_aside, done.lost) == (2, None, None)
    assert {
        file.name: file.stat().st_mode & 0o777 for file in fresh.iterdir() if "lock" not in file.name
    } == {
        "diary.db": 0o600,
        "keys.json": 0o600,
        "keys.copy.json": 0o600,
        "epochs.json": 0o600,
    }
    with reopen(fresh) as store:
        assert digest_of(store, without=done.entry.id) == before
        assert digest_of(store) != before
        assert store.epoch == 2
        found = store.integrity.verify()
        assert found.whole
        assert found.entries == 7
        [new] = store.journal.append([dose("2026-01-09")])
        assert (new.epoch, new.seq, new.prev_hash) == (2, 1, None)
        assert new.counter == done.entry.counter + 1
        assert store.integrity.verify().whole


def test_what_was_written_since_is_set_aside_and_named(folder: Path, backup: Path) -> None:
    with reopen(folder) as store:
        store.journal.append([dose("2026-01-06"), dose("2026-01-07")])
        later = digest_of(store)
        [head] = store.journal.heads()
    old = contents(folder)
    done = restore(folder, backup)
    assert done.lost == [{**head.key._asdict(), "from": 7, "to": 8, "hash": head.hash}]
    assert done.entry.payload is not None
    assert done.entry.payload["entries"] == 6
    assert done.set_aside is not None
    assert contents(done.set_aside) == old
    with reopen(folder) as store:
        assert store.journal.count() == 7
    with reopen(done.set_aside) as store:
        assert digest_of(store) == later
    again = restore(folder, backup)
    assert again.epoch == 3
    assert again.set_aside not in (None, done.set_aside)
    assert contents(done.set_aside)["diary.db"] == old["diary.db"]


@pytest.mark.parametrize("name", ["diary.db", "keys.json"])
@pytest.mark.parametrize("content", [None, b"", b"rubbish" * 3000])
def test_over_a_damaged_diary(folder: Path, backup: Path, name: str, content: bytes | None) -> None:
    for each in [name] if name == "diary.db" else [name, "keys.copy.json"]:
        (folder / each).unlink()
        if content is not None:
            (folder / each).write_bytes(content)
    damaged = contents(folder)
    with pytest.raises(Damaged):
        reopen(folder)
    done = restore(folder, backup)
    assert done.set_aside is not None
    assert contents(done.set_aside) == damaged
    with reopen(folder) as store:
        assert store.integrity.verify().whole


def refused(folder: Path, backup: Path, error: type[PlainError], passphrase: str = PASSPHRASE) -> str:
    before, there = everything(folder), folder.exists()
    with pytest.raises(error) as caught:
        restore(folder, backup, passphrase)
    assert everything(folder) == before
    assert folder.exists() == there
    return str(caught.value)


def test_refusals_change_nothing(folder: Path, backup: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    for place in (folder, fresh):
        refused(place, backup, WrongPassphrase, "another")
        refused(place, tmp_path / "none", DoesNotFit)
        refused(place, folder / "diary.db", DoesNotFit)
        cut = tmp_path / "cut"
        cut.write_bytes(backup.read_bytes()[:-9000])
        refused(place, cut, Damaged)
    with reopen(folder):
        refused(folder, backup, InUse)
    with pytest.raises(NoDiaryHere):
        reopen(fresh)


def test_a_log_that_was_altered_with_the_key_is_refused(folder: Path, backup: Path, tmp_path: Path) -> None:
    """A container that is whole, around a database whose chain is not."""
    from diary_app.storage.backup_file import length_and_hash, write_container
    from diary_app.storage.database import Database

    _, key = keys().unlock([folder / "keys.json"])
    with open_backup(backup) as source:
        manifest, slots = source.manifest, source.keys()
        with (tmp_path / DATABASE).open("wb") as out:
            source.copy_database(out)
    for number, statement in enumerate(
        (
            "UPDATE log_entry SET payload = '{}' WHERE seq = 3",
            "DELETE FROM log_entry WHERE seq = 6",
            "UPDATE meta SET value = '9' WHERE name = 'log_schema'",
        )
    ):
        altered = tmp_path / f"altered-{number}"
        shutil.copy(tmp_path / DATABASE, altered)
        database = Database(altered, key, journal="DELETE")
        with database.writing() as session:
            connection = session.connection()
            guards = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).all()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql("DELETE FROM dose")
            connection.exec_driver_sql(statement)
            for _, guard in guards:
                connection.exec_driver_sql(guard)
        database.close()
        from dataclasses import replace

        out = tmp_path / f"b-{number}"
        write_container(out, replace(manifest, database=length_and_hash(altered)), slots, altered)
        if "log_schema" in statement:
            assert "version 9" in refused(folder, out, NewerVersion)
        else:
            with pytest.raises(PlainError) as caught:
                restore(folder, out)
            assert caught.value.exit_code in (5, 9)


class Killed(BaseException):
    """Stands for a kill at one system call."""


@pytest.mark.slow
def test_killed_at_every_step(
    folder: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before and after every rename, removal and flush of the steps: the old diary or the new one."""
    with reopen(folder) as store:
        store.journal.append([dose("2026-01-06")])
    (folder / "diary.db-wal").write_bytes(b"")  # as after a kill
    outcomes = []
    for stop in range(200):
        place = tmp_path / f"k{stop}"
        shutil.copytree(folder, place)
        steps = iter(range(stop))

        def step(call: object, steps: object = steps) -> object:
            def counted(*given: object, **named: object) -> object:
                ours = "diary.lock" not in str(given[0])  # a kill lets go of the lock anyhow
                if ours and next(steps, None) is None:  # type: ignore[call-overload]
                    raise Killed
                return call(*given, **named)  # type: ignore[operator]

            return counted

        with monkeypatch.context() as patch:
            patch.setattr(restore_steps.os, "replace", step(os.replace))
            patch.setattr(restore_steps, "sync_folder", step(restore_steps.sync_folder))
            patch.setattr(restore_steps.Path, "unlink", step(Path.unlink))
            patch.setattr(restore_steps.Path, "rmdir", step(Path.rmdir))
            patch.setattr(shutil, "rmtree", lambda *_, **__: None)
            try:
                restore(place, backup)
                ended = True
            except Killed:
                ended = False
        assert StoreFolder(place).state() is FolderState.THERE
        with reopen(place) as store:
            kinds = [entry.kind for entry in store.journal.entries()]
            assert (len(kinds), kinds[-1]) in ((7, "dose"), (7, "restore"))
            assert store.epoch == (1 if kinds[-1] == "dose" else 2)
            assert stop % 4 or store.integrity.verify().whole
            outcomes.append(kinds[-1])
        if ended:
            break
    else:
        raise AssertionError("it never ended")
    assert outcomes == sorted(outcomes)  # the old one up to the deciding rename, the new one from there on
    assert outcomes.count("restore") > 8


def test_a_cut_off_restore_of_a_fresh_machine_is_no_diary_yet(backup: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    (fresh / "restore.part").mkdir(parents=True)
    (fresh / "restore.part" / "diary.db").write_bytes(b"half")
    assert StoreFolder(fresh).state() is FolderState.NONE
    restore(fresh, backup)
    assert not (fresh / "restore.part").exists()
    with reopen(fresh) as store:
        assert store.journal.count() == 7


def test_a_damaged_diary_names_the_newest_good_backup(folder: Path) -> None:
    with reopen(folder) as store:
        store.keep_backup()
        store.journal.append([dose("2026-01-08")])
        store.keep_backup()
        good, bad = store.kept_backups()
    bad.file.write_bytes(bad.file.read_bytes()[:5000])
    (folder / "diary.db").write_bytes(random.Random(1).randbytes(8192))
    with pytest.raises(Damaged) as caught:
        reopen(folder)
    assert str(good.file) in str(caught.value)
    assert "damaged" in str(caught.value)
    done = restore(folder, good.file)
    assert done.lost is None
    with reopen(folder) as store:
        assert store.integrity.verify().whole
        assert [each.file for each in store.kept_backups()] == [good.file, bad.file]


def test_an_epoch_known_from_backups_alone_is_not_used_again(folder: Path, backup: Path) -> None:
    """Restored, written on, backed up, damaged: an older backup must not number the same places again."""
    assert restore(folder, backup).epoch == 2
    with reopen(folder) as store:
        store.keep_backup()
    (folder / "diary.db").write_bytes(b"")
    assert restore(folder, backup).epoch == 3


def test_drafts_stay_out_of_a_backup(folder: Path, tmp_path: Path) -> None:
    with reopen(folder) as store:
        store.drafts.put("form", {"page": 3})
        store.back_up(tmp_path / "with")
        assert store.drafts.get("form") == {"page": 3}
    restore(tmp_path / "fresh", tmp_path / "with")
    with reopen(tmp_path / "fresh") as store:
        assert store.drafts.get("form") is None
