"""Opening a set-up file: its code, its signature, its chains, and that it makes a diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from diary_app.common.errors import Damaged, DoesNotFit, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.diary import Adoption, Diary
from diary_app.domain.facts import CycleStart, DoseLevel, Hold, fact_of
from diary_app.domain.log.chain import check_chains
from diary_app.domain.log.entry import Entry, Kind, Role
from diary_app.domain.phone import phone_number
from diary_app.domain.record import Record, group_by_record, resolve
from diary_app.exchange.transfer.container import NewerFile, Unfit
from diary_app.exchange.transfer.setup import SetupContent, SignedSetup, unpack_setup
from diary_app.security.clinic_keys import PublicKeys
from diary_app.security.setup_code import SetupCode
from diary_app.security.setup_sealing import unseal
from diary_app.services.calls import PHONE
from diary_app.services.transfer.receipts import newer_version
from diary_app.services.transfer.taking_in_checks import refuse_unreadable
from diary_app.services.wording_packs import pack_of

if TYPE_CHECKING:
    from diary_app.protocols.loader import LoadedProtocol

_MOST_MG = 10_000
_STAFF = frozenset(role.value for role in Role) - {Role.PARTICIPANT.value}
_LATEST_CLOCK = 2**40
"""A logical clock that no clinic's store reaches in its life; it leaves the diary room to count on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSetup:
    """A set-up file that is whole in itself: the clinic it names signed it.

    Whether that clinic is the diary's own is for the diary to say, or for a
    person who compares ``keys.fingerprint``. ``sha256``: of the file, 64 hex digits.
    """

    content: SetupContent
    keys: PublicKeys
    sha256: str

    @property
    def participant(self) -> str:
        """Whom it is for."""
        return self.content.participant

    @property
    def entries(self) -> list[Entry]:
        """All entries in it, chain by chain."""
        return [entry for chain in self.content.chains for entry in chain.entries]

    def records(self) -> list[Record]:
        """What now holds of what it tells, as far as this program understands it."""
        return records_of(self.entries)


def open_setup(file: bytes, code: SetupCode) -> OpenedSetup:
    """The content of a set-up file.

    Raises ``DoesNotFit`` (no set-up file, or not of a diary), ``WrongPassphrase``
    (another code), ``Damaged``, ``NewerVersion``, ``Tampered`` (signature or chain).
    Takes a second.
    """
    inside = unseal(file, code)
    try:
        signed = unpack_setup(inside)
        keys = PublicKeys.of(dict(signed.content.keys))
    except NewerFile as newer:
        raise newer_version(newer) from None
    except (Unfit, ValueError):
        raise Damaged(
            N_("The set-up file is not as a clinic writes it; ask your clinic for it once more.")
        ) from None
    _refuse_unsigned(signed, keys)
    opened = OpenedSetup(content=signed.content, keys=keys, sha256=sha256(file).hexdigest())
    _refuse_broken(opened)
    _refuse_unfit(opened)
    return opened


def diary_of(setup: OpenedSetup) -> Diary:
    """The participant's diary as the clinic alone knows it."""
    adoptions = [Adoption(_effective(plan), _loaded(plan).protocol) for plan in _plans(setup)]
    diary = Diary(setup.participant, adoptions)
    for record in setup.records():
        diary.put(record)
    return diary


def plan_of(setup: OpenedSetup) -> LoadedProtocol:
    """The study plan that the clinic adopted last."""
    return _loaded(_plans(setup)[-1])


def _plans(setup: OpenedSetup) -> list[Record]:
    found = [each for each in setup.records() if each.kind == Kind.PROTOCOL_ADOPTED and not each.void]
    return sorted(found, key=lambda record: record.order)


def _loaded(plan: Record) -> LoadedProtocol:
    return _parsed(plan.payload["text"])


@lru_cache(maxsize=4)
def _parsed(text: str) -> LoadedProtocol:
    from diary_app.protocols.loader import parse_protocol

    return parse_protocol(text, Kind.PROTOCOL_ADOPTED.value)


def _effective(plan: Record) -> date | None:
    told = plan.payload.get("effective")
    return date.fromisoformat(told) if told else None


def records_of(entries: list[Entry]) -> list[Record]:
    """The records of entries, those that this program understands and has the first entry of."""
    from diary_app.storage.projection import is_known

    known = [entry for entry in entries if is_known(entry)]
    return [resolve(group) for group in group_by_record(known).values()]


def _refuse_unsigned(signed: SignedSetup, keys: PublicKeys) -> None:
    if not keys.holds(signed.signature, signed.signed):
        raise Tampered(N_("The set-up file was altered: the clinic's signature does not belong to it."))


def _refuse_broken(setup: OpenedSetup) -> None:
    _, faults = check_chains(setup.entries)
    if faults:
        raise Tampered(
            N_("Entry {seq} in the set-up file does not hold ({kind}); nothing was taken in."),
            seq=faults[0].seq,
            kind=faults[0].kind.value,
        )


def _refuse_unfit(setup: OpenedSetup) -> None:
    """A clinic speaks for its staff about one participant, and its words make a diary."""
    for entry in setup.entries:
        by_staff = entry.role in _STAFF and entry.participant == setup.participant
        if not by_staff or entry.counter > _LATEST_CLOCK:
            raise Tampered(
                N_("Entry {seq} in the set-up file is not one that a clinic writes; nothing was taken in."),
                seq=entry.seq,
            )
    refuse_unreadable(setup.participant, setup.entries)
    if not all(map(_is_sensible, setup.records())):
        raise DoesNotFit(
            N_("What the set-up file tells does not make a diary; nothing was taken in. Ask your clinic.")
        )
    for record in setup.records():
        if record.kind == Kind.WORDING_INSTALLED:
            _refuse_unfit_wording(record)
    kinds = {record.kind for record in setup.records() if not record.void}
    if not {Kind.ENROLLED.value, Kind.PROTOCOL_ADOPTED.value} <= kinds:
        raise DoesNotFit(N_("The set-up file holds no study plan or no participant; nothing was taken in."))


def _refuse_unfit_wording(record: Record) -> None:
    """The wording is checked as if it were installed from a file here."""
    try:
        pack_of(record.payload)
    except DoesNotFit as problem:
        raise DoesNotFit(
            N_("The wording in the set-up file cannot be used, nothing was taken in: {problem}"),
            problem=problem,
        ) from problem


def _is_sensible(record: Record) -> bool:
    """Whether what a page shows of a record can be shown: a dose that is one, a number to call, a site."""
    payload, fact = record.payload, None if record.void else fact_of(record)
    if isinstance(fact, CycleStart | DoseLevel):
        return fact.mg.is_finite() and 0 < fact.mg <= _MOST_MG
    if isinstance(fact, Hold):
        return fact.last is None or fact.last >= fact.day
    if record.kind == Kind.SETTINGS and PHONE in payload:
        return isinstance(payload[PHONE], str) and _is_phone(payload[PHONE])
    return record.kind != Kind.ENROLLED or isinstance(payload.get("site"), str | None)


def _is_phone(text: str) -> bool:
    try:
        return phone_number(text) == text
    except DoesNotFit:
        return False
