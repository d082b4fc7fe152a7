"""Questionnaires expected and received, counted both ways.

Compliance is received / expected among those still due, and received / all
with a baseline form; the two answer different questions and are reported side
by side (Coens et al. 2020, SISAQOL, Lancet Oncol 21:e83-e96: completion and
availability of patient-reported data). A death is not a missing form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from diary_app.domain.cycle import Calendar, death_of
from diary_app.domain.days import add_months, study_day
from diary_app.domain.diary import Diary
from diary_app.domain.facts import Form, FormNotDone
from diary_app.domain.schedule import Schedule, Target, WindowState, planned_targets


class Standing(StrEnum):
    """Where one planned administration of one participant stands on a day."""

    TO_COME = "to_come"
    OPEN = "open"
    RECEIVED = "received"
    OUTSIDE = "outside"
    MISSING = "missing"
    AWAITED = "awaited"
    ENDED = "ended"


STILL_DUE = frozenset({Standing.RECEIVED, Standing.OUTSIDE, Standing.MISSING, Standing.AWAITED})
"""Expected of who was still in the study: its window is over, or what became of it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One planned administration of one participant.

    ``target``: as planned from the first dose, whether or not treatment went on
    till then. ``reason``: why there is no form, a code of :data:`REASONS`, where
    the clinic wrote one down. ``reached``: its window is over, its form is
    there, or the clinic wrote down why there is none.
    """

    target: Target
    standing: Standing
    reason: str | None
    reached: bool


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """What a diary tells of one planned administration, whatever day it is.

    ``form``: the first day of a form in its window; ``outside``: of one that
    came out of it; ``reason``: why there is none, where the clinic wrote one down.
    """

    target: Target
    form: date | None
    outside: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class FormCourse:
    """Every planned administration of a participant, in order. ``died``: the day; ``end``: as the study's."""

    planned: tuple[PlannedForm, ...]
    died: date | None
    end: date | None


def expectations(
    diary: Diary, on: date, *, data_to: date | None, died: date | None
) -> tuple[Expectation, ...]:
    """:func:`expected_on` of a diary. ``died``: the day, where known."""
    return expected_on(replace(course_of(diary), died=died), on, data_to)


def course_of(diary: Diary) -> FormCourse:
    """The planned administrations of a diary; none before a first dose is known."""
    first = Calendar(diary).first_dose
    if first is None:
        return FormCourse((), death_of(diary), None)
    last = add_months(first, diary.protocol_on(first).regimen.duration_months)
    schedule = Schedule(diary)
    inside, outside = _form_days(diary, schedule)
    reasons = {fact.day: fact.reason for fact in diary.all(FormNotDone)}
    planned = (
        PlannedForm(target, inside.get(target.day), outside.get(target.day), reasons.get(target.day))
        for target in planned_targets(diary.protocol.questionnaire, first, last)
    )
    return FormCourse(tuple(planned), death_of(diary), schedule.end)


def expected_on(course: FormCourse, on: date, data_to: date | None) -> tuple[Expectation, ...]:
    """Where every planned administration stands on a day, in order; a form of a later day is not there yet.

    ``data_to``: the last day that the clinic's copy of the diary speaks of;
    what lies after it is awaited and not missing, unless the clinic wrote down
    why there is no form. A written reason counts at once, as a form does: a
    window that is still open would else count those that came alone.
    """
    return tuple(_expectation(each, course, on, data_to) for each in course.planned)


def _expectation(planned: PlannedForm, course: FormCourse, on: date, data_to: date | None) -> Expectation:
    standing = _standing(planned, course, on, data_to)
    told = planned.reason is not None
    if told and standing in (Standing.AWAITED, Standing.OPEN):
        standing = Standing.MISSING
    if standing == Standing.MISSING and _there(planned.outside, on):
        standing = Standing.OUTSIDE
    return Expectation(
        target=planned.target,
        standing=standing,
        reason=planned.reason if standing in (Standing.MISSING, Standing.OUTSIDE) else None,
        reached=on > planned.target.closes or standing in STILL_DUE,
    )


