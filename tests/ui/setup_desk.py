"""A clinic beside the window's tests: it makes set-up files and takes in what is sealed for it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from diary_app.bootstrap import OpenedStore, create_store, open_store
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import STORE_CHAIN, Kind
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding, enrol
from tests.support import FixedClock
from tests.ui.conftest import PARTICIPANT

_PASSPHRASE = "three lamps on a green table"
PHONE = "010-5555 0100"


@dataclass
class Handed:
    """A set-up file as a participant gets it: the file, and what the sheet says."""

    file: Path
    code: str
    fingerprint: str


@dataclass
class Desk:
    """A clinic's store; every call opens and closes it."""

    folder: Path
    clock: FixedClock

    def make(self) -> None:
        """Make the store, with the participant and a visit to come."""
        plan = find_protocol("alter-s003")
        founding = Founding(role="clinic", plan=plan, zone=self.clock.zone, language="en", site="04")
        with create_store(self.folder, _PASSPHRASE, founding, clock=self.clock, cost=LEAST_COST) as store:
            author = store.diary.author(PARTICIPANT)
            enrol(store.opened, PARTICIPANT, self.clock.now().local.date(), author)

    def open(self) -> OpenedStore:
        """The store, opened."""
        return open_store(self.folder, _PASSPHRASE, clock=self.clock)

    def decide(self, *lines: dict[str, Any]) -> None:
        """Write down what the clinic decided."""
        with self.open() as store:
            for line in lines:
                store.diary.write(line, participant=PARTICIPANT)

    def amend_plan(self, old: str, new: str) -> None:
        """Adopt the study plan with another text in it."""
        with self.open() as store:
            text = find_protocol("alter-s003").text
            assert old in text
            changed = text.replace(old, new)
            told = {"text": changed, "sha256": sha256(changed.encode()).hexdigest(), "effective": None}
            author = store.diary.author(PARTICIPANT)
            act = Act(kind=Kind.PROTOCOL_ADOPTED, chain=STORE_CHAIN, author=author, payload=told)
            store.opened.store.journal.append([act])

    def hand(self, out: Path) -> Handed:
        """Make a set-up file."""
        with self.open() as store:
            file = store.setup.make(PARTICIPANT, phone=PHONE, cost=LEAST_COST)
            store.setup.save(file, out)
            return Handed(out, file.code.shown(), file.fingerprint)
