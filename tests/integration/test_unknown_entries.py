"""Entries of a newer program, of a kind or version nobody here knows, go through everything and are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from diary_app.domain.log.entry import Entry, entry_hash
from diary_app.storage.entry_rows import row_of
from diary_app.storage.lock import Holder
from diary_app.storage.restore import restore_backup
from diary_app.storage.store import Store
from diary_app.storage.tables.fixed import LOG
from tests.store_support import PARTICIPANT, dose, keys, make, reopen, surroundings

UNKNOWN = {"mood": 1, "dose": 1}


@pytest.fixture
def strange(tmp_path: Path) -> tuple[Path, list[Entry]]:
    """A closed diary that holds a dose, an entry of an unknown kind and a dose of an unknown version."""
    with make(tmp_path / "d", acts=[dose()]) as store:
        [last] = store.journal.entries()
        kind = sealed(last, id="s-1", seq=2, counter=2, kind="mood", prev_hash=last.hash)
        version = sealed(last, id="s-2", seq=3, counter=3, v=2, prev_hash=kind.hash)
        with store._database.writing() as session:
            session.execute(insert(LOG), [row_of(kind), row_of(version)])
        store.journal.append([dose("2026-01-06")])
    return tmp_path / "d", [kind, version]


def sealed(entry: Entry, **changes: object) -> Entry:
    new = replace(entry, **changes)  # type: ignore[arg-type]
    return replace(new, hash=entry_hash(new))


def check(store: Store, kept: list[Entry], records: int) -> None:
    """Both are there as they were, are named, and are in no table."""
    assert store.at_start == ()
    found = store.integrity.verify()
    assert found.whole
    assert (dict(found.unknown), found.records) == (UNKNOWN, records)
    assert [entry for entry in store.journal.entries(chain=PARTICIPANT) if entry.id.startswith("s-")] == kept
    assert not [record for record in store.records.records() if record.id.startswith("s-")]


def test_they_are_kept_and_named_by_verify_and_rebuild(strange: tuple[Path, list[Entry]]) -> None:
    folder, kept = strange
    with reopen(folder) as store:
        check(store, kept, 2)
        assert store.integrity.rebuild() == 2
        check(store, kept, 2)


def test_they_are_in_a_backup_and_in_what_is_restored(
    strange: tuple[Path, list[Entry]], tmp_path: Path
) -> None:
    folder, kept = strange
    with reopen(folder) as store:
        manifest = store.back_up(tmp_path / "b")
    assert manifest.entries == 4
    restore_backup(tmp_path / "new", tmp_path / "b", keys(), surroundings(), holder=Holder.WINDOW)
    with reopen(tmp_path / "new") as store:
        check(store, kept, 3)  # the restore is an entry and a record too


def test_altering_one_is_named_like_any_other(strange: tuple[Path, list[Entry]]) -> None:
    from tests.integration.test_store_integrity import tamper

    folder, _ = strange
    with reopen(folder) as store:
        tamper(store, "UPDATE log_entry SET payload = '{}' WHERE id = 's-1'")
        [found] = store.integrity.verify().findings
        assert (found.kind, found.seq) == ("content", 2)
