"""What a line of the patients list needs of a diary, whatever day it is: only its entries decide.

It is what a store keeps, so that a thousand diaries need not be read for one
list. ``patient_row_today`` makes a line of it for a day. Nothing is worked out
here: cycles, counts, targets and alerts are those of the domain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from diary_app.domain.adherence import Adherence, Exposure
from diary_app.domain.clinic.patient_row import RowAlert
from diary_app.domain.clinic.patient_row_alerts import row_alert
from diary_app.domain.clinic.review import Raised, last_told, to_review
from diary_app.domain.cycle import Calendar
from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import Diary
from diary_app.domain.facts import Dose, Form, FormNotDone, Hold
from diary_app.domain.schedule import AdministrationState, Schedule, Target, WindowState


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A questionnaire that has not come and is not explained.

    ``lapses``: the day the next one's window opens, when this one is chased no longer.
    """

    day: date
    opens: date
    closes: date
    lapses: date


@dataclass(frozen=True, slots=True)
class HeldDays:
    """A hold of the clinic (``last`` inside; ``None``: until further notice), and the start told after it."""

    day: date
    last: date | None
    next_start: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSummary:
    """``starts``: of the cycles, in order. ``length``: days of the last of them in its plan (0: none began).
    ``end``: the first day outside the study. ``levels``: mg a day from a day on. ``taken`` and ``due``: days
    up to and with ``data_to``; ``open_last``: one of ``due`` is ``data_to`` itself without a dose, which
    counts once that day is over. ``off_plan``: doses up to and with ``data_to``."""

    participant: str
    site: str | None
    starts: tuple[date, ...]
    length: int
    end: date | None
    levels: tuple[tuple[date, Decimal], ...]
    holds: tuple[HeldDays, ...]
    taken: int
    due: int
    off_plan: int
    open_last: bool
    last_dose: datetime | date | None
    data_to: date | None
    last_qlq: date | None
    targets: tuple[OpenTarget, ...]
    alerts: tuple[RowAlert, ...]


def summarise(diary: Diary, site: str | None, raised: Sequence[Raised] | None = None) -> PatientSummary:
    """The summary of a participant's diary as it now stands; ``raised``: its ``all_raised``, if at hand."""
    calendar = Calendar(diary)
    told = last_told(diary)
    counts, open_last = _counts(diary, told)
    waiting = to_review(diary) if raised is None else [one for one in raised if one.reviewed is None]
    return PatientSummary(
        participant=diary.participant,
        site=site,
        starts=tuple(cycle.start for cycle in calendar.cycles),
        length=calendar.cycles[-1].length if calendar.cycles else 0,
        end=calendar.end,
        levels=tuple(calendar.level_changes()),
        holds=tuple(_held(hold, calendar) for hold in diary.all(Hold)),
        taken=counts.taken if counts else 0,
        due=counts.due if counts else 0,
        off_plan=counts.off_plan if counts else 0,
        open_last=open_last,
        last_dose=_last_dose(diary),
        data_to=told,
        last_qlq=max(diary.days_with(Form), default=None),
        targets=tuple(_open_targets(diary)),
        alerts=tuple(row_alert(diary, one) for one in waiting),
    )


def _counts(diary: Diary, told: date | None) -> tuple[Adherence | None, bool]:
    """The counts when ``told`` is over, and whether they were one day less while it went on."""
    if told is None:
        return None, False
    over = Exposure(diary, told, told + ONE_DAY).adherence()
    going_on = Exposure(diary, told, told).adherence()
    return over, over.due > going_on.due


def _held(hold: Hold, calendar: Calendar) -> HeldDays:
    after = (cycle.start for cycle in calendar.cycles if cycle.start > hold.day)
    return HeldDays(hold.day, hold.last, next(after, None))


def _last_dose(diary: Diary) -> datetime | date | None:
    taken = [dose for dose in diary.all(Dose) if dose.taken]
    if not taken:
        return None
    times = [dose.taken_at for dose in taken if dose.day == taken[-1].day and dose.taken_at]
    return max(times, default=taken[-1].day)


def _open_targets(diary: Diary) -> list[OpenTarget]:
    """The planned questionnaires without a form that counts, came late or is explained."""
    schedule = Schedule(diary)
    places = [schedule.place(form) for form in diary.all(Form)]
    late = {place.target.number for place in places if place.target and place.window == WindowState.LATE}
    explained = set(diary.days_with(FormNotDone))
    plan = diary.protocol.questionnaire
    found = []
    for each in schedule.all_administrations(date.max):
        target = each.target
        if target is None or each.state == AdministrationState.DONE:
            continue
        if target.number not in late and target.day not in explained:
            lapses = _next_opens(target, plan.interval_days, plan.window_before)
            found.append(OpenTarget(target.day, target.opens, target.closes, lapses))
    return found


def _next_opens(target: Target, interval: int, before: int) -> date:
    return target.day + timedelta(days=interval - before)
