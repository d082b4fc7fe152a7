"""A mark: the heads of a diary's chains at one moment, signed by the diary's own key.

Whoever holds a mark (a clinic, a backup, a printed summary) can tell later
whether the log still reaches it: a chain alone cannot show that its end was
cut off. The signature is Ed25519 (RFC 8032) over the canonical JSON (RFC 8785)
of all but the signature itself; ``security.signing`` makes and checks it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import STORE_CHAIN, Entry, Kind, instant_text

FORMAT = "morning-diary-mark"
VERSION = 1
ALGORITHM = "Ed25519"
LARGEST = 1024 * 1024
"""Bytes; a clinic of five thousand participants stays below it."""
_LONGEST_NAME = 80
_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_FIELDS = {"format", "version", "store", "public_key", "heads", "entries", "made_at", "signature"}
_HEAD_FIELDS = {"origin", "epoch", "chain", "seq", "hash"}


class UnfitMark(ValueError):
    """These bytes are no mark that this program wrote."""


class NewerMark(Exception):
    """A mark of a newer program; ``args[0]`` is its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """``store``: its id. ``public_key``: 64 hex digits. ``heads``: by origin, epoch and chain.

    ``entries``: how many the marked chains hold. ``made_at``: UTC, or ``None``
    where the same diary must give the same bytes. ``signature``: 128 hex
    digits, empty before it is signed.
    """

    store: str
    public_key: str
    heads: tuple[Head, ...]
    made_at: datetime | None = None
    signature: str = ""

    @property
    def entries(self) -> int:
        """How many entries the marked chains hold; they are numbered without gaps."""
        return sum(head.seq for head in self.heads)


def new_mark(
    store: str,
    public_key: str,
    heads: Iterable[Head],
    made_at: datetime | None,
    chains: Collection[str] | None,
) -> Mark:
    """A mark to be signed, of some chains or (``None``) of all."""
    wanted = sorted((head for head in heads if chains is None or head.key.chain in chains), key=_place)
    return Mark(store=store, public_key=public_key, heads=tuple(wanted), made_at=made_at)


def signed(mark: Mark, signature: str) -> Mark:
    """The mark with its signature."""
    return replace(mark, signature=signature)


def content(mark: Mark) -> bytes:
    """What is signed: the canonical JSON of all but the signature."""
    return canonical_json(_value(mark))


def encode(mark: Mark) -> bytes:
    """The signed mark as a file holds it: canonical JSON."""
    return canonical_json(mark_value(mark))


def mark_value(mark: Mark) -> dict[str, Any]:
    """The signed mark as a JSON object."""
    return {**_value(mark), "signature": mark.signature}


def decode(given: bytes) -> Mark:
    """Read a mark's bytes; every byte must be as ``encode`` writes it.

    Whether its signature holds is another question. Raises ``UnfitMark``, or
    ``NewerMark`` for one of a newer version.
    """
    if len(given) > LARGEST:
        raise UnfitMark("too large")
    try:
        value = json.loads(given.decode("utf-8"), parse_constant=_refused, parse_float=_refused)
        mark = mark_of(value)
        if encode(mark) != given:  # a field twice, or another order
            raise UnfitMark("not canonical")
        return mark
    except (ValueError, TypeError, RecursionError) as problem:
        raise UnfitMark(str(problem)) from problem


def mark_of(value: object) -> Mark:
    """A mark from the JSON object that ``mark_value`` makes. Raises ``UnfitMark`` or ``NewerMark``."""
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise UnfitMark("format")
    version = value.get("version")
    if type(version) is not int or version < 1:
        raise UnfitMark("version")
    if version > VERSION:
        raise NewerMark(version)
    if set(value) != _FIELDS:
        raise UnfitMark("fields")
    mark = Mark(
        store=_name(value["store"]),
        public_key=_text(value["public_key"], _KEY),
        heads=_heads(value["heads"]),
        made_at=None if value["made_at"] is None else _instant(value["made_at"]),
        signature=_text(value["signature"], _SIGNATURE),
    )
    if type(value["entries"]) is not int or value["entries"] != mark.entries:
        raise UnfitMark("entries")
    return mark


def device_keys(entries: Iterable[Entry], store: str) -> set[str]:
    """The public keys a store's log knows as its own."""
    own = (e for e in entries if e.kind == Kind.DEVICE and e.chain == STORE_CHAIN and e.origin == store)
    return {str(entry.payload.get("public_key")) for entry in own if isinstance(entry.payload, Mapping)}


def must_be_signed(heads: Collection[Head], devices: Iterable[Entry], store: str) -> bool:
    """Whether a backup with these heads has a mark, if it is honest.

    It holds the entry (one of ``devices``) that tells of the key of its own
    epoch: the key is made with that entry, and goes with a restore alone,
    which begins another epoch.
    """
    own = [head for head in heads if head.key.origin == store]
    epoch = max((head.key.epoch for head in own), default=0)
    last = max((head.seq for head in own if head.key == ChainKey(store, epoch, STORE_CHAIN)), default=0)
    keys = (each for each in devices if (each.origin, each.chain, each.epoch) == (store, STORE_CHAIN, epoch))
    return any(each.kind == Kind.DEVICE and each.seq <= last for each in keys)


def _value(mark: Mark) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "store": mark.store,
        "public_key": mark.public_key,
        "heads": [{**head.key._asdict(), "seq": head.seq, "hash": head.hash} for head in mark.heads],
        "entries": mark.entries,
        "made_at": None if mark.made_at is None else instant_text(mark.made_at),
    }


def _heads(value: object) -> tuple[Head, ...]:
    if not isinstance(value, list):
        raise UnfitMark("heads")
    heads = tuple(map(_head, value))
    keys = [head.key for head in heads]
    if sorted(set(keys)) != keys:
        raise UnfitMark("heads twice or in another order")
    return heads


def _head(value: object) -> Head:
    if not isinstance(value, dict) or set(value) != _HEAD_FIELDS:
        raise UnfitMark("head")
    key = ChainKey(_name(value["origin"]), _number(value["epoch"]), _name(value["chain"]))
    return Head(key, _number(value["seq"]), _text(value["hash"], _KEY))


def _number(value: object) -> int:
    if type(value) is not int or not 1 <= value < 2**53:
        raise UnfitMark("number")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_NAME:
        raise UnfitMark("name")
    return value


def _text(value: object, shape: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise UnfitMark("digits")
    return value


def _instant(value: object) -> datetime:
    if not isinstance(value, str):
        raise UnfitMark("instant")
    found = datetime.fromisoformat(value)
    if found.tzinfo is None or instant_text(found) != value:
        raise UnfitMark("instant")
    return found.astimezone(UTC)


def _place(head: Head) -> ChainKey:
    return head.key


def _refused(value: str) -> NoReturn:
    raise UnfitMark(f"not a number of a mark: {value[:20]}")
