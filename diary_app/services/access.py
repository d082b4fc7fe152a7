"""Who can open a store: its key slots, a new passphrase, a new recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged
from diary_app.common.i18n import N_, translator
from diary_app.common.ids import NewId
from diary_app.domain.log.entry import instant_text
from diary_app.security.argon import KdfCost, calibrate
from diary_app.security.changing import put_in_place
from diary_app.security.recovery_code import RecoveryCode, Secret
from diary_app.security.slot_file import read_copies
from diary_app.security.slots import SlotSet, make_passphrase_slot, make_recovery_slot, unlock
from diary_app.security.strength import LEAST_LOG10_GUESSES, four_words, log10_guesses
from diary_app.storage.folder import StoreFolder

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

_ENOUGH_LEVEL = 3


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What a slot says about itself. ``kind``: ``passphrase`` or ``recovery``; ``created_at``: UTC."""

    id: str
    kind: str
    label: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess. ``enough``: it may be chosen; ``level``: 0 to 4, for a bar."""

    log10_guesses: float
    level: int
    enough: bool


def strength(passphrase: str, about: Sequence[str] = ()) -> Strength:
    """Estimate a passphrase; ``about``: what an attacker knows, such as the participant's id.

    The store's own functions take any passphrase: whoever lets a person choose
    one (window, command line) asks here first. A made-up diary is exempt.
    """
    guesses = log10_guesses(passphrase, about)
    level = min(4, int(_ENOUGH_LEVEL * guesses / LEAST_LOG10_GUESSES))
    return Strength(guesses, level, guesses >= LEAST_LOG10_GUESSES)


def suggestion() -> str:
    """Four random words, a passphrase that is strong enough and can be remembered."""
    return four_words()


def slots_in(folder: Path) -> list[SlotInfo]:
    """The ways to open the store in ``folder``, read without a passphrase and so not yet proven.

    Raises ``Damaged`` or ``NewerVersion``.
    """
    found = (slot.facts() for slot in read_copies(StoreFolder(folder).key_files).slots.slots)
    return [SlotInfo(each["id"], each["kind"], each["label"], each["created_at"]) for each in found]


def save_recovery_page(code: RecoveryCode, language: str, path: Path, made: date, store_id: str = "") -> None:
    """Write the printable page of ``code`` as a PDF to ``path``, whole or not at all.

    Needs no store: a code may be printed before the diary is made, and its id
    is then left out (``store_id`` empty). ``made``: the day on the page. The
    file holds the code in clear: whoever prints it should delete it after.
    Raises ``NotSaved``.
    """
    from diary_app.reports import recovery_page

    page = recovery_page.RecoveryPage(code.lines(), store_id, made)
    recovery_page.save_recovery_page(page, translator(language), path)


class AccessService:
    """Changes the slots of one opened store, whose lock this process holds.

    Each change asks for a secret that opens the store now: whoever finds the
    diary open cannot change who opens it.
    """

    def __init__(self, opened: Opened, new_id: NewId) -> None:
        self._opened = opened
        self._new_id = new_id
        self._files = StoreFolder(opened.store.folder).key_files

    def slots(self) -> list[SlotInfo]:
        """The ways to open this store."""
        return slots_in(self._opened.store.folder)

    def change_passphrase(self, secret: Secret, new: str, *, cost: KdfCost | None = None) -> None:
        """Make ``new`` the one passphrase; the recovery code stays. Slow on purpose.

        ``secret``: the passphrase until now, or the recovery code. ``cost``:
        measured on this computer when not given. Whether ``new`` is strong
        enough is for :func:`strength` to say, before. Raises
        ``WrongPassphrase``, ``Damaged``, ``NotSaved``.
        """
        slots, data_key = self._unlocked(secret)
        made = make_passphrase_slot(
            slots.store_id,
            data_key,
            new,
            cost or calibrate(),
            slot_id=self._new_id(),
            label="",
            created_at=self._now(),
        )
        put_in_place(self._files, slots.with_only(made), data_key, new)

    def keep_recovery_code(self, secret: Secret, code: RecoveryCode) -> None:
        """Let ``code`` open the store, in the place of an older code; the passphrase stays.

        ``code`` is a :meth:`RecoveryCode.new` that was shown and, where there
        is somebody to ask, typed back. Raises as :meth:`change_passphrase`.
        """
        slots, data_key = self._unlocked(secret)
        made = make_recovery_slot(
            slots.store_id, data_key, code, slot_id=self._new_id(), label="", created_at=self._now()
        )
        put_in_place(self._files, slots.with_only(made), data_key, code)

    def _unlocked(self, secret: Secret) -> tuple[SlotSet, bytes]:
        slots = read_copies(self._files).slots
        if slots.store_id != self._opened.store.store_id:
            raise Damaged(N_("The key file in this folder is not of the open diary."))
        return slots, unlock(slots, secret)

    def _now(self) -> str:
        return instant_text(self._opened.clock.now().utc)
