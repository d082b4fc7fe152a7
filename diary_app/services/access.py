"""Who can open a store: its key slots, and every change of them."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged, DoesNotFit, PlainError, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.common.ids import NewId
from diary_app.domain.clinic.account import refuse_unless_managing, required, signed_in_author
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import ACCESS_CHAIN, By, Kind, Role, instant_text
from diary_app.domain.writing.fields import Fields
from diary_app.security.argon import KdfCost, calibrate
from diary_app.security.changing import NotCertain, put_in_place, replace_slots
from diary_app.security.clinic_key import ClinicKey, recipient_in
from diary_app.security.keychain import Keychain, KeychainSecret, NoKeychain
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import (
    make_escrow_slot,
    make_keychain_slot,
    make_passphrase_slot,
    make_recovery_slot,
    unlock_slot,
)
from diary_app.security.secret import Secret
from diary_app.security.slot_file import Copies, read_copies
from diary_app.security.slots import MOST_SLOTS, EscrowSlot, KeychainSlot, PassphraseSlot, Slot, SlotSet
from diary_app.services.staff.failing import note_wrong_passphrase
from diary_app.services.ways_in import SlotInfo, slots_in
from diary_app.storage.folder import StoreFolder

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

_LONGEST_LABEL = 80
_log = logging.getLogger(__name__)


def _put_back(keychain: Keychain, store_id: str, before: bytes | None) -> None:
    """Let the keychain keep what it kept: the slots are as they were."""
    with suppress(NoKeychain):  # then the passphrase is asked for
        if before is None:
            keychain.forget(store_id)
        else:
            keychain.keep(store_id, before)


class AccessService:
    """Changes the slots of one opened store, whose lock this process holds.

    Each change that lets somebody in asks for a secret that opens the store
    now: whoever finds the diary open cannot change who opens it. Each is old or
    new at any moment, and then noted in the log. The changes answer whether
    that note could be written; the change itself counts either way.
    """

    def __init__(self, opened: Opened, new_id: NewId) -> None:
        self._opened = opened
        self._new_id = new_id
        self._files = StoreFolder(opened.store.folder).key_files

    def slots(self) -> list[SlotInfo]:
        """The ways to open this store."""
        return slots_in(self._opened.store.folder)

    def change_passphrase(self, secret: Secret, new: str, *, cost: KdfCost | None = None) -> bool:
        """Make ``new`` the one passphrase; all other ways in stay. Slow on purpose.

        In a clinic's store with accounts it is the passphrase of whoever is
        signed in, and everybody else's stays (``staff.service.renew`` for one forgotten).
        ``secret``: the passphrase until now, the recovery code or the clinic's
        key. ``cost``: measured on this computer when not given. Whether ``new``
        is strong enough is for ``ways_in.strength`` to say, before. Raises
        ``WrongPassphrase``, ``Damaged``, ``NotSaved``.
        """
        people = self._opened.people
        if people.known:
            return self.set_passphrase(secret, required(self._opened.account).slot, new, cost=cost)
        slots, data_key = self._unlocked(secret)
        made = make_passphrase_slot(slots.store_id, data_key, new, cost or calibrate(), **self._named(""))
        put_in_place(self._files, slots.with_only(made), data_key, new)
        return self._note("passphrase changed", made, secret)

    def set_passphrase(
        self, secret: Secret, slot_id: str, new: str, *, cost: KdfCost | None = None, act: str = ""
    ) -> bool:
        """Make ``new`` open one slot, new or old, of a clinic's store; all other slots stay.

        ``act``: what the log says of it. Raises ``DoesNotFit`` for a passphrase
        that opens another's slot, else as :meth:`change_passphrase`.
        """
        slots, data_key = self._unlocked(secret)
        self._refuse_used(slots, new, slot_id)
        made = make_passphrase_slot(
            slots.store_id, data_key, new, cost or calibrate(), **self._named("", slot_id)
        )
        put_in_place(self._files, slots.with_replaced(made), data_key, new, by=slot_id)
        return self._note(act or "passphrase changed", made, secret)

    def take_passphrase(self, slot_id: str) -> None:
        """Take one slot away wherever it stands; needs no secret: it lets nobody in. Raises ``NotSaved``."""
        copies = self._copies()
        for each in copies.sets():
            if slot_id in {slot.id for slot in each.slots}:
                replace_slots(copies.holding(each), each.without(each.slot(slot_id)))

    def room_for_passphrase(self, secret: Secret, new: str) -> None:
        """Raise what :meth:`set_passphrase` would for a new slot, and change nothing."""
        slots, _ = self._unlocked(secret)
        if len(slots.slots) >= MOST_SLOTS:
            raise DoesNotFit(N_("A diary has at most {most} ways to open it."), most=MOST_SLOTS)
        self._refuse_used(slots, new, "")

    def is_own(self, passphrase: str) -> bool:
        """Whether a passphrase is that of whoever is signed in; the caller notes a wrong one. Slow."""
        try:
            self._opened_by(passphrase)
        except WrongPassphrase:
            return False
        return True

    def _refuse_used(self, slots: SlotSet, new: str, own: str) -> None:
        """Two people with one passphrase could not be told apart."""
        for slot in slots.of_kind(PassphraseSlot):
            if slot.id == own:
                continue
            with suppress(WrongPassphrase):
                unlock_slot(slots, new, first=slot.id, alone=True)
                raise DoesNotFit(N_("This passphrase cannot be taken. Please choose another one."))

    def keep_recovery_code(self, secret: Secret, code: RecoveryCode) -> bool:
        """Let ``code`` open the store, in the place of an older code; all other ways in stay.

        ``code`` is a :meth:`RecoveryCode.new` that was shown and, where there
        is somebody to ask, typed back. Raises as :meth:`change_passphrase`.
        """
        self._refuse_unless_managing()
        slots, data_key = self._unlocked(secret)
        made = make_recovery_slot(slots.store_id, data_key, code, **self._named(""))
        put_in_place(self._files, slots.with_only(made), data_key, code)
        return self._note("recovery code made", made, secret)

    def open_without_asking(self, secret: Secret, keychain: Keychain) -> bool:
        """Keep a new secret in ``keychain`` that opens the store on this computer.

        Raises ``NoKeychain`` (nothing was changed) or as :meth:`change_passphrase`.
        """
        if self._opened.people.known:
            raise DoesNotFit(N_("In a clinic everybody signs in with their own passphrase."))
        slots, data_key = self._unlocked(secret)
        kept = KeychainSecret.new()
        made = make_keychain_slot(slots.store_id, data_key, kept, **self._named(""))
        before = keychain.read(slots.store_id)
        # first: a slot for a secret that is not there is of no use
        keychain.keep(slots.store_id, kept.secret)
        try:
            put_in_place(self._files, slots.with_only(made), data_key, kept)
        except NotCertain:
            raise  # the new slot may count: its secret stays
        except PlainError:
            _put_back(keychain, slots.store_id, before)
            raise
        return self._note("keychain added", made, secret)

    def ask_again(self, keychain: Keychain | None) -> bool:
        """Let the store ask for its passphrase again; needs no secret, for it lets nobody in.

        ``keychain``: ``None`` on a computer that has none. The slot goes first:
        from then on what a keychain keeps opens nothing. Raises ``NoKeychain``
        when it will not forget that, ``NotSaved``.
        """
        copies = self._copies()
        noted = True
        for each in copies.sets():  # no secret tells which of them counts: each loses the slot in its place
            slots, files = each, copies.holding(each)
            for slot in each.of_kind(KeychainSlot):
                slots = slots.without(slot)
                replace_slots(files, slots)
                noted = self._note("keychain removed", slot) and noted
        if keychain is not None:
            self._forget(keychain)
        return noted

    def add_clinic_key(self, secret: Secret, recipient_text: str, label: str = "") -> bool:
        """Let a clinic open the store; ``recipient_text``: of the file with its public age key.

        Raises ``DoesNotFit`` for anything but one such key, for a key that is
        there already and for too many; else as :meth:`change_passphrase`.
        """
        self._refuse_unless_managing()
        recipient = recipient_in(recipient_text)
        label = (Fields({"label": label}).optional_text("label", _LONGEST_LABEL) or "").strip()
        slots, data_key = self._unlocked(secret)
        if any(isinstance(slot, EscrowSlot) and slot.recipient == recipient for slot in slots.slots):
            raise DoesNotFit(N_("This clinic's key opens the diary already."))
        made = make_escrow_slot(slots.store_id, data_key, recipient, **self._named(label))
        # only the clinic can open the new slot; that the set still opens otherwise is what can be shown
        put_in_place(self._files, slots.with_added(made), data_key, secret)
        return self._note("clinic key added", made, secret)

    def remove_slot(self, secret: Secret, slot_id: str, keychain: Keychain | None = None) -> bool:
        """Take one way in away; ``keychain`` forgets its part where that is the one.

        Raises ``DoesNotFit`` for an unknown id and for the last of passphrase
        and recovery code; ``NoKeychain`` as :meth:`ask_again`; else as
        :meth:`change_passphrase`.
        """
        self._refuse_unless_managing()
        slots, _ = self._unlocked(secret)
        slot = slots.slot(slot_id)
        whose = self._opened.people.with_slot(slot.id)
        if whose is not None:
            raise DoesNotFit(N_("That is the passphrase of {name}; staff retire takes it away."),
                             name=whose.name)  # fmt: skip
        replace_slots(self._files, slots.without(slot))
        if not isinstance(slot, KeychainSlot):
            return self._note("slot removed", slot, secret)
        noted = self._note("keychain removed", slot, secret)
        if keychain is not None:
            self._forget(keychain)
        return noted

    def note_clinic_reads(self) -> None:
        """Write down that the clinic opened the diary with its key, before it reads anything.

        Raises ``NotSaved`` (then the diary is not to be read) or ``Damaged``.
        """
        payload = {"opened_with": "clinic key"}
        author = Author(actor="clinic", role=Role.COORDINATOR, by=By.STAFF)
        act = Act(kind=Kind.READ, chain=ACCESS_CHAIN, author=author, payload=payload)
        self._opened.store.journal.append([act])

    def _copies(self) -> Copies:
        copies = read_copies(self._files)
        if any(slots.store_id != self._opened.store.store_id for slots in copies.sets()):
            raise Damaged(N_("The key file in this folder is not of the open diary."))
        return copies

    def _unlocked(self, secret: Secret) -> tuple[SlotSet, bytes]:
        """What :meth:`_opened_by` tells; where people have accounts a wrong passphrase is an entry."""
        try:
            return self._opened_by(secret)
        except WrongPassphrase:
            if self._asks_own(secret):
                note_wrong_passphrase(self._opened, required(self._opened.account), changing="keys")
            raise

    def _opened_by(self, secret: Secret) -> tuple[SlotSet, bytes]:
        """The slots that ``secret`` opens, and the data key.

        In a store with accounts a passphrase is that of whoever is signed in.
        Two copies may differ, as at an opening. Anybody could have written a
        clinic's slot, with a key of their own: the key must be the open diary's.
        """
        refusals: list[PlainError] = []
        own = required(self._opened.account).slot if self._asks_own(secret) else None
        for slots in self._copies().sets():
            try:
                data_key = unlock_slot(slots, secret, first=own, alone=own is not None).data_key
            except WrongPassphrase as refusal:
                refusals.append(refusal)
                continue
            if self._opened.store.is_under(data_key):
                return slots, data_key
            refusals.insert(
                0, Damaged(N_("This key slot does not hold the key of the open diary; nothing was changed."))
            )
        raise refusals[0]

    def _forget(self, keychain: Keychain) -> None:
        try:
            keychain.forget(self._opened.store.store_id)
        except NoKeychain:
            pass
        else:
            return
        raise NoKeychain(
            N_("The diary asks for its passphrase again. The computer's keychain did not delete its part, "
               "but that opens nothing any more.")
        )  # fmt: skip

    def _asks_own(self, secret: Secret) -> bool:
        return isinstance(secret, str) and self._opened.people.known

    def _refuse_unless_managing(self) -> None:
        """In a store with accounts, coordinators and investigators decide who else can open it."""
        if self._opened.people.known:
            refuse_unless_managing(self._opened.account)

    def _named(self, label: str, slot_id: str | None = None) -> dict[str, str]:
        made = instant_text(self._opened.clock.now().utc)
        return {"slot_id": slot_id or self._new_id(), "label": label, "created_at": made}

    def _note(self, act: str, slot: Slot, secret: Secret | None = None) -> bool:
        """Write down what was done to whom can open the store: no secret is in it."""
        payload = {"act": act, "slot": slot.id, "kind": slot.facts()["kind"]}
        try:
            author = self._author(secret)
            entry = Act(kind=Kind.KEYS, chain=ACCESS_CHAIN, author=author, payload=payload)
            self._opened.store.journal.append([entry])
        except Exception:  # whatever it is: the slots are replaced, and to say otherwise would be wrong
            _log.exception("a change of keys could not be written into the log")
            return False
        return True

    def _author(self, secret: Secret | None) -> Author:
        if isinstance(secret, ClinicKey):
            return Author(actor="clinic", role=Role.COORDINATOR, by=By.STAFF)
        if self._opened.account is not None:
            return signed_in_author(self._opened.account, None, None)
        if self._opened.staff:
            return Author(actor="staff", role=Role.COORDINATOR, by=By.STAFF)
        [participant] = self._opened.participants()
        return Author(actor=participant, role=Role.PARTICIPANT, by=By.SELF)
