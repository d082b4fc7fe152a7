"""What a made-up participant writes down at home, as steps in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from diary_app.domain.protocol import Protocol
from diary_app.services.sample_trial.people import Person, chance_of
from diary_app.services.sample_trial.words import HYPERTENSION

ONE_DAY = timedelta(days=1)
_ALWAYS = ("tiredness", "appetite", "diarrhoea")
_SOME = ("hands_feet", "mouth_sores", "nausea", "hoarse_voice", "headache", "cough", "belly_pain",
         "bleeding_gums", "dizziness", "rash")  # fmt: skip
_LATE_REASONS = ("forgot_to_write", "felt_too_ill", "away")
_NOT_TAKEN = ("forgot", "felt_sick", "vomited", "away_from_home", "other")


@dataclass(frozen=True, slots=True)
class Step:
    """One line and the local time at which it is written.

    ``day``: what it is about. ``trouble``: it may meet a call rule.
    ``corrected``: fields that are corrected later that evening.
    """

    at: datetime
    line: Mapping[str, Any]
    day: date
    trouble: bool = False
    corrected: Mapping[str, Any] | None = None


def on_clock(day: date, clock: str) -> datetime:
    """A local time of a day."""
    return datetime.combine(day, time.fromisoformat(clock))


class AtHome:
    """The habits of one participant, drawn once, and what comes of them."""

    def __init__(self, person: Person, plan: Protocol, seed: int) -> None:
        self._person = person
        self._chance = chance_of(seed, person.number, "home")
        self._plan = plan
        self._own_terms = self._chance.sample(_SOME, 4)
        self.pressure = (self._chance.randint(112, 134), self._chance.randint(70, 84))
        self.kg = self._chance.uniform(48, 88)
        self._loss = self._chance.choice((0.0, 0.0, 0.0, 0.0005, 0.001, 0.002))
        self._spells = _spells(self._chance, person, self._own_terms)

    def steps(self) -> list[Step]:
        """Everything up to the last day that the clinic's copy tells of, in the order it is written."""
        return sorted(self._every_step(), key=lambda step: step.at)

    def episodes(self, first: date, before: date) -> Iterator[tuple[str, list[date], int]]:
        """What was worse from ``first`` until ``before``: term, its days, the worst severity (1-3)."""
        days = [day for day in sorted(self._spells.graded) if first <= day < before]
        terms = {term for day in days for term in self._spells.graded[day]}
        for term in sorted(terms):
            own = [day for day in days if term in self._spells.graded[day]]
            yield term, own, max(self._spells.graded[day][term] for day in own)
        high = [day for day in sorted(self._spells.high) if first <= day < before]
        if high:
            yield HYPERTENSION, high, 2

    def _every_step(self) -> Iterator[Step]:
        person = self._person
        ends = [after.start for _, after in pairwise(person.cycles)]
        last = person.data_to + ONE_DAY
        for cycle, end in zip(person.cycles, [*ends, last], strict=True):
            day = cycle.start
            while day < min(end, last):
                held = cycle.held is not None and cycle.held[0] <= day <= cycle.held[1]
                dosing = (day - cycle.start).days < self._plan.regimen.treatment_days and not held
                yield from self._day(day, dosing=dosing)
                day += ONE_DAY
        if not person.paper:
            yield from self._forms()

    def _day(self, day: date, *, dosing: bool) -> Iterator[Step]:
        """One day; a day that is not told has nothing but what is measured."""
        chance = self._chance
        told = chance.random() < self._person.tells or day in (self._person.first, self._person.data_to)
        lag = chance.randint(1, 5) if chance.random() < 0.02 else 0
        if dosing and told:
            yield self._dose(day, lag)
        if told and chance.random() < 0.8:
            yield self._symptoms(day, lag)
        if (day - self._person.first).days % 3 == 0 or day in self._spells.high:
            yield self._readings(day)
        if (day - self._person.first).days % 7 == 0:
            yield self._weight(day)
        if day in self._spells.fever:
            line = {"kind": "temperature", "day": day.isoformat(), "time": "18:00",
                    "celsius": f"{chance.uniform(38.2, 39.1):.1f}"}  # fmt: skip
            yield Step(on_clock(day, "18:02"), line, day, trouble=True)

    def _dose(self, day: date, lag: int) -> Step:
        chance = self._chance
        line: dict[str, Any] = {"kind": "dose", "day": day.isoformat()}
        if chance.random() >= self._person.takes and day != self._person.first:
            line |= {"status": "not_taken", "reason": chance.choice(_NOT_TAKEN)}
            return Step(self._written(day, "12:30", lag), self._late(line, lag, day), day, trouble=True)
        clock = "10:40" if chance.random() < 0.015 else f"07:{chance.randint(0, 55):02d}"
        line |= {"time": clock, "fasting": "no" if chance.random() < 0.04 else "yes"}
        wrong = chance.random() < 0.008
        return Step(
            self._written(day, clock, lag) + timedelta(minutes=2),
            self._late(line, lag, day),
            day,
            corrected={"time": f"06:{chance.randint(10, 55):02d}"} if wrong else None,
        )

    def _written(self, day: date, clock: str, lag: int) -> datetime:
        """When a line about ``day`` is written: at once, or in the evening ``lag`` days later."""
        later = min(day + lag * ONE_DAY, self._person.data_to)
        return on_clock(day, clock) if later == day else on_clock(later, "20:40")

    def _late(self, line: dict[str, Any], lag: int, day: date) -> dict[str, Any]:
        late = lag > 0 and day < self._person.data_to and self._chance.random() < 0.6
        return line | ({"late_reason": self._chance.choice(_LATE_REASONS)} if late else {})

    def _symptoms(self, day: date, lag: int) -> Step:
        chance = self._chance
        page = dict.fromkeys((*_ALWAYS, *self._own_terms), 0)
        for term in page:
            page[term] = int(chance.random() < (0.35 if term in _ALWAYS else 0.12))
        page |= self._spells.graded.get(day, {})
        line = {"kind": "symptom", "day": day.isoformat(), "severities": page}
        worst = max(page.values())
        return Step(self._written(day, "20:15", lag), self._late(line, lag, day), day, trouble=worst >= 2)

    def _readings(self, day: date) -> Step:
        chance = self._chance
        high, low = self.pressure
        up = chance.randint(30, 46) if day in self._spells.high else chance.randint(-6, 8)
        first = (min(high + up, 176), min(low + up // 2, 108))
        over = first[0] >= 160 or first[1] >= 100
        readings = [first, (first[0] - chance.randint(0, 5), first[1] - chance.randint(0, 3))]
        if over and chance.random() < 0.5:
            readings.append((138, 86))
        line = {"kind": "bp", "day": day.isoformat(), "time": "06:50",
                "readings": [f"{systolic}/{diastolic}" for systolic, diastolic in readings]}  # fmt: skip
        return Step(on_clock(day, "06:53"), line, day, trouble=max(first[0] - 139, first[1] - 89) > 0)

    def _weight(self, day: date) -> Step:
        weeks = (day - self._person.first).days / 7
        kg = self.kg * (1 - min(0.09, self._loss * weeks)) + self._chance.uniform(-0.4, 0.4)
        line = {"kind": "weight", "day": day.isoformat(), "time": "06:40", "kg": f"{kg:.1f}"}
        return Step(on_clock(day, "06:41"), line, day, trouble=kg < 0.96 * self.kg)

    def _forms(self) -> Iterator[Step]:
        for day, answers in forms(self._person, self._plan, self._chance):
            line = {"kind": "qlq", "day": day.isoformat(), "time": "06:20", **answers}
            yield Step(on_clock(day, "06:21"), line, day)


@dataclass(frozen=True, slots=True)
class _Spells:
    """Days on which something is worse: severities by term, high pressure, fever."""

    graded: Mapping[date, Mapping[str, int]]
    high: frozenset[date]
    fever: frozenset[date]


def _spells(chance: Random, person: Person, own: list[str]) -> _Spells:
    graded: dict[date, dict[str, int]] = {}
    high: set[date] = set()
    fever: set[date] = set()
    for cycle in person.cycles:
        begins = cycle.start + timedelta(days=chance.randint(5, 14))
        days = [begins + index * ONE_DAY for index in range(chance.randint(1, 3))]
        drawn = chance.random()
        if drawn < 0.2:
            term = chance.choice([*own, "diarrhoea", "tiredness"])
            grade = 3 if chance.random() < 0.25 else 2
            graded |= {day: {term: grade if day == days[-1] else 2} for day in days}
        elif drawn < 0.32:
            high |= set(days)
        elif drawn < 0.35:
            fever.add(days[0])
    if person.stop is None and chance.random() < 0.3:  # something to look at in the last file
        newest = [person.data_to - ONE_DAY, person.data_to - 2 * ONE_DAY]
        if chance.random() < 0.5:
            high |= set(newest)
        else:
            graded |= {day: {chance.choice((own[0], "diarrhoea")): 3} for day in newest}
    return _Spells(graded, frozenset(high), frozenset(fever))


def forms(person: Person, plan: Protocol, chance: Random) -> Iterator[tuple[date, dict[str, Any]]]:
    """The questionnaires of a person who fills them in, with day and answers; some late, some left out."""
    rule = plan.questionnaire
    frailty = chance.uniform(0, 0.7)
    number = 0
    while True:
        target = person.first + timedelta(days=number * rule.interval_days)
        if target > person.data_to + timedelta(days=rule.window_after):
            return
        number += 1
        day = person.first - ONE_DAY if number == 1 else target + timedelta(days=chance.randint(-4, 5))
        if chance.random() < 0.05 and number > 1:
            day = target + timedelta(days=rule.window_after + chance.randint(1, 8))
        filled_in = chance.random() < person.answers
        answers = _answers(chance, min(0.9, frailty + number * 0.02))
        if filled_in and day <= person.data_to:
            yield day, answers


def _answers(chance: Random, frailty: float) -> dict[str, Any]:
    """30 answers, worse with ``frailty``; now and then one is declined."""
    given: dict[str, int] = {}
    for number in range(1, 29):
        given[str(number)] = min(4, 1 + sum(chance.random() < frailty * 0.55 for _ in range(3)))
    for item in ("29", "30"):
        given[item] = max(1, min(7, round(6.6 - 4.2 * frailty + chance.uniform(-1, 1))))
    declined = [chance.choice((23, 24, 28))] if chance.random() < 0.06 else []
    return {"answers": {item: value for item, value in given.items() if int(item) not in declined},
            "declined": declined}  # fmt: skip
