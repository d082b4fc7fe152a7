"""Who works with a clinic's store: its accounts, who is signed in, and what they sign.

``OpenedStore.staff``. A store without accounts (made by ``init --role clinic``)
works as one for all until the first person is added.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged
from diary_app.domain.clinic import signature
from diary_app.domain.clinic.account import Account, People, nobody_signed_in, people_in, refuse_acts
from diary_app.domain.clinic.signature import Signature
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import ACCESS_CHAIN, By, Kind

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

_log = logging.getLogger(__name__)


class StaffService:
    """Reads the accounts, and stands guard over what is written."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._read: set[str] = set()  # the participants whose reading was noted since the sign-in
        opened.people = self._people()
        opened.store.journal.guard = self._guard

    def accounts(self) -> list[Account]:
        """Everybody who works here now, in the order they were added; none in a store without accounts."""
        return list(self._opened.people.active)

    def signed_in(self) -> Account | None:
        """Whose passphrase opened the store; ``None`` in one without accounts."""
        return self._opened.account

    def note_read(self, participant: str, what: str) -> None:
        """Write down that a participant's data are looked at: once for each of them in one sign-in.

        ``what``: ``overview``, ``report`` or ``export``. Raises ``NotSaved``:
        then nothing is to be shown.
        """
        account = self._opened.account
        if account is None or participant in self._read:
            return
        act = Act(
            kind=Kind.READ,
            chain=ACCESS_CHAIN,
            participant=participant,
            author=author_of(account),
            payload={"what": what},
        )
        self._opened.store.journal.append([act])
        self._read.add(participant)

    def signatures(self, record_id: str) -> list[Signature]:
        """The signatures under a record, oldest first; ``record_id``: of any of its entries."""
        journal = self._opened.store.journal
        record = journal.record_entries(record_id)
        if not record:
            return []
        signed = journal.entries(participant=record[0].participant, kinds=[Kind.SIGNED.value])
        own = [entry for entry in signed if entry.origin == self._opened.store.store_id]
        return signature.signatures(own, record)

    def _people(self) -> People:
        store = self._opened.store
        try:
            added = store.records.records(kind=Kind.STAFF.value)
            entries = [entry for each in added if (entry := store.journal.entry(each.id)) is not None]
        except Damaged as damage:  # whoever looks for the damage must be able to open it
            _log.warning("the accounts could not be read: %s", type(damage).__name__)
            return People()
        return people_in(entries, store.store_id)

    def _guard(self, acts: Sequence[Act]) -> None:
        if self._opened.people.known:
            refuse_acts(acts, self._opened.account)

    def _required(self) -> Account:
        if self._opened.account is None:
            raise nobody_signed_in()
        return self._opened.account


def author_of(account: Account) -> Author:
    """The author of what this person does."""
    return Author(actor=account.name, role=account.role, by=By.STAFF)
