"""The sealed file: a participant's diary, from their device to their clinic.

Outside one line says which clinic's key it is sealed to and the SHA-256 of what
follows, an age file (https://age-encryption.org/v1); so another clinic's file
and a damaged one are told apart. Inside is a container (``container``) that the
device signed: age itself does not say who sent.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from diary_app.domain.log.entry import instant_text
from diary_app.domain.log.mark import Mark, NewerMark, mark_of, mark_value
from diary_app.exchange.transfer import container as box
from diary_app.exchange.transfer.container import Container, NewerFile, Unfit
from diary_app.exchange.transfer.container_chains import ChainRange, ranges_of, ranges_value

FORMAT = "morning-diary-sealed"
VERSION = 1
LARGEST = 32 * 1024 * 1024
"""Bytes; a diary of two years is some five million."""
SUFFIX = ".diary"
_MAGIC = f"{FORMAT} ".encode("ascii")
_OUTER = re.compile(rb"morning-diary-sealed (\d{1,6}) ([0-9a-f]{32}) ([0-9a-f]{64})\n")
_FACTS = {"participant", "trial", "store", "nonce", "public_key", "made_at", "notes"}
_BODY = {"chains", "mark"}


class NotSealed(ValueError):
    """The outer line is not one of a sealed file, or what follows it is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who made a sealed file, and for what.

    ``trial``: the protocol's id, ``trial_sha256`` of its text. ``store``: the
    device's. ``nonce``: of the set-up file it was given. ``public_key``: the
    device's, Ed25519, 64 hex digits. ``notes``: whether typed notes are in it.
    """

    participant: str
    trial: str
    trial_sha256: str
    store: str
    nonce: str
    public_key: str
    made_at: datetime
    notes: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sealed file brings: ranges of chains, and the signed heads of all of them."""

    chains: tuple[ChainRange, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The outside of a sealed file. ``for_key``: ``key_name`` of the clinic's key; ``age``: the age file."""

    for_key: str
    age: bytes


def key_name(recipient: str) -> str:
    """How a sealed file names the key (``age1...``) that opens it, 32 hex digits."""
    return hashlib.sha256(recipient.encode("ascii")).hexdigest()[:32]


def wrap(age: bytes, recipient: str) -> bytes:
    """The whole file around an age file that is sealed to ``recipient``."""
    sha256 = hashlib.sha256(age).hexdigest()
    return _MAGIC + f"{VERSION} {key_name(recipient)} {sha256}\n".encode("ascii") + age


def is_sealed(content: bytes) -> bool:
    """Whether a file calls itself a sealed file."""
    return content.startswith(_MAGIC)


def unwrap(content: bytes) -> Wrapped:
    """The outside of a sealed file. Raises ``NotSealed`` for a damaged one, ``NewerFile``."""
    found = _OUTER.match(content)
    if found is None:
        raise NotSealed
    version, for_key, sha256 = (part.decode("ascii") for part in found.groups())
    if int(version) > VERSION:
        raise NewerFile(int(version), VERSION)
    age = content[found.end() :]
    if hashlib.sha256(age).hexdigest() != sha256:
        raise NotSealed
    return Wrapped(for_key, age)


def encode(sender: Sender, contents: Contents, sign: Callable[[bytes], str]) -> bytes:
    """What is sealed; ``sign`` is the device's."""
    body = {"chains": ranges_value(contents.chains), "mark": mark_value(contents.mark)}
    return box.pack(FORMAT, VERSION, _facts(sender), body, sign)


def read_sender(content: bytes) -> tuple[Sender, Container]:
    """Who made it, before the body is read. Raises ``Unfit`` or ``NewerFile``."""
    found = box.unpack(FORMAT, VERSION, _FACTS, content)
    told = found.facts
    trial = box.fields_of(told["trial"], {"id", "sha256"})
    sender = Sender(
        participant=box.name(told["participant"]),
        trial=box.name(trial["id"]),
        trial_sha256=box.digits(trial["sha256"]),
        store=box.name(told["store"]),
        nonce=box.name(told["nonce"]),
        public_key=box.digits(told["public_key"]),
        made_at=box.instant(told["made_at"]),
        notes=box.boolean(told["notes"]),
    )
    return sender, found


def read_contents(sender: Sender, found: Container) -> Contents:
    """What it brings: the sender's own chains alone, to the heads that it marks.

    Whether signatures and hashes hold is for others to say. Raises ``Unfit`` or ``NewerFile``.
    """
    body = box.fields_of(box.read_json(found.body), _BODY)
    chains = ranges_of(body["chains"])
    try:
        mark = mark_of(body["mark"])
    except (ValueError, OverflowError) as problem:
        raise Unfit(str(problem)) from None
    except NewerMark as problem:
        raise NewerFile(problem.args[0], VERSION) from None
    ends = {head.key: head for head in mark.heads}
    of_one = (mark.store, mark.public_key) == (sender.store, sender.public_key)
    own = all((each.key.origin, each.key.chain) == (sender.store, sender.participant) for each in chains)
    if not of_one or not own or any(ends.get(each.key) != each.head for each in chains):
        raise Unfit("chains and heads of one diary")
    if any(head.key.chain != sender.participant for head in mark.heads):
        raise Unfit("another participant's head")
    return Contents(chains, mark)


def _facts(sender: Sender) -> Mapping[str, Any]:
    return {
        "participant": sender.participant,
        "trial": {"id": sender.trial, "sha256": sender.trial_sha256},
        "store": sender.store,
        "nonce": sender.nonce,
        "public_key": sender.public_key,
        "made_at": instant_text(sender.made_at),
        "notes": sender.notes,
    }
