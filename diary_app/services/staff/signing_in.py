"""Signing in: who opened a clinic's store, and the entries that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from diary_app.common.errors import WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import Account, author_of, refuse_other
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import ACCESS_CHAIN, By, Kind, Role
from diary_app.services.staff import outside

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)
"""Who writes where nobody is signed in."""


class Way(Enum):
    """With what a store was opened."""

    PASSPHRASE = "passphrase"
    RECOVERY_CODE = "recovery code"
    CLINIC_KEY = "clinic key"
    KEYCHAIN = "keychain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How a store was opened. ``slot``: the passphrase's; ``whom``: the name that was given beside it."""

    way: Way
    slot: str | None = None
    whom: str | None = None


def sign_in(opened: Opened, door: Door) -> Account | None:
    """Who opened the store, written into the log before anything is read.

    ``None`` in a store without accounts, and for the recovery code and the
    clinic's key, which open it without being anybody. Raises
    ``WrongPassphrase`` for a passphrase of nobody who works here,
    ``NotThisPerson`` for another name, ``NotSaved``.
    """
    if not opened.people.known:
        outside.keep_names(opened.store.folder, ())  # a backup from before there were accounts may be back
        return None
    if door.way is Way.PASSPHRASE:
        account = _owner(opened, door)
        _note(opened, _signed_in(account))
    elif door.way is Way.RECOVERY_CODE:
        account = None
        payload = {"with": door.way.value}
        _note(opened, Act(kind=Kind.SIGNED_IN, chain=ACCESS_CHAIN, author=PROGRAM, payload=payload))
    elif door.way is Way.CLINIC_KEY:
        return None  # AccessService.note_clinic_reads notes it
    else:
        raise WrongPassphrase(N_("In a clinic everybody signs in with their own passphrase."))
    outside.keep_names(opened.store.folder, opened.people.active)
    return account


def note_signed_in(opened: Opened, account: Account) -> None:
    """Write down that somebody is signed in who did not come by their passphrase alone."""
    _note(opened, _signed_in(account))


def _owner(opened: Opened, door: Door) -> Account:
    account = opened.people.with_slot(door.slot)
    if account is None:
        raise WrongPassphrase(N_("This passphrase is of nobody who works here."))
    refuse_other(account, door.whom)
    return account


def _signed_in(account: Account) -> Act:
    payload = {"account": account.id, "with": Way.PASSPHRASE.value}
    return Act(kind=Kind.SIGNED_IN, chain=ACCESS_CHAIN, author=author_of(account), payload=payload)


def _note(opened: Opened, act: Act) -> None:
    """One transaction: the sign-ins that failed before, and this one. Then they need not be kept outside."""
    folder = opened.store.folder
    failed = outside.failed_in(folder)
    opened.store.journal.append([*_failures(opened, failed), act])
    if failed.kept or failed.more:
        outside.forget_failed(folder)


def _failures(opened: Opened, failed: outside.FailedSignIns) -> Iterable[Act]:
    """An entry each, but for those that a cut-off sign-in had written already."""
    journal = opened.store.journal
    for each in failed.kept:
        key = f"sign-in-{each.id}"
        if journal.find_key(key) is None:
            yield _failure({"at": each.at, "name": each.name}, key)
    if failed.more:
        key = f"sign-in-more-{failed.kept[-1].id if failed.kept else ''}-{failed.more}"
        if journal.find_key(key) is None:
            yield _failure({"more": failed.more}, key)


def _failure(payload: dict[str, str | int | None], key: str) -> Act:
    return Act(kind=Kind.SIGN_IN_FAILED, chain=ACCESS_CHAIN, author=PROGRAM, payload=payload, key=key)
