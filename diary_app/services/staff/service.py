"""Who works with a clinic's store: its accounts, who is signed in, and what they sign.

``OpenedStore.staff``. A store without accounts (made by ``init --role clinic``)
works as one for all until the first person is added.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged, DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.common.ids import NewId
from diary_app.domain.clinic.account import (
    Account,
    People,
    author_of,
    people_in,
    refuse_acts,
    refuse_unless_managing,
    required,
)
from diary_app.domain.clinic.signature import Signature
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import ACCESS_CHAIN, STORE_CHAIN, Kind
from diary_app.security.argon import KdfCost
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.secret import Secret
from diary_app.services.staff import outside, signing
from diary_app.services.staff.signing_in import PROGRAM, Door, Way, note_signed_in, sign_in

if TYPE_CHECKING:
    from diary_app.services.access import AccessService
    from diary_app.services.opened import Opened

_log = logging.getLogger(__name__)


class StaffService:
    """Adds and retires people, knows who is signed in, and stands guard over what is written."""

    def __init__(self, opened: Opened, access: AccessService, new_id: NewId) -> None:
        self._opened = opened
        self._access = access
        self._new_id = new_id
        self._slot: str | None = None  # the passphrase's that opened the store
        # what was noted as read since the sign-in: somebody's data, or a page about everybody
        self._read: set[tuple[str | None, str | None]] = set()
        opened.people = self._people()
        opened.store.journal.guard = self._guard

    def sign_in(self, door: Door) -> Account | None:
        """Whoever opened the store is signed in from now on; see :func:`signing_in.sign_in`."""
        self._slot = door.slot if door.way is Way.PASSPHRASE else None
        self._opened.account = sign_in(self._opened, door)
        return self._opened.account

    def accounts(self) -> list[Account]:
        """Everybody who works here now, in the order they were added; none in a store without accounts."""
        return list(self._opened.people.active)

    def retired(self) -> list[Account]:
        """Everybody who was retired."""
        return list(self._opened.people.retired)

    def signed_in(self) -> Account | None:
        """Whose passphrase opened the store; ``None`` in one without accounts."""
        return self._opened.account

    def can_sign_in(self, account: Account) -> bool:
        """Whether a passphrase of theirs is among the keys; an adding that was cut off leaves none."""
        return any(slot.id == account.slot for slot in self._access.slots())

    def add(
        self, name: str, role: str, passphrase: str | None, *, secret: Secret, cost: KdfCost | None = None
    ) -> str:
        """Add a person who signs in with ``passphrase``; their account's id. Slow on purpose.

        ``secret``: the passphrase of whoever adds them, a coordinator or an
        investigator. The first person of a store takes over the passphrase that
        opened it, and ``passphrase`` is ``None``. Adding again somebody whose adding
        was cut off gives them the passphrase that they lack. Raises ``DoesNotFit``,
        ``WrongPassphrase``, ``NotSaved``.
        """
        if not self._opened.people.known:
            return self._add_first(name, role, passphrase, secret)
        refuse_unless_managing(self._opened.account)
        if passphrase is None:
            raise DoesNotFit(N_("Everybody has a passphrase of their own; choose one for this person."))
        self._access.room_for_passphrase(secret, passphrase)
        account = self._unfinished(name, role)
        if account is None:
            account = self._opened.people.new_account(name, role, self._new_id())
            self._note(account.added())
        # after the entry: no passphrase ever opens the store for somebody whom the log does not know
        self._access.set_passphrase(secret, account.slot, passphrase, cost=cost, act="passphrase given")
        return account.id

    def _add_first(self, name: str, role: str, passphrase: str | None, secret: Secret) -> str:
        if not self._opened.staff:
            raise DoesNotFit(N_("This is a patient's diary; only a clinic's store has people in it."))
        if self._slot is None:
            raise DoesNotFit(N_("The first person is added by whoever opens the store with its passphrase."))
        if passphrase is not None:
            raise DoesNotFit(N_("The first person keeps the passphrase that the store has now."))
        account = self._opened.people.new_account(name, role, self._slot)
        if not isinstance(secret, str) or not self._access.is_own(secret):
            raise WrongPassphrase(N_("This is not the passphrase of this diary."))
        self._note(account.added(), account)
        self._opened.account = account
        note_signed_in(self._opened, account)
        return account.id

    def _unfinished(self, name: str, role: str) -> Account | None:
        there = self._opened.people.called(name)
        return there if there and there.role == role and not self.can_sign_in(there) else None

    def retire(self, account_id: str) -> None:
        """Take a person's passphrase away; what they wrote stays under their name.

        Raises ``DoesNotFit`` for an unknown id and for the last coordinator or
        investigator, ``NotSaved``.
        """
        refuse_unless_managing(self._opened.account)
        account = self._opened.people.account(account_id)
        self._opened.people.refuse_last(account, self.can_sign_in)
        # before the entry: cut off in between, they can no longer sign in, and are retired again
        self._access.take_passphrase(account.slot)
        self._note(account.retired())
        if account == self._opened.account:
            self._opened.account = None

    def renew(self, name: str, code: RecoveryCode, new: str, *, cost: KdfCost | None = None) -> Account:
        """Give the person called ``name`` a new passphrase by the store's recovery code, and sign them in.

        Everybody else's stays. Raises ``DoesNotFit`` for a name of nobody who
        works here, ``WrongPassphrase``, ``NotSaved``.
        """
        account = self._opened.people.called(name)
        if account is None:
            raise DoesNotFit(N_("Nobody who works here is called {name}."), name=name)
        self._access.set_passphrase(code, account.slot, new, cost=cost, act="passphrase renewed by code")
        self._opened.account = account
        note_signed_in(self._opened, account)
        return account

    def note_read(self, participant: str, what: str) -> None:
        """Write down that a participant's data are looked at: once for each of them and page in one sign-in.

        ``what``: the tab of their page (``overview``, ``doses``, ...), ``paper``,
        ``report``, or ``commands`` for what the command line shows. Raises
        ``NotSaved``: then nothing is to be shown.
        """
        self._note_look(participant, what)

    def note_log_read(self) -> None:
        """Write down that the log was looked at, which shows everybody's data: once in one sign-in.

        Raises ``NotSaved``: then nothing is to be shown.
        """
        self.note_everybody_read("log")

    def note_everybody_read(self, what: str) -> None:
        """Write down that a page about everybody was looked at: once for each page in one sign-in.

        ``what``: ``patients``, ``alerts``, ``study`` or ``log``. Raises ``NotSaved``:
        then nothing is to be shown.
        """
        self._note_look(None, what)

    def _note_look(self, participant: str | None, what: str) -> None:
        """Also whoever came by the recovery code, and is nobody, leaves an entry."""
        place = (participant, what)
        if not self._opened.people.known or place in self._read:
            return
        account = self._opened.account
        author = PROGRAM if account is None else author_of(account)
        act = Act(
            kind=Kind.READ,
            chain=ACCESS_CHAIN,
            participant=participant,
            author=author,
            payload={"what": what},
        )
        self._opened.store.journal.append([act])
        self._read.add(place)

    def sign(self, record_id: str, meaning: str, passphrase: str) -> str:
        """Sign a record; see :func:`signing.sign`. Slow on purpose."""
        return signing.sign(self._opened, self._access, record_id, meaning, passphrase)

    def signatures(self, record_id: str) -> list[Signature]:
        """The signatures under a record, oldest first; ``record_id``: of any of its entries."""
        return signing.signatures(self._opened, record_id)

    def _note(self, payload: dict[str, str], by: Account | None = None) -> None:
        author = author_of(by or required(self._opened.account))
        act = Act(kind=Kind.STAFF, chain=STORE_CHAIN, author=author, payload=payload)
        self._opened.store.journal.append([act])
        self._opened.people = self._people()
        outside.keep_names(self._opened.store.folder, self._opened.people.active)

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
