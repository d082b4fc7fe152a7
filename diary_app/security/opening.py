"""From key files to a store's data key, and the ways that open and never make one.

Two whole copies may hold different slots: a change of keys was cut off between
them, an older file was put back, or one is of another diary. Each is tried, and
nothing is mended before the key was shown to open this very database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from diary_app.common.errors import Damaged, NewerVersion, PlainError, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.keychain import Keychain, KeychainSecret, NoKeychain
from diary_app.security.mending import mend
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import unlock
from diary_app.security.slot_file import read_copies
from diary_app.security.slots import KeychainSlot, SlotSet

Fits = Callable[[str, bytes], None]
"""Raises ``Damaged`` where a store id and a data key are not those of the database."""


class SecretKeys:
    """The way through the recovery code or the clinic's key."""

    def __init__(self, secret: RecoveryCode | ClinicKey) -> None:
        self._secret = secret

    def unlock(self, files: Sequence[Path], fits: Fits | None = None) -> tuple[str, bytes]:
        """As :func:`open_copies`."""
        return open_copies(files, lambda slots: unlock(slots, self._secret), fits)


class KeychainKeys:
    """The way through the system keychain, which asks nobody.

    It is read here and now, before anybody holds the diary: it may wait for a
    person, and meanwhile the passphrase must open the diary.
    """

    def __init__(self, keychain: Keychain, files: Sequence[Path]) -> None:
        self._kept: dict[str, bytes | NoKeychain | None] = {}
        with suppress(Damaged, NewerVersion):  # opening meets it again and says it, with the way out
            for slots in read_copies(files).sets():
                if slots.of_kind(KeychainSlot):
                    self._kept[slots.store_id] = _read(keychain, slots.store_id)

    def unlock(self, files: Sequence[Path], fits: Fits | None = None) -> tuple[str, bytes]:
        """As :func:`open_copies`; whatever the keychain lacks is ``WrongPassphrase``."""
        return open_copies(files, self._opened, fits)

    def _opened(self, slots: SlotSet) -> bytes:
        if not slots.of_kind(KeychainSlot):
            raise WrongPassphrase(N_("This diary opens with its passphrase."))
        kept = self._kept.get(slots.store_id)
        if isinstance(kept, NoKeychain):
            raise WrongPassphrase(kept.template, **kept.values)
        if kept is None:
            raise WrongPassphrase(
                N_("The computer's keychain no longer opens this diary; its passphrase does.")
            )
        return unlock(slots, KeychainSecret(kept))


def _read(keychain: Keychain, store_id: str) -> bytes | NoKeychain | None:
    try:
        return keychain.read(store_id)
    except NoKeychain as refusal:
        return refusal


def open_copies(
    files: Sequence[Path], opened: Callable[[SlotSet], bytes], fits: Fits | None
) -> tuple[str, bytes]:
    """The store id and data key from the first copy whose slots open and whose key fits the database.

    ``opened``: the data key of a slot set, or ``WrongPassphrase``. Copies that
    are missing, damaged or behind are then written anew; without ``fits``
    nothing is. Raises ``WrongPassphrase``, ``Damaged`` or ``NewerVersion``.
    """
    copies = read_copies(files)
    found: dict[SlotSet, bytes] = {}
    refusals: list[PlainError] = []
    for slots in copies.sets():
        try:
            found[slots] = opened(slots)
            if fits is not None:
                fits(slots.store_id, found[slots])
        except (WrongPassphrase, Damaged) as refusal:
            refusals.append(refusal)
            continue
        if fits is not None:
            mend(copies, files, slots, found)
        return slots.store_id, found[slots]
    raise _refusal(copies.sets(), refusals)


def _refusal(sets: Sequence[SlotSet], refusals: Sequence[PlainError]) -> PlainError:
    """What to say when no copy opens the database: a key that does not fit is worse than a slip of typing."""
    damages = [refusal for refusal in refusals if isinstance(refusal, Damaged)]
    if not damages:
        return refusals[0]
    if len(damages) < len(refusals) and len({slots.store_id for slots in sets}) > 1:
        return WrongPassphrase(
            N_("The two key files in this folder are of two diaries, and the database does not open with the "
               "one that this opens; try what opens the other. Nothing was changed.")
        )  # fmt: skip
    return damages[0]
