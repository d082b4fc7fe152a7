"""Signing a record: the passphrase once more, then an entry on the participant's chain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.clinic import signature
from diary_app.domain.clinic.account import author_of, required
from diary_app.domain.clinic.signature import Signature
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import ABOUT_PARTS, Entry, Kind
from diary_app.domain.record import resolve
from diary_app.domain.writing.fields import named
from diary_app.services.staff.failing import note_wrong_passphrase

if TYPE_CHECKING:
    from diary_app.services.access import AccessService
    from diary_app.services.opened import Opened


def sign(opened: Opened, access: AccessService, record_id: str, meaning: str, passphrase: str) -> str:
    """Sign the record as it now stands; the signature's entry id.

    Raises ``WrongPassphrase`` (noted in the log), ``DoesNotFit`` for an unknown,
    undone or unsuitable record, a monitor, or an empty meaning; ``NotSaved``.
    """
    account = required(opened.account)
    meaning = signature.checked_meaning(meaning)
    record = _record(opened, record_id)
    if not access.is_own(passphrase):
        note_wrong_passphrase(opened, account, signing=record[0].id)
        raise WrongPassphrase(N_("This is not the passphrase of {name}; nothing was signed."),
                              name=account.name)  # fmt: skip
    held = resolve(record)
    act = Act(
        kind=Kind.SIGNED,
        chain=held.participant or "",
        participant=held.participant,
        author=author_of(account),
        payload=signature.payload(record, account.name, meaning),
        about={part: held.about[part] for part in ABOUT_PARTS if part in held.about},
    )
    [entry] = opened.store.journal.append([act])
    return entry.id


def signatures(opened: Opened, record_id: str) -> list[Signature]:
    """The signatures under a record that were given in this store, oldest first."""
    record = opened.store.journal.record_entries(record_id)
    if not record:
        return []
    signed = opened.store.journal.entries(participant=record[0].participant, kinds=[Kind.SIGNED.value])
    return signature.signatures([each for each in signed if each.origin == opened.store.store_id], record)


def holding(opened: Opened, entries: Iterable[Entry]) -> dict[str, bool]:
    """Whether each signature among ``entries`` that was given in this store still holds, by its id."""
    by_record: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == Kind.SIGNED and entry.payload is not None and entry.origin == opened.store.store_id:
            by_record.setdefault(entry.payload["record"], []).append(entry)
    found: dict[str, bool] = {}
    for record_id, signed in by_record.items():
        record = opened.store.journal.record_entries(record_id)
        found |= {each.id: each.holds for each in signature.signatures(signed, record)}
    return found


def _record(opened: Opened, record_id: str) -> list[Entry]:
    record = opened.store.journal.record_entries(record_id)
    if not record:
        raise DoesNotFit(N_("There is no record {id}."), id=named(record_id))
    held = resolve(record)
    if held.participant is None or held.chain != held.participant or held.kind == Kind.SIGNED:
        raise DoesNotFit(N_("This is no record of a participant; there is nothing to sign."))
    signature.payload(record, "", "")  # refuses one that was undone, before the passphrase is asked about
    return record
