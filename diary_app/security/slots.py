"""Key slots: the data key wrapped once for every way to open the store.

Each slot is sealed by itself (``sealing.py``); what it says about itself, and
whose store it belongs to, is authenticated with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.writing.fields import named
from diary_app.security.argon import KdfCost

MOST_SLOTS = 16
NONCE_BYTES = 12
WRAPPED_BYTES = 32 + 16  # the data key and GCM's tag
LARGEST_ESCROW = 2048
PASSPHRASE = "passphrase"
RECOVERY = "recovery"
KEYCHAIN = "keychain"
ESCROW = "escrow"
ARGON2ID = "argon2id"
HKDF_SHA256 = "hkdf-sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What every slot has. ``created_at``: UTC instant as text; ``label``: for the person."""

    id: str
    label: str
    created_at: str

    def _named(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "kind": kind, "label": self.label, "created_at": self.created_at}


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSlot(_Named):
    """A slot under AES-256-GCM: salt of its key, nonce, and the wrapped data key with its tag."""

    salt: bytes
    nonce: bytes
    wrapped: bytes

    def facts(self) -> dict[str, Any]:
        """What the slot says about itself, as it stands in the file and as it is authenticated."""
        raise NotImplementedError

    def _facts(self, kind: str, kdf: dict[str, Any]) -> dict[str, Any]:
        return {**self._named(kind), "kdf": kdf, "salt": self.salt.hex()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseSlot(SealedSlot):
    """The data key under a passphrase."""

    cost: KdfCost

    def facts(self) -> dict[str, Any]:
        """See :class:`SealedSlot`."""
        kdf = {
            "name": ARGON2ID,
            "memory_kib": self.cost.memory_kib,
            "iterations": self.cost.iterations,
            "lanes": self.cost.lanes,
        }
        return self._facts(PASSPHRASE, kdf)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySlot(SealedSlot):
    """The data key under a recovery code."""

    def facts(self) -> dict[str, Any]:
        """See :class:`SealedSlot`."""
        return self._facts(RECOVERY, {"name": HKDF_SHA256})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeychainSlot(SealedSlot):
    """The data key under a random secret that the system keychain keeps."""

    def facts(self) -> dict[str, Any]:
        """See :class:`SealedSlot`."""
        return self._facts(KEYCHAIN, {"name": HKDF_SHA256})


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowSlot(_Named):
    """The data key for a clinic: an age file to its public key. ``sealed``: that file's bytes."""

    recipient: str
    sealed: bytes

    def facts(self) -> dict[str, Any]:
        """What the slot says about itself, as it stands in the file and in the age file again."""
        return {**self._named(ESCROW), "recipient": self.recipient}


Slot = PassphraseSlot | RecoverySlot | KeychainSlot | EscrowSlot
_ORDER: tuple[type[Slot], ...] = (PassphraseSlot, RecoverySlot, KeychainSlot, EscrowSlot)


@dataclass(frozen=True, slots=True)
class SlotSet:
    """All slots of one store. Raises ``DoesNotFit`` for too many and for none that a person opens.

    A keychain loses its secrets and a clinic its key: a passphrase or a
    recovery code is always among the slots.
    """

    store_id: str
    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        if len(self.slots) > MOST_SLOTS:
            raise DoesNotFit(N_("A diary has at most {most} ways to open it."), most=MOST_SLOTS)
        if not any(isinstance(slot, PassphraseSlot | RecoverySlot) for slot in self.slots):
            raise DoesNotFit(
                N_("A diary keeps its passphrase or its recovery code; the last of them cannot be removed.")
            )

    def of_kind(self, kind: type[Slot]) -> tuple[Slot, ...]:
        """The slots of one kind."""
        return tuple(slot for slot in self.slots if isinstance(slot, kind))

    def with_only(self, new: Slot) -> SlotSet:
        """These slots with ``new`` in place of all of its kind. Raises as :meth:`with_added`."""
        return self._sorted(*(slot for slot in self.slots if not isinstance(slot, type(new))), new)

    def with_replaced(self, new: Slot) -> SlotSet:
        """These slots with ``new`` in place of the one of its id. Raises as :meth:`with_added`."""
        return self._sorted(*(slot for slot in self.slots if slot.id != new.id), new)

    def with_added(self, new: Slot) -> SlotSet:
        """These slots and ``new``. Raises ``DoesNotFit`` where there are as many as can be."""
        return self._sorted(*self.slots, new)

    def slot(self, slot_id: str) -> Slot:
        """The slot with an id. Raises ``DoesNotFit``."""
        for slot in self.slots:
            if slot.id == slot_id:
                return slot
        raise DoesNotFit(N_("There is no key slot {id}; slots list names them."), id=named(slot_id))

    def without(self, slot: Slot) -> SlotSet:
        """These slots but one. Raises ``DoesNotFit`` for the last of passphrase and recovery code."""
        return self._sorted(*(other for other in self.slots if other != slot))

    def _sorted(self, *slots: Slot) -> SlotSet:
        return SlotSet(self.store_id, tuple(sorted(slots, key=lambda slot: _ORDER.index(type(slot)))))
