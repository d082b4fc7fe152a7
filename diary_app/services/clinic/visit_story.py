"""What the Visits tab shows of one participant: decisions, visits, events, medicines, response, capsules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from diary_app.domain.accountability import Accountability, accountability
from diary_app.domain.clinic.adverse_event import OwnSeverity, own_severity
from diary_app.domain.clinic.decisions import (
    Decision,
    decisions,
    higher_levels,
    lower_levels,
    planned_start,
    said_start,
    start_to_move,
)
from diary_app.domain.clinic.review import last_told, to_review
from diary_app.domain.cycle import Calendar, death_of
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.domain.facts import AdverseEvent, Capsules, Dispensed, Medication, Returned, Stop, Visit
from diary_app.domain.protocol import Protocol

RESPONSE = "response"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Where things stand and what comes next; dates are ``None`` where there is none.

    ``planned``: the day of the next cycle without delay; ``told``: its start as
    the clinic told it. ``said``, ``said_on``: the start that a visit of that day
    named and that is not written down yet; ``said_mg``: the level in force, where
    that visit left the dose as it is. ``awaiting``: the cycle has run past its length.
    ``response_due``: one questionnaire interval after the last response, else
    after the first dose (the plan measures both every 42 days).
    """

    cycle: int | None
    cycle_day: int | None
    mg: Decimal | None
    planned: date | None
    told: date | None
    said: date | None
    said_on: date | None
    said_mg: Decimal | None
    awaiting: bool
    held_since: date | None
    visit: date | None
    response_due: date | None
    to_review: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A visit and the cycle it falls into; ``to_come``: it is planned.

    ``start_open``: the cycle start that it said is not written down as one yet.
    """

    fact: Visit
    cycle: int | None
    cycle_day: int | None
    to_come: bool
    start_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An adverse event as the clinic grades it, and the participant's own severity beside it."""

    fact: AdverseEvent
    own: OwnSeverity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsView:
    """Everything, the newest first. ``lower``, ``higher``: the plan's levels beside the one in force."""

    participant: str
    today: date
    data_to: date | None
    protocol: Protocol
    next: Next
    stopped: Stop | None
    died: date | None
    lower: tuple[Decimal, ...]
    higher: tuple[Decimal, ...]
    decisions: tuple[Decision, ...]
    visits: tuple[VisitLine, ...]
    events: tuple[EventLine, ...]
    medications: tuple[Medication, ...]
    responses: tuple[tuple[date, str], ...]
    capsules: tuple[Accountability, ...]
    moves: tuple[Capsules, ...]


def story(diary: Diary, today: date) -> VisitsView:
    """What is known about a participant on the clinic's present day."""
    calendar = Calendar(diary)
    said = said_start(diary)
    visits = [_visit(calendar, fact, today, said) for fact in diary.all(Visit)]
    events = [EventLine(fact=each, own=own_severity(diary, each, today)) for each in diary.all(AdverseEvent)]
    moves: list[Capsules] = [*diary.all(Dispensed), *diary.all(Returned)]
    told = last_told(diary)
    return VisitsView(
        participant=diary.participant,
        today=today,
        data_to=told,
        protocol=diary.protocol,
        next=_next(diary, calendar, today),
        stopped=next(iter(diary.all(Stop)), None),
        died=death_of(diary),
        lower=lower_levels(diary, today),
        higher=higher_levels(diary, today),
        decisions=tuple(decisions(diary, today)),
        visits=tuple(reversed(visits)),
        events=tuple(reversed(events)),
        medications=tuple(reversed(diary.all(Medication))),
        responses=tuple(reversed(_responses(diary))),
        capsules=tuple(accountability(diary, told=None if told is None else min(told, today))),
        moves=tuple(sorted(moves, key=lambda one: (one.day, one.order), reverse=True)),
    )


def _visit(calendar: Calendar, fact: Visit, today: date, said: tuple[Visit, date] | None) -> VisitLine:
    cycle = calendar.cycle_on(fact.day)
    return VisitLine(
        fact=fact,
        cycle=cycle.number if cycle else None,
        cycle_day=cycle.day_number(fact.day) if cycle else None,
        to_come=fact.day > today,
        start_open=said is not None and said[0] is fact,
    )


def _responses(diary: Diary) -> list[tuple[date, str]]:
    return [(visit.day, visit.values[RESPONSE]) for visit in diary.all(Visit) if visit.values.get(RESPONSE)]


def _next(diary: Diary, calendar: Calendar, today: date) -> Next:
    cycle, days = calendar.cycle_on(today), DoseDays(diary, today)
    over = calendar.over(today)
    told = start_to_move(diary)
    said = None if over or death_of(diary) else said_start(diary)
    held = [hold.day for hold in days.holds_on(today)]
    visits = [visit.day for visit in diary.all(Visit) if visit.day >= today]
    return Next(
        cycle=cycle.number if cycle else None,
        cycle_day=cycle.day_number(today) if cycle else None,
        mg=calendar.level_on(today),
        planned=None if over else planned_start(diary, today),
        told=told.day if told and not over else None,
        said=said[1] if said else None,
        said_on=said[0].day if said else None,
        said_mg=_said_level(calendar, *said) if said else None,
        awaiting=calendar.awaiting_start(today),
        held_since=min(held, default=None) if not over else None,
        visit=min(visits, default=None),
        response_due=None if over else _response_due(diary, calendar),
        to_review=len(to_review(diary)),
    )


def _said_level(calendar: Calendar, visit: Visit, day: date) -> Decimal | None:
    """The level in force, where the visit said that the dose is not changed."""
    return calendar.level_on(day) if visit.values.get("decision") == "not_changed" else None


def _response_due(diary: Diary, calendar: Calendar) -> date | None:
    done = _responses(diary)
    since = done[-1][0] if done else calendar.first_dose
    return None if since is None else since + timedelta(days=diary.protocol.questionnaire.interval_days)
