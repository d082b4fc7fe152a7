"""The made-up diaries behind the pictures, as record lines; each is marked as sample data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from diary_app.bootstrap import OpenedStore, create_clinic_sample, create_store, open_store
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding
from tests.support import ZONE, FixedClock
from tests.ui.clinic_store import make_clinic_store

Line = dict[str, Any]
PASSPHRASE = "river lantern quiet orange"
PHONE = "010 5550 0142"
MORNING = "2026-06-19T07:42"
FIRST = date(2026, 5, 4)
TODAY = "2026-06-19"
CLINIC, PATIENTS = "clinic", 44
FEW = "few"
"""A clinic of five, for pictures that are compared: made at once, and the same each time."""


def capsules(first: date, count: int) -> list[Line]:
    """Capsules taken on ``count`` mornings."""
    days = [first + timedelta(days=index) for index in range(count)]
    return [
        {"kind": "dose", "day": day.isoformat(), "time": f"07:{10 + day.day % 20}", "fasting": "yes"}
        for day in days
    ]


def answers(shift: int) -> dict[str, int]:
    """Made-up answers to all 30 items."""
    return {str(n): (n + shift) % 2 + 1 if n < 29 else 5 for n in range(1, 31)}


def sample_lines() -> list[Line]:
    """Cycle 3, day 5, with two cycles behind it, in the order of the days."""
    return [
        {"kind": "qlq", "day": "2026-05-04", "time": "06:40", "answers": answers(0)},
        *capsules(FIRST, 14),
        {"kind": "cycle_start", "day": "2026-05-25"},
        *capsules(date(2026, 5, 25), 8),
        {"kind": "dose", "day": "2026-06-02", "time": "11:20", "fasting": "no"},
        *capsules(date(2026, 6, 3), 5),
        {"kind": "cycle_start", "day": "2026-06-15"},
        *capsules(date(2026, 6, 15), 3),
        {"kind": "bp", "day": "2026-06-18", "time": "07:00", "readings": ["131/84", "128/82"]},
        *capsules(date(2026, 6, 18), 1),
        {"kind": "visit", "day": "2026-07-06"},
    ]


def with_results() -> list[Line]:
    """Four forms and one that was missed."""
    changed = {"9": 2, "10": 3, "11": 1, "12": 3, "18": 2, "19": 2, "22": 3, "26": 3, "29": 6, "30": 6}
    forms = (
        ("2026-05-04", answers(0)),
        ("2026-06-15", answers(0) | {"10": 2, "18": 3}),
        ("2026-07-27", answers(0) | {"13": 3, "17": 2, "20": 2}),
        ("2026-10-19", answers(0) | changed),
    )
    return [{"kind": "qlq", "day": day, "time": "06:40", "answers": given} for day, given in forms]


def untidy() -> list[Line]:
    """The sample with a day without an entry, a capsule not taken, and a pause by the clinic."""
    left_out = {"2026-06-05", "2026-06-17"}
    lines = [line for line in sample_lines() if line.get("day") not in left_out or line["kind"] != "dose"]
    return [*lines, {"kind": "dose", "day": "2026-06-05", "status": "not_taken", "reason": "felt_sick"}]


@dataclass(frozen=True)
class Recipe:
    """A diary: its first dose and what is written in it."""

    lines: Callable[[], Sequence[Line]] = list
    first_dose: date | None = FIRST


RECIPES = {
    "sample": Recipe(sample_lines),
    "results": Recipe(with_results),
    "untidy": Recipe(untidy),
    "new": Recipe(),
    "not begun": Recipe(first_dose=date(2026, 6, 22)),
    "no day yet": Recipe(first_dose=None),
}


SHOWN = "S003-007"


def _shown() -> list[Line]:
    """What one of the five wrote besides: more cycles, symptoms, pressure and a second form."""
    first = date(2026, 6, 8)
    days = [(first + timedelta(days=place)).isoformat() for place in range(10)]
    return [
        {"kind": "cycle_start", "day": "2026-04-13"},
        *capsules(date(2026, 4, 13), 12),
        {"kind": "dose", "day": "2026-04-25", "status": "not_taken", "reason": "felt_sick"},
        {"kind": "cycle_start", "day": "2026-06-08", "mg": "10", "reason": "Side effects (made up)"},
        *capsules(first, 10),
        *({"kind": "symptom", "day": day, "time": "20:10", "severities": {"tiredness": place % 4}}
          for place, day in enumerate(days)),
        *({"kind": "bp", "day": day, "time": "07:40", "readings": [f"{128 + 3 * place}/{78 + 2 * place}"]}
          for place, day in enumerate(days)),
        {"kind": "qlq", "day": "2026-06-15", "time": "06:40", "answers": answers(0)},
    ]  # fmt: skip


def make(folder: Path, name: str, language: str) -> None:
    """Make a diary and close it; ``clinic`` is a clinic's store of a made-up trial."""
    if name == CLINIC:
        plan, clock = find_protocol("alter-s003"), FixedClock(MORNING)
        create_clinic_sample(
            folder, PASSPHRASE, plan, language, patients=PATIENTS, clock=clock, cost=LEAST_COST
        ).close()
        return
    if name == FEW:
        make_clinic_store(folder, FixedClock(MORNING), {SHOWN: _shown()}, PASSPHRASE)
        return
    recipe, clock = RECIPES[name], FixedClock("2026-05-04T06:30")
    founding = Founding(
        role="patient", plan=find_protocol("alter-s003"), zone=ZONE, language=language,
        participant="S003-014", first_dose=recipe.first_dose, sample=True,
    )  # fmt: skip
    with create_store(folder, PASSPHRASE, founding, clock=clock, cost=LEAST_COST) as store:
        store.calls.write_phone(PHONE)
        write(store, clock, recipe.lines())


def add(folder: Path, lines: Sequence[Line], clock: FixedClock) -> None:
    """Write more into a closed diary; the clock stands where the last line was written."""
    with open_store(folder, PASSPHRASE, clock=clock) as store:
        write(store, clock, lines)


def write(store: OpenedStore, clock: FixedClock, lines: Sequence[Line]) -> None:
    """Each line at its own time; ``written`` gives another one than the time it is about."""
    for line in lines:
        at = line.get("written") or f"{line.get('day') or line['from']}T{line.get('time', '07:30')}"
        clock.set(at)
        store.diary.write({key: value for key, value in line.items() if key != "written"})
