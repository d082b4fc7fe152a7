"""Blood pressure sessions: readings of one day that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from diary_app.domain.diary import Diary
from diary_app.domain.facts import Pressure

SESSION_GAP = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Session:
    """Readings taken within 15 minutes of each other, in order (systolic, diastolic, mmHg)."""

    day: date
    readings: tuple[tuple[int, int], ...]

    @property
    def mean(self) -> tuple[Fraction, Fraction]:
        """Mean systolic and diastolic, unrounded."""
        count = len(self.readings)
        return (
            Fraction(sum(high for high, _ in self.readings), count),
            Fraction(sum(low for _, low in self.readings), count),
        )

    @property
    def last(self) -> tuple[int, int]:
        """The reading that decides about a call."""
        return self.readings[-1]


def sessions(diary: Diary, day: date) -> list[Session]:
    """The sessions of a day. A reading without a time is a session of its own."""
    timed = sorted(
        (fact for fact in diary.on_day(Pressure, day) if fact.measured_at is not None),
        key=lambda fact: (fact.measured_at, fact.order),
    )
    groups: list[list[Pressure]] = []
    for fact in timed:
        if groups and _follows(groups[-1][-1], fact):
            groups[-1].append(fact)
        else:
            groups.append([fact])
    groups += [[fact] for fact in diary.on_day(Pressure, day) if fact.measured_at is None]
    return [Session(day, tuple(r for fact in group for r in fact.readings)) for group in groups]


def _follows(before: Pressure, after: Pressure) -> bool:
    if before.measured_at is None or after.measured_at is None:
        return False
    return after.measured_at - before.measured_at <= SESSION_GAP


def mean_of(readings: tuple[tuple[int, int], ...]) -> tuple[float, float]:
    """Mean of some readings as floats, unrounded."""
    high, low = Session(date.min, readings).mean
    return float(high), float(low)
