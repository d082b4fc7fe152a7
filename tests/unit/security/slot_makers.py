"""One slot of every kind, made at the least cost, and what opens each."""

from __future__ import annotations

from typing import Any

from pyrage import x25519

from diary_app.security.argon import LEAST_COST
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.keychain import KeychainSecret
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import (
    make_escrow_slot,
    make_keychain_slot,
    make_passphrase_slot,
    make_recovery_slot,
)
from diary_app.security.slots import Slot, SlotSet

KEY = bytes(range(32))
STORE = "store"
PASSPHRASE = "plum tree"
CODE = RecoveryCode.new()
KEPT = KeychainSecret.new()
_PAIR = x25519.Identity.generate()
CLINIC = ClinicKey.of(str(_PAIR))
RECIPIENT = str(_PAIR.to_public())
SECRETS: dict[str, Any] = {"passphrase": PASSPHRASE, "recovery": CODE, "keychain": KEPT, "escrow": CLINIC}
KINDS = tuple(SECRETS)


def slot(
    kind: str, *, store: str = STORE, key: bytes = KEY, slot_id: str | None = None, label: str = ""
) -> Slot:
    """A slot of a kind, which :data:`SECRETS` opens."""
    named = {"slot_id": slot_id or kind, "label": label, "created_at": "2026-01-05T00:00:00.000Z"}
    if kind == "passphrase":
        return make_passphrase_slot(store, key, PASSPHRASE, LEAST_COST, **named)
    if kind == "recovery":
        return make_recovery_slot(store, key, CODE, **named)
    if kind == "keychain":
        return make_keychain_slot(store, key, KEPT, **named)
    return make_escrow_slot(store, key, RECIPIENT, **named)


def every_kind() -> SlotSet:
    """A store with one slot of each kind."""
    return SlotSet(STORE, tuple(slot(kind) for kind in KINDS))
