"""Making key slots and opening them.

AES-256-GCM, or age for a clinic. What a slot says about itself and the store's
id are bound to it, so that no part of one slot can be exchanged for another's.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.argon import KEY_BYTES, SALT_BYTES, KdfCost, derive, normalised
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.keychain import KeychainSecret
from diary_app.security.keys import DATA_KEY_BYTES
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.secret import Secret
from diary_app.security.slots import (
    LARGEST_ESCROW,
    NONCE_BYTES,
    EscrowSlot,
    KeychainSlot,
    PassphraseSlot,
    RecoverySlot,
    SealedSlot,
    Slot,
    SlotSet,
)

_RECOVERY_INFO = b"morning-diary recovery code 1"
_KEYCHAIN_INFO = b"morning-diary keychain 1"
_Sealed = TypeVar("_Sealed", PassphraseSlot, RecoverySlot, KeychainSlot)


def make_passphrase_slot(
    store_id: str,
    data_key: bytes,
    passphrase: str,
    cost: KdfCost,
    *,
    slot_id: str,
    label: str,
    created_at: str,
) -> PassphraseSlot:
    """Wrap ``data_key`` under ``passphrase``. Raises ``WrongPassphrase`` when it is empty."""
    _refuse_empty(passphrase)
    blank = PassphraseSlot(id=slot_id, label=label, created_at=created_at, cost=cost, **_blank())
    return _wrapped(store_id, blank, passphrase, data_key)


def make_recovery_slot(
    store_id: str, data_key: bytes, code: RecoveryCode, *, slot_id: str, label: str, created_at: str
) -> RecoverySlot:
    """Wrap ``data_key`` under a recovery code."""
    blank = RecoverySlot(id=slot_id, label=label, created_at=created_at, **_blank())
    return _wrapped(store_id, blank, code, data_key)


def make_keychain_slot(
    store_id: str, data_key: bytes, secret: KeychainSecret, *, slot_id: str, label: str, created_at: str
) -> KeychainSlot:
    """Wrap ``data_key`` under a secret of the system keychain."""
    blank = KeychainSlot(id=slot_id, label=label, created_at=created_at, **_blank())
    return _wrapped(store_id, blank, secret, data_key)


def make_escrow_slot(
    store_id: str, data_key: bytes, recipient: str, *, slot_id: str, label: str, created_at: str
) -> EscrowSlot:
    """Seal ``data_key`` for whoever has the secret key of ``recipient`` (of ``recipient_in``)."""
    import pyrage

    blank = EscrowSlot(id=slot_id, label=label, created_at=created_at, recipient=recipient, sealed=b"")
    told = _escrowed(store_id, blank, data_key)
    sealed = pyrage.encrypt(told, [pyrage.x25519.Recipient.from_str(recipient)])
    if len(sealed) > LARGEST_ESCROW:
        raise DoesNotFit(N_("The label is too long."))
    return replace(blank, sealed=sealed)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The data key, and the id of the slot it came from: in a clinic's store that says who opened it."""

    data_key: bytes
    slot: str

    def __repr__(self) -> str:
        return f"Unlocked(..., slot={self.slot!r})"


def unlock(slots: SlotSet, secret: Secret | KeychainSecret) -> bytes:
    """The data key, from whichever slot of its kind the secret opens; else ``WrongPassphrase``."""
    return unlock_slot(slots, secret).data_key


def unlock_slot(
    slots: SlotSet, secret: Secret | KeychainSecret, *, first: str | None = None, alone: bool = False
) -> Unlocked:
    """The data key and the slot that gave it; ``first``: the id of the slot to try before the others.

    Each passphrase that does not fit costs its derivation, so that it matters
    where there are many. ``alone``: no other is tried. Raises ``WrongPassphrase``.
    """
    if isinstance(secret, str):
        _refuse_empty(secret)
    there = sorted(slots.of_kind(_kind_for(secret)), key=lambda slot: slot.id != first)
    for slot in there:
        if alone and slot.id != first:
            continue
        data_key = _opened(slots.store_id, slot, secret)
        if data_key is not None:
            return Unlocked(data_key, slot.id)
    raise _refusal(slots, secret)


