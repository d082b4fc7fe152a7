"""When a participant is to be reminded: bare instants, from the diary and the time they set.

The rules: a capsule day at the time set, as long as nothing is recorded for
it; rest days are silent except the evening before a new cycle; a held day, and
all from the study's end or stop on, is silent. A questionnaire's day (counted
from the first dose, whatever cycle it falls into) is a reminder at the same
time as long as no form counts for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from diary_app.domain.cycle import Calendar
from diary_app.domain.days import ONE_DAY, clock_date, plan_day
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays, DoseStatus
from diary_app.domain.schedule import AdministrationState, Schedule

DAYS_AHEAD = 60
"""How many days of reminders are known in advance."""
EVENING = time(19, 0)
"""When the evening before a new cycle is told of."""


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """What the participant set. ``at``: local time of day; ``evening``: also before a new cycle."""

    at: time
    evening: bool = True


def reminders(diary: Diary, wish: ReminderWish, zone: ZoneInfo, now: datetime) -> tuple[datetime, ...]:
    """The instants after ``now`` (aware), within 60 days of it: in UTC, in order, none twice."""
    today = plan_day(now.astimezone(zone), diary.protocol.regimen.day_boundary)
    days = DoseDays(diary, today)
    asked = [(day, wish.at) for day in _mornings(days, today)]
    if wish.evening:
        asked += [(start - ONE_DAY, EVENING) for start in evenings_before(days).values()]
    found = {_at(diary, day, at, zone) for day, at in asked}
    last = now + timedelta(days=DAYS_AHEAD)
    return tuple(sorted(instant for instant in found if now < instant <= last))


def _mornings(days: DoseDays, today: date) -> Iterator[date]:
    """Days with something to do at the time set; a day more, as the hours after it may belong to it."""
    schedule = Schedule(days.diary)
    for ahead in range(DAYS_AHEAD + 2):
        day = today + timedelta(days=ahead)
        if days.state(day).status == DoseStatus.DUE or asks_questions(days, schedule, day):
            yield day


def asks_questions(days: DoseDays, schedule: Schedule, day: date) -> bool:
    """Whether ``day`` is the planned one of a questionnaire that is still open, and not silent."""
    asked = schedule.asking(day)
    planned = asked.target is not None and asked.target.day == day
    silent = days.held(day) or days.calendar.over(day)
    return planned and asked.state == AdministrationState.OPEN and not silent


def evenings_before(days: DoseDays) -> dict[int, date]:
    """The cycle starts, told or planned next, whose evening before is not silent, by cycle number."""
    calendar = days.calendar
    starts = {cycle.number: cycle.start for cycle in calendar.cycles}
    planned = _planned_next(calendar)
    if planned is not None:
        starts[len(starts) + 1] = planned
    return {
        number: start
        for number, start in starts.items()
        if not calendar.over(start) and not days.held(start) and not days.held(start - ONE_DAY)
    }


def _planned_next(calendar: Calendar) -> date | None:
    """When the cycle after the last one told would begin without delay."""
    return calendar.cycles[-1].planned_next if calendar.cycles else None


def _at(diary: Diary, day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant of ``at`` on the plan's ``day``.

    Where the clocks are put forward over it, it comes as much later as they
    were; where they show it twice, it is the first time (RFC 5545, 3.3.5).
    """
    boundary = diary.protocol_on(day).regimen.day_boundary
    local = datetime.combine(clock_date(day, at, boundary), at, tzinfo=zone)
    return local.replace(fold=0).astimezone(UTC)
