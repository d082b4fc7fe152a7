"""Adherence and relative dose intensity.

Adherence = days taken / days due; held days stand outside, days not recorded
stay inside and are shown apart. RDI = (mg taken / actual days) / (planned mg /
planned days) of an undelayed cycle at the first dose level.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from diary_app.domain.cycle import Cycle
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DayState, DoseDays, DoseStatus
from diary_app.domain.facts import Dose


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """Counts of days up to a day; ``off_plan`` counts doses. ``percent`` is unrounded."""

    taken: int
    due: int
    not_taken: int
    not_recorded: int
    held: int
    off_plan: int

    @property
    def percent(self) -> float | None:
        """100 x taken / due; ``None`` when nothing was due."""
        return float(Fraction(100 * self.taken, self.due)) if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseIntensity:
    """Relative dose intensity as fractions of 1, unrounded.

    ``low`` takes unrecorded days as not taken, ``high`` as taken at the level
    due; ``value`` is there only when they agree. ``mg_reference``: what the
    undelayed plan at the first dose level gives in ``actual_days``.
    """

    low: Fraction | None
    high: Fraction | None
    mg_taken: Decimal
    mg_reference: Fraction
    actual_days: Fraction

    @property
    def value(self) -> Fraction | None:
        """The intensity, when nothing is left open."""
        return self.low if self.low == self.high else None


class Exposure:
    """Adherence and dose intensity of a diary on one day; only facts up to ``on`` count."""

    def __init__(self, diary: Diary, on: date, today: date) -> None:
        self.days = DoseDays(diary.through(on), today)
        self.on = on
        first = self.days.calendar.first_dose
        self.states: list[DayState] = [] if first is None else list(self.days.states(first, on))

    def adherence(self) -> Adherence:
        """The counts up to and including ``on``; today's open capsule is not yet in them."""
        count = dict.fromkeys(DoseStatus, 0)
        for state in self.states:
            count[state.status] += 1
        return Adherence(
            taken=count[DoseStatus.TAKEN],
            due=sum(state.counts_as_due for state in self.states),
            not_taken=count[DoseStatus.NOT_TAKEN],
            not_recorded=count[DoseStatus.NOT_RECORDED],
            held=sum(state.status == DoseStatus.HELD for state in self.states),
            off_plan=len(self.days.off_plan_ids),
        )

    def intensity(self) -> DoseIntensity:
        """Relative dose intensity up to ``on``, off-plan mg included."""
        taken = sum((dose.mg or Decimal(0) for dose in self.days.diary.all(Dose) if dose.taken), Decimal(0))
        possible = taken + sum((state.planned_mg or Decimal(0) for state in self._unrecorded()), Decimal(0))
        days = sum((self._actual_days(cycle) for cycle in self.days.calendar.cycles), Fraction(0))
        return DoseIntensity(
            low=self._rate(taken, days),
            high=self._rate(possible, days),
            mg_taken=taken,
            mg_reference=days * self._reference_rate(),
            actual_days=days,
        )

    def _unrecorded(self) -> list[DayState]:
        return [state for state in self.states if state.status == DoseStatus.NOT_RECORDED]

    def _rate(self, mg: Decimal, days: Fraction) -> Fraction | None:
        return Fraction(mg) / (days * self._reference_rate()) if days else None

    def _reference_rate(self) -> Fraction:
        """mg a day of the undelayed plan at the first level, rest days included (168 mg / 21)."""
        mg, days = self.days.diary.protocol.reference_mg_per_day
        return Fraction(mg) / days

    def _actual_days(self, cycle: Cycle) -> Fraction:
        """A finished cycle runs to the next start; a running one counts its treatment days pro rata."""
        if cycle.end is not None:
            return Fraction((cycle.end - cycle.start).days)
        return Fraction(cycle.length * self._treatment_days(cycle), cycle.treatment_days)

    def _treatment_days(self, cycle: Cycle) -> int:
        """Treatment days of ``cycle`` so far that are due or held."""
        return sum(
            state.counts_as_due or state.status == DoseStatus.HELD
            for state in self.states
            if state.cycle_number == cycle.number
        )
