"""Holding a log against heads that were seen before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from diary_app.common.clock import Moment
from diary_app.domain.log.act import Act, Author, Place, seal
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import By, Entry, Kind, Role
from diary_app.domain.log.reach import Shortfall, shortfalls
from tests.support import FixedClock

KEY = ChainKey("s", 1, "P1")
LOG = {(KEY, number): f"hash {number}" for number in range(1, 11)}
NOW: Moment = FixedClock().now()


def held(seq: int, digest: str | None = None, restores: list[Entry] | None = None) -> list[Shortfall]:
    head = Head(KEY, seq, digest or f"hash {seq}")
    return shortfalls([head], {KEY: 10}, lambda key, number: LOG.get((key, number)), restores or [])


def restore(payload: dict[str, Any]) -> Entry:
    author = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)
    place = Place(
        id="r", origin="s", epoch=2, seq=1, counter=20, prev_hash=None, device="d", app_version="0",
        clock_suspect=False, payload_salt="00" * 16, note_salt="00" * 16,
    )  # fmt: skip
    return seal(Act(kind=Kind.RESTORE, chain="store", author=author, payload=payload), place, NOW)


def lost(first: int, last: int, epoch: int = 1) -> dict[str, Any]:
    return {"origin": "s", "epoch": epoch, "chain": "P1", "from": first, "to": last, "hash": "x"}


@pytest.mark.parametrize("seq", [1, 9, 10])
def test_a_log_that_reaches_it(seq: int) -> None:
    assert held(seq) == []


def test_a_shorter_log_names_the_first_missing_number() -> None:
    [found] = held(13)
    assert (found.branched, found.reached, found.first_bad, found.restored) == (False, 10, 11, None)


def test_a_chain_that_is_not_there_at_all() -> None:
    [found] = shortfalls([Head(ChainKey("s", 2, "P1"), 1, "x")], {KEY: 10}, lambda *_: None, [])
    assert (found.reached, found.first_bad) == (0, 1)


@pytest.mark.parametrize("seq", [1, 10])
def test_another_hash_at_the_same_number(seq: int) -> None:
    [found] = held(seq, "another")
    assert (found.branched, found.first_bad) == (True, seq)
    assert found.restored is None


def brought(seq: int, digest: str | None = None) -> dict[str, Any]:
    return {"origin": "s", "epoch": 1, "chain": "P1", "seq": seq, "hash": digest or f"hash {seq}"}


BROUGHT = [brought(10)]


@pytest.mark.parametrize(
    ("payload", "explained"),
    [
        ({"epoch": 2, "heads": BROUGHT, "lost": None}, True),
        ({"epoch": 2, "heads": BROUGHT, "lost": [lost(11, 13)]}, True),
        ({"epoch": 2, "heads": BROUGHT, "lost": [lost(5, 20)]}, True),
        ({"epoch": 2, "heads": BROUGHT, "lost": [lost(11, 12)]}, False),  # 13 was not there to be lost
        ({"epoch": 2, "heads": BROUGHT, "lost": [lost(12, 20)]}, False),
        ({"epoch": 2, "heads": BROUGHT, "lost": [lost(11, 13, epoch=2)]}, False),
        ({"epoch": 2, "heads": BROUGHT, "lost": []}, False),
        ({"epoch": 1, "heads": BROUGHT, "lost": None}, False),  # the mark was made after that restore
        ({"epoch": 2, "heads": BROUGHT}, False),
        ({"epoch": 2, "heads": [], "lost": None}, True),
        ({"epoch": 2, "lost": None}, False),
        ({"epoch": 2, "heads": [brought(11)], "lost": None}, False),  # it brought back more than there is
        ({"epoch": 2, "heads": [brought(11)], "lost": [lost(12, 13), lost(11, 13)]}, False),
        ({"epoch": 2, "heads": [brought(9, "another")], "lost": None}, False),
        ({"epoch": 2, "heads": [{}], "lost": None}, False),
        ({"epoch": "2", "heads": BROUGHT, "lost": None}, False),
        ({"epoch": 2, "heads": BROUGHT, "lost": [{}]}, False),
        ({"epoch": 2, "heads": BROUGHT, "lost": 5}, False),
    ],
)
def test_only_a_restore_that_gave_them_up_explains_what_is_missing(
    payload: dict[str, Any], explained: bool
) -> None:
    [found] = held(13, restores=[restore(payload)])
    assert found.restored == (NOW.utc if explained else None)


def test_a_restore_whose_payload_was_withheld_explains_nothing() -> None:
    told = restore({"epoch": 2, "heads": BROUGHT, "lost": None})
    [found] = held(13, restores=[replace(told, payload=None)])
    assert found.restored is None


@pytest.mark.parametrize(
    ("given_up", "explained"),
    [([lost(8, 9)], True), ([lost(9, 9)], True), ([lost(8, 8)], False), ([], False), (None, False)],
)
def test_a_branch_that_a_restore_gave_up(given_up: Any, explained: bool) -> None:
    [found] = held(9, "another", [restore({"epoch": 2, "heads": BROUGHT, "lost": given_up})])
    assert found.branched
    assert found.restored == (NOW.utc if explained else None)
