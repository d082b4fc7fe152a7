"""What a restore says was given up, which epoch it gives out, and what it later explains."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import STORE_CHAIN, Kind
from diary_app.security.recovery_code import RecoveryCode
from diary_app.storage.findings import FindingKind
from diary_app.storage.projection import rebuild
from diary_app.storage.store import Store
from tests.store_support import NURSE, PARTICIPANT, dose, make, reopen, restore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "d"
    make(place, acts=[dose(note=f"note {n}") for n in range(6)]).close()
    return place


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    return backed_up(folder, tmp_path / "b")


def backed_up(folder: Path, out: Path) -> Path:
    with reopen(folder) as store:
        store.back_up(out)
    return out


def write(folder: Path, *days: str) -> None:
    with reopen(folder) as store:
        store.journal.append([dose(day) for day in days])


def cut(store: Store, after: int) -> None:
    """What somebody with the key could do: the end of a chain goes, the tables agree."""
    end = f"chain = '{PARTICIPANT}' AND epoch = 1 AND seq > {after}"
    with store._database.writing() as session:
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
        rows = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        guards = [tuple(row) for row in rows]
        for name, _ in guards:
            session.execute(text(f'DROP TRIGGER "{name}"'))
        session.execute(text(f"DELETE FROM log_entry WHERE {end}"))
        rebuild(session)
        for _, statement in guards:
            session.connection().exec_driver_sql(statement)


@pytest.mark.parametrize("damaged", [False, True])
def test_an_end_cut_off_after_a_restore_is_not_explained_by_it(
    folder: Path, backup: Path, tmp_path: Path, damaged: bool
) -> None:
    place = folder if damaged else tmp_path / "fresh"
    if damaged:
        (place / "diary.db").write_bytes(b"rubbish" * 3000)
    assert restore(place, backup).lost is None
    with reopen(place) as store:
        store.journal.append([dose("2026-02-01")])
        store.keep_backup()
        cut(store, 2)
    with reopen(place) as store:
        assert [(found.kind, found.seq, found.mark) for found in store.at_start] == [("shorter", 3, 6)]
        assert not store.integrity.verify().whole


def test_an_epoch_of_a_diary_that_cannot_be_read_any_more_is_not_used_again(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    assert restore(folder, backup).epoch == 2
    write(folder, "2026-01-06")
    (folder / "diary.db").write_bytes(b"rubbish" * 3000)
    assert restore(folder, backup).epoch == 3
    other = tmp_path / "other"
    make(other).close()
    assert restore(folder, backed_up(other, tmp_path / "o")).epoch == 2
    assert restore(folder, backup).epoch == 4


@pytest.mark.parametrize("noted", [b"", b"[]", b"{", b'{"x": "y"}', b"[" * 9000])
def test_a_note_of_epochs_that_cannot_be_read_keeps_nobody_out(
    folder: Path, backup: Path, noted: bytes
) -> None:
    (folder / "epochs.json").write_bytes(noted)
    assert restore(folder, backup).epoch == 2
    assert restore(folder, backup).epoch == 3


def test_two_copies_that_went_on_apart_are_told_from_the_first_difference(
    folder: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(folder, twin)
    write(folder, "2026-01-06", "2026-01-07")
    write(twin, "2026-01-08", "2026-01-09", "2026-01-10")
    with reopen(folder) as store:
        store.keep_backup()
        [head] = store.journal.heads()
    done = restore(folder, backed_up(twin, tmp_path / "t"))
    assert done.lost == [{**head.key._asdict(), "from": 7, "to": 8, "hash": head.hash}]
    with reopen(folder) as store:
        assert store.at_start == ()  # the older backup's end is another one, and the restore says so
        assert store.integrity.verify().whole
        cut(store, 7)
    with reopen(folder) as store:
        assert FindingKind.SHORTER in {found.kind for found in store.at_start}


def test_notes_of_backups_are_no_loss_to_speak_of(folder: Path, backup: Path) -> None:
    note = Act(kind=Kind.BACKUP, chain=STORE_CHAIN, author=NURSE, payload={"entries": 6})
    with reopen(folder) as store:
        store.journal.append([note])
    done = restore(folder, backup)
    assert [each["chain"] for each in done.lost or ()] == [STORE_CHAIN]
    assert done.given_up == ()
    with reopen(folder) as store:
        store.journal.append([note, dose("2026-01-06")])
    done = restore(folder, backup)
    assert [each.head.key.chain for each in done.given_up] == [PARTICIPANT, STORE_CHAIN]


def test_other_key_slots_are_told(folder: Path, backup: Path, tmp_path: Path) -> None:
    assert not restore(folder, backup).other_keys
    assert not restore(tmp_path / "fresh", backup).other_keys
    from diary_app.security.sealing import make_recovery_slot, unlock
    from diary_app.security.slot_file import read_copies, write_copies
    from diary_app.storage.folder import StoreFolder
    from tests.store_support import PASSPHRASE

    files = StoreFolder(folder).key_files
    slots = read_copies(files).slots
    made = make_recovery_slot(
        slots.store_id, unlock(slots, PASSPHRASE), RecoveryCode.new(), slot_id="r", label="", created_at="x"
    )
    write_copies(files, slots.with_added(made))
    assert restore(folder, backup).other_keys


def test_a_restore_that_gives_up_another_one_tells_what_that_one_gave_up(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    write(folder, "2026-01-06", "2026-01-07")
    backed_up(folder, tmp_path / "later")
    write(folder, "2026-01-08")
    with reopen(folder) as store:
        store.keep_backup()
    first = restore(folder, tmp_path / "later")
    for _ in range(2):
        done = restore(folder, backup)
        assert sum(each["to"] - each["from"] + 1 for each in done.lost or ()) < 5  # of this one alone
        with reopen(folder) as store:
            assert store.at_start == ()
            assert store.integrity.verify().whole
    told = (done.entry.payload or {})["lost"]
    assert [(each["from"], each["to"]) for each in told if each["chain"] == PARTICIPANT] == [(7, 9)]
    assert (first.entry.payload or {})["lost"][0]["hash"] == next(
        each["hash"] for each in told if each["chain"] == PARTICIPANT
    )
    with reopen(folder) as store:
        cut(store, 5)
    with reopen(folder) as store:
        assert FindingKind.SHORTER in {found.kind for found in store.at_start}


def test_a_restore_after_one_that_did_not_know_what_it_gave_up_does_not_know_it_either(
    folder: Path, backup: Path
) -> None:
    write(folder, "2026-01-06", "2026-01-07")
    with reopen(folder) as store:
        store.keep_backup()
    (folder / "diary.db").write_bytes(b"rubbish" * 3000)
    assert restore(folder, backup).lost is None
    done = restore(folder, backup)
    assert [(each["chain"], each["from"]) for each in done.lost or ()] == [(STORE_CHAIN, 1)]
    assert (done.entry.payload or {})["lost"] is None
    with reopen(folder) as store:
        assert store.at_start == ()
