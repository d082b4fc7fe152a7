"""The log to read: who did what when, a page at a time; and one value's whole life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_, translator
from diary_app.common.outputs import PDF, checked_output
from diary_app.domain.facts import Fact, fact_of
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import ACCESS_CHAIN, Entry, Kind, Role
from diary_app.domain.record import Record, resolve, resolve_history
from diary_app.domain.writing.fields import named
from diary_app.services.diary import DiaryService
from diary_app.services.history_entries import Change, change_of
from diary_app.services.opened import Opened

if TYPE_CHECKING:
    from diary_app.reports.log_sheet import LogSheet
    from diary_app.storage.log_pages import LogQuery

PAGE = 200
"""Entries that are read at once."""
_CORRECTING = frozenset({Kind.CORRECT.value, Kind.UNDO.value})


class Group(StrEnum):
    """What a filter of the log asks for."""

    ALL = "all"
    CORRECTIONS = "corrections"
    DECISIONS = "decisions"
    CLINIC_RECORDS = "clinic_records"
    HAND_OVER = "hand_over"
    OUT = "out"
    SIGN_INS = "sign_ins"
    KEEPING = "keeping"


KINDS: Mapping[Group, frozenset[str] | None] = {
    Group.ALL: None,
    Group.CORRECTIONS: _CORRECTING,
    Group.DECISIONS: frozenset(
        {Kind.CYCLE_START, Kind.HOLD, Kind.DOSE_LEVEL, Kind.STOP, Kind.REVIEWED, Kind.SIGNED}
    ),
    Group.CLINIC_RECORDS: frozenset(
        {Kind.VISIT, Kind.ADVERSE_EVENT, Kind.MEDICATION, Kind.DISPENSE, Kind.RETURN}
    ),
    Group.HAND_OVER: frozenset({Kind.TAKEN_IN, Kind.DEVICE}),
    Group.OUT: frozenset({Kind.PRINTED, Kind.EXPORTED}),
    Group.SIGN_INS: frozenset({Kind.SIGNED_IN, Kind.SIGN_IN_FAILED, Kind.STAFF, Kind.READ, Kind.KEYS}),
    Group.KEEPING: frozenset(
        {Kind.BACKUP, Kind.RESTORE, Kind.REBUILT, Kind.CLOCK, Kind.SETTINGS, Kind.WORDING_INSTALLED}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which entries to show. ``actor``: a name; ``role``: of everybody in it.

    ``since``, ``until``: days of entry in the store's zone, both inside.
    """

    group: Group = Group.ALL
    actor: str | None = None
    role: Role | None = None
    participant: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One entry for the eye.

    ``record``: the first entry of the record it belongs to; ``of``: that
    record's kind (of a correction: of what it corrects). ``entered_at``: in the
    store's zone. ``day``: what it is about. ``values``: what a first entry
    says, by payload field; ``fact``: the same as a typed fact, where it is one.
    ``change``: what a correction or an undo did.
    ``withheld``: its values were not handed over; only their commitment is here.
    ``here``: written in this store, not taken in.
    """

    id: str
    record: str
    kind: str
    of: str
    entered_at: datetime
    actor: str
    role: str
    by: str
    participant: str | None
    day: date | None
    values: Mapping[str, Any]
    fact: Fact | None
    change: Change | None
    reason: str | None
    note: str | None
    withheld: bool
    clock_suspect: bool
    here: bool
    chain: str
    seq: int
    hash: str
    place: tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """``rows``, newest first; ``more``: the filter has older ones; ``entries``: how many the log holds."""

    rows: tuple[LogRow, ...]
    more: bool
    entries: int

    @property
    def next(self) -> tuple[int, str] | None:
        """Where the next page begins; ``None`` without rows."""
        return self.rows[-1].place if self.rows else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One value from its first entry to what holds now.

    ``rows``: every entry of the record, in the log's order, those that lost
    against another origin's too; ``conflict``: there are such. ``about``:
    entries that name it: signatures, reviews, answers. ``came``: when its
    entries were taken in here, by entry id (not those written here).
    """

    record: str
    kind: str
    participant: str | None
    rows: tuple[LogRow, ...]
    about: tuple[LogRow, ...]
    came: Mapping[str, datetime]
    holds: Mapping[str, Any] | None
    conflict: bool