def _standing(planned: PlannedForm, course: FormCourse, on: date, data_to: date | None) -> Standing:
    target = planned.target
    if _there(planned.form, on):
        return Standing.RECEIVED
    if on < target.opens:
        return Standing.TO_COME
    if _over_for_them(target, course):
        return Standing.ENDED
    if on <= target.closes:
        return Standing.OPEN
    if data_to is None or data_to < target.closes:
        return Standing.AWAITED
    return Standing.MISSING


def _there(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _over_for_them(target: Target, course: FormCourse) -> bool:
    """Dead before the window closed, or out of the study by the target day."""
    died = course.died is not None and course.died <= target.closes
    return died or (course.end is not None and course.end <= target.day)


def _form_days(diary: Diary, schedule: Schedule) -> tuple[dict[date, date], dict[date, date]]:
    """By target day the first day of a form in its window, and of one that came out of it."""
    inside: dict[date, date] = {}
    outside: dict[date, date] = {}
    for form in diary.all(Form):  # by day
        place = schedule.place(form)
        if place.target is not None:
            found = inside if place.window == WindowState.IN_WINDOW else outside
            found.setdefault(place.target.day, form.day)
    return inside, outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """Counts of one planned administration (of one site, or of all).

    ``number``: 0 is baseline; ``study_day`` of its target. ``due``: still due
    (:data:`STILL_DUE`); ``received``: of those. ``with_baseline``: participants
    with a baseline form whose window this far was reached, whatever became of
    them; ``received_with_baseline``: of those. ``outside``, ``awaited``,
    ``missing``: how those without a form in its window divide; ``ended``: not due
    any more. ``reasons``: code (``None``: none written down) to count, of
    ``missing`` and ``outside`` together.
    """

    number: int
    study_day: int
    due: int
    received: int
    with_baseline: int
    received_with_baseline: int
    outside: int
    missing: int
    awaited: int
    ended: int
    reasons: tuple[tuple[str | None, int], ...]

    @property
    def percent_of_due(self) -> float | None:
        """100 x received / still due, unrounded; ``None`` when nobody is."""
        return 100 * self.received / self.due if self.due else None

    @property
    def percent_with_baseline(self) -> float | None:
        """100 x received / all with a baseline form, unrounded; ``None`` when there is nobody."""
        return 100 * self.received_with_baseline / self.with_baseline if self.with_baseline else None


def compliance(people: Iterable[tuple[Expectation, ...]]) -> list[Compliance]:
    """Counts by planned administration, baseline first; those that nobody has reached are left out."""
    everyone = [person for person in people if person]
    longest = max(map(len, everyone), default=0)
    rows = [_row(number, everyone) for number in range(longest)]
    return [row for row in rows if row is not None]


def _row(number: int, everyone: list[tuple[Expectation, ...]]) -> Compliance | None:
    here = [(person[number], _has_baseline(person)) for person in everyone if number < len(person)]
    reached = [(each, based) for each, based in here if each.reached]
    if not reached:
        return None
    one = next(person for person in everyone if number < len(person) and person[number].reached)
    standings = [each.standing for each, _ in reached]
    reasons: dict[str | None, int] = {}
    for each, _ in reached:
        if each.standing in (Standing.MISSING, Standing.OUTSIDE):
            reasons[each.reason] = reasons.get(each.reason, 0) + 1
    return Compliance(
        number=number,
        study_day=study_day(one[0].target.day, one[number].target.day),
        due=sum(standing in STILL_DUE for standing in standings),
        received=standings.count(Standing.RECEIVED),
        with_baseline=sum(based for _, based in reached),
        received_with_baseline=sum(based and each.standing == Standing.RECEIVED for each, based in reached),
        outside=standings.count(Standing.OUTSIDE),
        missing=standings.count(Standing.MISSING),
        awaited=standings.count(Standing.AWAITED),
        ended=standings.count(Standing.ENDED),
        reasons=tuple(sorted(reasons.items(), key=lambda item: (item[0] is None, item[0] or ""))),
    )


def _has_baseline(person: tuple[Expectation, ...]) -> bool:
    return person[0].standing == Standing.RECEIVED
