"""A mark is read strictly: whatever was changed in its bytes is refused, or no longer signed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.mark import (
    LARGEST,
    Mark,
    NewerMark,
    UnfitMark,
    content,
    decode,
    encode,
    mark_value,
    new_mark,
    signed,
)
from diary_app.security.signing import DeviceSigning

SIGNING = DeviceSigning()
PRIVATE = bytes(range(32))
NOON = datetime(2026, 1, 20, 12, 0, 0, 250_000, tzinfo=UTC)


def head(chain: str, seq: int = 3, epoch: int = 1) -> Head:
    return Head(ChainKey("store-1", epoch, chain), seq, f"{seq:064x}")


def made(*heads: Head, made_at: datetime | None = NOON) -> Mark:
    mark = new_mark("store-1", SIGNING.public_key(PRIVATE), heads, made_at, None)
    return signed(mark, SIGNING.sign(PRIVATE, content(mark)))


MARK = made(head("P1", 12), head("store", 2), head("P1", 4, epoch=2))
RAW = encode(MARK)


def passes(raw: bytes) -> bool:
    """Whether bytes are read as a mark whose signature holds."""
    try:
        mark = decode(raw)
    except (UnfitMark, NewerMark):
        return False
    return SIGNING.holds(mark.public_key, mark.signature, content(mark))


@pytest.mark.parametrize("mark", [MARK, made(), made(head("P1"), made_at=None)])
def test_there_and_back(mark: Mark) -> None:
    assert decode(encode(mark)) == mark
    assert passes(encode(mark))


def test_it_counts_the_entries_of_its_chains_and_keeps_them_in_order() -> None:
    assert MARK.entries == 18
    assert [each.key.epoch for each in MARK.heads] == [1, 1, 2]
    some = new_mark("s", "0" * 64, [head("P2"), head("store"), head("P1")], None, ["P1", "P2"])
    assert [each.key.chain for each in some.heads] == ["P1", "P2"]


@given(st.integers(0, len(RAW) - 1), st.integers(0, 255))
def test_no_byte_can_be_another(place: int, byte: int) -> None:
    changed = RAW[:place] + bytes([byte]) + RAW[place + 1 :]
    assert passes(changed) is (changed == RAW)


@given(st.integers(0, len(RAW)), st.integers(0, 12), st.binary(max_size=12))
def test_nothing_can_be_cut_out_or_put_in(place: int, length: int, more: bytes) -> None:
    changed = RAW[:place] + more + RAW[place + length :]
    assert passes(changed) is (changed == RAW)


odd = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just([]) | st.just({})
)
fields = st.sampled_from(sorted(json.loads(RAW)))


@given(fields, odd, st.sampled_from(["put", "drop", "head", "drop in head"]))
def test_no_field_can_be_another(name: str, other: object, how: str) -> None:
    """Past the parser: JSON that is well made, in canonical form where it has one."""
    value: dict[str, Any] = json.loads(RAW)
    first = value["heads"][0]
    if how == "put":
        value[name] = other
    elif how == "drop":
        del value[name]
    elif how == "head":
        first[sorted(first)[len(name) % len(first)]] = other
    else:
        del first[sorted(first)[len(name) % len(first)]]
    try:
        changed = canonical_json(value)
    except (TypeError, ValueError):
        changed = json.dumps(value).encode()
    assert passes(changed) is (changed == RAW)


def _with(**fields: Any) -> bytes:
    return canonical_json({**mark_value(MARK), **fields})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        RAW + b"\n",
        RAW.replace(b'{"entries"', b'{"entries":18,"entries"'),
        json.dumps(mark_value(MARK)).encode(),
        _with(entries=19),
        _with(entries=True),
        _with(made_at="2026-01-20T12:00:00Z"),
        _with(made_at="2026-01-20T12:00:00.250"),
        _with(heads=[*mark_value(MARK)["heads"], mark_value(MARK)["heads"][0]]),
        _with(heads=mark_value(MARK)["heads"][::-1]),
        _with(store="x" * 81),
        _with(more=1),
        _with(version=0),
        RAW.replace(b'"seq":12', b'"seq":12.0'),
        RAW.replace(b'"seq":12', b'"seq":NaN'),
        b" " * (LARGEST + 1),
    ],
)
def test_what_is_no_mark(raw: bytes) -> None:
    with pytest.raises(UnfitMark):
        decode(raw)


def test_a_newer_one_is_told_apart() -> None:
    with pytest.raises(NewerMark) as told:
        decode(_with(version=2, new_field=[]))
    assert told.value.args == (2,)


@pytest.mark.parametrize(
    "change",
    [
        lambda mark: replace(mark, heads=mark.heads[:-1]),
        lambda mark: replace(mark, store="store-2"),
        lambda mark: replace(mark, made_at=None),
        lambda mark: replace(mark, public_key=SIGNING.public_key(b"7" * 32)),
    ],
)
def test_a_signature_is_for_one_mark_alone(change: Callable[[Mark], Mark]) -> None:
    changed = change(MARK)
    assert decode(encode(changed)) == changed  # well made, and yet
    assert not passes(encode(changed))