class LogService:
    """Reads the log; that it was printed is an entry of it."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def page(self, asked: LogFilter, before: tuple[int, str] | None = None, limit: int = PAGE) -> LogPage:
        """One page of what ``asked`` asks for, the newest entry first."""
        store, query = self._opened.store, self._query(asked)
        found = store.pages.page(query, limit + 1, before)  # to count them all takes seconds of a large log
        return LogPage(
            rows=tuple(self._row(entry) for entry in found[:limit]),
            more=len(found) > limit,
            entries=store.journal.count(),
        )

    def print_sheet(self, sheet: LogSheet, out: Path, language: str) -> None:
        """Write what the screen shows to a PDF, and that it was done into the log before it counts.

        Raises :class:`DoesNotFit` for too many rows or a place that is no place
        for a PDF, :class:`NotSaved`.
        """
        from diary_app.reports.log_sheet import log_sheet_pdf
        from diary_app.reports.render import save_whole

        real = checked_output(out, PDF)
        content = log_sheet_pdf(sheet, translator(language))
        payload = {
            "what": "log",
            "asked": sheet.asked,
            "rows": len(sheet.rows),
            "sha256": sha256(content).hexdigest(),
        }
        author = self._diary.author("")
        act = Act(kind=Kind.PRINTED, chain=ACCESS_CHAIN, author=author, payload=payload)
        save_whole(content, real, lambda: self._write(act))

    def _write(self, act: Act) -> None:
        self._opened.store.journal.append([act])

    def checked_at(self) -> datetime | None:
        """When the whole record was last checked and found whole here, in the store's zone."""
        at = self._opened.store.integrity.checked_at()
        return None if at is None else at.astimezone(self._opened.zone)

    def people(self) -> list[tuple[str, Role]]:
        """Who wrote in this store and is no participant, for the filter."""
        return [(actor, Role(role)) for actor, role in self._opened.store.pages.people()]

    def life(self, entry_id: str) -> Life:
        """The whole life of the value that an entry belongs to; refuses an id that is not there."""
        journal = self._opened.store.journal
        entries = journal.record_entries(entry_id)
        if not entries:
            raise DoesNotFit(N_("There is no record {id}."), id=named(entry_id))
        states = resolve_history(entries)
        root = next(entry for entry in entries if entry.corrects is None)
        holds = states[-1]
        return Life(
            record=root.id,
            kind=root.kind,
            participant=root.participant,
            rows=tuple(self._row(entry, states) for entry in entries),
            about=tuple(self._naming(root, entries)),
            came=self._came(entries),
            holds=None if holds.void else {**holds.payload, **holds.about},
            conflict=holds.conflict,
        )

    def _naming(self, root: Entry, entries: list[Entry]) -> list[LogRow]:
        """Entries of other records that name one of these."""
        ids = {entry.id for entry in entries}
        kinds = [Kind.SIGNED.value, Kind.REVIEWED.value, Kind.ALERT_ANSWERED.value]
        others = self._opened.store.journal.entries(participant=root.participant, kinds=kinds)
        return [self._row(entry) for entry in others if entry.id not in ids and ids & _named_in(entry)]

    def _came(self, entries: list[Entry]) -> dict[str, datetime]:
        """When each entry of another store was taken in: the first take-in whose range holds it."""
        away = [entry for entry in entries if entry.origin != self._opened.store.store_id]
        if not away:
            return {}
        came: dict[str, datetime] = {}
        for taken in self._opened.store.journal.entries(kinds=[Kind.TAKEN_IN.value]):
            for entry in away:
                if entry.id not in came and _brought(taken, entry):
                    came[entry.id] = taken.entered_at.astimezone(self._opened.zone)
        return came

    def _row(self, entry: Entry, states: list[Record] | None = None) -> LogRow:
        of, record, change = entry.kind, entry.id, None
        if entry.kind in _CORRECTING:
            states = states or self._states(entry)
            if states:
                by_entry = {state.latest: state for state in states}
                of, record = states[-1].kind, states[-1].id
                change = change_of(by_entry[entry.corrects or ""], by_entry[entry.id], self._opened)
        return LogRow(
            id=entry.id,
            record=record,
            kind=entry.kind,
            of=of,
            entered_at=entry.entered_at.astimezone(self._opened.zone),
            actor=entry.actor,
            role=entry.role,
            by=entry.by,
            participant=entry.participant,
            day=date.fromisoformat(entry.day) if entry.day else None,
            values={**(entry.payload or {}), **_clock(entry)},
            fact=_fact(entry),
            change=change,
            reason=entry.reason,
            note=entry.note,
            withheld=entry.payload is None,
            clock_suspect=entry.clock_suspect,
            here=entry.origin == self._opened.store.store_id,
            chain=entry.chain,
            seq=entry.seq,
            hash=entry.hash,
            place=(entry.counter, entry.id),
        )

    def _states(self, entry: Entry) -> list[Record]:
        """The states of the record a correction belongs to; none where its first entry is not here."""
        entries = self._opened.store.journal.record_entries(entry.id)
        return resolve_history(entries) if any(each.corrects is None for each in entries) else []

    def _query(self, asked: LogFilter) -> LogQuery:
        from diary_app.storage.log_pages import LogQuery

        return LogQuery(
            kinds=KINDS[asked.group],
            actor=asked.actor,
            role=asked.role,
            participant=asked.participant,
            since=self._midnight(asked.since),
            until=self._midnight(asked.until + timedelta(days=1)) if asked.until else None,
        )

    def _midnight(self, day: date | None) -> datetime | None:
        return None if day is None else datetime.combine(day, time(), self._opened.zone)


def _fact(entry: Entry) -> Fact | None:
    """What a first entry says, without what was corrected in it since."""
    if entry.corrects is not None or entry.payload is None:
        return None
    return fact_of(resolve([entry]))


def _clock(entry: Entry) -> dict[str, str]:
    return {"time": entry.about["time"]} if "time" in entry.about else {}


def _named_in(entry: Entry) -> set[str]:
    """Every text in a payload, to find entry ids among them."""
    found: set[str] = set()
    waiting: list[Any] = [entry.payload]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value
    return found


def _brought(taken: Entry, entry: Entry) -> bool:
    """Whether a take-in's ranges hold this entry."""
    place = (entry.origin, entry.epoch, entry.chain)
    return any(
        (each["origin"], each["epoch"], each["chain"]) == place and each["from"] <= entry.seq <= each["to"]
        for each in (taken.payload or {}).get("ranges", ())
    )
