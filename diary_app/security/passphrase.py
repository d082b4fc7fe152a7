"""Making a store's keys with a passphrase, and opening them with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from diary_app.common.clock import Clock
from diary_app.common.errors import NotSaved, PlainError, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.common.ids import NewId
from diary_app.domain.log.entry import instant_text
from diary_app.security.argon import KdfCost, calibrate
from diary_app.security.keys import new_data_key
from diary_app.security.opening import Fits, open_copies
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import Unlocked, make_passphrase_slot, make_recovery_slot, unlock_slot
from diary_app.security.slot_file import read_copies, write_copies
from diary_app.security.slots import SlotSet


class PassphraseKeys:
    """The way to a store's data key through one passphrase.

    ``cost`` matters only when a slot is made; without it, it is calibrated on
    this computer then. ``recovery``: a code that is to open the store from its
    beginning, beside the passphrase. ``slot``: the id of the slot that is made,
    or that is tried first; ``alone``: no other is tried where that one is there.
    ``opened_slot``: the id of the slot that opened, once one did. Handed to
    ``create_store`` and ``open_store``, which know where the key files lie and
    nothing of passphrases.
    """

    def __init__(
        self,
        passphrase: str,
        *,
        clock: Clock,
        new_id: NewId,
        cost: KdfCost | None = None,
        label: str = "",
        recovery: RecoveryCode | None = None,
        slot: str | None = None,
        alone: bool = False,
    ) -> None:
        self._passphrase = passphrase
        self._clock = clock
        self._new_id = new_id
        self._cost = cost
        self._label = label
        self._recovery = recovery
        self._slot = slot
        self._alone = alone
        self.opened_slot: str | None = None
        self._ahead: _Ahead | None = None

    def look_ahead(self, files: Sequence[Path]) -> None:
        """Begin to open the slots on a thread of its own, while the caller imports or waits.

        Only saves time: ``unlock`` reads the files anew and takes what was
        worked out only for the very slots it finds then.
        """
        self._ahead = _Ahead(files, self._unlocked)

    def make(self, files: Sequence[Path], store_id: str) -> bytes:
        """Make a new data key, write its slots together to every file of ``files``, return the key.

        Raises ``WrongPassphrase`` for an empty passphrase, ``NotSaved``.
        """
        data_key = new_data_key()
        slots = self._slots(store_id, data_key)
        try:
            write_copies(files, slots)
        except OSError as problem:
            raise NotSaved(N_("The key file could not be written: {why}."), why=problem.strerror) from problem
        return data_key

    def _slots(self, store_id: str, data_key: bytes) -> SlotSet:
        made = instant_text(self._clock.now().utc)
        slot = make_passphrase_slot(
            store_id,
            data_key,
            self._passphrase,
            self._cost or calibrate(),
            slot_id=self._slot or self._new_id(),
            label=self._label,
            created_at=made,
        )
        self.opened_slot = slot.id
        if self._recovery is None:
            return SlotSet(store_id, (slot,))
        other = make_recovery_slot(
            store_id, data_key, self._recovery, slot_id=self._new_id(), label="", created_at=made
        )
        return SlotSet(store_id, (slot, other))

    def unlock(self, files: Sequence[Path], fits: Fits | None = None) -> tuple[str, bytes]:
        """As :func:`security.opening.open_copies`."""
        return open_copies(files, self._opened, fits)

    def _opened(self, slots: SlotSet) -> bytes:
        found = self._ahead.found_in(slots) if self._ahead else None
        found = found or self._unlocked(slots)
        self.opened_slot = found.slot
        return found.data_key

    def _unlocked(self, slots: SlotSet) -> Unlocked:
        alone = self._alone and any(slot.id == self._slot for slot in slots.slots)
        return unlock_slot(slots, self._passphrase, first=self._slot, alone=alone)


class _Ahead:
    """Slots that are being opened while something else goes on."""

    def __init__(self, files: Sequence[Path], unlock: Callable[[SlotSet], Unlocked]) -> None:
        self._files = files
        self._unlock = unlock
        self._found: tuple[SlotSet, Unlocked] | None = None
        self._refusal: tuple[SlotSet, WrongPassphrase] | None = None
        self._thread = Thread(target=self._open, name="key slots", daemon=True)
        self._thread.start()

    def _open(self) -> None:
        try:
            slots = read_copies(self._files).slots
            self._found = slots, self._unlock(slots)
        except WrongPassphrase as refusal:
            self._refusal = slots, refusal
        except (PlainError, OSError, MemoryError):
            return  # unlock meets the same files again and says what is wrong

    def found_in(self, slots: SlotSet) -> Unlocked | None:
        """What opened of these slots; ``None`` if others were opened. Raises ``WrongPassphrase``."""
        self._thread.join()
        if self._refusal is not None and self._refusal[0] == slots:
            raise self._refusal[1]
        return self._found[1] if self._found is not None and self._found[0] == slots else None
