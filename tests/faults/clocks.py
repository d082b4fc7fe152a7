"""Clocks and zones that change between two entries: on and back, to 1970 and 2038, over summer time."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from diary_app.domain.log.entry import Kind
from tests.store_support import dose, make, reopen
from tests.support import FixedClock

ZONES = (
    "Asia/Shanghai",
    "Asia/Kathmandu",  # +05:45
    "Australia/Lord_Howe",  # summer time of half an hour
    "America/New_York",
    "Europe/Berlin",
    "Pacific/Apia",  # left out a whole day in 2011
    "Africa/Casablanca",  # summer time the other way round
    "Pacific/Chatham",  # +12:45 and +13:45
    "UTC",
)
SUMMER_TIME = (
    "2026-03-08T06:59",
    "2026-11-01T05:59",
    "2026-03-29T00:59",
    "2026-10-25T00:59",
    "2026-04-04T14:59",
)
"""A minute before summer time begins or ends in New York, Berlin and on Lord Howe Island, in UTC."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to the clock before the next entry, and whether that entry must be marked."""

    name: str
    do: Callable[[FixedClock, random.Random], None]
    suspect: bool


def _put(clock: FixedClock, **span: float) -> None:
    clock.utc += timedelta(**span)


def _restart(clock: FixedClock, **span: float) -> None:
    """The computer was off for ``span`` as its clock tells it."""
    clock.boot += "'"
    clock.monotonic = 1_000
    _put(clock, **span)


def _zone(clock: FixedClock, chance: random.Random) -> None:
    clock.zone = chance.choice(ZONES)
    clock.advance(hours=9)  # a flight


CHANGES = (
    Change("time passes", lambda clock, chance: clock.advance(minutes=chance.randint(1, 3_000)), False),
    Change("another zone", _zone, False),
    Change("off for a night", lambda clock, _: _restart(clock, hours=9), False),
    Change("put back an hour", lambda clock, _: _put(clock, hours=-1), True),
    Change("put on an hour", lambda clock, _: _put(clock, hours=1), True),
    Change("put back a year", lambda clock, _: _put(clock, days=-365), True),
    Change("off, and put back meanwhile", lambda clock, _: _restart(clock, days=-3), True),
    Change("set by a second", lambda clock, _: _put(clock, seconds=1), False),
)


def keep_time(place: Path, zone: str, seed: int) -> list[str]:
    """Write under every change in a random order, over summer time, in 1970 and in 2038; what went wrong."""
    chance, clock = random.Random(seed), FixedClock(zone=zone)
    expected: list[tuple[datetime, str, bool]] = []
    with make(place, clock) as store:
        for change in chance.sample(CHANGES, len(CHANGES)):
            change.do(clock, chance)
            store.journal.append([dose()])
            # nothing comes before the first entry, so nothing can be told of its clock
            expected.append((clock.utc, clock.zone, change.suspect and bool(expected)))
        for instant in ("1970-01-01T00:00", "2038-01-19T03:14:07", "2038-01-19T03:14:09", *SUMMER_TIME):
            clock.utc = datetime.fromisoformat(f"{instant}+00:00")
            store.journal.append([dose()])
            near = instant == "2038-01-19T03:14:09"  # two seconds after the one before
            expected.append((clock.utc, clock.zone, not near))
            clock.advance(minutes=2)  # over the edge
            if instant in SUMMER_TIME:
                store.journal.append([dose()])
                expected.append((clock.utc, clock.zone, False))
            clock.monotonic -= 120_000 if instant not in SUMMER_TIME else 0
    return _wrong(place, expected)


def _wrong(place: Path, expected: list[tuple[datetime, str, bool]]) -> list[str]:
    with reopen(place) as store:
        entries = store.journal.entries()
        whole = store.integrity.verify().whole
    bad = [] if whole else ["not whole"]
    about_clock = [entry for entry in entries if entry.kind == Kind.CLOCK]
    entries = [entry for entry in entries if entry.kind != Kind.CLOCK]
    if [entry.seq for entry in entries] != list(range(1, len(expected) + 1)):
        bad.append("not all there, or not in the order of writing")
    told = [(entry.entered_at, entry.entered_zone, entry.clock_suspect) for entry in entries]
    jumps = [(now, zone) for now, zone, suspect in expected if suspect]
    zones = [(now, zone) for (_, before, _), (now, zone, _) in pairwise(expected) if before != zone]
    for what, wanted in (("jump", jumps), ("zone", zones)):
        logged = [e for e in about_clock if e.payload is not None and e.payload["what"] == what]
        if [(entry.entered_at, entry.entered_zone) for entry in logged] != wanted:
            bad.append(f"not every {what} is logged, or one too many")
    for number, (got, want) in enumerate(zip(told, expected, strict=False), 1):
        bad += [f"entry {number}: {got}, not {want}"] if got != want else []
    return bad