def _opened(store_id: str, slot: Slot, secret: Secret | KeychainSecret) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if isinstance(slot, EscrowSlot):
        return _from_escrow(store_id, slot, secret) if isinstance(secret, ClinicKey) else None
    try:
        return AESGCM(_slot_key(slot, secret)).decrypt(slot.nonce, slot.wrapped, _bound_to(store_id, slot))
    except InvalidTag:
        return None


def _from_escrow(store_id: str, slot: EscrowSlot, key: ClinicKey) -> bytes | None:
    """The data key, if the age file opens and holds what the slot says; age itself binds only the file."""
    import pyrage

    identities = [pyrage.x25519.Identity.from_str(line) for line in key.identities]
    try:
        told: bytes = pyrage.decrypt(slot.sealed, identities)
    except pyrage.DecryptError:
        return None
    try:
        data_key = bytes.fromhex(json.loads(told)["key"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    same = told == _escrowed(store_id, slot, data_key)  # and nothing else in it
    return data_key if same and len(data_key) == DATA_KEY_BYTES else None


def _kind_for(secret: Secret | KeychainSecret) -> type[Slot]:
    if isinstance(secret, str):
        return PassphraseSlot
    if isinstance(secret, RecoveryCode):
        return RecoverySlot
    return EscrowSlot if isinstance(secret, ClinicKey) else KeychainSlot


def _refusal(slots: SlotSet, secret: Secret | KeychainSecret) -> WrongPassphrase:
    there = bool(slots.of_kind(_kind_for(secret)))
    if isinstance(secret, str):
        return WrongPassphrase(N_("This is not the passphrase of this diary."))
    if isinstance(secret, RecoveryCode):
        if there:
            return WrongPassphrase(N_("This is not the recovery code of this diary."))
        return WrongPassphrase(N_("This diary has no recovery code; only its passphrase opens it."))
    if isinstance(secret, ClinicKey):
        if there:
            return WrongPassphrase(N_("This is not the key of the clinic that can open this diary."))
        return WrongPassphrase(N_("This diary was given no clinic's key; no clinic can open it."))
    return WrongPassphrase(N_("The computer's keychain no longer opens this diary; its passphrase does."))


def _refuse_empty(passphrase: str) -> None:
    if not normalised(passphrase):
        raise WrongPassphrase(N_("A passphrase is needed."))


def _blank() -> dict[str, Any]:
    return {
        "salt": secrets.token_bytes(SALT_BYTES),
        "nonce": secrets.token_bytes(NONCE_BYTES),
        "wrapped": b"",
    }


def _wrapped(store_id: str, blank: _Sealed, secret: Secret | KeychainSecret, data_key: bytes) -> _Sealed:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealer = AESGCM(_slot_key(blank, secret))
    return replace(blank, wrapped=sealer.encrypt(blank.nonce, data_key, _bound_to(store_id, blank)))


def _slot_key(slot: SealedSlot, secret: Secret | KeychainSecret) -> bytes:
    """The key that seals a slot: Argon2id of a passphrase; HKDF (RFC 5869) of what is random throughout.

    There is nothing to guess in the latter and no need to be slow.
    """
    if isinstance(slot, PassphraseSlot) and isinstance(secret, str):
        return derive(secret, slot.salt, slot.cost)
    if isinstance(slot, RecoverySlot) and isinstance(secret, RecoveryCode):
        return _expand(secret.symbols.encode("ascii"), slot.salt, _RECOVERY_INFO)
    if isinstance(slot, KeychainSlot) and isinstance(secret, KeychainSecret):
        return _expand(secret.secret, slot.salt, _KEYCHAIN_INFO)
    raise TypeError(f"{type(slot).__name__} is not opened by this kind of secret")


def _expand(secret: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret)


def _bound_to(store_id: str, slot: SealedSlot) -> bytes:
    return canonical_json({"store": store_id, "slot": slot.facts()})


def _escrowed(store_id: str, slot: EscrowSlot, data_key: bytes) -> bytes:
    """What stands in a clinic's age file."""
    told: Mapping[str, Any] = {"store": store_id, "slot": slot.facts(), "key": data_key.hex()}
    return canonical_json(told)
