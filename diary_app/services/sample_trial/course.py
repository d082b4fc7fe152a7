"""One participant of the made-up trial, carried forward in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from diary_app.common.clock import Moment
from diary_app.domain.alerts import raised
from diary_app.domain.calls import Done
from diary_app.domain.clinic.review import last_told
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import By, Entry, Kind, Role, instant_text
from diary_app.protocols.loader import LoadedProtocol
from diary_app.services.alert_acts import answer_act
from diary_app.services.sample_trial.at_clinic import (
    COORDINATOR,
    NURSE,
    AtClinic,
    FileComes,
    Written,
    reviewed,
)
from diary_app.services.sample_trial.at_home import ONE_DAY, AtHome, Step, on_clock
from diary_app.services.sample_trial.pen import Pen
from diary_app.services.sample_trial.people import Person, chance_of
from diary_app.services.sample_trial.words import Words

PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)
_LATEST_ADDED = timedelta(days=6)
"""Days that are added to afterwards, at most."""
Dated = tuple[Moment, Act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What all of them have in common. ``wording``: the pack in use; ``present``: local, without offset."""

    plan: LoadedProtocol
    wording: Mapping[str, Any]
    zone: str
    seed: int
    words: Words
    present: datetime


class Course:
    """What one person and the clinic write, step by step."""

    def __init__(self, person: Person, trial: Trial) -> None:
        self._person = person
        self._trial = trial
        plan, seed = trial.plan.protocol, trial.seed
        self._chance = chance_of(seed, person.number, "course")
        ink = chance_of(seed, person.number, "pen")
        self.pen = Pen(person.participant, plan, ink, trial.zone, trial.wording)
        home = AtHome(person, plan, seed)
        clinic = AtClinic(person, home, plan, seed, trial.words)
        every = [*home.steps(), *clinic.steps(trial.present.date())]
        self._steps = sorted((step for step in every if step.at <= trial.present), key=lambda step: step.at)
        self._next = 0
        self._sent = 0
        self._delivered: list[Entry] = []
        self._shown: set[tuple[str, date]] = set()
        self._looked_at: set[tuple[str, date]] = set()
        self._seen_to = person.first - ONE_DAY

    def until(self, end: datetime, counter: int) -> tuple[list[Entry], list[Dated]]:
        """Go on to ``end``: the entries of files that came in, and what staff wrote, with its moments.

        ``counter``: the logical clock of the clinic's store, which its files brought home.
        """
        self.pen.counter = max(self.pen.counter, counter)
        begins = self._next == 0 and self._steps and self._steps[0].at <= end
        acts = list(self._beginning()) if begins else []
        while self._next < len(self._steps) and self._steps[self._next].at <= end:
            step = self._steps[self._next]
            self._next += 1
            acts += self._do(step)
        entries, self._delivered = self._delivered, []
        return entries, acts

    def _beginning(self) -> Iterator[Dated]:
        """Enrolled by the clinic; at home the plan and the enrolment begin the diary's chain."""
        person, pen = self._person, self.pen

        def act(kind: Kind, author: Author, told: Mapping[str, Any]) -> Act:
            return Act(kind=kind, chain=person.participant, participant=person.participant,
                       author=author, payload=told)  # fmt: skip

        at = on_clock(person.first - 3 * ONE_DAY, "09:30")
        site = {"site": person.site}
        yield pen.moment(at), act(Kind.ENROLLED, COORDINATOR, site)
        payload = {"text": self._trial.plan.text, "sha256": self._trial.plan.sha256, "effective": None}
        at_home = on_clock(person.first - 2 * ONE_DAY, "10:00")
        pen.add(act(Kind.PROTOCOL_ADOPTED, pen.author, payload), at_home)
        pen.add(act(Kind.ENROLLED, pen.author, site), at_home)

    def _do(self, step: Step | Written | FileComes) -> Iterator[Dated]:
        if isinstance(step, Step):
            self._at_home(step)
        elif isinstance(step, Written):
            yield self.pen.moment(step.at), self.pen.clinic_writes(step.line, step.author, step.at)
        elif self._sent < len(self.pen.entries):
            yield from self._file(step)

    def _at_home(self, step: Step) -> None:
        entry = self.pen.write(step.line, step.at)
        if step.corrected:
            self.pen.correct(entry, step.corrected, "wrong_time", step.at + timedelta(minutes=4))
        if step.trouble and step.at.date() == step.day:
            self._alerts(step.day, step.at)

    def _alerts(self, day: date, at: datetime) -> None:
        """The calls that the program shows at once, and what the participant mostly answers."""
        pen = self.pen
        for alert in raised(pen.diary, day, day, day):
            if (alert.rule.code, day) in self._shown:
                continue
            self._shown.add((alert.rule.code, day))
            told = {"rule": alert.rule.code, "level": alert.rule.level.value}
            pen.add(
                Act(kind=Kind.ALERT_SHOWN, chain=pen.participant, participant=pen.participant, author=PROGRAM,
                    payload=told, about={"day": day.isoformat()}),
                at,
            )  # fmt: skip
            if self._chance.random() < 0.8:
                pen.add(answer_act(alert, Done.CALLED, pen.diary, pen.author), at + timedelta(minutes=2))

    def _file(self, step: FileComes) -> Iterator[Dated]:
        new = self.pen.entries[self._sent :]
        self._sent = len(self.pen.entries)
        self._delivered += new
        yield self.pen.moment(step.at), self._taken_in(new, step.at)
        told = last_told(self.pen.diary)
        if told is None:
            return
        first = max(self._person.first, self._seen_to - _LATEST_ADDED)
        found = {(each.rule.code, each.day) for each in raised(self.pen.diary, first, told, told)}
        found |= {(rule, day) for rule, day in self._shown if day <= told}
        self._seen_to = told
        at = step.at + timedelta(minutes=25)
        for rule, day in sorted(found - self._looked_at, key=lambda place: place[::-1]):
            if self._chance.random() < step.careful:
                line = reviewed(self._chance, rule, day, self._trial.words)
                yield self.pen.moment(at), self.pen.clinic_writes(line, NURSE, at)
            self._looked_at.add((rule, day))

    def _taken_in(self, new: list[Entry], at: datetime) -> Act:
        """The entry about a file, as the hand-over writes it; its digest is of the made-up range alone."""
        first, last = new[0], new[-1]
        chain = {"origin": last.origin, "epoch": last.epoch, "chain": last.chain}
        end = {**chain, "seq": last.seq, "hash": last.hash}
        payload = {
            "file": sha256("".join(entry.hash for entry in new).encode()).hexdigest(),
            "store": last.origin,
            "made_at": instant_text(self.pen.moment(at).utc),
            "notes": True,
            "new": len(new),
            "known": 0,
            "ranges": [{**chain, "from": first.seq, "to": last.seq, "hash": last.hash}],
            "heads": [end],
        }
        about = {"day": (at.date() - timedelta(days=1)).isoformat()}
        return Act(kind=Kind.TAKEN_IN, chain=self.pen.participant, participant=self.pen.participant,
                   author=NURSE, payload=payload, about=about)  # fmt: skip
