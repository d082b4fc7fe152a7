"""Checking chains: gapless numbers, linked hashes, kept commitments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from diary_app.domain.log.canonical import Json
from diary_app.domain.log.entry import Entry, commitment, entry_hash


class ChainKey(NamedTuple):
    """What a sequence of entries is numbered by."""

    origin: str
    epoch: int
    chain: str


class FaultKind(StrEnum):
    """What is wrong with the first bad entry of a chain."""

    GAP = "gap"
    CONTENT = "content"
    HASH = "hash"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first entry of a chain that does not hold, by its number and what is wrong."""

    key: ChainKey
    seq: int
    kind: FaultKind


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one chain."""

    key: ChainKey
    seq: int
    hash: str


def chain_key(entry: Entry) -> ChainKey:
    """The chain an entry belongs to."""
    return ChainKey(entry.origin, entry.epoch, entry.chain)


def check_chains(
    entries: Iterable[Entry], before: Mapping[ChainKey, Head] | None = None
) -> tuple[list[Head], list[ChainFault]]:
    """Check every chain of ``entries``, given in order of ``seq`` within each chain.

    ``before``: what the first given entry of a chain follows; nothing, where a
    chain is given from its beginning. Returns the head of each chain and the
    first fault of each broken chain.
    """
    heads: dict[ChainKey, Head] = dict(before or {})
    faults: dict[ChainKey, ChainFault] = {}
    for entry in entries:
        key = chain_key(entry)
        if key in faults:
            continue
        kind = fault_of(entry, heads.get(key))
        if kind is not None:
            faults[key] = ChainFault(key, entry.seq, kind)
        heads[key] = Head(key, entry.seq, entry.hash)
    return list(heads.values()), list(faults.values())


def fault_of(entry: Entry, before: Head | None) -> FaultKind | None:
    """What is wrong with an entry that follows ``before``, or begins its chain; ``None``: nothing."""
    if entry.seq != (before.seq + 1 if before else 1):
        return FaultKind.GAP
    if not commitments_hold(entry):
        return FaultKind.CONTENT
    if not _hash_holds(entry):
        return FaultKind.HASH
    if entry.prev_hash != (before.hash if before else None):
        return FaultKind.LINK
    return None


def commitments_hold(entry: Entry) -> bool:
    """Whether payload and note are the ones that were hashed, where they are still kept."""
    pairs = (
        (entry.payload, entry.payload_salt, entry.payload_commitment),
        (entry.note, entry.note_salt, entry.note_commitment),
    )
    return all(_commitment_holds(*pair) for pair in pairs)


def _commitment_holds(value: Json, salt: str | None, committed: str | None) -> bool:
    if salt is None:
        return value is None
    try:
        return committed == commitment(value, salt)
    except (TypeError, ValueError):  # a value or salt that no entry was ever written with
        return False


def _hash_holds(entry: Entry) -> bool:
    try:
        return entry_hash(entry) == entry.hash
    except (TypeError, ValueError):  # a field that has no canonical form
        return False
