"""Making and opening: a store that is there is never taken for none, and never replaced."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from diary_app.common.errors import (
    Damaged,
    DoesNotFit,
    NewerVersion,
    NoDiaryHere,
    NotSaved,
    PlainError,
    WrongPassphrase,
)
from diary_app.storage import store as store_module
from diary_app.storage.folder import StoreFolder
from diary_app.storage.lock import Holder
from diary_app.storage.meta import LOG_SCHEMA
from diary_app.storage.projection import PROJECTED
from diary_app.storage.store import create_store
from diary_app.storage.tables.derived import DERIVED
from diary_app.storage.tables.projected import PROJECTION_VERSION
from tests.store_support import PASSPHRASE, contents, dose, flip_bit, keys, make, reopen, surroundings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store of 60 doses."""
    place = tmp_path / "d"
    with make(place) as store:
        store.journal.append([dose(note=f"note {n}") for n in range(60)])
    return place


def refused(folder: Path, error: type[PlainError], passphrase: str = PASSPHRASE) -> str:
    """Opening raises ``error`` and leaves every file as it was; the sentence."""
    before = contents(folder)
    with pytest.raises(error) as caught:
        reopen(folder, passphrase)
    assert contents(folder) == before
    return str(caught.value)


def test_a_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "d"
    with make(place, acts=[dose()]) as store:
        store.journal.append([dose()])
        modes = {file.name: file.stat().st_mode & 0o777 for file in place.iterdir()}
    assert {"diary.db", "diary.db-wal", "keys.json", "keys.copy.json", "diary.lock"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert place.stat().st_mode & 0o777 == 0o700


def test_first_acts_are_there_from_the_start(tmp_path: Path) -> None:
    with make(tmp_path / "d", acts=[dose(), dose("2026-01-06")]) as store:
        assert [entry.seq for entry in store.journal.entries()] == [1, 2]
        assert len(store.records.records()) == 2
        store.journal.append([dose("2026-01-07")])
        assert store.integrity.verify().whole


def test_names_of_any_script_will_do(tmp_path: Path) -> None:
    place = tmp_path / "J\u00f6rg \u738b #1 %20?" / "d"
    with make(place, acts=[dose()]):
        pass
    with reopen(place) as store:
        assert store.journal.count() == 1


def test_no_diary(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoDiaryHere):
            reopen(place)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_a_diary_is_refused(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(DoesNotFit, match="already holds"):
        make(folder)
    for name in ("diary.db", "keys.json", "keys.copy.json"):
        (folder / name).unlink()
        with pytest.raises(DoesNotFit, match="already holds"):
            make(folder)
        (folder / name).write_bytes(b"")
        with pytest.raises(DoesNotFit, match="already holds"):
            make(folder)
        (folder / name).write_bytes(before[name])
    assert contents(folder) == before


def test_a_wrong_passphrase_is_not_damage(folder: Path) -> None:
    assert "passphrase" in refused(folder, WrongPassphrase, "another")
    refused(folder, WrongPassphrase, "")
    with reopen(folder, f"  {PASSPHRASE}\n") as store:
        assert store.journal.count() == 60


@pytest.mark.parametrize("name", ["keys.json", "keys.copy.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"rubbish" * 200])
def test_one_key_file_is_enough_and_mends_the_other(folder: Path, name: str, content: bytes | None) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    refused(folder, WrongPassphrase, "another")
    with reopen(folder) as store:
        assert store.journal.count() == 60
    assert (folder / name).read_bytes() == whole


def test_both_key_files_damaged_or_missing(folder: Path) -> None:
    for name in ("keys.json", "keys.copy.json"):
        flip_bit(folder / name, 200)
    assert "key file" in refused(folder, Damaged)
    (folder / "keys.json").unlink()
    refused(folder, Damaged)
    (folder / "keys.copy.json").unlink()
    assert "key file" in refused(folder, Damaged)


def test_key_files_of_another_diary(folder: Path, tmp_path: Path) -> None:
    with make(tmp_path / "other"):
        pass
    for name in ("keys.json", "keys.copy.json"):
        shutil.copy(tmp_path / "other" / name, folder / name)
    refused(folder, Damaged)


def plain_database(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE log_entry (a)")
    connection.close()


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def replaced_by_text(file: Path) -> None:
    file.write_text("Dear diary\n" * 1000)


def replaced_by_zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def cut_to(size: int) -> Callable[[Path], None]:
    def cut(file: Path) -> None:
        file.write_bytes(file.read_bytes()[:size])

    return cut


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        emptied,
        replaced_by_text,
        replaced_by_zeros,
        plain_database,
        cut_to(1),
        cut_to(4095),
        cut_to(4096),
        cut_to(5000),
        lambda file: flip_bit(file, 0),
        lambda file: flip_bit(file, 100),
        lambda file: flip_bit(file, 4095),
    ],
)
def test_a_damaged_database_is_named_and_left_alone(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder / "diary.db")
    refused(folder, Damaged)
    with pytest.raises(DoesNotFit):
        make(folder)
    refused(folder, WrongPassphrase, "another") if (folder / "diary.db").exists() and (
        folder / "diary.db"
    ).stat().st_size >= 4096 else refused(folder, Damaged, "another")


def test_a_database_in_another_database_s_place(folder: Path, tmp_path: Path) -> None:
    with make(tmp_path / "other"):
        pass
    shutil.copy(tmp_path / "other" / "diary.db", folder / "diary.db")
    refused(folder, Damaged)


@pytest.mark.slow
def test_random_damage_is_never_silent(folder: Path, tmp_path: Path) -> None:
    """Flipped bits and cuts anywhere: refused, found by verify, or without effect on what is read."""
    chance = random.Random(5)
    with reopen(folder) as store:
        entries, records = store.journal.entries(), store.records.records()
    size = (folder / "diary.db").stat().st_size
    outcomes = {"refused": 0, "found": 0, "no effect": 0}
    for turn in range(60):
        place = tmp_path / f"copy {turn}"
        shutil.copytree(folder, place)
        if turn % 3:
            flip_bit(place / "diary.db", chance.randrange(size), chance.randrange(8))
        else:
            cut_to(chance.randrange(4096, size))(place / "diary.db")
        harmed = (place / "diary.db").read_bytes()
        try:
            with reopen(place) as store:
                verification = store.integrity.verify()
                if verification.whole:
                    assert store.journal.entries() == entries
                    assert store.records.records() == records
                    outcomes["no effect"] += 1
                else:
                    assert {finding.kind for finding in verification.findings} == {"damaged file"}
                    outcomes["found"] += 1
        except Damaged:
            outcomes["refused"] += 1
        assert (place / "diary.db").read_bytes() == harmed
        shutil.rmtree(place)
    assert outcomes["refused"] > 5
    assert outcomes["found"] > 5
    assert outcomes["no effect"] == 0


@pytest.mark.parametrize(("name", "known"), [("log_schema", LOG_SCHEMA), ("projection", PROJECTION_VERSION)])
def test_a_newer_diary_is_refused_and_left_as_it_is(folder: Path, name: str, known: int) -> None:
    with reopen(folder) as store, store._database.writing() as session:
        session.execute(text("UPDATE meta SET value = '7' WHERE name = :name"), {"name": name})
    sentence = refused(folder, NewerVersion)
    assert "version 7" in sentence
    assert f"version {known}" in sentence


def test_a_newer_diary_that_crashed_keeps_its_write_ahead_file(folder: Path, tmp_path: Path) -> None:
    with reopen(folder) as store:
        with store._database.writing() as session:
            session.execute(text("UPDATE meta SET value = '7' WHERE name = 'log_schema'"))
        shutil.copytree(folder, tmp_path / "crashed")  # as a power cut would leave it
    before = contents(tmp_path / "crashed")
    assert len(before["diary.db-wal"]) > 4096
    with pytest.raises(NewerVersion):
        reopen(tmp_path / "crashed")
    after = contents(tmp_path / "crashed")
    for name in ("diary.db", "diary.db-wal", "keys.json", "keys.copy.json"):
        assert after[name] == before[name]


def test_tables_of_an_older_version_are_made_anew(folder: Path) -> None:
    with reopen(folder) as store:
        records = store.records.records()
        with store._database.writing() as session:
            session.execute(text("UPDATE meta SET value = '0' WHERE name = 'projection'"))
            session.execute(text("CREATE TABLE old_doses (id PRIMARY KEY, dose REFERENCES dose(id))"))
            session.execute(text("INSERT INTO old_doses SELECT id, id FROM dose"))
            session.execute(text("DROP TABLE weight"))
            session.execute(text("ALTER TABLE dose RENAME COLUMN mg TO milligrams"))
    with reopen(folder) as store:
        assert store.records.records() == records
        assert store.integrity.verify().whole
        with store._database.reading() as session:
            names = set(session.execute(text("SELECT name FROM sqlite_master WHERE type='table'")).scalars())
    assert names == {table.name for table in (*PROJECTED, *DERIVED)} | {"log_entry", "draft", "meta"}


def outdated(folder: Path, *more: str) -> None:
    """Let the tables be of an older version, and do something more to the database."""
    with reopen(folder) as store, store._database.writing() as session:
        session.execute(text("UPDATE meta SET value = '0' WHERE name = 'projection'"))
        for statement in more:
            session.execute(text(statement))


@pytest.mark.logs("no backup was made before the tables were renewed")
def test_tables_are_made_anew_though_no_backup_can_be_saved(folder: Path) -> None:
    outdated(folder, "DROP TABLE weight")
    (folder / "backups").write_text("a file of that name")
    with reopen(folder) as store:
        assert store.at_start == ()
        assert store.integrity.verify().whole


@pytest.mark.logs("the tables were not renewed")
def test_from_a_log_that_does_not_hold_no_tables_are_made_and_it_is_told(folder: Path) -> None:
    outdated(folder, "DROP TRIGGER log_no_delete", "DROP TABLE weight")
    for _ in range(2):
        with reopen(folder) as store:
            assert [(found.kind, found.detail) for found in store.at_start] == [("guard", "log_no_delete")]
            assert store.journal.count() == 60
            assert store.kept_backups() == []


def test_meta_that_is_missing_is_damage(folder: Path) -> None:
    with reopen(folder) as store, store._database.writing() as session:
        session.execute(text("DELETE FROM meta WHERE name = 'epoch'"))
    refused(folder, Damaged)


STEPS = ["start_part", "make", "make_tables", "append", "finish_part", "os.replace"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("late", [False, True])
def test_a_creation_cut_off_anywhere_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, late: bool
) -> None:
    """``late``: cut off after the step instead of before it."""

    class Cut(BaseException):
        """As if the process had ended here."""

    place, way_in = tmp_path / "d", keys("first words")

    def cutting(real: Callable[..., object]) -> Callable[..., object]:
        def cut(*given: object, **named: object) -> object:
            if late:
                real(*given, **named)
            raise Cut

        return cut

    owners: dict[str, object] = {
        "start_part": StoreFolder,
        "finish_part": StoreFolder,
        "make": way_in,
        "make_tables": store_module,
        "append": store_module.Journal,
        "os.replace": os,
    }
    name = step.rpartition(".")[2]
    with monkeypatch.context() as patch:
        if step == "os.replace":  # the key files are replaced too: cut only the database's rename
            real = os.replace
            patch.setattr(
                os,
                "replace",
                lambda old, new: (cutting(real) if Path(new).name == "diary.db" else real)(old, new),
            )
        else:
            patch.setattr(owners[step], name, cutting(getattr(owners[step], name)))
        with pytest.raises(Cut):
            create_store(place, way_in, surroundings(), holder=Holder.WINDOW, acts=[dose()], wait_seconds=0)
    whole = late and step in {"finish_part", "os.replace"}
    if whole:  # the rename happened: it is a diary, with its first entry
        with pytest.raises(DoesNotFit):
            make(place)
        with reopen(place, "first words") as store:
            assert store.journal.count() == 1
        return
    with pytest.raises(NoDiaryHere):
        reopen(place, "first words")
    with make(place, acts=[dose(), dose()]) as store:
        assert store.journal.count() == 2
    with reopen(place) as store:
        assert store.integrity.verify().whole
    assert not (place / "diary.db.part").exists()


def test_an_empty_passphrase_makes_no_diary(tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase) as kept:  # and with it the frames that held the lock
        create_store(tmp_path / "d", keys(""), surroundings(), holder=Holder.WINDOW, wait_seconds=0)
    with pytest.raises(NoDiaryHere):
        reopen(tmp_path / "d")
    with make(tmp_path / "d"):
        assert kept.value.exit_code == 4


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotSaved):
        make(tmp_path / "file" / "d")


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}")
    with make(tmp_path):
        pass
    assert (tmp_path / "settings.json").read_text() == "{}"
