"""What the times in a log say of the clocks they came from; the log is ordered by number, never by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from diary_app.domain.log.chain import ChainKey, chain_key
from diary_app.domain.log.entry import Entry, Kind

# An entry of the small hours belongs to the plan's day before it, so one day later is no lag yet.
NO_LAG = 1
# These tell of the present: that a call of an earlier day was shown, and what was done about it then.
_OF_NOW = frozenset({Kind.ALERT_SHOWN.value, Kind.ALERT_ANSWERED.value})
# These are about the past by nature: a medicine that was begun years ago, an event heard of at a visit.
_OF_THE_PAST = frozenset({Kind.ADVERSE_EVENT.value, Kind.MEDICATION.value})
_NEVER_LATE = _OF_NOW | _OF_THE_PAST
_Order = tuple[int, str]
"""Logical clock and id: what all entries are ordered by."""


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Which entry: its chain and number."""

    key: ChainKey
    seq: int


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """The first entry of a store that was written in another time zone than the one before it."""

    at: EntryPlace
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Backwards:
    """An entry whose time is ``seconds`` before that of the number before it."""

    at: EntryPlace
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReport:
    """What there is to say of the times.

    ``suspect``: how many entries are marked ``clock_suspect``, and the first
    of them. ``late``: how many were entered more than a day after the day they
    are about, kinds left out that are about the past by nature, and ``longest``,
    in days, the one with the greatest lag.
    """

    suspect: int
    first_suspect: EntryPlace | None
    zones: tuple[ZoneChange, ...]
    backwards: tuple[Backwards, ...]
    late: int
    longest: int
    longest_at: EntryPlace | None


class Zoned(NamedTuple):
    """In which time zone an entry was written, with what entries are ordered by."""

    counter: int
    id: str
    at: EntryPlace
    zone: str


class TimesRead:
    """Reads the times of a log piece by piece, so that it need not be held as a whole."""

    def __init__(self) -> None:
        self._suspect, self._late, self._longest = 0, 0, 0
        self._first_suspect: Entry | None = None
        self._longest_at: Entry | None = None
        self._backwards: list[tuple[_Order, list[Backwards]]] = []
        self._zones: defaultdict[str, set[str]] = defaultdict(set)

    def take(self, entries: Iterable[Entry]) -> None:
        """Read some more of its chains, each of them whole, their entries in any order."""
        every = sorted(entries, key=_order)
        for entry in every:
            self._zones[entry.origin].add(entry.entered_zone)
            if entry.clock_suspect:
                self._suspect += 1
                self._first_suspect = min(self._first_suspect or entry, entry, key=_order)
            self._take_lag(entry)
        self._backwards += _backwards(every)

    def _take_lag(self, entry: Entry) -> None:
        days = _lag(entry)
        if days > NO_LAG:
            self._late += 1
            at = self._longest_at
            if at is None or (days, _order(at)) > (self._longest, _order(entry)):  # of equals the earlier
                self._longest, self._longest_at = days, entry

    def travelled(self) -> list[str]:
        """The origins that wrote in more than one time zone."""
        return [origin for origin, zones in self._zones.items() if len(zones) > 1]

    def report(self, zoned: Iterable[Iterable[Zoned]] = ()) -> TimeReport:
        """The report; ``zoned``: for each of the ``travelled`` all that it wrote, in order."""
        changes = sorted(
            (found for each in zoned for found in _zone_changes(each)), key=lambda found: found[0]
        )
        first, longest = self._first_suspect, self._longest_at
        return TimeReport(
            suspect=self._suspect,
            first_suspect=None if first is None else _place(first),
            zones=tuple(change for _, change in changes),
            backwards=tuple(back for _, found in sorted(self._backwards, key=_chain_order) for back in found),
            late=self._late,
            longest=self._longest,
            longest_at=None if longest is None else _place(longest),
        )


def time_report(entries: Iterable[Entry]) -> TimeReport:
    """The report over a log, in whatever order its entries are given."""
    every = sorted(entries, key=_order)
    read = TimesRead()
    read.take(every)
    return read.report([_zoned(every, origin) for origin in read.travelled()])


def _order(entry: Entry) -> _Order:
    return entry.counter, entry.id


def _chain_order(found: tuple[_Order, list[Backwards]]) -> _Order:
    return found[0]


def _place(entry: Entry) -> EntryPlace:
    return EntryPlace(chain_key(entry), entry.seq)


def _zoned(every: Iterable[Entry], origin: str) -> list[Zoned]:
    return [Zoned(*_order(each), _place(each), each.entered_zone) for each in every if each.origin == origin]


def _zone_changes(every: Iterable[Zoned]) -> Iterable[tuple[_Order, ZoneChange]]:
    for before, each in pairwise(every):
        if before.zone != each.zone:
            yield (each.counter, each.id), ZoneChange(each.at, before.zone, each.zone)


def _backwards(every: Sequence[Entry]) -> Iterable[tuple[_Order, list[Backwards]]]:
    """Of each chain that has any, with the chain's first place in the order of all."""
    chains: defaultdict[ChainKey, list[Entry]] = defaultdict(list)
    for entry in every:
        chains[chain_key(entry)].append(entry)
    for chain in chains.values():
        found = list(_back_in(sorted(chain, key=lambda each: each.seq)))
        if found:
            yield _order(chain[0]), found


def _back_in(chain: Sequence[Entry]) -> Iterable[Backwards]:
    for earlier, entry in pairwise(chain):
        back = earlier.entered_at - entry.entered_at
        if back > timedelta(0):
            yield Backwards(_place(entry), round(back.total_seconds()))


def _lag(entry: Entry) -> int:
    """Days between the day an entry is about and the day it was entered, where it was written."""
    if entry.day is None or entry.kind in _NEVER_LATE:
        return 0
    try:
        return (_entered_day(entry) - date.fromisoformat(entry.day)).days
    except (ValueError, OverflowError):  # content that no program of ours wrote; the chain's check names it
        return 0


def _entered_day(entry: Entry) -> date:
    sign, hours, minutes = entry.entered_offset[0], entry.entered_offset[1:3], entry.entered_offset[4:6]
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return (entry.entered_at + (-offset if sign == "-" else offset)).date()
