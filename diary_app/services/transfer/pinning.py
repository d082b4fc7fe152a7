"""Whom a patient's diary trusts: the clinic of its first set-up file; and which nonces a clinic gave.

Both stand in the log as ``settings`` entries on the participant's chain: in the
patient's store the clinic's public keys and the nonce of each set-up file that
was taken in, in the clinic's store the nonce of each that was made. A nonce
travels only in a sealed set-up file and back in a file sealed to the clinic, so
that whoever shows it was handed that set-up file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import Entry, Kind
from diary_app.security.clinic_keys import PublicKeys

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

PIN = "clinic"
STORE = "clinic_store"
SITE = "clinic_site"
NONCE = "nonce"
GIVEN = "setup_nonce"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """The clinic that a participant's diary belongs to.

    ``store``: the id of the clinic's store; ``nonce``: of the set-up file taken
    in last, ``nonces`` of all, first to last.
    """

    participant: str
    keys: PublicKeys
    store: str
    site: str | None
    nonces: tuple[str, ...]

    @property
    def nonce(self) -> str:
        """Of the set-up file that was taken in last."""
        return self.nonces[-1]


@dataclass(frozen=True, slots=True)
class GivenNonce:
    """A nonce that this clinic gave; ``at``: UTC, ``by``: who made the file."""

    nonce: str
    at: datetime
    by: str


def pin_act(participant: str, keys: PublicKeys, store: str, site: str | None, nonce: str,
            author: Author) -> Act:  # fmt: skip
    """What a patient's store writes when it takes in a set-up file."""
    payload = {PIN: keys.value(), STORE: store, SITE: site, NONCE: nonce}
    return _settings(participant, author, payload)


def given_act(participant: str, nonce: str, author: Author) -> Act:
    """What a clinic's store writes when it makes a set-up file."""
    return _settings(participant, author, {GIVEN: nonce})


def pinned(opened: Opened, participant: str) -> Pinned | None:
    """The clinic pinned in this (a patient's) store; ``None`` before the first set-up file."""
    pins = [entry.payload or {} for entry in _own(opened, participant, PIN)]
    if not pins:
        return None
    first = pins[0]
    nonces = tuple(str(pin[NONCE]) for pin in pins)
    return Pinned(
        participant=participant,
        keys=PublicKeys.of(first[PIN]),
        store=first[STORE],
        site=first[SITE],
        nonces=nonces,
    )


def given_nonces(opened: Opened, participant: str) -> list[GivenNonce]:
    """The nonces that this (a clinic's) store gave for a participant, first to last."""
    own = _own(opened, participant, GIVEN)
    return [GivenNonce(str((e.payload or {})[GIVEN]), e.entered_at, e.actor) for e in own]


def _own(opened: Opened, participant: str, name: str) -> Iterator[Entry]:
    """Entries of this store alone: what came in from another never counts as its own word."""
    entries = opened.store.journal.entries(chain=participant, kinds=[Kind.SETTINGS.value])
    for entry in entries:
        if entry.origin == opened.store.store_id and entry.payload is not None and name in entry.payload:
            yield entry


def _settings(participant: str, author: Author, payload: dict[str, Any]) -> Act:
    return Act(kind=Kind.SETTINGS, chain=participant, participant=participant, author=author, payload=payload)
