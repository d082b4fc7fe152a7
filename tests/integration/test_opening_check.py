"""What a store looks at whenever it is opened: it names what is wrong, and keeps nobody out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from diary_app.bootstrap import wire
from diary_app.domain.log.entry import entry_hash
from diary_app.storage import opening_check
from diary_app.storage.entry_rows import row_of
from diary_app.storage.store import Store
from diary_app.storage.tables.fixed import LOG
from tests.cli_calls import Calls, patient, refused
from tests.integration.test_store_integrity import tamper
from tests.store_support import PARTICIPANT, dose, make, reopen
from tests.support import FixedClock, TickingClock

HERE = f"chain = '{PARTICIPANT}'"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make(tmp_path / "d", TickingClock()) as made:
        made.journal.append([dose(chain="P-002", participant="P-002") for _ in range(3)])
        made.journal.append([dose(note=f"note {number}") for number in range(12)])
        yield made


def again(store: Store) -> list[tuple[str, str | None, int | None]]:
    """What the next opening finds."""
    store.close()
    with reopen(store.folder) as opened:
        return [(each.kind.value, each.chain and each.chain.chain, each.seq) for each in opened.at_start]


def test_an_honest_store(store: Store) -> None:
    assert store.at_start == ()
    assert again(store) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (f"UPDATE log_entry SET note = 'x' WHERE {HERE} AND seq = 9", ("content", PARTICIPANT, 9)),
        (f"UPDATE log_entry SET payload = '{{' WHERE {HERE} AND seq = 9", ("content", PARTICIPANT, 9)),
        (f"UPDATE log_entry SET actor = 'x' WHERE {HERE} AND seq = 12", ("hash", PARTICIPANT, 12)),
        (f"DELETE FROM log_entry WHERE {HERE} AND seq = 9", ("gap", PARTICIPANT, 10)),
        (f"DELETE FROM log_entry WHERE {HERE} AND seq < 4", ("gap", PARTICIPANT, 4)),
    ],
)
def test_what_was_altered_is_named(store: Store, statement: str, expected: tuple[str, str, int]) -> None:
    tamper(store, statement)
    assert again(store) == [expected]


def test_only_the_newest_entries_and_all_heads_are_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_check, "MOST_AT_START", 5)
    tamper(store, f"UPDATE log_entry SET note = 'x' WHERE {HERE} AND seq = 7")
    tamper(store, "UPDATE log_entry SET note = 'x', note_salt = '00' WHERE chain = 'P-002' AND seq = 3")
    assert again(store) == [("content", "P-002", 3)]


def test_the_link_to_the_entry_before_the_newest_is_held(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_check, "MOST_AT_START", 5)
    [old] = [entry for entry in store.journal.entries(chain=PARTICIPANT) if entry.seq == 7]
    forged = replace(old, actor="somebody")
    tamper(store, f"DELETE FROM log_entry WHERE id = '{old.id}'")
    with store._database.writing() as session:
        session.execute(insert(LOG), [row_of(replace(forged, hash=entry_hash(forged)))])
    assert again(store) == [("link", PARTICIPANT, 8)]


def older(store: Store, entries: int = 3) -> Path:
    """A copy of the closed store's database, then some more entries, then a backup of them all."""
    copy = store.folder / "older.db"
    store.close()
    shutil.copy(store.folder / "diary.db", copy)
    with reopen(store.folder, clock=FixedClock("2026-01-06T08:00")) as opened:
        opened.journal.append([dose() for _ in range(entries)])
        opened.keep_backup()
    return copy


def test_a_whole_older_file_is_shorter_than_the_newest_backup(store: Store) -> None:
    copy = older(store)
    shutil.move(copy, store.folder / "diary.db")
    with reopen(store.folder) as opened:
        found, clock = opened.at_start  # that the clock was set is an entry too
        assert clock.chain is not None
        assert (clock.kind, clock.chain.chain) == ("shorter", "store")
        assert (found.kind, found.seq, found.mark) == ("shorter", 13, 15)
        assert found.detail.endswith(".diary-backup")
        assert found in opened.integrity.verify().findings


