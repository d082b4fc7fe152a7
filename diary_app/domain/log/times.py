"""What the times in a log say of the clocks they came from; the log is ordered by number, never by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from diary_app.domain.log.chain import ChainKey, chain_key
from diary_app.domain.log.entry import Entry, Kind

# An entry of the small hours belongs to the plan's day before it, so one day later is no lag yet.
NO_LAG = 1
# These tell of the present: that a call of an earlier day was shown, and what was done about it then.
_OF_NOW = frozenset({Kind.ALERT_SHOWN.value, Kind.ALERT_ANSWERED.value})
# These are about the past by nature: a medicine that was begun years ago, an event heard of at a visit.
_OF_THE_PAST = frozenset({Kind.ADVERSE_EVENT.value, Kind.MEDICATION.value})
_NEVER_LATE = _OF_NOW | _OF_THE_PAST


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


def time_report(entries: Iterable[Entry]) -> TimeReport:
    """The report over a log, in whatever order its entries are given."""
    every = sorted(entries, key=lambda entry: (entry.counter, entry.id))
    suspect = [entry for entry in every if entry.clock_suspect]
    lags = [(days, entry) for entry in every if (days := _lag(entry)) > NO_LAG]
    longest = max(lags, key=lambda lag: lag[0], default=None)
    return TimeReport(
        suspect=len(suspect),
        first_suspect=_place(suspect[0]) if suspect else None,
        zones=tuple(_zone_changes(every)),
        backwards=tuple(_backwards(every)),
        late=len(lags),
        longest=longest[0] if longest else 0,
        longest_at=_place(longest[1]) if longest else None,
    )


def _place(entry: Entry) -> EntryPlace:
    return EntryPlace(chain_key(entry), entry.seq)


def _zone_changes(every: Sequence[Entry]) -> Iterable[ZoneChange]:
    last: dict[str, str] = {}
    for entry in every:
        before = last.get(entry.origin, entry.entered_zone)
        if before != entry.entered_zone:
            yield ZoneChange(_place(entry), before, entry.entered_zone)
        last[entry.origin] = entry.entered_zone


def _backwards(every: Sequence[Entry]) -> Iterable[Backwards]:
    chains: defaultdict[ChainKey, list[Entry]] = defaultdict(list)
    for entry in every:
        chains[chain_key(entry)].append(entry)
    for chain in chains.values():
        for earlier, entry in pairwise(sorted(chain, key=lambda each: each.seq)):
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
