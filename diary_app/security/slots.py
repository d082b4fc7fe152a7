"""Key slots: the data key wrapped once for every way to open the store.

Each slot is sealed by itself with AES-256-GCM; what it says about itself (and
whose store it belongs to) is authenticated with it, so that no part of one
slot can be exchanged for another's.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diary_app.common.errors import WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.argon import SALT_BYTES, KdfCost, derive, normalised

NONCE_BYTES = 12
WRAPPED_BYTES = 32 + 16  # the data key and GCM's tag
PASSPHRASE = "passphrase"
_KDF = "argon2id"


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
                "name": _KDF,
                "memory_kib": self.cost.memory_kib,
                "iterations": self.cost.iterations,
                "lanes": self.cost.lanes,
            },
            "salt": self.salt.hex(),
        }


@dataclass(frozen=True, slots=True)
class SlotSet:
    """All slots of one store."""

    store_id: str
    slots: tuple[PassphraseSlot, ...]


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
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not normalised(passphrase):
        raise WrongPassphrase(N_("A passphrase is needed."))
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    blank = PassphraseSlot(
        id=slot_id, label=label, created_at=created_at, cost=cost, salt=salt, nonce=nonce, wrapped=b""
    )
    sealer = AESGCM(derive(passphrase, salt, cost))
    wrapped = sealer.encrypt(nonce, data_key, _bound_to(store_id, blank.facts()))
    return PassphraseSlot(
        id=slot_id, label=label, created_at=created_at, cost=cost, salt=salt, nonce=nonce, wrapped=wrapped
    )


def unlock(slots: SlotSet, passphrase: str) -> bytes:
    """The data key, from whichever passphrase slot the passphrase opens; else ``WrongPassphrase``."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not normalised(passphrase):
        raise WrongPassphrase(N_("A passphrase is needed."))
    for slot in slots.slots:
        opener = AESGCM(derive(passphrase, slot.salt, slot.cost))
        try:
            return opener.decrypt(slot.nonce, slot.wrapped, _bound_to(slots.store_id, slot.facts()))
        except InvalidTag:
            continue
    raise WrongPassphrase(N_("This is not the passphrase of this diary."))


def _bound_to(store_id: str, facts: Mapping[str, Any]) -> bytes:
    return canonical_json({"store": store_id, "slot": facts})
