"""The ways to a store's data key that open and never make one: recovery code, clinic's key, keychain."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from diary_app.common.errors import WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.files import part_of
from diary_app.security.keychain import Keychain, KeychainSecret, NoKeychain
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import unlock
from diary_app.security.slot_file import Copies, read_copies, write_copies
from diary_app.security.slots import KeychainSlot

_log = logging.getLogger(__name__)


class SecretKeys:
    """The way through the recovery code or the clinic's key."""

    def __init__(self, secret: RecoveryCode | ClinicKey) -> None:
        self._secret = secret

    def unlock(self, files: Sequence[Path]) -> tuple[str, bytes]:
        """The store id and data key; a missing or damaged copy is mended from the whole one.

        Raises ``WrongPassphrase``, ``Damaged`` (no whole copy) or ``NewerVersion``.
        """
        copies = read_copies(files)
        data_key = unlock(copies.slots, self._secret)
        mend(copies, files)
        return copies.slots.store_id, data_key


class KeychainKeys:
    """The way through the system keychain, which asks nobody."""

    def __init__(self, keychain: Keychain) -> None:
        self._keychain = keychain

    def unlock(self, files: Sequence[Path]) -> tuple[str, bytes]:
        """As that of :class:`SecretKeys`; whatever the keychain lacks is ``WrongPassphrase``."""
        copies = read_copies(files)
        if not copies.slots.of_kind(KeychainSlot):
            raise WrongPassphrase(N_("This diary opens with its passphrase."))
        try:
            kept = self._keychain.read(copies.slots.store_id)
        except NoKeychain as refusal:
            raise WrongPassphrase(refusal.template, **refusal.values) from None
        if kept is None:
            raise WrongPassphrase(
                N_("The computer's keychain no longer opens this diary; its passphrase does.")
            )
        data_key = unlock(copies.slots, KeychainSecret(kept))
        mend(copies, files)
        return copies.slots.store_id, data_key


def mend(copies: Copies, files: Sequence[Path]) -> None:
    """Write what is missing, damaged or behind anew, and clear what a cut-off change left beside it."""
    try:
        for file in files:
            part_of(file).unlink(missing_ok=True)
        if copies.to_mend:
            write_copies(copies.to_mend, copies.slots)
    except OSError as problem:
        # The diary opens from the whole copy; a full or read-only disk must not stand in its way.
        _log.warning("a damaged copy of the key file could not be mended: %s", problem.strerror)
