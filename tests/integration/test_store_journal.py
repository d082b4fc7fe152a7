"""Appending and reading: numbers, chains, keys, corrections, one transaction, one thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from diary_app.common.errors import DoesNotFit
from diary_app.domain.log.chain import check_chains
from diary_app.domain.log.entry import Entry, Kind, commitment
from diary_app.storage.database import NestedTransaction, WrongThread
from diary_app.storage.entry_rows import row_of
from diary_app.storage.store import Store
from diary_app.storage.tables.fixed import LOG
from tests.store_support import NURSE, PARTICIPANT, act, contents, correct, dose, make, reopen, undo
from tests.support import FixedClock


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    made = make(tmp_path / "d", clock)
    yield made
    made.close()


def test_numbers_run_per_chain_and_the_counter_over_all(store: Store) -> None:
    first = store.journal.append([dose(), dose(chain="store", participant=None), dose()])
    second = store.journal.append([dose(chain="store"), dose()])
    assert [(entry.chain, entry.seq, entry.counter) for entry in first + second] == [
        (PARTICIPANT, 1, 1),
        ("store", 1, 2),
        (PARTICIPANT, 2, 3),
        ("store", 2, 4),
        (PARTICIPANT, 3, 5),
    ]
    heads, faults = check_chains(store.journal.entries())
    assert not faults
    assert {head.key.chain: head.seq for head in store.journal.heads()} == {PARTICIPANT: 3, "store": 2}
    assert sorted(heads, key=str) == sorted(store.journal.heads(), key=str)


def test_every_field_comes_back(store: Store, tmp_path: Path, clock: FixedClock) -> None:
    notes = act(
        Kind.SYMPTOMS,
        {"severities": {"cough": 2}, "odd": [None, True, -3, {"\u4e0d": "\x00"}]},
        about={"day": "2026-01-05", "time": "07:10", "offset": "+08:00", "zone": "Asia/Shanghai"},
        note="two\nlines \N{SNOWMAN}",
        key="k-1",
        author=NURSE,
    )
    [entry] = store.journal.append([notes])
    assert entry.payload == notes.payload
    assert entry.entered_at == clock.utc
    assert (entry.entered_offset, entry.entered_zone) == ("+08:00", "Asia/Shanghai")
    assert (entry.device, entry.app_version, entry.epoch) == ("test device", "0.0.0", 1)
    assert (entry.actor, entry.role, entry.by) == ("n.wang", "nurse", "staff")
    assert entry.origin == store.store_id
    assert entry.payload_commitment == commitment(notes.payload, str(entry.payload_salt))
    assert entry.note_commitment == commitment(notes.note, str(entry.note_salt))
    assert len(bytes.fromhex(str(entry.payload_salt))) == 16
    store.close()
    with reopen(tmp_path / "d") as again:
        assert again.journal.entry(entry.id) == entry
        assert again.journal.entries() == [entry]


def test_salts_never_repeat(store: Store) -> None:
    written = store.journal.append([dose(note="same") for _ in range(50)])
    salts = {entry.payload_salt for entry in written} | {entry.note_salt for entry in written}
    assert len(salts) == 100


def test_reading_by_participant_chain_kind_and_from_the_end(store: Store) -> None:
    store.journal.append(
        [
            dose(),
            act(Kind.WEIGHT, {"kg": "61"}),
            dose(chain="P-002", participant="P-002"),
            act(Kind.SETTINGS, {"language": "en"}, chain="store", participant=None),
        ]
    )

    def seen(found: list[Entry]) -> list[int]:
        return [entry.counter for entry in found]

    journal = store.journal
    assert seen(journal.entries()) == [1, 2, 3, 4]
    assert seen(journal.entries(participant="P-002")) == [3]
    assert seen(journal.entries(chain="store")) == [4]
    assert seen(journal.entries(kinds=[Kind.DOSE])) == [1, 3]
    assert seen(journal.entries(kinds=[Kind.DOSE, "settings"], newest_first=True)) == [4, 3, 1]
    assert seen(journal.entries(newest_first=True, limit=2)) == [4, 3]
    assert seen(journal.entries(limit=2)) == [1, 2]
    assert seen(journal.entries(kinds=[])) == []
    assert journal.entry("unknown") is None
    assert journal.count() == 4


def test_any_entry_addresses_the_record(store: Store) -> None:
    [root, other] = store.journal.append([dose(), dose("2026-01-06")])
    [fixed] = store.journal.append([correct(root.id, mg="10")])
    [undone] = store.journal.append([undo(fixed.id)])
    [redone] = store.journal.append([undo(undone.id)])
    chain = [root, fixed, undone, redone]
    for entry in chain:
        assert store.journal.record_entries(entry.id) == chain
        found = store.records.record(entry.id)
        assert found is not None
        assert (found.id, found.latest, found.payload["mg"], found.changes) == (root.id, redone.id, "10", 3)
    assert store.journal.record_entries(other.id) == [other]
    assert store.journal.record_entries("unknown") == []
    assert store.records.record("unknown") is None


def test_undoing_the_first_entry_voids_and_an_undo_of_it_brings_back(store: Store) -> None:
    [root] = store.journal.append([dose()])
    [gone] = store.journal.append([undo(root.id)])
    assert [found.void for found in store.records.records()] == [True]
    store.journal.append([undo(gone.id)])
    assert [found.void for found in store.records.records()] == [False]


def test_two_corrections_of_one_entry_are_a_conflict_the_clinic_wins(store: Store) -> None:
    [root] = store.journal.append([dose()])
    store.journal.append([correct(root.id, mg="8")])
    [clinic] = store.journal.append(
        [act(Kind.CORRECT, {"fields": {"mg": "10"}}, corrects=root.id, author=NURSE, reason="pack seen")]
    )
    store.journal.append([correct(root.id, mg="12.0")])
    [found] = store.records.records()
    assert (found.payload["mg"], found.latest, found.conflict) == ("10", clinic.id, True)


def test_records_by_participant_kind_and_day(store: Store) -> None:
    store.journal.append(
        [
            dose(),
            dose("2026-01-06"),
            act(Kind.BP, {"readings": [[128, 82]]}, about={"day": "2026-01-06"}),
            act(Kind.BP, {"readings": [[99, 61], [98, 60]]}, about={"day": "2026-01-05"}),
            dose("2026-01-06", chain="P-002", participant="P-002"),
            act(Kind.ALERT_SHOWN, {"rule": "bp"}, about={"day": "2026-01-06"}),
            act(Kind.REVIEWED, {"rule": "bp"}, about={"day": "2026-01-06"}),
        ]
    )
    records = store.records

    def seen(**wanted: object) -> list[int]:
        return [found.order[0] for found in records.records(**wanted)]

    assert seen() == [1, 2, 3, 4, 5, 6, 7]
    assert seen(participant="P-002") == [5]
    assert seen(kind=Kind.DOSE) == [1, 2, 5]
    assert seen(on_day=date(2026, 1, 6)) == [2, 3, 5, 6, 7]
    assert seen(participant=PARTICIPANT, kind="bp", on_day=date(2026, 1, 5)) == [4]
    assert seen(kind=Kind.REVIEWED) == [7]
    [session] = records.records(kind="bp", on_day=date(2026, 1, 5))
    assert session.payload == {"readings": [[99, 61], [98, 60]]}


def test_a_key_is_found_and_never_used_twice(store: Store) -> None:
    [entry] = store.journal.append([dose(key="k-1")])
    assert store.journal.find_key("k-1") == entry.id
    assert store.journal.find_key("k-2") is None
    for acts in ([dose(key="k-1")], [dose(), dose(key="k-1")], [dose(key="k-3"), dose(key="k-3")]):
        with pytest.raises(DoesNotFit):
            store.journal.append(acts)
    assert store.journal.entries() == [entry]
    assert [found.id for found in store.records.records()] == [entry.id]


def test_the_index_refuses_a_key_that_got_past_the_check(store: Store) -> None:
    [entry] = store.journal.append([dose(key="k-1")])
    twin = row_of(entry) | {"id": "other", "seq": 2}
    with pytest.raises(DBAPIError, match="UNIQUE"), store._database.writing() as session:
        session.execute(insert(LOG), [twin])
    assert store.journal.count() == 1


def test_corrections_that_hang_in_the_air_are_refused(store: Store) -> None:
    [entry] = store.journal.append([dose()])
    with pytest.raises(DoesNotFit, match="no entry nowhere"):
        store.journal.append([dose(), correct("nowhere", mg="10")])
    for wrong in (act(Kind.DOSE, {"status": "taken"}, corrects=entry.id), act(Kind.UNDO, {})):
        with pytest.raises(ValueError, match="correction"):
            store.journal.append([dose(), wrong])
    with pytest.raises(ValueError, match="chain"):
        store.journal.append([act(Kind.UNDO, {}, corrects=entry.id, chain="P-002")])
    assert store.journal.entries() == [entry]


def test_whatever_fails_leaves_nothing_and_writing_goes_on(store: Store) -> None:
    store.journal.append([dose()])
    before = store.journal.entries()
    for wrong in ({"mg": 1.5}, {"mg": 2**60}, {"mg": "\ud800"}, {"mg": object()}):
        with pytest.raises((TypeError, ValueError)):
            store.journal.append([dose(), act(Kind.DOSE, wrong)])
        assert store.journal.entries() == before
    store.journal.append([dose("2026-01-06")])
    assert [entry.seq for entry in store.journal.entries()] == [1, 2]
    assert store.integrity.verify().whole


def test_a_failure_in_the_projection_takes_the_entry_back_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.storage import projection

    def broken(*_: object) -> None:
        raise RuntimeError("a fault of the program")

    with monkeypatch.context() as patch:
        patch.setattr(projection, "rows_of", broken)
        with pytest.raises(RuntimeError):
            store.journal.append([dose()])
    assert store.journal.count() == 0
    assert store.records.records() == []
    assert store.journal.append([dose()])[0].seq == 1


def test_nothing_at_all_is_written_by_no_acts(store: Store) -> None:
    assert store.journal.append([]) == []
    assert store.journal.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entry SET payload = '{}'",
        "UPDATE log_entry SET hash = hash",
        "DELETE FROM log_entry",
        "INSERT OR REPLACE INTO log_entry SELECT * FROM log_entry",
        "UPDATE OR REPLACE log_entry SET id = 'x'",
    ],
)
def test_the_log_is_only_ever_added_to(store: Store, statement: str) -> None:
    store.journal.append([dose(), dose("2026-01-06")])
    before = store.journal.entries()
    with pytest.raises(DBAPIError), store._database.writing() as session:
        session.execute(text(statement))
    assert store.journal.entries() == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO meta VALUES ('a', 'b')",
        "DELETE FROM dose",
        "CREATE TABLE other_thing (a)",
        "DROP TRIGGER log_no_update",
    ],
)
def test_writing_outside_a_writing_transaction_raises(store: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="readonly"), store._database.reading() as session:
        session.execute(text(statement))
    store.journal.append([dose()])


def test_transactions_do_not_nest(store: Store) -> None:
    with store._database.reading(), pytest.raises(NestedTransaction):
        store.journal.count()
    assert store.journal.count() == 0


def test_another_thread_is_turned_away(store: Store) -> None:
    problems: list[BaseException] = []

    def elsewhere() -> None:
        for use in (
            store.journal.count,
            lambda: store.journal.append([dose()]),
            lambda: store.drafts.put("a", 1),
            store.integrity.verify,
            store.close,
        ):
            try:
                use()
            except WrongThread as problem:
                problems.append(problem)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(problems) == 5
    assert store.journal.append([dose()])[0].seq == 1


def test_what_was_typed_is_in_no_error_text(store: Store) -> None:
    marker = "PLANTED-MARKER"
    [entry] = store.journal.append([dose(note=marker, key="k")])
    twin = row_of(entry)
    with pytest.raises(DBAPIError) as caught, store._database.writing() as session:
        session.execute(insert(LOG), [twin])
    assert marker in str(twin)
    assert marker not in str(caught.value)
    assert marker not in repr(caught.value)


def test_drafts_are_kept_apart_from_the_log(store: Store, tmp_path: Path) -> None:
    drafts = store.drafts
    drafts.put("qlq/2026-01-05", {"answers": {"1": 2}, "page": 3})
    drafts.put("qlq/2026-01-05", {"answers": {"1": 2, "2": 4}, "page": 4})
    drafts.put("note", "half a sent")
    assert store.journal.count() == 0
    assert store.integrity.verify().whole
    store.close()
    with reopen(tmp_path / "d") as again:
        assert again.drafts.names() == ["note", "qlq/2026-01-05"]
        assert again.drafts.names("qlq/") == ["qlq/2026-01-05"]
        assert again.drafts.get("qlq/2026-01-05") == {"answers": {"1": 2, "2": 4}, "page": 4}
        again.drafts.delete("note")
        again.drafts.delete("note")
        assert again.drafts.get("note") is None


def test_a_draft_goes_in_the_transaction_that_sends_it(store: Store) -> None:
    store.drafts.put("form", {"page": 30})
    with pytest.raises(DoesNotFit):
        store.journal.append([correct("nowhere")], drop_drafts=["form"])
    assert store.drafts.get("form") == {"page": 30}
    store.journal.append([dose()], drop_drafts=["form"])
    assert store.drafts.names() == []


def test_the_log_table_holds_every_field_of_an_entry() -> None:
    assert [column.name for column in LOG.columns] == [field.name for field in fields(Entry)]


def test_nothing_of_a_diary_stands_in_clear_in_its_files(tmp_path: Path) -> None:
    with make(tmp_path / "d") as store:
        store.journal.append([dose(note="PLANTED-MARKER", key="PLANTED-MARKER")])
        store.drafts.put("PLANTED-MARKER", "PLANTED-MARKER")
        open_files = contents(tmp_path / "d")
    for files in (open_files, contents(tmp_path / "d")):
        assert all(b"PLANTED" not in content and b"P-001" not in content for content in files.values())
    assert "diary.db-wal" in open_files
