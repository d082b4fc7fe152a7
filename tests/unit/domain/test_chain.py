"""Chains: whatever is changed, taken out, put in or moved is found, and where."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from diary_app.domain.log.chain import ChainKey, FaultKind, check_chains, commitments_hold
from diary_app.domain.log.entry import Entry, commitment, entry_hash
from tests.diaries import PARTICIPANT, four_acts

LOG = four_acts("first one")
HERE = [entry for entry in LOG if entry.chain == PARTICIPANT]
KEY = ChainKey("home", 1, PARTICIPANT)
NOTED = next(place for place, entry in enumerate(HERE) if entry.note is not None)


def faults(entries: list[Entry]) -> list[tuple[int, FaultKind]]:
    _, found = check_chains(entries)
    return [(fault.seq, fault.kind) for fault in found]


def test_a_whole_log_has_a_head_a_chain_and_no_fault() -> None:
    heads, found = check_chains(LOG)
    assert found == []
    assert {(head.key.chain, head.seq) for head in heads} == {("store", 1), (PARTICIPANT, len(HERE))}
    assert {head.hash for head in heads} == {LOG[0].hash, HERE[-1].hash}


def other(value: Any) -> Any:
    if value is None:
        return "x"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {**value, "day": "2026-01-09"}
    return value + timedelta(milliseconds=1) if hasattr(value, "tzinfo") else value + "0"


@pytest.mark.parametrize("name", [field.name for field in fields(Entry)])
def test_a_change_of_any_single_field_is_found(name: str) -> None:
    changed = replace(HERE[NOTED], **{name: other(getattr(HERE[NOTED], name))})
    entries = [*HERE[:NOTED], changed, *HERE[NOTED + 1 :]]
    assert faults(entries), f"a changed {name} passed"


@pytest.mark.parametrize("name", ["payload", "note"])
@pytest.mark.parametrize("value", [None, 1.5, {"a": float("nan")}, {"a": 2**70}, "\ud800", {1: 2}])
def test_a_value_put_in_place_of_another_is_found_whatever_it_is(name: str, value: Any) -> None:
    entries = list(HERE)
    entries[NOTED] = replace(HERE[NOTED], **{name: value})
    assert faults(entries) == [(NOTED + 1, FaultKind.CONTENT)]


@pytest.mark.parametrize("salt", ["", "zz", "0", "\u0665" * 32, "5a" * 15])
def test_a_salt_that_is_none_is_found(salt: str) -> None:
    entries = list(HERE)
    entries[NOTED] = replace(HERE[NOTED], payload_salt=salt)
    assert faults(entries) == [(NOTED + 1, FaultKind.CONTENT)]


@pytest.mark.parametrize("changes", [{"about": {"day": 1.5}}, {"monotonic": 2**70}, {"actor": "\ud800"}])
def test_a_field_that_cannot_be_hashed_is_a_fault_and_no_crash(changes: dict[str, Any]) -> None:
    entries = list(HERE)
    entries[NOTED] = replace(HERE[NOTED], **changes)
    assert faults(entries) == [(NOTED + 1, FaultKind.HASH)]


def test_a_forged_entry_breaks_the_link_to_the_next() -> None:
    payload = {"status": "taken", "mg": "12", "capsules": 1, "fasting": "yes"}
    forged = replace(HERE[NOTED], payload=payload, payload_commitment=commitment(payload, "5a" * 16))
    entries = list(HERE)
    entries[NOTED] = replace(forged, hash=entry_hash(replace(forged, actor="somebody")))
    assert faults(entries) == [(NOTED + 1, FaultKind.HASH)]
    rehashed = replace(forged, note="another", note_commitment=commitment("another", "a5" * 16))
    entries[NOTED] = replace(rehashed, hash=entry_hash(rehashed))
    assert faults(entries) == [(NOTED + 2, FaultKind.LINK)]


@pytest.mark.parametrize("place", range(len(HERE) - 1))
def test_an_entry_taken_out_leaves_a_gap(place: int) -> None:
    assert faults([*HERE[:place], *HERE[place + 1 :]]) == [(HERE[place + 1].seq, FaultKind.GAP)]


@pytest.mark.parametrize("place", range(len(HERE) - 1))
def test_two_entries_exchanged_are_found(place: int) -> None:
    entries = [*HERE[:place], HERE[place + 1], HERE[place], *HERE[place + 2 :]]
    assert faults(entries) == [(place + 2, FaultKind.GAP)]


def test_an_entry_twice_is_found() -> None:
    assert faults([*HERE[:2], HERE[1], *HERE[2:]]) == [(2, FaultKind.GAP)]


def test_a_cut_tail_leaves_a_whole_chain_with_a_lower_head() -> None:
    heads, found = check_chains(HERE[:-1])
    assert found == []
    assert [head.seq for head in heads] == [len(HERE) - 1]


def test_a_first_entry_that_names_one_before_it_is_found() -> None:
    first = replace(HERE[0], prev_hash="00" * 32)
    assert faults([replace(first, hash=entry_hash(first)), *HERE[1:]])[0] == (1, FaultKind.LINK)


def test_a_fault_in_one_chain_leaves_the_others_whole() -> None:
    broken = [replace(HERE[0], actor="somebody"), *HERE[1:]]
    heads, found = check_chains([LOG[0], *broken])
    assert [(fault.key, fault.seq) for fault in found] == [(KEY, 1)]
    assert ChainKey("home", 1, "store") in {head.key for head in heads}


def test_each_epoch_counts_anew() -> None:
    restored = replace(HERE[0], epoch=2)
    assert faults([*HERE, replace(restored, hash=entry_hash(restored))]) == []


def test_redacted_values_pass_and_the_chain_holds() -> None:
    entry = HERE[NOTED]
    redacted = replace(entry, note=None, note_salt=None)
    assert faults([*HERE[:NOTED], redacted, *HERE[NOTED + 1 :]]) == []
    withheld = replace(redacted, payload=None, payload_salt=None)
    assert faults([*HERE[:NOTED], withheld, *HERE[NOTED + 1 :]]) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"note_salt": None},
        {"note": None},
        {"payload_salt": None},
        {"note": None, "note_salt": None, "note_commitment": None},
        {"note_commitment": None},
    ],
)
def test_half_a_redaction_is_found(changes: dict[str, Any]) -> None:
    entries = list(HERE)
    entries[NOTED] = replace(HERE[NOTED], **changes)
    assert faults(entries)


def test_a_note_added_to_an_entry_without_one_is_found() -> None:
    bare = next(entry for entry in HERE if entry.note is None)
    noted = replace(bare, note="added", note_salt="a5" * 16, note_commitment=commitment("added", "a5" * 16))
    assert commitments_hold(noted)
    assert faults([noted if entry is bare else entry for entry in HERE]) == [(bare.seq, FaultKind.HASH)]
