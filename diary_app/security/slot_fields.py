"""A slot as it stands in the slot file, both ways; what does not fit to the letter is refused."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from diary_app.security.argon import SALT_BYTES, KdfCost
from diary_app.security.slots import (
    ARGON2ID,
    ESCROW,
    HKDF_SHA256,
    KEYCHAIN,
    LARGEST_ESCROW,
    NONCE_BYTES,
    PASSPHRASE,
    RECOVERY,
    WRAPPED_BYTES,
    EscrowSlot,
    KeychainSlot,
    PassphraseSlot,
    RecoverySlot,
    Slot,
)

_SEALED_FIELDS = {"id", "label", "created_at", "kind", "kdf", "salt", "nonce", "wrapped"}
_ESCROW_FIELDS = {"id", "label", "created_at", "kind", "recipient", "sealed"}
_KDF_FIELDS = {"name", "memory_kib", "iterations", "lanes"}
# The version of the file that came to know a kind.
_SINCE = {PASSPHRASE: 1, RECOVERY: 2, KEYCHAIN: 3, ESCROW: 3}


class Unreadable(ValueError):
    """One copy of the slot file is not what was written."""


def fields_of(slot: Slot) -> dict[str, Any]:
    """The slot's object in the file."""
    if isinstance(slot, EscrowSlot):
        return {**slot.facts(), "sealed": b64encode(slot.sealed).decode("ascii")}
    return {**slot.facts(), "nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}


def slot_of(value: dict[str, Any], version: int) -> Slot:
    """The slot that an object of a file of this version holds.

    Raises ``Unreadable`` and, where a value is of another kind altogether,
    Python's own ``TypeError``, ``KeyError``, ``ValueError`` or ``AttributeError``.
    """
    kind = text(value["kind"])
    if version < _SINCE[kind]:
        raise Unreadable("kind of slot")
    exactly(value, _ESCROW_FIELDS if kind == ESCROW else _SEALED_FIELDS)
    named = {name: text(value[name]) for name in ("id", "label", "created_at")}
    if kind == ESCROW:
        return EscrowSlot(**named, recipient=text(value["recipient"]), sealed=_base64(value["sealed"]))
    sealed: dict[str, Any] = {
        **named,
        "salt": _hex(value["salt"], SALT_BYTES),
        "nonce": _hex(value["nonce"], NONCE_BYTES),
        "wrapped": _hex(value["wrapped"], WRAPPED_BYTES),
    }
    if kind == PASSPHRASE:
        return PassphraseSlot(**sealed, cost=_cost(value["kdf"]))
    if value["kdf"] != {"name": HKDF_SHA256}:
        raise Unreadable("key derivation")
    return RecoverySlot(**sealed) if kind == RECOVERY else KeychainSlot(**sealed)


def exactly(value: dict[str, Any], names: set[str]) -> None:
    """Raise ``Unreadable`` for an object of other fields."""
    if set(value) != names:
        raise Unreadable(f"fields {sorted(value)}")


def text(value: object) -> str:
    """The value, if it is a text."""
    if not isinstance(value, str):
        raise Unreadable("not a text")
    return value


def whole(value: object) -> int:
    """The value, if it is a whole number from 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Unreadable("not a whole number")
    return value


def _cost(value: dict[str, Any]) -> KdfCost:
    exactly(value, _KDF_FIELDS)
    cost = KdfCost(
        memory_kib=whole(value["memory_kib"]),
        iterations=whole(value["iterations"]),
        lanes=whole(value["lanes"]),
    )
    if value["name"] != ARGON2ID or not cost.is_sane():
        raise Unreadable("cost of the key derivation")
    return cost


def _hex(value: object, length: int) -> bytes:
    raw = bytes.fromhex(text(value))
    if len(raw) != length:
        raise Unreadable("length")
    return raw


def _base64(value: object) -> bytes:
    written = text(value)
    if len(written) > 2 * LARGEST_ESCROW:
        raise Unreadable("length")
    raw = b64decode(written, validate=True)
    if not 1 <= len(raw) <= LARGEST_ESCROW or b64encode(raw).decode("ascii") != written:
        raise Unreadable("length or form")
    return raw
