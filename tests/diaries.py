"""Diaries for tests, kept in memory: the real services over a journal without disk, key or tables.

So a diary is written through the one door everything uses (record lines), and
thousands of random ones run in seconds. Several origins can write about the
same participant and take in each other's entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast

from diary_app.domain.diary import Adoption, Diary
from diary_app.domain.dose import DayState, DoseDays
from diary_app.domain.log.act import Act, Author, Place, seal
from diary_app.domain.log.entry import By, Entry, Kind, Role
from diary_app.domain.protocol import Protocol
from diary_app.domain.record import Record, group_by_record, resolve
from diary_app.domain.status import Status, status
from diary_app.protocols.loader import find_protocol, load_protocol
from diary_app.services.diary import DiaryService
from diary_app.services.listing.lists import LISTS
from diary_app.services.listing.rows import Listing
from diary_app.services.opened import Opened
from diary_app.services.status_view import status_json
from diary_app.services.today import TodayService
from diary_app.storage.store import Store
from tests.support import ZONE, FixedClock

PARTICIPANT = "P-001"
FIRST = date(2026, 1, 5)
LONG_AFTER = "2028-06-01T12:00"
"""When everything told is past, unless a test sets the clock."""

SECOND_TRIAL = Path(__file__).parent / "data" / "protocols" / "second-trial.toml"
_ENTERED = FixedClock().now().utc
PATIENT = Author(actor=PARTICIPANT, role=Role.PARTICIPANT, by=By.SELF)
STAFF = Author(actor="staff", role=Role.COORDINATOR, by=By.STAFF)


@cache
def alter() -> Protocol:
    """The plan that comes with the program: 14 of 21 days, 12 mg."""
    return find_protocol("alter-s003").protocol


@cache
def second_trial() -> Protocol:
    """The made-up plan: 21 of 28 days, 400 mg, questionnaire every 21 days."""
    return load_protocol(SECOND_TRIAL).protocol


def short_plan(length: int, treatment: int) -> Protocol:
    """The first plan with a cycle short enough to try everything that can happen in it."""
    regimen = replace(alter().regimen, cycle_length=length, treatment_days=treatment)
    return replace(alter(), regimen=regimen)


def day_of(number: int, first: date = FIRST) -> str:
    """Study day ``number`` as an ISO date; 0 and below count on backwards without a gap."""
    return (first + timedelta(days=number - 1)).isoformat()


class MemoryJournal:
    """The log of one origin, in a list."""

    def __init__(self, origin: str, clock: FixedClock) -> None:
        self.origin = origin
        self.clock = clock
        self.log: list[Entry] = []
        self._by_id: dict[str, Entry] = {}
        self._root: dict[str, str] = {}
        self._records: defaultdict[str, list[Entry]] = defaultdict(list)
        self._heads: dict[str, Entry] = {}
        self._keys: dict[str, str] = {}
        self._numbers = count(1)

    def append(self, acts: Sequence[Act], *, drop_drafts: Collection[str] = ()) -> list[Entry]:
        return [self._append(act) for act in acts]

    def _append(self, act: Act) -> Entry:
        head = self._heads.get(act.chain)
        place = Place(
            id=f"{self.origin}-{next(self._numbers):05d}",
            origin=self.origin,
            epoch=1,
            seq=head.seq + 1 if head else 1,
            counter=max((entry.counter for entry in self.log[-1:]), default=0) + 1,
            prev_hash=head.hash if head else None,
            device="test device",
            app_version="0.0.0",
            clock_suspect=False,
            payload_salt="5a" * 16,
            note_salt="a5" * 16,
        )
        entry = seal(act, place, self.clock.now())
        self._heads[act.chain] = entry
        if act.key is not None:
            self._keys[act.key] = entry.id
        self._keep(entry)
        return entry

    def _keep(self, entry: Entry) -> None:
        self.log.append(entry)
        self._by_id[entry.id] = entry
        root = entry.id if entry.corrects is None else self._root[entry.corrects]
        self._root[entry.id] = root
        self._records[root].append(entry)

    def take_in(self, entries: Iterable[Entry]) -> None:
        """The union by id; afterwards the highest counter stands last."""
        union = {entry.id: entry for entry in (*self.log, *entries)}
        self.log, self._by_id, self._root = [], {}, {}
        self._records = defaultdict(list)
        for entry in sorted(union.values(), key=lambda entry: (entry.counter, entry.id)):
            self._keep(entry)

    def find_key(self, key: str) -> str | None:
        return self._keys.get(key)

    def record_entries(self, entry_id: str) -> list[Entry]:
        return self._records.get(self._root.get(entry_id, ""), [])

    def entries(
        self,
        participant: str | None = None,
        chain: str | None = None,
        kinds: Collection[str] | None = None,
    ) -> list[Entry]:
        return [
            entry
            for entry in self.log
            if (participant is None or entry.participant == participant)
            and (chain is None or entry.chain == chain)
            and (kinds is None or entry.kind in kinds)
        ]


class MemoryRecords:
    """What holds, resolved from the journal when asked."""

    def __init__(self, journal: MemoryJournal) -> None:
        self._journal = journal

    def records(
        self, participant: str | None = None, kind: str | None = None, on_day: date | None = None
    ) -> list[Record]:
        found = [resolve(group) for group in group_by_record(self._journal.log).values()]
        wanted = [
            record
            for record in found
            if (participant is None or record.participant == participant)
            and (kind is None or record.kind == kind)
            and (on_day is None or record.day == on_day)
        ]
        return sorted(wanted, key=lambda record: record.order)

    def shared(self, kind: str) -> list[Record]:
        return [record for record in self.records(kind=kind) if record.participant is None]

    def record(self, entry_id: str) -> Record | None:
        entries = self._journal.record_entries(entry_id)
        return resolve(entries) if entries else None


class MemoryDrafts:
    """Drafts, in a dictionary."""

    def __init__(self) -> None:
        self.held: dict[str, Any] = {}

    def put(self, name: str, value: Any) -> None:
        self.held[name] = value

    def get(self, name: str) -> Any:
        return self.held.get(name)

    def delete(self, name: str) -> None:
        self.held.pop(name, None)


class MemoryStore:
    """Stands where the store stands."""

    def __init__(self, origin: str, clock: FixedClock) -> None:
        self.store_id = origin
        self.journal = MemoryJournal(origin, clock)
        self.records = MemoryRecords(self.journal)
        self.drafts = MemoryDrafts()


class FastOpened(Opened):
    """Answers who is enrolled, and by which plan, without reading every record or plan again."""

    plan: Protocol

    def _plan(self, text: str) -> Protocol:
        assert text == "plan"
        return self.plan

    def participants(self) -> list[str]:
        return [PARTICIPANT]


class Notebook:
    """One origin's diary of one participant, written by record lines.

    ``first_dose``: cycle 1 as ``init`` writes it (``None``: not known yet).
    ``staff``: a clinic's store. The clock stands long after the study unless
    it is set (``book.clock.set("2026-01-05T07:10")``).
    """

    def __init__(
        self,
        plan: Protocol | None = None,
        *,
        first_dose: date | None = FIRST,
        staff: bool = False,
        origin: str | None = None,
        zone: str = ZONE,
        clock: FixedClock | None = None,
    ) -> None:
        self.clock = clock or FixedClock(LONG_AFTER, zone)
        self.store = MemoryStore(origin or ("clinic" if staff else "home"), self.clock)
        self.opened = FastOpened(cast(Store, self.store), self.clock)
        self.plan = plan or alter()
        # the plan as it is, in place of a text to be read again for every diary
        self.opened.plan = self.plan
        self.service = DiaryService(self.opened)
        self.today = TodayService(self.opened, self.service)
        self._found("clinic" if staff else "patient", zone, first_dose)

    def _found(self, role: str, zone: str, first_dose: date | None) -> None:
        told = {"role": role, "zone": zone, "language": "en", "sample": True}
        self.seal(Kind.SETTINGS, told, chain="store", participant=None)
        self.seal(Kind.PROTOCOL_ADOPTED, {"text": "plan", "sha256": "0" * 64, "effective": None})
        self.seal(Kind.ENROLLED, {"site": None})
        if first_dose is not None:
            payload = {
                "day": first_dose.isoformat(),
                "mg": str(self.plan.regimen.dose_levels[0]),
                "source": "clinic" if role == "clinic" else "participant, told by clinic",
            }
            author = STAFF if role == "clinic" else PATIENT
            about = {"day": first_dose.isoformat()}
            self.first = self.seal(Kind.CYCLE_START, payload, about=about, author=author)

    def seal(self, kind: Kind, payload: Mapping[str, Any], **more: Any) -> Entry:
        """Write an act past the checks, as another program might have."""
        given: dict[str, Any] = {"chain": PARTICIPANT, "participant": PARTICIPANT, "author": PATIENT}
        [entry] = self.store.journal.append([Act(kind=kind, payload=payload, **(given | more))])
        self.opened.forget()
        return entry

    def tell(self, kind: str, day: int | str | None = None, /, **fields: Any) -> str:
        """Write one record line; ``day`` may be a study day. The id."""
        line = {"kind": kind} | fields
        if day is not None:
            line["day"] = day if isinstance(day, str) else day_of(day)
        return self.service.write(line, participant=PARTICIPANT)

    def took(self, day: int | str, time: str | None = None, **fields: Any) -> str:
        """A dose taken."""
        return self.tell("dose", day, time=time, **fields)

    def missed(self, day: int | str, reason: str = "forgot") -> str:
        """A dose not taken."""
        return self.tell("dose", day, status="not_taken", reason=reason)

    def hold(self, first: int, last: int | None = None) -> str:
        """A pause from one study day to another, or until further notice."""
        return self.tell("hold", **{"from": day_of(first), "to": day_of(last) if last else None})

    def start(self, day: int, mg: int | None = None, **fields: Any) -> str:
        """A cycle start."""
        return self.tell("cycle_start", day, mg=mg, **fields)

    def correct(self, entry_id: str, reason: str | None = "typed wrong", /, **fields: Any) -> str:
        """A correction."""
        return self.service.correct(entry_id, fields, reason)

    def undo(self, entry_id: str, reason: str | None = "by mistake") -> str:
        """An undo."""
        return self.service.undo(entry_id, reason)

    def take_in(self, *others: Notebook) -> Notebook:
        """Take in what other origins hold; this notebook."""
        for other in others:
            self.store.journal.take_in(other.store.journal.log)
        self.opened.forget()
        return self

    @property
    def entries(self) -> list[Entry]:
        """The log."""
        return list(self.store.journal.log)

    @property
    def diary(self) -> Diary:
        """The diary as it now stands."""
        return self.opened.diary(PARTICIPANT)

    def record(self, entry_id: str) -> Record:
        """What holds of a record."""
        return resolve(self.store.journal.record_entries(entry_id))

    def status(self, on: int | str, today: int | str | None = None) -> Status:
        """The status on a day, by default seen from long after."""
        present = self.opened.today(PARTICIPANT) if today is None else _date(today)
        return status(self.diary, _date(on), present)

    def shown(self, on: int | str, today: int | str | None = None) -> dict[str, Any]:
        """``status --json``."""
        return status_json(self.status(on, today), "en")

    def state(self, day: int | str, today: int | str | None = None) -> DayState:
        """What became of a day."""
        present = self.opened.today(PARTICIPANT) if today is None else _date(today)
        return DoseDays(self.diary, present).state(_date(day))

    def rows(self, name: str, **how: Any) -> list[dict[str, Any]]:
        """``list NAME --json``."""
        return LISTS[name](Listing(self.opened, PARTICIPANT, **how))


def _date(day: int | str) -> date:
    return date.fromisoformat(day if isinstance(day, str) else day_of(day))


def plain_record(kind: Kind, day: int, counter: int, **payload: Any) -> Record:
    """A record as one uncorrected entry makes it, without the entry: for diaries by the thousand."""
    return Record(
        id=f"r-{counter:05d}",
        latest=f"r-{counter:05d}",
        kind=kind.value,
        chain=PARTICIPANT,
        participant=PARTICIPANT,
        about={"day": day_of(day)},
        payload=payload,
        note=None,
        placed=counter,
        order=(counter, f"r-{counter:05d}"),
        entered_at=_ENTERED,
        entered_zone=ZONE,
        actor=PARTICIPANT,
        role=Role.PARTICIPANT.value,
        by=By.SELF.value,
        corrects=None,
        reason=None,
        changes=0,
        void=False,
        conflict=False,
    )


def plain_diary(plan: Protocol, records: Iterable[Record]) -> Diary:
    """A diary of such records."""
    diary = Diary(PARTICIPANT, [Adoption(None, plan)])
    for record in records:
        diary.put(record)
    return diary


def both_told(home: Notebook, clinic: Notebook) -> tuple[Notebook, Notebook]:
    """Both origins after each has taken in the other."""
    home.take_in(clinic)
    clinic.take_in(home)
    return home, clinic


def four_acts(note: str) -> list[Entry]:
    """A log with a dose and its ``note``, a correction of it, a dose not taken and two readings."""
    book = Notebook()
    dose = book.took(1, "07:10", note=note)
    book.missed(2)
    book.correct(dose, mg=10)
    book.tell("bp", 2, time="06:50", readings=["128/82", "126/80"])
    return book.entries
