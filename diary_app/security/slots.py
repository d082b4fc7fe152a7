"""Key slots: the data key wrapped once for every way to open the store.

Each slot is sealed by itself with AES-256-GCM; what it says about itself (and
whose store it belongs to) is authenticated with it, so that no part of one
slot can be exchanged for another's.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from diary_app.common.errors import WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.argon import KEY_BYTES, SALT_BYTES, KdfCost, derive, normalised
from diary_app.security.recovery_code import RecoveryCode, Secret

NONCE_BYTES = 12
WRAPPED_BYTES = 32 + 16  # the data key and GCM's tag
PASSPHRASE = "passphrase"
RECOVERY = "recovery"
ARGON2ID = "argon2id"
HKDF_SHA256 = "hkdf-sha256"
_RECOVERY_INFO = b"morning-diary recovery code 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseSlot:
    """The data key under a passphrase. ``created_at``: UTC instant as text; ``label``: for the person."""

    id: str
    label: str
    created_at: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def facts(self) -> dict[str, Any]:
        """What the slot says about itself, as it stands in the file and as it is authenticated."""
        return {
            "id": self.id,
            "kind": PASSPHRASE,
            "label": self.label,
            "created_at": self.created_at,
            "kdf": {
                "name": ARGON2ID,
                "memory_kib": self.cost.memory_kib,
                "iterations": self.cost.iterations,
                "lanes": self.cost.lanes,
            },
            "salt": self.salt.hex(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySlot:
    """The data key under a recovery code; fields as those of :class:`PassphraseSlot`."""

    id: str
    label: str
    created_at: str
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def facts(self) -> dict[str, Any]:
        """What the slot says about itself, as it stands in the file and as it is authenticated."""
        return {
            "id": self.id,
            "kind": RECOVERY,
            "label": self.label,
            "created_at": self.created_at,
            "kdf": {"name": HKDF_SHA256},
            "salt": self.salt.hex(),
        }


Slot = PassphraseSlot | RecoverySlot


@dataclass(frozen=True, slots=True)
class SlotSet:
    """All slots of one store."""

    store_id: str
    slots: tuple[Slot, ...]

    def of_kind(self, kind: type[Slot]) -> tuple[Slot, ...]:
        """The slots of one kind."""
        return tuple(slot for slot in self.slots if isinstance(slot, kind))

    def with_only(self, new: Slot) -> SlotSet:
        """These slots with ``new`` in place of all of its kind."""
        kept = tuple(slot for slot in self.slots if not isinstance(slot, type(new)))
        return SlotSet(self.store_id, (*kept, new) if isinstance(new, RecoverySlot) else (new, *kept))


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
    blank = PassphraseSlot(
        id=slot_id,
        label=label,
        created_at=created_at,
        cost=cost,
        salt=secrets.token_bytes(SALT_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        wrapped=b"",
    )
    return replace(blank, wrapped=_wrap(store_id, blank, passphrase, data_key))


def make_recovery_slot(
    store_id: str, data_key: bytes, code: RecoveryCode, *, slot_id: str, label: str, created_at: str
) -> RecoverySlot:
    """Wrap ``data_key`` under a recovery code."""
    blank = RecoverySlot(
        id=slot_id,
        label=label,
        created_at=created_at,
        salt=secrets.token_bytes(SALT_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        wrapped=b"",
    )
    return replace(blank, wrapped=_wrap(store_id, blank, code, data_key))


def unlock(slots: SlotSet, secret: Secret) -> bytes:
    """The data key, from whichever slot of its kind the secret opens; else ``WrongPassphrase``."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if isinstance(secret, str):
        _refuse_empty(secret)
    kind = RecoverySlot if isinstance(secret, RecoveryCode) else PassphraseSlot
    for slot in slots.of_kind(kind):
        opener = AESGCM(_slot_key(slot, secret))
        try:
            return opener.decrypt(slot.nonce, slot.wrapped, _bound_to(slots.store_id, slot.facts()))
        except InvalidTag:
            continue
    raise _refusal(slots, secret)


def _refusal(slots: SlotSet, secret: Secret) -> WrongPassphrase:
    if isinstance(secret, str):
        return WrongPassphrase(N_("This is not the passphrase of this diary."))
    if not slots.of_kind(RecoverySlot):
        return WrongPassphrase(N_("This diary has no recovery code; only its passphrase opens it."))
    return WrongPassphrase(N_("This is not the recovery code of this diary."))


def _refuse_empty(passphrase: str) -> None:
    if not normalised(passphrase):
        raise WrongPassphrase(N_("A passphrase is needed."))


def _wrap(store_id: str, blank: Slot, secret: Secret, data_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealer = AESGCM(_slot_key(blank, secret))
    return sealer.encrypt(blank.nonce, data_key, _bound_to(store_id, blank.facts()))


def _slot_key(slot: Slot, secret: Secret) -> bytes:
    """The key that seals a slot: Argon2id of a passphrase; HKDF (RFC 5869) of a code.

    A code is random throughout, so there is nothing to guess and no need to be slow.
    """
    if isinstance(slot, PassphraseSlot) and isinstance(secret, str):
        return derive(secret, slot.salt, slot.cost)
    if isinstance(slot, RecoverySlot) and isinstance(secret, RecoveryCode):
        return _expand(secret, slot.salt)
    raise TypeError(f"{type(slot).__name__} is not opened by this kind of secret")


def _expand(code: RecoveryCode, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=_RECOVERY_INFO)
    return hkdf.derive(code.symbols.encode("ascii"))


def _bound_to(store_id: str, facts: Mapping[str, Any]) -> bytes:
    return canonical_json({"store": store_id, "slot": facts})