def test_verify_ends_with_10_and_names_both_numbers(tmp_path: Path) -> None:
    calls = patient(tmp_path / "diary")
    shutil.copytree(calls.folder, tmp_path / "old")
    calls("dose", "add", "--date", "2026-01-05", "--time", "07:10").id  # noqa: B018
    with reopen(calls.folder, calls.environ["DIARY_APP_PASSPHRASE"], calls.clock) as opened:
        opened.keep_backup()
    shutil.copy(tmp_path / "old" / "diary.db", calls.folder)
    ran = calls("verify")
    refused(ran, 10, "the chain P1 ends at entry 3", "knows entry 4")
    [found] = calls("verify", "--json").json["findings"]
    assert (found["kind"], found["chain"], found["seq"], found["mark"]) == ("shorter", "P1", 4, 4)


def test_a_backup_that_cannot_be_read_says_nothing(store: Store) -> None:
    copy = older(store)
    shutil.move(copy, store.folder / "diary.db")
    [backup] = (store.folder / "backups").iterdir()
    backup.write_bytes(backup.read_bytes()[:600])
    assert again(store) == []


def test_a_logged_restore_explains_what_is_missing(tmp_path: Path) -> None:
    calls = patient(tmp_path / "diary")
    calls("backup", "-o", str(tmp_path / "b"))
    calls("dose", "add", "--date", "2026-01-05", "--time", "07:10").id  # noqa: B018
    with reopen(calls.folder, calls.environ["DIARY_APP_PASSPHRASE"], calls.clock) as opened:
        opened.keep_backup()
    assert calls("restore", str(tmp_path / "b")).code == 0
    assert calls("status").err == ""
    assert calls("verify").code == 0


def test_damage_in_the_log_keeps_nobody_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from diary_app.storage import log_queries
    from diary_app.storage.faults import damaged_database

    def broken(*_: object) -> None:
        raise damaged_database()

    monkeypatch.setattr(log_queries, "newest_rows", broken)
    assert [kind for kind, _, _ in again(store)] == ["damaged file"]


def test_the_command_line_says_it_once_and_goes_on(tmp_path: Path) -> None:
    calls = patient(tmp_path / "diary")
    calls("dose", "add", "--date", "2026-01-05", "--time", "07:10").id  # noqa: B018
    _alter(calls, "UPDATE log_entry SET actor = 'x' WHERE chain = 'P1' AND seq = 4")
    ran = calls("status", "--json")
    assert (ran.code, ran.json["cycle"]) == (0, 1)
    assert ran.err == "Something in this diary is not as it was written; diary-app verify says what.\n"
    checked = calls("verify")
    assert (checked.code, checked.err.count("\n")) == (9, 1)


def _alter(calls: Calls, statement: str) -> None:
    with reopen(calls.folder, calls.environ["DIARY_APP_PASSPHRASE"], calls.clock) as opened:
        tamper(opened, statement)


def test_a_whole_check_is_due_a_week_after_the_last_that_found_nothing(tmp_path: Path) -> None:
    clock = FixedClock()
    with make(tmp_path / "d", clock) as store:
        keeping = wire(store, clock).safekeeping
        assert not keeping.verify_due()  # nothing is in it yet
        store.journal.append([dose()])
        assert not keeping.verify_due()
        clock.advance(days=7)
        assert keeping.verify_due()
        assert keeping.verify().whole
        assert not keeping.verify_due()
        clock.utc -= timedelta(minutes=1)  # a clock put back is not believed
        assert keeping.verify_due()
        clock.advance(days=7, minutes=1)
        tamper(store, "UPDATE log_entry SET actor = 'x'")
        assert not keeping.verify().whole
        assert keeping.verify_due()


def test_when_it_was_checked_is_of_this_copy_alone(tmp_path: Path) -> None:
    clock = FixedClock()
    with make(tmp_path / "d", clock) as store:
        store.journal.append([dose()])
        assert wire(store, clock).safekeeping.verify().whole
        assert store.integrity.checked_at() == clock.utc
        store.back_up(tmp_path / "b")
    from diary_app.storage.lock import Holder
    from diary_app.storage.restore import restore_backup
    from tests.store_support import keys, surroundings

    restore_backup(tmp_path / "new", tmp_path / "b", keys(), surroundings(), holder=Holder.WINDOW)
    with reopen(tmp_path / "new") as restored:
        assert restored.integrity.checked_at() is None
