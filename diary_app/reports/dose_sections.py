"""The days of doses as data: history of levels, the calendar, days not as planned, late entries."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from diary_app.charts.days import PlanDay
from diary_app.charts.dose_calendar import CycleRow


class DoseSpanKind(StrEnum):
    """What a line of the dose history is about."""

    LEVEL = "level"
    HELD = "held"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseSpan:
    """A stretch at one dose level, a hold, or the stop of treatment.

    ``last`` is ``None`` while it goes on. ``mg`` for a level, ``days`` (held
    treatment days) for a hold; ``reason`` as told.
    """

    kind: DoseSpanKind
    first: PlanDay
    last: PlanDay | None
    mg: Decimal | None = None
    days: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSection:
    """The dose calendar; ``columns`` is the planned cycle length of the study plan."""

    columns: int
    treatment_days: int
    cycles: tuple[CycleRow, ...] = ()


class OddKind(StrEnum):
    """Why a day is in the list of days not as planned."""

    NOT_TAKEN = "not_taken"
    NOT_RECORDED = "not_recorded"
    LATE = "late"
    HELD = "held"
    OFF_PLAN = "off_plan"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a correction changed: the field's name, before and after in words, who, and the reason."""

    field: str
    before: str
    after: str
    by_participant: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OddDay:
    """One line of the days not as planned: one day, or a stretch of days of the same kind.

    ``detail``: the reason given, in words or as typed; ``time``: when a late or
    off-plan dose was taken, ``HH:MM``.
    """

    kind: OddKind
    first: PlanDay
    last: PlanDay
    detail: str = ""
    time: str = ""
    mg: Decimal | None = None
    correction: Correction | None = None

    @property
    def days(self) -> int:
        """How many days the line stands for."""
        return (self.last.day - self.first.day).days + 1


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An entry about ``day`` that the participant made ``lag_days`` days later, and why if that was said."""

    day: PlanDay
    lag_days: int
    reason: str = ""
