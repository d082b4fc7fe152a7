"""A clinic's and a patient's store that know each other, without the set-up file between them."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from diary_app.bootstrap import OpenedStore, create_store, open_store
from diary_app.exchange.transfer import sealed
from diary_app.exchange.transfer.container_chains import ChainRange
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding, enrol
from diary_app.services.transfer.clinic_keys import clinic_keys
from diary_app.services.transfer.pinning import given_act, pin_act
from diary_app.services.transfer.preview import TakenInReport
from tests.cli_calls import PASSPHRASE
from tests.copies import put_store
from tests.support import FixedClock

FIRST = date(2026, 1, 5)
WHOSE = "P1"
PLAN = "alter-s003"


def founded(folder: Path, role: str, participant: str | None = None, plan: str = PLAN) -> OpenedStore:
    """A new store at the least cost."""
    founding = Founding(
        role=role,
        plan=find_protocol(plan),
        zone="Asia/Shanghai",
        language="en",
        participant=participant,
        first_dose=FIRST if participant else None,
    )
    clock = FixedClock("2026-01-20T20:00")
    return create_store(folder, PASSPHRASE, founding, clock=clock, cost=LEAST_COST)


@dataclass
class Pair:
    """Both stores, open."""

    clinic: OpenedStore
    patient: OpenedStore
    stack: ExitStack

    @classmethod
    def made(cls, folder: Path) -> Self:
        """A clinic with two participants, and the diary of the first of them, in ``folder``."""
        put_store(folder, FixedClock(), "pair", _make_pair)
        stack = ExitStack()
        clinic, patient = (stack.enter_context(reopened(folder / each)) for each in ("clinic", "patient"))
        return cls(clinic, patient, stack)

    @classmethod
    def new(cls, folder: Path) -> Self:
        """The same, made anew."""
        stack = ExitStack()
        clinic = stack.enter_context(founded(folder / "clinic", "clinic"))
        for whose in (WHOSE, "P2"):
            enrol(clinic.opened, whose, FIRST, clinic.diary.author(whose))
        patient = stack.enter_context(founded(folder / "patient", "patient", WHOSE))
        pair = cls(clinic, patient, stack)
        pair.introduce(patient)
        return pair

    def introduce(self, patient: OpenedStore, whose: str = WHOSE, *, nonce: str | None = None) -> str:
        """What the set-up file does for the keys: a nonce given, the clinic pinned."""
        clinic = self.clinic
        used = nonce or secrets.token_hex(16)
        if nonce is None:
            clinic.opened.store.journal.append([given_act(whose, used, clinic.diary.author(whose))])
        keys = clinic_keys(clinic.opened).public
        author = patient.diary.author(whose)
        pin = pin_act(whose, keys, clinic.opened.store.store_id, None, used, author)
        patient.opened.store.journal.append([pin])
        return used

    def hand_over(self, **wishes: Any) -> TakenInReport:
        """The patient shares, the clinic takes in."""
        shared = self.patient.transfer.share(**wishes)
        return self.clinic.transfer.take_in(self.clinic.transfer.look(shared.content, "diary.diary"))

    def confirm(self, whose: str = WHOSE) -> TakenInReport:
        """The clinic's receipt, taken in by the patient."""
        content = self.clinic.transfer.make_receipt(whose)
        return self.patient.transfer.take_in(self.patient.transfer.look(content, "r.receipt"))

    def digest(self, store: OpenedStore) -> Any:
        """What a store holds: its heads."""
        return store.opened.store.journal.heads()


def _make_pair(folder: Path) -> None:
    with Pair.new(folder).stack:
        pass


def dose(store: OpenedStore, day: int, **more: Any) -> str:
    """A dose of January written down."""
    line = {"kind": "dose", "day": f"2026-01-{day:02d}", "time": "07:10", "mg": "12", **more}
    return store.diary.write(line, participant=WHOSE)


def resealed(
    pair: Pair, content: bytes, *, skip: int = 0, bare: bool = False, mark: Any = None, **changed: Any
) -> bytes:
    """A sealed file with facts of its sender changed, signed anew.

    ``skip``: so many of its first entries are left out; ``bare``: all of
    them; ``mark``: what is changed in it.
    """
    keys = clinic_keys(pair.clinic.opened)
    sender, found = sealed.read_sender(keys.open(sealed.unwrap(content).age))
    contents = sealed.read_contents(sender, found)
    chains = tuple(ChainRange(each.key, each.entries[skip:]) for each in contents.chains if not bare)
    contents = sealed.Contents(chains, replace(contents.mark, **(mark or {})))
    sign = pair.patient.opened.store.marking.sign
    inside = sealed.encode(replace(sender, **changed), contents, sign)
    return sealed.wrap(keys.public.seal(inside), keys.public.age)


def reopened(folder: Path) -> OpenedStore:
    """A store that was closed, or a copy of one."""
    return open_store(folder, PASSPHRASE, clock=FixedClock("2026-01-21T20:00"))
