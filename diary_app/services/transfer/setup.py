"""The clinic's side of a set-up file: the participant's whole chain of the clinic, signed, under a code."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import refuse_reader
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import Entry, Kind
from diary_app.domain.phone import phone_number
from diary_app.exchange.transfer.container_chains import ChainRange, without_value
from diary_app.exchange.transfer.setup import SetupContent, pack_setup
from diary_app.qlq_c30.wording import shown_in
from diary_app.security.argon import KdfCost
from diary_app.security.setup_code import SetupCode
from diary_app.security.setup_sealing import COST, seal
from diary_app.services.calls import PHONE
from diary_app.services.transfer.clinic_keys import clinic_keys
from diary_app.services.transfer.pinning import given_act
from diary_app.services.wording_packs import pack_payload

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

NONCE_BYTES = 16
NEEDED = frozenset(
    kind.value
    for kind in (
        Kind.PROTOCOL_ADOPTED, Kind.ENROLLED, Kind.DOSE, Kind.SYMPTOMS, Kind.SIGN, Kind.BP, Kind.WEIGHT,
        Kind.TEMPERATURE, Kind.CYCLE_START, Kind.HOLD, Kind.DOSE_LEVEL, Kind.STOP, Kind.VISIT, Kind.DISPENSE,
        Kind.RETURN, Kind.QLQ, Kind.ALERT_SHOWN, Kind.ALERT_ANSWERED, Kind.TAKEN_IN, Kind.DEVICE,
        Kind.SETTINGS, Kind.WORDING_INSTALLED,
    )
)  # fmt: skip
"""Kinds whose values the participant's program works with; the clinic's other words stay with the clinic."""
_OF_A_PLANNED_VISIT = frozenset({"day", "time", "offset", "zone", "next_start"})
"""A visit that says more tells what was found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupFile:
    """A finished set-up file, its code and the fingerprint that the sheet shows beside it."""

    participant: str
    content: bytes = field(repr=False)
    code: SetupCode
    fingerprint: str
    nonce: str
    made_at: datetime
    entries: int


def make_setup(
    opened: Opened,
    participant: str,
    author: Author,
    *,
    phone: str | None = None,
    cost: KdfCost = COST,
) -> SetupFile:
    """A set-up file for a participant, after an entry that notes the nonce it carries.

    ``phone``: the clinic's number, written down first where it is another one
    than is known. What the chain lacks of study plans and installed wording is
    written in it, so that it can stand alone. Raises ``DoesNotFit`` in a patient's store or for
    an unknown participant, ``NotSaved``. Takes a second.
    """
    if not opened.staff:
        raise DoesNotFit(N_("A set-up file is made by a clinic's store; this is a patient's diary."))
    whose = opened.participant(participant)
    refuse_reader(opened.account)  # before the clinic's keys are made for it
    keys = clinic_keys(opened)
    nonce = secrets.token_hex(NONCE_BYTES)
    acts = [
        *_missing_plans(opened, whose, author),
        *_missing_packs(opened, whose, author),
        *_phone_acts(opened, whose, phone, author),
    ]
    opened.store.journal.append([*acts, given_act(whose, nonce, author)])
    opened.forget()
    content = SetupContent(
        clinic_store=opened.store.store_id,
        site=_site(opened, whose),
        keys=keys.public.value(),
        participant=whose,
        nonce=nonce,
        made_at=opened.now().utc,
        sample=opened.nature.sample,
        chains=tuple(_chains(opened, whose)),
    )
    code = SetupCode.new()
    return SetupFile(
        participant=whose,
        content=seal(pack_setup(content, keys.sign), code, cost),
        code=code,
        fingerprint=keys.public.fingerprint,
        nonce=nonce,
        made_at=content.made_at,
        entries=sum(len(chain.entries) for chain in content.chains),
    )


def _missing_plans(opened: Opened, whose: str, author: Author) -> Iterator[Act]:
    """The plans that the whole store adopted and the participant's chain does not tell yet."""
    plans = opened.store.records.records(kind=Kind.PROTOCOL_ADOPTED.value)
    kept = [each for each in plans if not each.void and each.role != "participant"]
    told = {(p.payload["sha256"], p.payload["effective"]) for p in kept if p.participant == whose}
    for plan in (each for each in kept if each.participant is None):
        if (plan.payload["sha256"], plan.payload["effective"]) not in told:
            yield Act(
                kind=Kind.PROTOCOL_ADOPTED,
                chain=whose,
                participant=whose,
                author=author,
                payload=plan.payload,
                about=plan.about,
            )


def _missing_packs(opened: Opened, whose: str, author: Author) -> Iterator[Act]:
    """The wording shown here in each language, where the participant's chain tells another or none."""
    records = opened.store.records.records(participant=whose, kind=Kind.WORDING_INSTALLED.value)
    told = {shown_in(each.payload["language"]): each.payload["sha256"] for each in records}
    for pack in opened.packs().installed:
        if pack.in_use and told.get(pack.shows_in) != pack.wording.sha256:
            yield Act(
                kind=Kind.WORDING_INSTALLED,
                chain=whose,
                participant=whose,
                author=author,
                payload=pack_payload(pack.wording),
            )


def told_phone(opened: Opened, whose: str) -> str | None:
    """The clinic's number as it stands in this clinic's chain of a participant."""
    records = opened.store.records.records(participant=whose, kind=Kind.SETTINGS.value)
    told = [each for each in records if not each.void and each.payload.get(PHONE)]
    own = [str(each.payload[PHONE]) for each in told if each.role != "participant"]
    return own[-1] if own else None


def _phone_acts(opened: Opened, whose: str, phone: str | None, author: Author) -> Iterator[Act]:
    if phone is None:
        return
    number = phone_number(phone)
    if told_phone(opened, whose) != number:
        yield Act(kind=Kind.SETTINGS, chain=whose, participant=whose, author=author, payload={PHONE: number})


def _site(opened: Opened, whose: str) -> str | None:
    records = opened.store.records.records(participant=whose, kind=Kind.ENROLLED.value)
    sites = [each.payload.get("site") for each in records if not each.void and each.role != "participant"]
    return next((str(site) for site in reversed(sites) if site), None)


def _chains(opened: Opened, whose: str) -> Iterator[ChainRange]:
    """All that this clinic wrote about the participant, each chain from its beginning."""
    journal = opened.store.journal
    for head in journal.heads():
        if head.key.origin == opened.store.store_id and head.key.chain == whose:
            entries = journal.chain(head.key)
            yield ChainRange(head.key, tuple(_given(opened, entry) for entry in entries))


def _given(opened: Opened, entry: Entry) -> Entry:
    root = _root(opened, entry)
    needed = root.kind in NEEDED and not (root.kind == Kind.VISIT and _tells_findings(entry))
    return entry if needed else without_value(entry)


def _tells_findings(entry: Entry) -> bool:
    """Whether an entry about a visit says more of it than when it is."""
    payload = entry.payload or {}
    told = payload.get("fields", {}) if entry.corrects else payload
    return entry.kind != Kind.UNDO and (not set(told) <= _OF_A_PLANNED_VISIT or entry.note is not None)


def _root(opened: Opened, entry: Entry) -> Entry:
    """What a correction is about in the end: corrections of what is withheld are withheld too."""
    seen = {entry.id}
    while entry.corrects is not None and entry.corrects not in seen:
        seen.add(entry.corrects)
        before = opened.store.journal.entry(entry.corrects)
        if before is None:  # it is not here yet: who knows what it is about
            return entry
        entry = before
    return entry
