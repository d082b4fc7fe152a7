"""Ranges of chains as the files of the hand-over hold them: every hashed field, with salts and commitments.

A sealed file holds the participant's chains, a set-up file the clinic's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import ABOUT_PARTS, Entry, instant_text
from diary_app.exchange.transfer.container import (
    Unfit,
    boolean,
    digits,
    fields_of,
    instant,
    name,
    number,
    salt,
)

MOST_ENTRIES = 100_000
MOST_CHAINS = 1_000
LONGEST_TEXT = 20_000
"""Characters of a text in a hashed field, such as a reason."""
_RANGE = {"origin", "epoch", "chain", "first", "last", "previous", "count", "entries"}


@dataclass(frozen=True, slots=True)
class ChainRange:
    """The entries ``first`` to ``last`` of one chain, without a gap; never empty."""

    key: ChainKey
    entries: tuple[Entry, ...]

    @property
    def first(self) -> int:
        """The number of the first entry."""
        return self.entries[0].seq

    @property
    def head(self) -> Head:
        """The end of the range."""
        return Head(self.key, self.entries[-1].seq, self.entries[-1].hash)


def without_value(entry: Entry) -> Entry:
    """The entry with payload and note withheld: value and salt dropped, commitments kept."""
    return replace(without_note(entry), payload=None, payload_salt=None)


def without_note(entry: Entry) -> Entry:
    """The entry with its note withheld."""
    return replace(entry, note=None, note_salt=None)


def ranges_value(ranges: Iterable[ChainRange]) -> list[dict[str, Any]]:
    """Ranges as JSON values."""
    return [
        {
            **each.key._asdict(),
            "first": each.first,
            "last": each.head.seq,
            "previous": each.entries[0].prev_hash,
            "count": len(each.entries),
            "entries": [entry_value(entry) for entry in each.entries],
        }
        for each in ranges
    ]


def ranges_of(value: object) -> tuple[ChainRange, ...]:
    """Ranges from :func:`ranges_value`, in order, no chain twice; numbers agree. Raises ``Unfit``.

    Whether the hashes hold is for ``domain.log.chain`` to say.
    """
    if not isinstance(value, list) or len(value) > MOST_CHAINS:
        raise Unfit("chains")
    ranges = tuple(map(_range, value))
    keys = [each.key for each in ranges]
    if sorted(set(keys)) != keys or sum(len(each.entries) for each in ranges) > MOST_ENTRIES:
        raise Unfit("chains twice, in another order or too long")
    return ranges


def _range(value: object) -> ChainRange:
    told = fields_of(value, _RANGE)
    key = ChainKey(name(told["origin"]), number(told["epoch"]), name(told["chain"]))
    first, last, count = number(told["first"]), number(told["last"]), number(told["count"])
    if not isinstance(told["entries"], list) or not count == last - first + 1 == len(told["entries"]):
        raise Unfit("counts")
    entries = tuple(map(entry_of, told["entries"]))
    if any(
        (entry.origin, entry.epoch, entry.chain, entry.seq) != (*key, seq)
        for seq, entry in enumerate(entries, first)
    ):
        raise Unfit("another chain")
    if entries[0].prev_hash != told["previous"]:
        raise Unfit("previous")
    return ChainRange(key, entries)


def entry_value(entry: Entry) -> dict[str, Any]:
    """An entry with everything it holds."""
    value = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    value["about"] = dict(entry.about)
    value["entered_at"] = instant_text(entry.entered_at)
    return value


def entry_of(value: object) -> Entry:
    """An entry from :func:`entry_value`, every field of its type. Raises ``Unfit``."""
    told = fields_of(value, set(_FIELDS))
    entry = Entry(**{field: read(told[field]) for field, read in _FIELDS.items()})
    if (entry.payload is None) != (entry.payload_salt is None):
        raise Unfit("payload without salt")
    if (entry.note is None) != (entry.note_salt is None) or (entry.note_salt and not entry.note_commitment):
        raise Unfit("note without salt")
    return entry


def _or_none(read: Callable[[object], Any]) -> Callable[[object], Any]:
    return lambda value: None if value is None else read(value)


def _words(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise Unfit("text")
    return value


def _note(value: object) -> str:
    if not isinstance(value, str):
        raise Unfit("note")
    return value


def _payload(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit("payload")
    return value


def _about(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not set(value) <= set(ABOUT_PARTS):
        raise Unfit("about")
    return {part: name(told) for part, told in value.items()}


def _monotonic(value: object) -> int:
    return number(value, 0)


_FIELDS: Mapping[str, Callable[[object], Any]] = {
    "id": name,
    "origin": name,
    "epoch": number,
    "chain": name,
    "seq": number,
    "counter": number,
    "kind": name,
    "participant": _or_none(name),
    "about": _about,
    "entered_at": instant,
    "entered_offset": name,
    "entered_zone": name,
    "monotonic": _monotonic,
    "boot": name,
    "clock_suspect": boolean,
    "actor": _words,
    "role": name,
    "by": name,
    "device": _words,
    "app_version": name,
    "v": number,
    "payload": _or_none(_payload),
    "payload_salt": _or_none(salt),
    "payload_commitment": digits,
    "note": _or_none(_note),
    "note_salt": _or_none(salt),
    "note_commitment": _or_none(digits),
    "corrects": _or_none(name),
    "reason": _or_none(_words),
    "key": _or_none(_words),
    "prev_hash": _or_none(digits),
    "hash": digits,
}
