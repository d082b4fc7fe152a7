"""Everything the Today page shows, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from diary_app.domain.alerts import Alert
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DayState, DoseDays
from diary_app.domain.facts import CycleStart, Dose, Form, Pressure, Visit
from diary_app.domain.pressure import Again, Session, over_call_limit, sessions, waiting
from diary_app.domain.schedule import Administration, AdministrationState, Schedule, Target
from diary_app.domain.status import Status
from diary_app.domain.symptom import severities_on
from diary_app.services.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One day of the strip: its place in the cycle, its state, and whether it was taken late."""

    day: date
    cycle_day: int
    state: DayState


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """What Today shows.

    ``day``: the plan's day; ``now``: local clock. ``strip``: the days of the
    running cycle, as many as its length.
    ``first_dose``: ``None`` until known. ``next_start``: a later cycle start
    that is already logged. ``planned_start``: when the next cycle would begin
    undelayed. ``symptoms``: today's severities by term. ``pressure``: the last
    session up to the day. ``questionnaire``: the one to ask for,
    ``next_questionnaire``: the next one whose window is not over;
    ``sent_outside``: a form for the one asked for came outside its window.
    ``unrecorded``: past days of the participant's window with no dose record.
    ``again``: a reading over a call limit that waits for another one; its
    calls are not among the ``alerts`` yet. ``pressure_over``: the last reading
    of ``pressure`` is over a call limit.
    """

    participant: str
    sample: bool
    day: date
    now: datetime
    status: Status
    first_dose: date | None
    over: bool
    strip: tuple[DayCell, ...]
    cycle_length: int
    treatment_days: int
    doses_today: tuple[Dose, ...]
    planned_mg: Decimal | None
    planned_start: date | None
    next_start: date | None
    symptoms: dict[str, int]
    pressure: Session | None
    pressure_over: bool
    questionnaire: Administration
    next_questionnaire: Target | None
    sent_outside: bool
    next_visit: date | None
    unrecorded: tuple[date, ...]
    alerts: tuple[Alert, ...]
    again: Again | None


def today_view(opened: Opened, whose: str, status: Status) -> TodayView:
    """What Today shows of ``whose`` diary now; ``status``: of the same moment."""
    diary = opened.diary(whose)
    today = opened.today(whose)
    days = DoseDays(diary, today)
    calendar = days.calendar
    cycle = calendar.cycle_on(today)
    regimen = diary.protocol_on(today).regimen
    over = calendar.over(today)
    schedule = Schedule(diary)
    asked = schedule.asking(today)
    pressure, again = _last_pressure(diary, today), waiting(diary, today, opened.local_now())
    return TodayView(
        participant=whose,
        sample=opened.nature.sample,
        day=today,
        now=opened.local_now(),
        status=status,
        first_dose=calendar.first_dose,
        over=over,
        strip=_strip(days, today),
        cycle_length=cycle.length if cycle else regimen.cycle_length,
        treatment_days=cycle.treatment_days if cycle else regimen.treatment_days,
        doses_today=tuple(diary.on_day(Dose, today)),
        planned_mg=calendar.level_on(today) or regimen.dose_levels[0],
        planned_start=cycle.planned_next if cycle and not over else None,
        next_start=next((start.day for start in diary.all(CycleStart) if start.day > today), None),
        symptoms={term: grade for term, (grade, _) in severities_on(diary, today).items()},
        pressure=pressure,
        pressure_over=pressure is not None and over_call_limit(pressure.last, diary.protocol_on(today)),
        questionnaire=asked,
        next_questionnaire=_next_questionnaire(diary, today),
        sent_outside=asked.form is None
        and any(schedule.place(form).target == asked.target for form in diary.all(Form)),
        next_visit=next((visit.day for visit in diary.all(Visit) if visit.day >= today), None),
        unrecorded=_unrecorded(days, today),
        alerts=_calls_now(status.alerts, again, today),
        again=again,
    )


def _strip(days: DoseDays, today: date) -> tuple[DayCell, ...]:
    cycle = days.calendar.cycle_on(today)
    if cycle is None:
        return ()
    count = cycle.length
    cells = [cycle.start + timedelta(days=index) for index in range(count)]
    return tuple(DayCell(day=day, cycle_day=cycle.day_number(day), state=days.state(day)) for day in cells)


def _last_pressure(diary: Diary, today: date) -> Session | None:
    days = [day for day in diary.days_with(Pressure) if day <= today]
    return sessions(diary, days[-1])[-1] if days else None


def _calls_now(alerts: tuple[Alert, ...], again: Again | None, today: date) -> tuple[Alert, ...]:
    """The calls without those that wait for another reading."""
    held = again.rules if again else ()
    return tuple(alert for alert in alerts if not (alert.day == today and alert.rule.code in held))


def _next_questionnaire(diary: Diary, today: date) -> Target | None:
    schedule = Schedule(diary)
    asked = schedule.asking(today)
    over = asked.target if asked.state == AdministrationState.MISSED else None
    ahead = (AdministrationState.OPEN, AdministrationState.NOT_YET)
    planned = schedule.all_administrations(today)
    return next((each.target for each in planned if each.state in ahead and each.target != over), None)


def _unrecorded(days: DoseDays, today: date) -> tuple[date, ...]:
    back = days.diary.protocol_on(today).retrospective_days
    first = today - timedelta(days=back)
    states = days.states(first, today - timedelta(days=1))
    return tuple(state.day for state in states if state.status == "not_recorded")
