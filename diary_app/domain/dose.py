"""What became of each day's dose, and which doses were off plan.

Not recorded never becomes taken, and never becomes not taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from diary_app.domain.cycle import Calendar, Cycle
from diary_app.domain.days import ONE_DAY, is_after
from diary_app.domain.diary import Diary, covers
from diary_app.domain.facts import Dose, Hold


class DoseStatus(StrEnum):
    """The state of a plan day."""

    DUE = "due"
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    NOT_RECORDED = "not_recorded"
    NOT_DUE = "not_due"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """One plan day. ``planned_mg`` is set on dosing days only, held ones included.

    ``dose``: the day's dose record (the first taken one, else the not-taken
    one); ``off_plan``: the day's doses that were off plan; ``late``: taken
    after the plan's late time; ``conflict``: taken and not taken both stand.
    """

    day: date
    cycle: Cycle | None
    status: DoseStatus
    dosing_day: bool
    planned_mg: Decimal | None
    dose: Dose | None
    off_plan: tuple[Dose, ...]
    late: bool
    conflict: bool

    @property
    def cycle_number(self) -> int | None:
        """Number of the cycle the day belongs to."""
        return self.cycle.number if self.cycle else None

    @property
    def cycle_day(self) -> int | None:
        """Day within its cycle, running past the cycle's length while waiting."""
        return self.cycle.day_number(self.day) if self.cycle else None

    @property
    def counts_as_due(self) -> bool:
        """Whether the day stands in the denominator of adherence."""
        return self.status in (DoseStatus.TAKEN, DoseStatus.NOT_TAKEN, DoseStatus.NOT_RECORDED)


class DoseDays:
    """Day states of a diary. ``today``: the plan's present day; earlier days' boundaries have passed."""

    def __init__(self, diary: Diary, today: date) -> None:
        self.diary = diary
        self.today = today
        self.calendar = Calendar(diary)
        self._holds = diary.all(Hold)
        self._states: dict[date, DayState] = {}

    def state(self, day: date) -> DayState:
        """What became of ``day``."""
        if day not in self._states:
            self._states[day] = self._state(day)
        return self._states[day]

    def _state(self, day: date) -> DayState:
        doses = self.diary.on_day(Dose, day)
        taken = [dose for dose in doses if dose.taken]
        refused = [dose for dose in doses if not dose.taken]
        dosing_day = self.calendar.dosing_day(day)
        chosen = next(iter(taken or refused), None)
        return DayState(
            day=day,
            cycle=self.calendar.cycle_on(day),
            status=self._status(day, dosing_day, bool(taken), bool(refused)),
            dosing_day=dosing_day,
            planned_mg=self.calendar.level_on(day) if dosing_day else None,
            dose=chosen,
            off_plan=tuple(self._off_plan(day, taken, dosing_day)),
            late=bool(taken) and self.is_late(taken[0]),
            conflict=bool(taken and refused),
        )

    def _status(self, day: date, dosing_day: bool, taken: bool, refused: bool) -> DoseStatus:
        if not dosing_day:
            return DoseStatus.NOT_DUE
        if taken:
            return DoseStatus.TAKEN
        if self.held(day):
            return DoseStatus.HELD
        if refused:
            return DoseStatus.NOT_TAKEN
        return DoseStatus.NOT_RECORDED if day < self.today else DoseStatus.DUE

    def _off_plan(self, day: date, taken: list[Dose], dosing_day: bool) -> Iterator[Dose]:
        """Second doses, doses on rest days, wrong strengths, doses taken knowing of a hold."""
        level = self.calendar.level_on(day)
        for place, dose in enumerate(taken):
            wrong_strength = dose.mg is not None and dose.mg != level
            known_hold = any(hold.record.placed < dose.record.placed for hold in self.holds_on(day))
            if place > 0 or not dosing_day or wrong_strength or known_hold:
                yield dose

    def holds_on(self, day: date) -> list[Hold]:
        """The holds that cover ``day``."""
        return [hold for hold in self._holds if covers(hold, day, self._next_start(hold.day))]

    def held(self, day: date) -> bool:
        """Whether the clinic paused the dose on ``day``."""
        return bool(self.holds_on(day))

    def _next_start(self, day: date) -> date | None:
        later = (cycle.start for cycle in self.calendar.cycles if cycle.start > day)
        return next(later, None)

    def is_late(self, dose: Dose) -> bool:
        """Whether a dose is known to have been taken after the plan's late time."""
        regimen = self.diary.protocol_on(dose.day).regimen
        return dose.taken_at is not None and is_after(dose.taken_at, dose.day, regimen.late_after)

    @cached_property
    def off_plan_ids(self) -> frozenset[str]:
        """Record ids of every off-plan dose, days outside the study included."""
        days = self.diary.days_with(Dose)
        return frozenset(dose.record.id for day in days for dose in self.state(day).off_plan)

    def states(self, first: date, last: date) -> Iterator[DayState]:
        """The states of ``first`` to ``last``, both inside."""
        day = first
        while day <= last:
            yield self.state(day)
            day += ONE_DAY
