"""A clinic's store with made-up people, and how it is opened again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from diary_app.bootstrap import OpenedStore, create_store, open_store
from diary_app.domain.clinic.account import People
from diary_app.domain.log.entry import Entry
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.secret import Secret
from diary_app.services.founding import Founding, enrol
from tests.support import FixedClock

CHIEF, CHIEFS = "Dr. Ada Example", "the chief's made-up words"
NURSE, NURSES = "Noor Sample", "the nurse's made-up words"
MONITOR, MONITORS = "Max Specimen", "the monitor's made-up words"
CODE = RecoveryCode.new()
NOW = "2026-01-20T09:00"


def made(folder: Path) -> OpenedStore:
    """The chief signed in, P1 and P2 enrolled, and nobody else there yet."""
    chief = People().new_account(CHIEF, "investigator", "slot-of-the-chief")
    founding = Founding(
        role="clinic",
        plan=find_protocol("alter-s003"),
        zone="Asia/Shanghai",
        language="en",
        site="Site 7",
        person=chief,
    )
    store = create_store(folder, CHIEFS, founding, clock=FixedClock(NOW), cost=LEAST_COST, recovery=CODE)
    for whose in ("P1", "P2"):
        enrol(store.opened, whose, date(2026, 1, 5), store.diary.author(whose))
    return store


def with_others(folder: Path) -> OpenedStore:
    """The same, with a nurse and a monitor."""
    store = made(folder)
    store.staff.add(NURSE, "nurse", NURSES, secret=CHIEFS, cost=LEAST_COST)
    store.staff.add(MONITOR, "monitor", MONITORS, secret=CHIEFS, cost=LEAST_COST)
    return store


def entered(folder: Path, secret: Secret, whom: str | None = None) -> OpenedStore:
    """The store, opened again on the next morning."""
    return open_store(folder, secret, clock=FixedClock("2026-01-21T09:00"), whom=whom)


def entries(store: OpenedStore, *kinds: str) -> list[Entry]:
    """The entries of some kinds."""
    return store.opened.store.journal.entries(kinds=kinds)
