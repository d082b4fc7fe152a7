"""A patient's diary of a made-up person, every kind of write to it, and the question what is lost."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from diary_app.bootstrap import OpenedStore, create_store, wire
from diary_app.common.errors import PlainError
from diary_app.domain.log.entry import Kind
from diary_app.protocols.loader import find_protocol
from diary_app.qlq_c30.administration import Submission
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding
from diary_app.storage import store as storage
from diary_app.storage.lock import Holder
from tests.cli_calls import PASSPHRASE
from tests.store_support import keys, surroundings
from tests.support import TickingClock

WRITES = ("save", "correct", "submit", "undo", "draft", "rebuild")
"""Every kind of write that a diary sees between its making and its end."""

OWN_NOTES = {Kind.CLOCK.value, Kind.DEVICE.value, Kind.KEYS.value, Kind.BACKUP.value}
"""Kinds of entries in which the program tells of itself: they come whenever there is something to tell."""


def found(folder: Path) -> None:
    """Make the diary, whose first dose was on 5 January 2026, and close it."""
    founding = Founding(
        role="patient",
        plan=find_protocol("alter-s003"),
        zone="Asia/Shanghai",
        language="en",
        participant="P-001",
        first_dose=date(2026, 1, 5),
    )
    create_store(folder, PASSPHRASE, founding, clock=clock(), cost=LEAST_COST).close()


def clock() -> TickingClock:
    """The evening of 20 January 2026."""
    return TickingClock("2026-01-20T20:00")


@contextmanager
def opened(folder: Path, wait_seconds: float = 0) -> Iterator[OpenedStore]:
    """The diary in ``folder``, as the program opens it."""
    now = clock()
    with storage.open_store(
        folder, keys(PASSPHRASE), surroundings(now), holder=Holder.COMMAND_LINE, wait_seconds=wait_seconds
    ) as store:
        yield wire(store, now)


class Acts:
    """Writes of one opened diary; each answers with the ids it was given as saved.

    ``saved``: entries that are there already and may be corrected and undone.
    """

    def __init__(self, diary: OpenedStore, seed: int, saved: Iterable[str] = ()) -> None:
        self._diary = diary
        self._chance = random.Random(seed)
        self._saved = list(saved)
        self._corrections = 0

    def any(self) -> list[str]:
        """One write of a random kind; a rebuild, which is long, comes seldom."""
        return self.do(self._chance.choices(WRITES, (6, 4, 2, 2, 4, 1))[0])

    def do(self, kind: str) -> list[str]:
        """One write of this kind; what it needs to find is written before it."""
        if kind in ("correct", "undo") and not self._saved:
            return [*self._save(), *self.do(kind)]
        written: list[str] = getattr(self, f"_{kind}")()
        return written

    def _save(self) -> list[str]:
        note = "n" * self._chance.choice((0, 10, 1500))
        line = {"kind": "weight", "day": "2026-01-06", "kg": self._chance.randint(50, 90)}
        self._saved.append(self._diary.diary.write(line | ({"note": note} if note else {})))
        return self._saved[-1:]

    def _correct(self) -> list[str]:
        self._corrections += 1  # each to another value: a correction that changes nothing is refused
        fields = {"kg": f"{90 + self._corrections / 100:.2f}"}
        return [self._diary.diary.correct(self._chance.choice(self._saved), fields, "typed wrong")]

    def _undo(self) -> list[str]:
        whole = self._saved.pop(self._chance.randrange(len(self._saved)))
        return [self._diary.diary.undo(whole, "never happened")]

    def _submit(self) -> list[str]:
        self._draft()
        answers = {item: self._chance.randint(1, 4) for item in range(1, 29)}
        form = Submission(answers, (29,), (), (30,), self._diary.questionnaires.wording().sha256, None)
        return [self._diary.questionnaires.submit(form)]

    def _draft(self) -> list[str]:
        self._diary.questionnaires.save_draft(self._diary.questionnaires.begin())
        return []

    def _rebuild(self) -> list[str]:
        self._diary.safekeeping.rebuild()
        return []


def written_in(diary: OpenedStore) -> list[str]:
    """The entries of an opened diary by id, without those in which the program tells of itself."""
    return [entry.id for entry in diary.opened.store.journal.entries() if entry.kind not in OWN_NOTES]


def losses(folder: Path, acknowledged: Collection[str], *, verify: bool = True) -> tuple[int, str]:
    """How many acknowledged entries are gone, and why the diary is not whole (empty: it is).

    The log is read whole either way; ``verify`` also runs the program's own check of file, chains and tables.
    """
    try:
        with opened(folder) as diary:
            there = {entry.id for entry in diary.opened.store.journal.entries()}
            findings = diary.safekeeping.verify().findings if verify else ()
    except PlainError as problem:
        return len(acknowledged), str(problem)
    return len(set(acknowledged) - there), "; ".join(f"{found.kind} {found.detail}" for found in findings)
