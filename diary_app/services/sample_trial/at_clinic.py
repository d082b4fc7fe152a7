"""What the staff of the made-up trial write, as steps in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from diary_app.domain.log.act import Author
from diary_app.domain.log.entry import By, Role
from diary_app.domain.protocol import Protocol
from diary_app.services.sample_trial.at_home import ONE_DAY, AtHome, forms, on_clock
from diary_app.services.sample_trial.people import DEATH, PROGRESSION, TOXICITY, Person, chance_of
from diary_app.services.sample_trial.words import MEDICINES, Words

NURSE = Author(actor="L. Wang", role=Role.NURSE, by=By.STAFF)
COORDINATOR = Author(actor="Liu Yan", role=Role.COORDINATOR, by=By.STAFF)
INVESTIGATOR = Author(actor="Chen Bo", role=Role.INVESTIGATOR, by=By.STAFF)
_RELATIONS = ("unlikely", "possible", "possible", "related")


@dataclass(frozen=True, slots=True)
class Written:
    """A line that ``author`` writes at a local time."""

    at: datetime
    line: Mapping[str, Any]
    author: Author


@dataclass(frozen=True, slots=True)
class FileComes:
    """What was written at home by then is taken in, and its alerts are looked at.

    ``careful``: how likely an alert of it is reviewed.
    """

    at: datetime
    careful: float


class AtClinic:
    """The visits of one participant and what is decided between them."""

    def __init__(self, person: Person, home: AtHome, plan: Protocol, seed: int, words: Words) -> None:
        self._person = person
        self._home = home
        self._plan = plan
        self._words = words
        self._chance = chance_of(seed, person.number, "clinic")

    def steps(self, today: date) -> list[Written | FileComes]:
        """Everything up to ``today``, in order."""
        return sorted(self._every_step(today), key=lambda step: step.at)

    def _every_step(self, today: date) -> Iterator[Written | FileComes]:
        person = self._person
        yield from self._enrolment()
        for number, (before, cycle) in enumerate(pairwise(person.cycles), start=2):
            visit = cycle.start - ONE_DAY
            yield FileComes(on_clock(visit, "09:40"), 0.995)
            yield from self._visit(visit, number, before.mg, cycle.mg, cycle.start)
            yield from self._events(before.start, visit)
            if cycle.held is not None:
                yield from self._hold(*cycle.held)
        yield from self._paper()
        yield from self._ending() if person.stop else self._going_on(today)

    def _enrolment(self) -> Iterator[Written]:
        day = self._person.first - 3 * ONE_DAY
        for name, dose, indication in self._chance.sample(MEDICINES, self._chance.randint(0, 2)):
            begun = day - timedelta(days=self._chance.randint(40, 1500))
            line = {"kind": "medication", "day": begun.isoformat(), "name": self._words.of(name),
                    "dose": dose, "indication": self._words.of(indication)}  # fmt: skip
            yield Written(on_clock(day, "10:30"), line, NURSE)
        first = self._person.cycles[0]
        start = {"kind": "cycle_start", "day": first.start.isoformat(), "mg": first.mg}
        yield Written(on_clock(day, "10:40"), start, INVESTIGATOR)
        visit: dict[str, Any] = {
            "kind": "visit", "day": day.isoformat(), "time": "10:00",
            "ecog": self._chance.choice((0, 1, 1)), "kg": self._kg(), "readings": [self._pressure()],
        }  # fmt: skip
        yield Written(on_clock(day, "10:45"), visit, NURSE)
        yield self._dispensed(day, first.mg)

    def _visit(self, day: date, number: int, before: int, mg: int, start: date) -> Iterator[Written]:
        reduced = mg < before
        reason = self._words.of("reduced") if reduced else None
        line: dict[str, Any] = {
            "kind": "visit", "day": day.isoformat(), "time": "10:00",
            "ecog": self._chance.choice((0, 1, 1, 1, 2)), "kg": self._kg(), "readings": [self._pressure()],
            "decision": "reduced" if reduced else "not_changed", "next_start": start.isoformat(),
        }  # fmt: skip
        line |= {"reason": reason} if reason else {}
        line |= {"response": self._chance.choice(("SD", "SD", "PR"))} if number % 2 else {}
        yield Written(on_clock(day, "10:20"), line, INVESTIGATOR)
        told = {"kind": "cycle_start", "day": start.isoformat(), "mg": mg}
        yield Written(on_clock(day, "10:25"), told | ({"reason": reason} if reason else {}), INVESTIGATOR)
        back = self._chance.choice((0, 0, 0, 1, 2))
        returned = {"kind": "return", "day": day.isoformat(), "mg": before, "capsules": back, "lost": 0}
        if back == 2 and self._chance.random() < 0.3:
            returned |= {"capsules": 1, "lost": 1}
        yield Written(on_clock(day, "10:30"), returned, NURSE)
        yield self._dispensed(day, mg)

    def _dispensed(self, day: date, mg: int) -> Written:
        line = {"kind": "dispense", "day": day.isoformat(), "mg": mg,
                "capsules": self._plan.regimen.treatment_days}  # fmt: skip
        return Written(on_clock(day, "10:50"), line, NURSE)

    def _kg(self) -> str:
        return f"{self._home.kg + self._chance.uniform(-1.5, 1):.1f}"

    def _pressure(self) -> str:
        high, low = self._home.pressure
        return f"{high + self._chance.randint(-4, 10)}/{low + self._chance.randint(-4, 6)}"

    def _hold(self, first: date, last: date) -> Iterator[Written]:
        line = {"kind": "hold", "from": first.isoformat(), "to": last.isoformat(),
                "reason": self._words.of("hold")}  # fmt: skip
        yield Written(on_clock(first - ONE_DAY, "16:10"), line, INVESTIGATOR)

    def _events(self, since: date, visit: date) -> Iterator[Written]:
        """Adverse events of the cycle that ends, with the clinician's own grade."""
        for term, days, worst in self._home.episodes(since, visit):
            over = days[-1] < visit - 3 * ONE_DAY
            line = {
                "kind": "adverse_event", "day": days[0].isoformat(),
                "term": self._words.term(term, self._plan),
                "grade": worst if self._chance.random() < 0.8 else max(1, worst - 1),
                "relation": self._chance.choice(_RELATIONS), "action": "not_changed",
                "outcome": "recovered" if over else "recovering",
            }  # fmt: skip
            line |= {"symptom": term} if self._plan.symptom(term) else {}
            line |= {"end": days[-1].isoformat()} if over else {}
            yield Written(on_clock(visit, "10:35"), line, INVESTIGATOR)

    def _paper(self) -> Iterator[Written]:
        """Questionnaires filled in on paper, typed at the next visit."""
        if not self._person.paper:
            return
        visits = [cycle.start - ONE_DAY for cycle in self._person.cycles[1:]]
        for day, answers in forms(self._person, self._plan, chance_of(0, self._person.number, "paper")):
            typed = next((visit for visit in visits if visit > day), None)
            if typed is not None:
                line = {"kind": "qlq", "day": day.isoformat(), "time": "09:15", "mode": "paper", **answers}
                yield Written(on_clock(typed, "11:20"), line, COORDINATOR)

    def _ending(self) -> Iterator[Written | FileComes]:
        assert self._person.stop is not None
        day, why = self._person.stop
        yield FileComes(on_clock(day, "10:30"), 0.97)
        visit: dict[str, Any] = {"kind": "visit", "day": day.isoformat(), "time": "11:00",
                                 "decision": "withdrawn", "reason": self._words.of(why)}  # fmt: skip
        visit |= {"death": (day - ONE_DAY).isoformat()} if why == DEATH else {"ecog": 2}
        if why == PROGRESSION:
            visit |= {"progression": day.isoformat(), "response": "PD"}
        if why == TOXICITY:
            visit |= {"response": "SD"}
        yield Written(on_clock(day, "11:10"), visit, INVESTIGATOR)
        line = {"kind": "stop", "day": day.isoformat(), "reason": self._words.of(why)}
        yield Written(on_clock(day, "11:15"), line, INVESTIGATOR)

    def _going_on(self, today: date) -> Iterator[Written | FileComes]:
        """The last file, and the next visit where it is still to come."""
        person, cycle = self._person, self._person.cycles[-1]
        came = on_clock(person.data_to, "21:30") if person.data_to < today else on_clock(today, "07:58")
        yield FileComes(came, 0.2 if self._chance.random() < 0.4 else 1.0)
        following = cycle.start + timedelta(days=self._plan.regimen.cycle_length - 1)
        if following > today:
            line = {"kind": "visit", "day": following.isoformat(), "time": "10:00"}
            yield Written(on_clock(cycle.start - ONE_DAY, "11:00"), line, NURSE)


def reviewed(chance: Random, rule: str, day: date, words: Words) -> dict[str, Any]:
    """The line that says what the clinic did about an alert."""
    done = chance.choice(("called", "called", "seen", "nothing_needed"))
    return {"kind": "reviewed", "day": day.isoformat(), "rule": rule, "done": done,
            "note": words.of(f"reviewed {done}")}  # fmt: skip
