"""Cycles: events with real dates, and the undelayed plan beside them.

A cycle exists only when its start is in the log. Until the next start is told
the cycle day runs past the cycle's length and no capsule is due.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from diary_app.domain.days import ONE_DAY, add_months, study_day
from diary_app.domain.diary import Diary
from diary_app.domain.facts import CycleStart, DoseLevel, Stop, Visit
from diary_app.domain.protocol import Regimen
from diary_app.domain.starts import counted_starts


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """Where a date falls in the undelayed plan; ``cycle`` is ``None`` before the first dose."""

    study_day: int
    cycle: int | None
    cycle_day: int | None
    dosing_day: bool


def planned_calendar(regimen: Regimen, first_dose: date, day: date) -> PlannedDay:
    """The undelayed plan: cycle = (study day - 1) // length + 1, and so on (trial calendar)."""
    number = study_day(first_dose, day)
    if number < 1:
        return PlannedDay(number, None, None, False)
    cycle, index = divmod(number - 1, regimen.cycle_length)
    return PlannedDay(number, cycle + 1, index + 1, index < regimen.treatment_days)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle that began: ``number`` from 1, ``end`` = the next start (exclusive) where told.

    ``length`` and ``treatment_days`` are those of the plan in force at its start.
    """

    number: int
    start: date
    end: date | None
    length: int
    treatment_days: int
    begun: CycleStart

    def day_number(self, day: date) -> int:
        """Cycle day of ``day``, from 1; runs past the length while the next start is awaited."""
        return (day - self.start).days + 1

    @property
    def planned_next(self) -> date:
        """When the next cycle would begin without delay."""
        return self.start + timedelta(days=self.length)

    def dosing_days(self) -> list[date]:
        """The days with a capsule planned, cut off where the next cycle began."""
        days = [self.start + timedelta(days=index) for index in range(self.treatment_days)]
        return [day for day in days if self.end is None or day < self.end]


class Calendar:
    """The cycles of a diary as they really began, and the study's end."""

    def __init__(self, diary: Diary) -> None:
        self.cycles = _cycles(diary)
        self.end = _study_end(diary, self.first_dose)
        self._levels = _levels(diary)
        self._starts = [cycle.start for cycle in self.cycles]
        self._level_days = [since for since, _ in self._levels]

    @property
    def first_dose(self) -> date | None:
        """Study day 1: the start of cycle 1."""
        return self.cycles[0].start if self.cycles else None

    def study_day(self, day: date) -> int | None:
        """Study day, ``None`` while no start is known."""
        return None if self.first_dose is None else study_day(self.first_dose, day)

    def cycle_on(self, day: date) -> Cycle | None:
        """The cycle that ``day`` belongs to: the last one begun by then."""
        begun = bisect_right(self._starts, day)
        return self.cycles[begun - 1] if begun else None

    def over(self, day: date) -> bool:
        """Whether the study has ended by ``day`` (its end is exclusive)."""
        return self.end is not None and day >= self.end

    def dosing_day(self, day: date) -> bool:
        """Whether the plan has a capsule on ``day``, held or not."""
        cycle = self.cycle_on(day)
        return cycle is not None and not self.over(day) and cycle.day_number(day) <= cycle.treatment_days

    def awaiting_start(self, day: date) -> bool:
        """Whether the last cycle told is over by its plan on ``day``: see :func:`past_its_length`."""
        last = self.cycles[-1] if self.cycles else None
        return last is not None and not self.over(day) and past_its_length(last.start, last.length, day)

    def level_changes(self) -> list[tuple[date, Decimal]]:
        """(first day, mg a day) of each stretch at one dose level, in order."""
        changes: list[tuple[date, Decimal]] = []
        for since, mg in self._levels:
            if not changes or changes[-1][1] != mg:
                changes.append((since, mg))
        return changes

    def level_on(self, day: date) -> Decimal | None:
        """Dose level in force, mg a day: that of the last cycle start or level decision by then."""
        told = bisect_right(self._level_days, day)
        return self._levels[told - 1][1] if told else None


def past_its_length(last_start: date, length: int, day: date) -> bool:
    """Whether ``day`` lies past the last cycle that is known of, so that the next start is awaited.

    A start written for a day to come is the last one: nobody waits to be told it.
    """
    return (day - last_start).days >= length


def start_awaited(diary: Diary, on: date, today: date) -> bool:
    """Whether the next cycle's start was not told yet on ``on``; ``today`` is the plan's present day.

    The one answer for the list, the overview, ``status`` and the visit summary. From today on a start that is
    written for a later day counts; of a past day only what is about days up to that one.
    """
    return Calendar(diary if on >= today else diary.through(on)).awaiting_start(on)


def _cycles(diary: Diary) -> tuple[Cycle, ...]:
    starts = counted_starts(diary.all(CycleStart), diary)
    ends: list[date | None] = [after.day for _, after in pairwise(starts)]
    cycles = []
    for number, (begun, end) in enumerate(zip(starts, [*ends, None], strict=False), start=1):
        regimen = diary.protocol_on(begun.day).regimen
        cycles.append(Cycle(number, begun.day, end, regimen.cycle_length, regimen.treatment_days, begun))
    return tuple(cycles)


def _levels(diary: Diary) -> list[tuple[date, Decimal]]:
    """Level decisions in the order they rule; on one day a decision outranks the cycle start."""
    starts = [(s.day, 0, s.order, s.mg) for s in counted_starts(diary.all(CycleStart), diary)]
    decisions = [(d.day, 1, d.order, d.mg) for d in diary.all(DoseLevel)]
    return [(day, mg) for day, _, _, mg in sorted(starts + decisions)]


def death_of(diary: Diary) -> date | None:
    """The day of death that a visit tells; the earliest where two tell one."""
    told = (visit.values.get("death") for visit in diary.all(Visit))
    return min((date.fromisoformat(day) for day in told if day), default=None)


def _study_end(diary: Diary, first_dose: date | None) -> date | None:
    """The first day outside the study: at a stop, after a death, or when the plan's months are over."""
    ends = [stop.day for stop in diary.all(Stop)]
    died = death_of(diary)
    if died is not None:
        ends.append(died + ONE_DAY)
    if first_dose is not None:
        ends.append(add_months(first_dose, diary.protocol_on(first_dose).regimen.duration_months))
    return min(ends, default=None)
