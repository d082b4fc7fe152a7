"""The Diary's calendar: cycles as rows of days.

Day states and marks are worked out for the cycles shown alone, so that two
years of diary open as fast as two weeks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from diary_app.domain.cycle import Calendar, Cycle
from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DayState, DoseDays
from diary_app.domain.facts import (
    CycleStart,
    Dose,
    DoseLevel,
    Fact,
    Form,
    Hold,
    Pressure,
    SignAnswer,
    Stop,
    SymptomPage,
    Temperature,
    Visit,
    Weight,
)
from diary_app.domain.symptom import severities_on
from diary_app.services.history_entries import first_entered, lag_days
from diary_app.services.opened import Opened

BEFORE = 0
"""The number of the row that stands before cycle 1."""
_SHOWN: tuple[type[Fact], ...] = (
    Dose,
    SymptomPage,
    SignAnswer,
    Pressure,
    Weight,
    Temperature,
    Form,
    CycleStart,
    Hold,
    DoseLevel,
    Visit,
    Stop,
)
"""What a day tells."""


_LATE_ONES = (Dose, SymptomPage, SignAnswer, Pressure, Weight, Temperature)
"""What a participant writes about a day; the clinic's decisions are not late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDay:
    """One day of the calendar.

    ``cycle_day``: its place in its cycle, ``None`` before cycle 1.
    ``worst``: the day's worst severity 0-4, ``None`` where no symptom was answered.
    ``readings``: blood pressure, weight or temperature stand there.
    ``changed``: something written about it was corrected. ``late``: something was
    written down on a later plan day than this one.
    """

    day: date
    cycle_day: int | None
    state: DayState
    worst: int | None
    readings: bool
    questionnaire: bool
    changed: bool
    late: bool

    @property
    def off_plan(self) -> bool:
        """Whether a dose of the day was outside the plan."""
        return bool(self.state.off_plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A cycle (or, with number 0, the days before the first one) and its days in order."""

    number: int
    length: int
    treatment_days: int
    running: bool
    taken: int
    counted: int
    days: tuple[HistoryDay, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a row, both ends inside; ``cycle`` is ``None`` before cycle 1."""

    cycle: Cycle | None
    first: date
    last: date


def spans(diary: Diary, calendar: Calendar, today: date) -> list[Span]:
    """Every row, newest first: a cycle is at least its length long, and lasts until the next one."""
    found = []
    first_dose = calendar.first_dose
    before = _days_before(diary, first_dose, today)
    if before is not None:
        found.append(Span(None, *before))
    for cycle in calendar.cycles:
        if cycle.start > today:
            continue  # told ahead: Today speaks of it
        found.append(Span(cycle, cycle.start, _last_day(diary, calendar, cycle, today)))
    return found[::-1]


def _days_before(diary: Diary, first_dose: date | None, today: date) -> tuple[date, date] | None:
    """From the first day with something written to the day before cycle 1; nothing where nothing is."""
    earliest = min((day for kind in _SHOWN for day in diary.days_with(kind)[:1]), default=None)
    last = today if first_dose is None or first_dose > today else first_dose - ONE_DAY
    if earliest is None:
        return None
    return (earliest, last) if earliest <= last else None


def _last_day(diary: Diary, calendar: Calendar, cycle: Cycle, today: date) -> date:
    if cycle.end is not None:
        return cycle.end - ONE_DAY if cycle.end <= today else max(cycle.planned_next, cycle.end) - ONE_DAY
    whole = cycle.planned_next - ONE_DAY
    if calendar.end is None or today < calendar.end:
        return max(whole, today)
    written = max(
        (diary.days_with(kind)[-1] for kind in _SHOWN if diary.days_with(kind)), default=cycle.start
    )
    return max(calendar.end - ONE_DAY, min(written, today), cycle.start)


def place_of(spans: Sequence[Span], day: date) -> int:
    """Which of the spans (newest first) holds ``day``; the nearest end outside them."""
    return next((place for place, span in enumerate(spans) if span.first <= day), max(len(spans) - 1, 0))


def row_of(opened: Opened, diary: Diary, days: DoseDays, span: Span, today: date) -> HistoryRow:
    """A span as a row of days."""
    count = (span.last - span.first).days + 1
    shown = tuple(day_of(opened, diary, days, span.first + timedelta(days=index)) for index in range(count))
    so_far = [each.state for each in shown if each.day <= today]
    cycle = span.cycle
    return HistoryRow(
        number=cycle.number if cycle else BEFORE,
        length=cycle.length if cycle else count,
        treatment_days=cycle.treatment_days if cycle else 0,
        running=cycle is not None and span.first <= today <= span.last,
        taken=sum(state.status == "taken" for state in so_far),
        counted=sum(state.counts_as_due for state in so_far),
        days=shown,
    )


def day_of(opened: Opened, diary: Diary, days: DoseDays, day: date) -> HistoryDay:
    """One day of the calendar."""
    state = days.state(day)
    severities = [grade for grade, _ in severities_on(diary, day).values()]
    facts = list(_facts(diary, day))
    return HistoryDay(
        day=day,
        cycle_day=state.cycle_day,
        state=state,
        worst=max(severities, default=None),
        readings=any(isinstance(fact, Pressure | Weight | Temperature) for fact in facts),
        questionnaire=any(isinstance(fact, Form) for fact in facts),
        changed=any(fact.record.changes > 0 for fact in facts),
        late=any(
            lag_days(diary, day, first_entered(opened, fact.record), opened.zone) > 0
            for fact in facts
            if isinstance(fact, _LATE_ONES)
        ),
    )


def _facts(diary: Diary, day: date) -> Iterator[Fact]:
    for kind in _SHOWN:
        yield from diary.on_day(kind, day)
