"""The whole course of one participant: symptoms cycle by cycle, blood pressure from the first reading on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from diary_app.charts.days import PlanDay
from diary_app.domain.days import ONE_DAY
from diary_app.domain.facts import SymptomPage
from diary_app.domain.pressure import sessions
from diary_app.reports.summary import PressureSection
from diary_app.reports.symptom_sections import SymptomSection
from diary_app.services.clinic.told import ToldScope
from diary_app.services.summary import observations


@dataclass(frozen=True, slots=True)
class SymptomCycle:
    """The symptoms of one cycle; ``cycle`` is ``None`` for the days before the first one."""

    cycle: int | None
    section: SymptomSection


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomCourse:
    """Every cycle with a symptom page, the newest first."""

    participant: str
    cycles: tuple[SymptomCycle, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A session of readings (mmHg): where it stands, its readings in order, when the last was taken."""

    place: PlanDay
    readings: tuple[tuple[int, int], ...]
    time: str
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureCourse:
    """Blood pressure over all days told; ``readings``: every session, the newest first."""

    participant: str
    section: PressureSection
    readings: tuple[ReadingRow, ...]


def symptom_course(scope: ToldScope) -> SymptomCourse:
    """The grades of every day, by cycle."""
    found = []
    for cycle, first, last in _stretches(scope):
        found.append(SymptomCycle(cycle, observations.symptoms(scope.over((first, last)))))
    shown = [each for each in found if each.section.rows or each.section.absent]
    return SymptomCourse(participant=scope.request.participant, cycles=tuple(reversed(shown)))


def _stretches(scope: ToldScope) -> list[tuple[int | None, date, date]]:
    """Cycle, first and last day told, from the days before the first cycle on."""
    if scope.data_to is None:
        return []
    last = scope.data_to
    starts = [(c.number, c.start, (c.end - ONE_DAY) if c.end else last) for c in scope.calendar.cycles]
    pages = scope.whole.days_with(SymptomPage)
    before = starts[0][1] - timedelta(days=1) if starts else last
    early: list[tuple[int | None, date, date]] = (
        [(None, pages[0], min(before, last))] if pages and pages[0] <= before else []
    )
    return early + [(number, first, min(end, last)) for number, first, end in starts if first <= last]


def pressure_course(scope: ToldScope) -> PressureCourse:
    """Every day from the first one told to the last."""
    if scope.data_to is None:
        return PressureCourse(participant=scope.request.participant, section=PressureSection(), readings=())
    span = (min(scope.first_told, scope.data_to), scope.data_to)
    whole = scope.over(span)
    section = observations.pressure_section(whole)
    over = {day.day: day.over for day in section.days}
    readings = [
        ReadingRow(
            whole.place(day.day),
            session.readings,
            f"{session.last_at:%H:%M}" if session.last_at else "",
            over[day.day],
        )
        for day in section.days
        for session in sessions(whole.diary, day.day)
    ]
    return PressureCourse(
        participant=scope.request.participant, section=section, readings=tuple(reversed(readings))
    )
