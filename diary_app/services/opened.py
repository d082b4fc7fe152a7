"""What every service of one opened store shares: the store, the clock, the diaries read from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from diary_app.common.clock import Clock, Moment
from diary_app.common.errors import Damaged, DoesNotFit, UsageError
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import Account, People
from diary_app.domain.days import plan_day
from diary_app.domain.diary import Adoption, Diary
from diary_app.domain.log.entry import STORE_CHAIN, By, Kind, Role
from diary_app.domain.protocol import Protocol
from diary_app.domain.record import Record
from diary_app.domain.writing.fields import named
from diary_app.qlq_c30 import wording
from diary_app.services.wording_packs import Packs

if TYPE_CHECKING:
    from diary_app.storage.store import Store

PATIENT = "patient"
CLINIC = "clinic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """What a store is, as told when it was made.

    ``role``: ``patient`` or ``clinic``; ``zone``: IANA name; ``language`` of
    texts kept with entries; ``sample``: it holds made-up data; ``site``: the
    clinic's, if it was told.
    """

    role: str
    zone: str
    language: str
    sample: bool
    site: str | None = None


class Opened:
    """One opened store and the diaries in it; the one place that keeps them in step.

    ``hand``: whose hand writes where an act names none; ``None``: the store's usual.
    ``people``: the accounts of a clinic's store, none where it has none; ``account``:
    who of them is signed in. ``StaffService`` keeps both.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.hand: By | None = None
        self.people = People()
        self.account: Account | None = None
        self._diaries: dict[str, Diary] = {}
        self._participants: list[str] | None = None
        self._packs: Packs | None = None

    @cached_property
    def nature(self) -> Nature:
        """What this store is, from its settings entry."""
        for entry in self.store.journal.entries(kinds=[Kind.SETTINGS.value]):
            own = entry.chain == STORE_CHAIN and entry.origin == self.store.store_id
            if own and entry.payload is not None:
                told = entry.payload
                return Nature(
                    role=told["role"],
                    zone=told["zone"],
                    language=told["language"],
                    sample=told["sample"],
                    site=told.get("site"),
                )
        raise Damaged(N_("The diary does not say whose it is: its first entries are missing."))

    @property
    def staff(self) -> bool:
        """Whether clinic staff write here."""
        return self.nature.role == CLINIC

    def participants(self) -> list[str]:
        """The participants enrolled in this store, by id."""
        if self._participants is None:
            found = self.store.records.records(kind=Kind.ENROLLED.value)
            ids = {record.participant for record in found if record.participant and not record.void}
            self._participants = sorted(ids)
        return self._participants

    def participant(self, given: str | None) -> str:
        """The participant an act is about; refuses an unknown one and, in a patient's store, another's."""
        known = self.participants()
        if given is None:
            if self.staff or len(known) != 1:
                raise UsageError(N_("Say which participant this is about (--participant ID)."))
            return known[0]
        if given not in known:
            raise DoesNotFit(
                N_("The participant {id} is not in this diary; it holds: {known}."),
                id=named(given),
                known=", ".join(known) or "-",
            )
        return given

    def diary(self, participant: str) -> Diary:
        """The participant's diary as it now stands."""
        if participant not in self._diaries:
            self._diaries[participant] = self._read(participant)
        return self._diaries[participant]

    def parts(self, kinds: Iterable[Kind]) -> dict[str, Diary]:
        """Every participant's diary with only the records of some kinds, all read at once, by id.

        For what is asked of everybody: a thousand whole diaries take too long.
        """
        plans, entries_of = self._everybodys_plans(), self.store.journal.record_entries
        parts = {
            whose: Diary(whose, self._adoptions(plans(whose)), entries_of) for whose in self.participants()
        }
        for kind in kinds:
            for record in self.store.records.records(kind=kind.value):
                if record.participant in parts:
                    parts[record.participant].put(record)
        return parts

    def look_at(self, participant: str) -> Diary:
        """The participant's diary read from the tables, and not kept at hand: a thousand are too many."""
        return self._read(participant)

    def refresh(self, entry_id: str, participant: str) -> None:
        """Take what an entry changed into the diary at hand."""
        record = self.store.records.record(entry_id)
        if record is not None and participant in self._diaries:
            self._diaries[participant].put(record)

    def forget(self) -> None:
        """Drop what is at hand, so that it is read anew from the tables."""
        self._diaries.clear()
        self._participants = None
        self.forget_packs()

    def _read(self, participant: str) -> Diary:
        adoptions = self._adoptions(self.adopted(participant))
        diary = Diary(participant, adoptions, self.store.journal.record_entries)
        for record in self.store.records.records(participant=participant):
            diary.put(record)
        return diary

    def adopted(self, participant: str) -> list[Record]:
        """The study plans that a participant took on, in the order in which they count: the last one holds.

        Raises ``Damaged`` where there is none.
        """
        kind, records = Kind.PROTOCOL_ADOPTED.value, self.store.records
        return _in_turn(participant, [*records.shared(kind), *records.records(participant, kind)])

    def _adoptions(self, plans: Iterable[Record]) -> list[Adoption]:
        return [Adoption(_effective(plan.payload), self._plan(plan.payload["text"])) for plan in plans]

    def _everybodys_plans(self) -> Callable[[str], list[Record]]:
        """The same as :meth:`adopted` for anybody, all read at once."""
        by_participant: defaultdict[str | None, list[Record]] = defaultdict(list)
        for plan in self.store.records.records(kind=Kind.PROTOCOL_ADOPTED.value):
            by_participant[plan.participant].append(plan)
        return lambda whose: _in_turn(whose, [*by_participant[None], *by_participant[whose]])

    def protocol(self) -> Protocol:
        """The study plan of the whole store, adopted last (in a patient's store: the participant's).

        A plan that came to a clinic with one participant's diary is that participant's alone.
        """
        kind, records = Kind.PROTOCOL_ADOPTED.value, self.store.records
        found = records.shared(kind) if self.staff else records.records(kind=kind)
        plans = [each for each in found if not each.void]
        if not plans:
            raise Damaged(N_("The diary holds no study plan."))
        return self._plan(max(plans, key=_turn).payload["text"])

    def _plan(self, text: str) -> Protocol:
        return _read_plan(text)

    def now(self) -> Moment:
        """The present moment."""
        return self.clock.now()

    def local_now(self) -> datetime:
        """The present moment in the store's zone."""
        return self.now().utc.astimezone(self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """The store's time zone."""
        return ZoneInfo(self.nature.zone)

    def today(self, participant: str) -> date:
        """The plan's present day of a participant."""
        boundary = self.diary(participant).protocol.regimen.day_boundary
        return plan_day(self.local_now(), boundary)

    def wording(self, language: str | None = None) -> wording.Wording:
        """The wording pack that is shown in a language, the store's own where none is named."""
        return self.packs().for_language(language or self.nature.language)

    def packs(self) -> Packs:
        """The wording packs of this store, read once until one is installed or comes in."""
        if self._packs is None:
            kind, records = Kind.WORDING_INSTALLED.value, self.store.records
            # a clinic's store holds a copy for every participant
            told = records.shared(kind) if self.staff else records.records(kind=kind)
            self._packs = Packs(each for each in told if not each.void)
        return self._packs

    def forget_packs(self) -> None:
        """Another wording may be in force."""
        self._packs = None


def _in_turn(participant: str, plans: Iterable[Record]) -> list[Record]:
    """Plans in the order in which they count, void ones left out."""
    found = [each for each in plans if not each.void]
    if not found:
        raise Damaged(N_("The diary holds no study plan for {id}."), id=participant)
    return sorted(found, key=_turn)


def _turn(plan: Record) -> tuple[bool, tuple[int, str]]:
    """The clinic's plans go before the participant's, each in the order of the log."""
    return plan.role == Role.PARTICIPANT, plan.order


def wording_reference(pack: wording.Wording) -> dict[str, Any]:
    """How an administration names the pack it was answered in."""
    return {
        "id": pack.id,
        "version": pack.version,
        "language": pack.language,
        "official": pack.official,
        "sha256": pack.sha256,
    }


@lru_cache(maxsize=8)
def _read_plan(text: str) -> Protocol:
    """The plan in a text of the log; the same text is read once a process."""
    from diary_app.protocols.loader import parse_protocol

    return parse_protocol(text, "protocol_adopted").protocol


def _effective(payload: Mapping[str, Any]) -> date | None:
    text = payload.get("effective")
    return date.fromisoformat(text) if text else None
