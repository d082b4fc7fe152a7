"""The ends of all chains, found by steps, are those that reading the whole log finds."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import Integer, create_engine, event, insert, select
from sqlmodel import Session

from diary_app.domain.log.chain import ChainKey, Head
from diary_app.storage.chain_ends import chain_ends
from diary_app.storage.log_queries import entries_by_name, newest_of, select_entries
from diary_app.storage.tables.fixed import LOG

NAMES = ("access", "store", "P-1", "P-10", "p-1", "\u5f20")


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(create_engine("sqlite://")) as opened:
        LOG.create(opened.connection())
        yield opened


def row(key: ChainKey, seq: int, place: int, **more: Any) -> dict[str, Any]:
    """A row of the log in which only its place means anything."""
    values: dict[str, Any] = {
        column.name: 0 if isinstance(column.type, Integer) else "" for column in LOG.columns
    }
    values |= {"id": f"e{place}", "about": "{}", "entered_at": "2026-01-05T00:00:00.000Z", "key": None}
    values |= {
        "corrects": None,
        "clock_suspect": False,
        "counter": place,
        "hash": f"h{place}",
        "payload": None,
    }
    return values | key._asdict() | {"seq": seq, "participant": key.chain} | more


def fill(session: Session, chance: Random) -> dict[ChainKey, int]:
    """Chains of several origins and epochs, their rows in any order; the last number of each."""
    keys = {
        ChainKey(origin, chance.randint(1, 3), name)
        for origin in ("a", "b", "c")
        for name in chance.sample(NAMES, chance.randint(1, len(NAMES)))
    }
    last = {key: chance.randint(1, 6) for key in keys}
    places = [(key, seq) for key, most in last.items() for seq in range(1, most + 1)]
    chance.shuffle(places)
    rows = [row(key, seq, place) for place, (key, seq) in enumerate(places, start=1)]
    session.execute(insert(LOG), rows)
    return last


@pytest.mark.parametrize("seed", range(8))
def test_they_are_those_of_the_whole_log(session: Session, seed: int) -> None:
    last = fill(session, Random(seed))
    rows = session.execute(select(LOG)).mappings().all()
    found = ((ChainKey(each["origin"], each["epoch"], each["chain"]), each) for each in rows)
    wanted = [Head(key, each["seq"], each["hash"]) for key, each in found if each["seq"] == last[key]]
    assert chain_ends(session) == sorted(wanted, key=lambda head: head.key)


def test_an_empty_log_has_none(session: Session) -> None:
    assert chain_ends(session) == []


def test_entries_by_name_are_all_entries_once(session: Session) -> None:
    fill(session, Random(1))
    found = [[(entry.chain, entry.id) for entry in named] for named in entries_by_name(session)]
    assert all(len({name for name, _ in named}) == 1 for named in found)
    every = sorted(each for named in found for each in named)
    assert every == sorted((name, each) for name, each in session.execute(select(LOG.c.chain, LOG.c.id)))
    assert len(found) == len({name for name, _ in every})


def test_kinds_and_the_newest_entry_are_found_without_reading_too_much(session: Session) -> None:
    """One participant's kinds by the participant; the newest by the log's end, not by all of its origin."""
    fill(session, Random(2))
    asked: list[tuple[str, Any]] = []

    @event.listens_for(session.connection(), "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    def way() -> str:
        statement, values = asked[-1]
        steps = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return " ".join(step[3] for step in steps)

    session.execute(select_entries("P-1", kinds=["dose"]))
    assert "log_participant" in way()
    session.execute(select_entries(kinds=["settings"]))
    assert "log_kind" in way()
    newest = newest_of(session, "a")
    assert "log_order" in way()
    assert newest is not None
    mine = session.execute(select(LOG.c.counter).where(LOG.c.origin == "a")).scalars()
    assert newest.counter == max(mine)
