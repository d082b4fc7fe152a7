"""The receipt: what a clinic has of a participant's diary, signed by the clinic. It holds no health data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import instant_text
from diary_app.exchange.transfer import container as box
from diary_app.exchange.transfer.container import Container, Unfit

FORMAT = "morning-diary-receipt"
VERSION = 1
LARGEST = 512 * 1024
SUFFIX = ".receipt"
_FACTS = {"participant", "clinic_store", "public_key", "made_at"}
_HEAD = {"origin", "epoch", "chain", "seq", "hash"}
_MOST_HEADS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """``public_key``: the clinic's signing key, 64 hex digits. ``heads``: how far the clinic's copy goes."""

    participant: str
    clinic_store: str
    public_key: str
    made_at: datetime
    heads: tuple[Head, ...]


def encode(receipt: Receipt, sign: Callable[[bytes], str]) -> bytes:
    """The file; ``sign`` is the clinic's."""
    facts = {
        "participant": receipt.participant,
        "clinic_store": receipt.clinic_store,
        "public_key": receipt.public_key,
        "made_at": instant_text(receipt.made_at),
    }
    return box.pack(FORMAT, VERSION, facts, {"heads": heads_value(receipt.heads)}, sign)


def is_receipt(content: bytes) -> bool:
    """Whether a file calls itself a receipt."""
    return box.is_of_kind(FORMAT, content)


def decode(content: bytes) -> tuple[Receipt, Container]:
    """A receipt from its file; whether the clinic signed it is still to be asked.

    Raises ``Unfit`` or ``NewerFile``.
    """
    found = box.unpack(FORMAT, VERSION, _FACTS, content)
    told = found.facts
    heads = heads_of(box.fields_of(box.read_json(found.body), {"heads"})["heads"])
    participant = box.name(told["participant"])
    if any(head.key.chain != participant for head in heads):
        raise Unfit("another participant's head")
    receipt = Receipt(
        participant=participant,
        clinic_store=box.name(told["clinic_store"]),
        public_key=box.digits(told["public_key"]),
        made_at=box.instant(told["made_at"]),
        heads=heads,
    )
    return receipt, found


def heads_value(heads: tuple[Head, ...]) -> list[dict[str, Any]]:
    """Heads as JSON values, in order; also as the log keeps them."""
    ordered = sorted(heads, key=lambda head: head.key)
    return [{**head.key._asdict(), "seq": head.seq, "hash": head.hash} for head in ordered]


def heads_of(value: object) -> tuple[Head, ...]:
    """Heads from :func:`heads_value`. Raises ``Unfit``."""
    if not isinstance(value, list) or len(value) > _MOST_HEADS:
        raise Unfit("heads")
    heads = tuple(_head(box.fields_of(each, _HEAD)) for each in value)
    keys = [head.key for head in heads]
    if sorted(set(keys)) != keys:
        raise Unfit("heads twice or in another order")
    return heads


def _head(told: dict[str, Any]) -> Head:
    key = ChainKey(box.name(told["origin"]), box.number(told["epoch"]), box.name(told["chain"]))
    return Head(key, box.number(told["seq"]), box.digits(told["hash"]))
