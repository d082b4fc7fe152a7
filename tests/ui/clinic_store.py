"""A clinic's store with a few made-up patients, for windows of the clinic."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from diary_app.bootstrap import WINDOW, OpenedStore, create_store
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding, enrol
from tests.support import ZONE, FixedClock

CLINIC_PASSPHRASE = "seven herons by the weir"
CLINIC_NOW = "2026-06-19T08:10"
FIRST_DOSES = {
    "S003-003": date(2026, 5, 4),
    "S003-007": date(2026, 3, 23),
    "S003-009": date(2026, 4, 13),
    "S003-014": date(2026, 6, 15),
    "S003-020": None,
}
"""The patients, and when their treatment began; one of them has not begun."""

Line = dict[str, Any]


def capsules(first: date, days: int, *, left_out: tuple[int, ...] = ()) -> list[Line]:
    """Capsules of a cycle's first days, one of them not taken for each of ``left_out``."""
    lines: list[Line] = []
    for place in range(days):
        day = (first + timedelta(days=place)).isoformat()
        if place in left_out:
            lines.append({"kind": "dose", "day": day, "status": "not_taken", "reason": "felt_sick"})
        else:
            lines.append({"kind": "dose", "day": day, "time": "07:12", "fasting": "yes"})
    return lines


def _story(participant: str) -> list[Line]:
    """What a diary holds."""
    first = FIRST_DOSES[participant]
    if first is None:
        return []
    if participant == "S003-014":
        pressure = {"kind": "bp", "day": "2026-06-18", "time": "07:40", "readings": ["165/102", "164/101"]}
        return [*capsules(first, 4), pressure]
    if participant == "S003-009":
        loose = {"kind": "symptom", "day": "2026-06-02", "severities": {"diarrhoea": 3}}
        return [*capsules(first, 14, left_out=(2, 5, 6)), loose]
    form = {"kind": "qlq", "day": first.isoformat(), "time": "08:00",
            "answers": {str(item): 7 if item >= 29 else 1 for item in range(1, 31)}}  # fmt: skip
    return [form, *capsules(first, 14)]


def make_clinic_store(
    folder: Path,
    clock: FixedClock,
    lines: dict[str, list[Line]] | None = None,
    passphrase: str = CLINIC_PASSPHRASE,
) -> None:
    """Make the store; ``lines``: what is written besides, by patient."""
    with _created(folder, clock, passphrase) as store:
        for participant, first in FIRST_DOSES.items():
            enrol(store.opened, participant, first, store.diary.author(participant))
            for line in [*_story(participant), *(lines or {}).get(participant, [])]:
                store.diary.write(line, participant=participant)


def make_empty_clinic_store(folder: Path, clock: FixedClock) -> None:
    """A store in which nobody is enrolled."""
    _created(folder, clock).close()


def _created(folder: Path, clock: FixedClock, passphrase: str = CLINIC_PASSPHRASE) -> OpenedStore:
    founding = Founding(role="clinic", plan=find_protocol("alter-s003"), zone=ZONE, language="en")
    return create_store(folder, passphrase, founding, holder=WINDOW, clock=clock, cost=LEAST_COST)
