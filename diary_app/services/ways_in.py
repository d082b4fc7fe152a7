"""The ways to open a store, as far as they are known while it is closed, and what fits a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diary_app.common.i18n import translator
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.slot_file import read_copies
from diary_app.security.strength import LEAST_LOG10_GUESSES, four_words, log10_guesses
from diary_app.storage.folder import StoreFolder

_ENOUGH_LEVEL = 3


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What a slot says about itself.

    ``kind``: ``passphrase``, ``recovery``, ``keychain`` or ``escrow`` (a
    clinic's key). ``created_at``: UTC. ``public_key``: the clinic's.
    """

    id: str
    kind: str
    label: str
    created_at: str
    public_key: str | None = None


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
    found = (slot.facts() for slot in read_copies(StoreFolder(folder).keys_in_force()).slots.slots)
    return [
        SlotInfo(each["id"], each["kind"], each["label"], each["created_at"], each.get("recipient"))
        for each in found
    ]


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
