"""The state of a diary on a day: what is due, adherence, intensity, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from diary_app.domain.adherence import Adherence, DoseIntensity, Exposure
from diary_app.domain.alerts import Alert, standing
from diary_app.domain.cycle import start_awaited
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DayState, DoseDays, DoseStatus
from diary_app.domain.schedule import Administration, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Everything ``status`` shows.

    ``awaiting_start``: the cycle has run past its length and no start is
    written, not even of a day to come. ``planned_mg``: on dosing days. ``next_dose``: the next
    day with a capsule due, as far as cycle starts are known.
    """

    on: date
    study_day: int | None
    day_state: DayState
    awaiting_start: bool
    next_dose: date | None
    administration: Administration
    adherence: Adherence
    intensity: DoseIntensity
    alerts: tuple[Alert, ...]

    @property
    def planned_mg(self) -> Decimal | None:
        """The dose level in force on a dosing day, mg."""
        return self.day_state.planned_mg


def status(diary: Diary, on: date, today: date) -> Status:
    """The state on ``on`` from all current facts about days up to ``on``.

    ``today`` is the plan's present day. Cycle starts and holds that are
    already known for later days show in ``next_dose`` and ``awaiting_start`` from today on.
    """
    seen = diary.through(on)
    exposure = Exposure(seen, on, today)
    return Status(
        on=on,
        study_day=exposure.days.calendar.study_day(on),
        day_state=exposure.days.state(on),
        awaiting_start=start_awaited(diary, on, today),
        next_dose=next_dose(diary if on >= today else seen, on, today),
        administration=Schedule(seen).administration(on),
        adherence=exposure.adherence(),
        intensity=exposure.intensity(),
        alerts=tuple(standing(seen, on, today)),
    )


def next_dose(diary: Diary, on: date, today: date) -> date | None:
    """The first day from ``on`` with a capsule still to take, holds left out; ``None`` if none is known."""
    days = DoseDays(diary, today)
    if days.state(on).status == DoseStatus.DUE:
        return on
    for cycle in days.calendar.cycles:
        for day in cycle.dosing_days():
            if day > on and not days.calendar.over(day) and not days.held(day):
                return day
    return None
