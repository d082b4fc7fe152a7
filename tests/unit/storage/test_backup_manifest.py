"""What a backup says of itself is believed in its own words only."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.storage.backup_manifest import Manifest, Part, Unfit, decode, encode

TOLD = Manifest(
    store="5d8cdb54-0b22-4750-87fc-5731a8e2f18b",
    program="0.1.0",
    log_schema=1,
    projection=1,
    epoch=1,
    entries=20,
    counter=20,
    heads=(Head(ChainKey("5d8cdb54-0b22-4750-87fc-5731a8e2f18b", 1, "P-001"), 20, "ab" * 32),),
    made_at=datetime(2026, 1, 5, 23, 10, tzinfo=UTC),
    keys=Part(bytes=100, sha256="cd" * 32),
    database=Part(bytes=4096, sha256="ef" * 32),
)
LIES: dict[str, Any] = {
    "entries": [999_999, "all", 2**53 - 1, True],
    "made_at": [
        "9999-12-31T23:59:59-23:00",
        "2026-01-05T00:00:00",
        "0001-01-01T00:00:00",
        5,
    ],
    "heads": [{"a": 1}, [{"origin": 1}], [], 7],
    "epoch": [0, "1"],
    "counter": [-1, None],
    "log_schema": ["1"],
    "projection": [[]],
    "program": ["\x1b[2J", "", "p" * 81, 5],
    "store": [None, 5],
    "version": [True, "1", 0],
    "keys": [{"bytes": 1}, 5],
    "database": [{"bytes": "1", "sha256": "0" * 64}],
    "more": [1],
}


def manifest_with(raw: bytes, **changed: Any) -> bytes:
    value = {**json.loads(raw), **changed}
    del value["check"]
    return canonical_json({**value, "check": hashlib.sha256(canonical_json(value)).hexdigest()})


def test_a_manifest_that_lies_is_no_manifest() -> None:
    raw = encode(TOLD)
    assert decode(manifest_with(raw)) == TOLD
    heads = json.loads(raw)["heads"]
    odd = [[{**heads[0], name: bad}] for name in ("seq", "hash", "epoch", "chain") for bad in ("many", [], 0)]
    for name, values in {**LIES, "heads": [*LIES["heads"], *odd, [*heads, *heads]]}.items():
        for value in values:
            if (name, value) != ("heads", [{**heads[0], "chain": "many"}]):
                with pytest.raises(Unfit):
                    decode(manifest_with(raw, **{name: value, "mark": None}))
