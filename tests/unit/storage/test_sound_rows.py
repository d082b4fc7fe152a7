"""The quick look at rows: it passes what the program wrote and nothing that the whole check would not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from diary_app.common.errors import Damaged
from diary_app.domain.log.chain import check_chains, fault_of
from diary_app.domain.log.entry import Entry, commitment, entry_hash
from diary_app.storage.entry_rows import entry_of, row_of
from diary_app.storage.findings import FindingKind, chain_finding
from diary_app.storage.log_check import LogCheck
from diary_app.storage.sound_rows import COLUMNS, SoundRows
from tests.diaries import PARTICIPANT, four_acts

HEX = "0123456789abcdef0123456789abcdef"


class Row(tuple[Any, ...]):
    """As the database gives one: values by place, and by name."""

    @property
    def _mapping(self) -> Mapping[str, Any]:
        return dict(zip(COLUMNS, self, strict=True))


LOG = four_acts('早 "first" one\n')
HERE = [entry for entry in LOG if entry.chain == PARTICIPANT]
NOTED = next(place for place, entry in enumerate(HERE) if entry.note is not None)


def row(entry: Entry, **values: Any) -> Row:
    told = row_of(entry) | values
    return Row(told[name] for name in COLUMNS)


def sealed(entry: Entry) -> Entry:
    return replace(entry, hash=entry_hash(entry))


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


def test_what_the_program_writes_is_sound_and_a_payload_in_chinese_is_left_to_the_whole_check() -> None:
    look = SoundRows()
    assert all(look.holds(row(entry)) for entry in LOG)
    chinese = {"name": "依维莫司"}
    committed = commitment(chinese, HEX)
    entry = sealed(replace(LOG[0], payload=chinese, payload_salt=HEX, payload_commitment=committed))
    assert fault_of(entry, None) is None
    assert not look.holds(row(entry))


@pytest.mark.parametrize("name", [field.name for field in fields(Entry)])
def test_a_change_of_any_single_field_is_seen(name: str) -> None:
    changed = replace(HERE[NOTED], **{name: other(getattr(HERE[NOTED], name))})
    assert not SoundRows().holds(row(changed))


@pytest.mark.parametrize("name", ["payload", "payload_salt", "note", "note_salt"])
def test_half_of_what_was_withheld_is_seen(name: str) -> None:
    half: dict[str, Any] = {name: None}
    assert not SoundRows().holds(row(replace(HERE[NOTED], **half)))


def test_what_was_withheld_whole_is_sound() -> None:
    entry = replace(HERE[NOTED], payload=None, payload_salt=None, note=None, note_salt=None)
    assert SoundRows().holds(row(entry))


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}', '{"a":1.0}', '{"a":1,"a":1}', '{"b":1,"a":1}', '{"a":9007199254740993}', '{"a":"\\u0041"}',
     '{"a":NaN}', '{"a":-0}', '{"a":1e2}', '{"a":"\\/"}', ' {"a":1}', '{"a":1', "", '{"\u00e9":1}'],
)  # fmt: skip
def test_a_payload_in_another_form_is_never_sound_though_its_very_bytes_were_hashed(
    text: str,
) -> None:
    from hashlib import sha256

    committed = sha256(bytes.fromhex(HEX) + text.encode()).hexdigest()
    entry = sealed(replace(HERE[0], payload_salt=HEX, payload_commitment=committed))
    assert not SoundRows().holds(row(entry, payload=text))


@pytest.mark.parametrize(
    ("name", "value"),
    [("seq", 2**53), ("counter", "1"), ("v", True), ("v", 1.0), ("clock_suspect", 0), ("chain", b"S"),
     ("actor", "\ud800"), ("entered_at", "2026-01-05T07:10:00Z"), ("entered_at", "0999-01-05T07:10:00.000Z"),
     ("entered_at", "2026-02-30T07:10:00.000Z"), ("payload_salt", "zz"), ("payload", 5)],
)  # fmt: skip
def test_what_no_row_of_the_program_holds_is_no_fault_of_the_look(name: str, value: Any) -> None:
    assert not SoundRows().holds(row(HERE[0], **{name: value}))


def changed_logs() -> list[list[Row]]:
    """One row after the other: of another day, unreadable, gone, doubled, resealed."""
    rows = [row(entry) for entry in LOG]
    found = [rows]
    for place, entry in enumerate(LOG):
        resealed = sealed(replace(entry, payload_salt=HEX, payload_commitment=commitment({"x": 1}, HEX)))
        others: tuple[list[Row], ...] = (
            [row(entry, reason="x")], [row(entry, payload="{")], [], [rows[place]] * 2, [row(resealed)],
            [row(resealed, payload='{"x":1}')], [row(entry, prev_hash=HEX)], [row(entry, seq=entry.seq + 1)],
        )  # fmt: skip
        found += [[*rows[:place], *another, *rows[place + 1 :]] for another in others]
    return found


def whole_check(rows: list[Row]) -> tuple[object, object]:
    """As the entries themselves are checked."""
    entries, unread = [], {}
    for each in rows:
        key = each[1:4]
        try:
            if key not in unread:
                entries.append(entry_of(each._mapping))
        except Damaged:
            unread[key] = (FindingKind.CONTENT, each._mapping["seq"])
    heads, faults = check_chains(entries)
    told = [chain_finding(fault) for fault in faults]
    return heads, [*unread.values(), *((each.kind, each.seq) for each in told)]


def test_heads_and_faults_are_those_of_the_whole_check_whatever_was_changed() -> None:
    logs = changed_logs()
    assert len(logs) > 30
    for rows in logs:
        check = LogCheck()
        check.take_all(rows)
        heads, found = whole_check(rows)
        assert check.heads() == heads
        assert [(each.kind, each.seq) for each in check.findings()] == found
