"""Who may bring a backup back over a clinic's store: nobody who no longer works there, and no monitor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diary_app.common.errors import Damaged, NewerVersion, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import reads_only
from diary_app.security.passphrase import PassphraseKeys
from diary_app.security.slot_file import read_copies
from diary_app.services.staff import outside
from diary_app.storage.folder import StoreFolder


class NoLongerHere(WrongPassphrase):
    """A passphrase that opened a store once, of somebody who does not work here now."""


@dataclass(frozen=True, slots=True)
class StillHere:
    """Opens a backup's key files by a passphrase, where its slot stands in the store in ``folder`` too.

    A retired person's passphrase still opens older backups; restored in the place
    of the store they would work here again, and what was written since would go.
    """

    keys: PassphraseKeys
    folder: Path

    def unlock(
        self, files: Sequence[Path], fits: Callable[[str, bytes], None] | None = None
    ) -> tuple[str, bytes]:
        """As ``PassphraseKeys.unlock``. Raises ``NoLongerHere`` for a slot that was taken away
        here, ``DoesNotFit`` for a monitor's.
        """
        store_id, data_key = self.keys.unlock(files, fits)
        names = outside.names_in(self.folder)
        for each in names:
            if each.reads_only and each.slot == self.keys.opened_slot:
                raise reads_only(each.name)
        here = self._slots(store_id) if names else None
        if here is not None and self.keys.opened_slot not in here:
            raise NoLongerHere(N_("This passphrase is of nobody who works here."))
        return store_id, data_key

    def _slots(self, store_id: str) -> set[str] | None:
        """The ids of the slots of the store that is there; ``None`` where it is another or cannot be read."""
        try:
            copies = read_copies(StoreFolder(self.folder).keys_in_force())
        except (Damaged, NewerVersion):  # what is there is lost or unknown: the backup is what is left
            return None
        sets = [each for each in copies.sets() if each.store_id == store_id]
        return {slot.id for each in sets for slot in each.slots} if sets else None
