"""The hash of an entry, worked out a second time from the contract's words alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785

from diary_app.domain.log.act import Act, Place, offset_text, seal
from diary_app.domain.log.entry import HASHED_FIELDS, Entry, Kind, commitment, entry_hash, instant_text
from tests.diaries import PATIENT
from tests.support import FixedClock

PLACE = Place(
    id="7c6b2a10-0000-4000-8000-000000000001",
    origin="store-a",
    epoch=1,
    seq=7,
    counter=41,
    prev_hash="ab" * 32,
    device="a device",
    app_version="1.2.3",
    clock_suspect=False,
    payload_salt="00112233445566778899aabbccddeeff",
    note_salt="ffeeddccbbaa99887766554433221100",
)
ACT = Act(
    kind=Kind.DOSE,
    chain="P-001",
    participant="P-001",
    author=PATIENT,
    payload={"status": "taken", "mg": "12", "capsules": 1, "fasting": "yes"},
    about={"day": "2026-01-05", "time": "07:10", "offset": "+08:00", "zone": "Asia/Shanghai"},
    note="felt \u597d",
    key="line-1",
)


def sealed(**changes: Any) -> Entry:
    return seal(replace(ACT, **changes), PLACE, FixedClock().now())


def by_the_contract(entry: Entry) -> str:
    """SHA-256 over the RFC 8785 JSON of all fields but hash, payload and note as commitments."""
    value = asdict(entry)
    value["entered_at"] = entry.entered_at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    for name in ("payload", "note"):
        salt = value.pop(f"{name}_salt")
        committed = value.pop(f"{name}_commitment")
        if salt is not None:
            again = hashlib.sha256(bytes.fromhex(salt) + rfc8785.dumps(value[name])).hexdigest()
            assert again == committed
        value[name] = committed
    del value["hash"]
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


@pytest.mark.parametrize("changes", [{}, {"note": None}, {"payload": {}}, {"about": {}, "key": None}])
def test_hash_is_the_one_of_the_contract(changes: dict[str, Any]) -> None:
    entry = sealed(**changes)
    assert entry.hash == by_the_contract(entry)


def test_hash_covers_every_field_of_the_contract() -> None:
    named = {
        "id", "origin", "epoch", "chain", "seq", "counter", "kind", "participant", "about", "entered_at",
        "entered_offset", "entered_zone", "monotonic", "boot", "clock_suspect", "actor", "role", "by",
        "device", "app_version", "v", "payload", "note", "corrects", "reason", "key", "prev_hash",
    }  # fmt: skip
    assert set(HASHED_FIELDS) == named


def test_an_entry_without_a_note_commits_to_none() -> None:
    entry = sealed(note=None)
    assert (entry.note_salt, entry.note_commitment) == (None, None)


def test_redacting_drops_value_and_salt_and_keeps_the_hash() -> None:
    entry = sealed()
    redacted = replace(entry, note=None, note_salt=None, payload=None, payload_salt=None)
    assert entry_hash(redacted) == entry.hash


def test_the_salt_keeps_equal_values_apart() -> None:
    assert commitment("nausea", "00" * 16) != commitment("nausea", "01" * 16)
    assert commitment("x", "61") == hashlib.sha256(b'a"x"').hexdigest()


def test_what_is_hashed_survives_being_written_as_json() -> None:
    entry = sealed()
    about = json.loads(json.dumps(dict(entry.about)))
    assert entry_hash(replace(entry, about=about)) == entry.hash


@pytest.mark.parametrize(("micro", "text"), [(0, "000"), (1_000, "001"), (999_000, "999"), (10_000, "010")])
def test_instants_are_utc_with_milliseconds(micro: int, text: str) -> None:
    instant = datetime(2026, 1, 6, 0, 40, 5, micro, tzinfo=timezone(timedelta(hours=8)))
    assert instant_text(instant) == f"2026-01-05T16:40:05.{text}Z"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(480, "+08:00"), (345, "+05:45"), (825, "+13:45"), (-210, "-03:30"), (-30, "-00:30")],
)
def test_offsets_are_written_with_their_sign(minutes: int, text: str) -> None:
    assert offset_text(datetime(2026, 1, 5, tzinfo=timezone(timedelta(minutes=minutes)))) == text


def test_a_naive_time_has_no_offset() -> None:
    with pytest.raises(ValueError, match="naive"):
        offset_text(datetime(2026, 1, 5))  # noqa: DTZ001


def test_every_field_of_an_entry_is_hashed_or_kept_beside_a_commitment() -> None:
    beside = {"hash", "payload_salt", "payload_commitment", "note_salt", "note_commitment"}
    assert {field.name for field in fields(Entry)} == set(HASHED_FIELDS) | beside
    assert sealed().entered_at.tzinfo is UTC
