"""Random acts (``dev.py soak examples``: 10,000): tables written act by act are those made from the log."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from diary_app.domain.log.chain import check_chains
from diary_app.domain.log.entry import Entry
from diary_app.domain.record import Record, group_by_record, resolve
from diary_app.storage.projection import PROJECTED
from diary_app.storage.store import Store
from tests.random_acts import RandomActs
from tests.store_support import make, reopen
from tests.support import TickingClock, often

pytestmark = pytest.mark.often
ACTS = often(2_000)
BATCH = 100
TABLES_FILLED = {"dose", "symptom_page", "symptom_grade", "bp", "bp_reading", "weight", "qlq", "qlq_answer"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("random") / "d"
    with make(folder, TickingClock()) as made:
        acts = RandomActs(20260105)
        for _ in range(ACTS // BATCH):
            acts.told(made.journal.append(acts.batch(BATCH)))
    with reopen(folder) as made:
        yield made


def tables(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store._database.reading() as session:
        return {
            table.name: sorted(
                (dict(row) for row in session.execute(select(table)).mappings()), key=lambda row: str(row)
            )
            for table in PROJECTED
        }


def from_the_log(entries: list[Entry]) -> list[Record]:
    made = [resolve(group) for group in group_by_record(entries).values()]
    return sorted(made, key=lambda record: record.order)


@pytest.mark.slow
def test_the_acts_were_as_wild_as_meant(store: Store) -> None:
    entries = store.journal.entries()
    assert len(entries) == ACTS == store.journal.count()
    records = store.records.records()
    assert max(record.changes for record in records) >= 5
    assert sum(record.void for record in records) > ACTS // 100
    assert sum(record.conflict for record in records) > ACTS // 100
    kinds = {entry.id: entry.kind for entry in entries}
    undone_undos = [entry for entry in entries if entry.kind == "undo" and kinds[entry.corrects] == "undo"]
    assert len(undone_undos) > ACTS // 100
    assert sum(entry.key is not None for entry in entries) > ACTS * 3 // 100


def test_every_chain_holds_and_the_store_says_so(store: Store) -> None:
    heads, faults = check_chains(store.journal.entries())
    assert not faults
    assert sorted(heads, key=str) == sorted(store.journal.heads(), key=str)
    found = store.integrity.verify()
    assert found.findings == ()
    assert found.entries == ACTS
    assert found.records == len(store.records.records())


def test_records_read_from_the_tables_are_those_of_the_log(store: Store) -> None:
    assert store.records.records() == from_the_log(store.journal.entries())


def test_rebuilt_is_live(store: Store) -> None:
    live = tables(store)
    assert all(live[name] for name in TABLES_FILLED)
    assert store.integrity.rebuild() == len(store.records.records())
    assert tables(store) == live
