"""A clinic that makes set-up files, and a diary that is made of one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from diary_app.bootstrap import OpenedStore, create_store
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import enrol, founding_from_setup
from diary_app.services.transfer.setup_opening import OpenedSetup
from diary_app.services.transfer.setup_service import read_setup
from tests.cli_calls import PASSPHRASE
from tests.handover import FIRST, WHOSE, founded
from tests.support import FixedClock

ZONE = "Asia/Shanghai"


def enrolled(folder: Path, stack: ExitStack) -> OpenedStore:
    """A clinic's store with one participant, who began on 5 January, and nothing else."""
    store = stack.enter_context(founded(folder, "clinic"))
    enrol(store.opened, WHOSE, FIRST, store.diary.author(WHOSE))
    return store


def handed(clinic: OpenedStore) -> OpenedSetup:
    """A set-up file made and opened."""
    file = clinic.setup.make(WHOSE, cost=LEAST_COST)
    return read_setup(file.content, file.code.shown())


def at_home(folder: Path, setup: OpenedSetup, stack: ExitStack) -> OpenedStore:
    """A diary made of a set-up file."""
    founding = founding_from_setup(setup, ZONE, "en")
    clock = FixedClock("2026-01-20T20:30")
    return stack.enter_context(create_store(folder, PASSPHRASE, founding, clock=clock, cost=LEAST_COST))
