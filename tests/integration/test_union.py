"""The union of logs: by id, idempotent, the same whatever arrives first; what does not fit is told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diary_app.common.errors import DoesNotFit, Tampered
from diary_app.domain.log.chain import check_chains
from diary_app.domain.log.entry import Entry, Kind
from diary_app.storage.digest import digest
from diary_app.storage.store import Store
from diary_app.storage.union import BrokenChain, Fork, Gap
from tests.origins import ORIGINS, Origins, altered, withheld
from tests.store_support import PARTICIPANT, act, correct, dose, make, reopen, restore
from tests.support import FixedClock

CLINIC, DIARY, SECOND = ORIGINS


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    made: list[Store] = []

    def one() -> Store:
        made.append(make(tmp_path / f"d{len(made)}"))
        return made[-1]

    yield one
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    return new_store()


def number(store: Store) -> str:
    return digest(store.journal.entries(), store.records.records())


def taken_in_any_order(store: Store, files: list[list[Entry]]) -> None:
    """Each file as it comes; one that comes too early is refused whole and tried again later."""
    waiting = files
    while waiting:
        later = []
        for file in waiting:
            try:
                store.journal.take_in(file)
            except Gap:
                later.append(file)
        assert len(later) < len(waiting)
        waiting = later


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_arrival_changes_nothing(new_store: Callable[[], Store], seed: int) -> None:
    origins = Origins(seed)
    every = origins.wild(70)
    at_once, piece_by_piece = new_store(), new_store()
    at_once.journal.take_in(every)
    taken_in_any_order(piece_by_piece, origins.files())
    assert number(piece_by_piece) == number(at_once)
    assert piece_by_piece.records.records() == at_once.records.records()
    assert any(record.conflict for record in at_once.records.records())
    assert any(record.changes > 1 for record in at_once.records.records())
    assert piece_by_piece.integrity.verify().findings == ()
    before = number(piece_by_piece)
    piece_by_piece.integrity.rebuild()
    assert number(piece_by_piece) == before


def test_taken_in_twice_is_taken_in_once(store: Store) -> None:
    every = Origins().wild(20)
    assert store.journal.take_in(every[:12]).new == 12
    taken = store.journal.take_in(every)
    assert (taken.new, taken.known) == (8, 12)
    before = number(store)
    assert store.journal.take_in(every).new == 0
    assert number(store) == before


def test_a_correction_waits_for_what_it_corrects(store: Store) -> None:
    origins = Origins()
    root = origins.write(DIARY, dose(mg="12"))
    fixed = origins.write(CLINIC, correct(root.id, mg="10"))
    origins.write(SECOND, correct(fixed.id, mg="8"))
    store.journal.take_in(origins.chain(SECOND))
    store.journal.take_in(origins.chain(CLINIC))
    assert store.records.records() == []
    assert store.integrity.verify().findings == ()
    store.journal.take_in(origins.chain(DIARY))
    [record] = store.records.records()
    assert (record.payload["mg"], record.changes) == ("8", 2)


def test_the_clock_goes_on_above_what_came_in_and_acts_stand_after_it(store: Store) -> None:
    origins = Origins()
    origins.write(DIARY, dose(), counter=700)
    store.journal.take_in(origins.entries, [act(Kind.TAKEN_IN, {"entries": 1})])
    told = store.journal.entries(kinds=["taken_in"])
    assert [entry.counter for entry in told] == [701]
    assert told[0].origin == store.store_id


def test_own_corrections_of_what_came_in(store: Store) -> None:
    origins = Origins()
    root = origins.write(DIARY, dose(mg="12"))
    store.journal.take_in(origins.entries)
    store.journal.append([correct(root.id, mg="10")])
    origins.write(DIARY, correct(root.id, mg="8"))
    store.journal.take_in(origins.entries)
    [record] = store.records.records()
    assert record.conflict
    assert store.integrity.verify().findings == ()


def test_a_gap_is_told_and_nothing_stays(store: Store) -> None:
    origins = Origins()
    origins.wild(30)
    diary = origins.chain(DIARY)
    store.journal.take_in(diary[:2])
    before = number(store)
    with pytest.raises(Gap, match="Entries 3 to 4 of the chain"):
        store.journal.take_in(diary[4:])
    with pytest.raises(BrokenChain, match="gap"):
        store.journal.take_in([diary[2], diary[4]])
    assert number(store) == before


def test_a_fork_is_told(store: Store) -> None:
    one, other = Origins(), Origins()
    first = one.write(DIARY, dose())
    other.entries.append(first)
    one.write(DIARY, dose("2026-01-06"))
    other.write(DIARY, dose("2026-01-07"))
    other.write(DIARY, dose("2026-01-08"))
    store.journal.take_in(one.entries)
    with pytest.raises(Fork, match="Entry 2"):
        store.journal.take_in(other.entries)
    with pytest.raises(Fork, match="Entry 3"):
        store.journal.take_in(other.entries[2:])
    assert issubclass(Fork, Tampered)


@pytest.mark.parametrize(
    "fields", [{"payload": {"status": "taken", "mg": "8"}}, {"actor": "x"}, {"prev_hash": "0" * 64}]
)
def test_a_broken_chain_is_told(store: Store, fields: dict[str, object]) -> None:
    origins = Origins()
    for day in (5, 6, 7):
        origins.write(DIARY, dose(f"2026-01-0{day}"))
    with pytest.raises(BrokenChain, match="Entry 2"):
        store.journal.take_in(altered(origins.entries, 1, **fields))
    assert store.journal.count() == 0


def test_an_entry_of_our_own_that_we_do_not_hold(store: Store) -> None:
    origins = Origins()
    origins.write(store.store_id, dose())
    with pytest.raises(Fork, match="says that this diary wrote it"):
        store.journal.take_in(origins.entries)
    [own] = store.journal.append([dose()])
    assert store.journal.take_in([own]).known == 1


def test_a_correction_of_another_participants_record(store: Store) -> None:
    [root] = store.journal.append([dose()])
    origins = Origins()
    elsewhere = {"chain": "P-002", "participant": "P-002"}
    origins.write(DIARY, act(Kind.CORRECT, {"fields": {"mg": "8"}}, corrects=root.id, **elsewhere))
    with pytest.raises(DoesNotFit, match="corrects what it cannot"):
        store.journal.take_in(origins.entries)
    early = Origins()
    late = early.write(CLINIC, dose())
    early.write(DIARY, act(Kind.CORRECT, {"fields": {"mg": "8"}}, corrects=late.id, **elsewhere))
    store.journal.take_in(early.entries[1:])
    with pytest.raises(DoesNotFit, match="corrects what it cannot"):
        store.journal.take_in(early.entries[:1])


@pytest.mark.parametrize("chain", ["store", "access"])
def test_nobodys_own_chains_are_taken_in(store: Store, chain: str) -> None:
    origins = Origins()
    origins.write(DIARY, act(Kind.SETTINGS, {"role": "clinic"}, chain=chain, participant=None))
    with pytest.raises(DoesNotFit, match="not one that is handed over"):
        store.journal.take_in(origins.entries)


def test_a_clock_that_leaves_no_room(store: Store) -> None:
    origins = Origins()
    origins.write(DIARY, dose(), counter=2**52)
    with pytest.raises(DoesNotFit, match="not one that is handed over"):
        store.journal.take_in(origins.entries)


def test_a_clock_that_goes_back(store: Store) -> None:
    origins = Origins()
    origins.write(DIARY, dose(), counter=50)
    store.journal.take_in(origins.entries)
    origins.write(DIARY, dose("2026-01-06"), counter=10)
    with pytest.raises(Fork, match="Entry 2"):
        store.journal.take_in(origins.entries[1:])
    with pytest.raises(DoesNotFit):
        store.journal.take_in(origins.entries)


def test_an_id_names_one_entry(store: Store) -> None:
    origins = Origins()
    origins.write(DIARY, dose(key="k"))
    origins.write(DIARY, dose(key="k"))
    with pytest.raises(BrokenChain, match="id"):
        store.journal.take_in(origins.entries)


def test_content_that_no_program_wrote(store: Store) -> None:
    origins = Origins()
    root = origins.write(DIARY, dose())
    origins.write(DIARY, act(Kind.CORRECT, {"fields": "x"}, corrects=root.id))
    with pytest.raises(DoesNotFit, match="not written by a diary"):
        store.journal.take_in(origins.entries)
    assert store.journal.count() == 0


def test_withheld_values_stay_withheld_and_the_chain_holds(store: Store) -> None:
    origins = Origins()
    origins.write(DIARY, dose(note="told nobody"))
    origins.write(DIARY, dose("2026-01-06"))
    notes = [withheld(origins.entries[0]), withheld(origins.entries[1], payload=True)]
    store.journal.take_in(notes)
    assert [(record.note, record.void) for record in store.records.records()] == [(None, False), (None, True)]
    assert store.integrity.verify().findings == ()
    again = store.journal.take_in(origins.entries)
    assert (again.new, again.known, again.withheld) == (0, 2, 2)
    assert store.records.records()[0].note is None


def test_looking_writes_nothing(store: Store) -> None:
    every = Origins().wild(10)
    assert len(store.journal.look(every).new) == 10
    assert store.journal.count() == 0


def test_a_backup_keeps_what_came_in_and_a_restore_can_take_it_in_again(tmp_path: Path) -> None:
    every = Origins().wild(40)
    with make(tmp_path / "d") as store:
        store.journal.append([dose()])
        store.journal.take_in(every[:25])
        store.back_up(tmp_path / "b")
        store.journal.take_in(every)
        after = {record.id: record.payload for record in store.records.records()}
    restore(tmp_path / "d", tmp_path / "b")
    with reopen(tmp_path / "d", clock=FixedClock()) as store:
        store.journal.take_in(every)
        found = {record.id: record.payload for record in store.records.records() if record.kind == "dose"}
        assert found == after
        assert store.integrity.verify().findings == ()
        assert not check_chains(store.journal.entries(chain=PARTICIPANT))[1]
