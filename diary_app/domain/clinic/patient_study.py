"""What the study's tables need of one participant's diary, whatever day it is, and that as JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from diary_app.domain.clinic.compliance import FormCourse, PlannedForm, course_of
from diary_app.domain.clinic.deterioration import deterioration_of
from diary_app.domain.cycle import Calendar
from diary_app.domain.diary import Diary
from diary_app.domain.schedule import Target
from diary_app.qlq_c30.deterioration import Deterioration

SHAPE = 2
"""Raise it with any change of what is kept here or how the domain counts it."""


@dataclass(frozen=True, slots=True)
class PatientStudy:
    """``worse``: by score code, empty before a first dose is known."""

    course: FormCourse
    worse: Mapping[str, Deterioration]


def study_of(diary: Diary, limit: float) -> PatientStudy:
    """What the diary tells now; ``limit``: points from which a change counts."""
    begun = Calendar(diary).first_dose is not None
    return PatientStudy(course_of(diary), deterioration_of(diary, limit) if begun else {})


def to_json(study: PatientStudy) -> dict[str, Any]:
    """The same as JSON values."""
    course = study.course
    return {
        "planned": [_planned(each) for each in course.planned],
        "died": _text(course.died),
        "end": _text(course.end),
        "worse": {code: [each.worse, each.days] for code, each in study.worse.items()},
    }


def from_json(told: Mapping[str, Any]) -> PatientStudy:
    """What ``to_json`` made ``told`` of; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    course = FormCourse(
        planned=tuple(map(_planned_of, told["planned"])),
        died=_day(told["died"]),
        end=_day(told["end"]),
    )
    worse = {code: Deterioration(worse=bad, days=days) for code, (bad, days) in told["worse"].items()}
    return PatientStudy(course, worse)


def _planned(each: PlannedForm) -> list[Any]:
    target = each.target
    days = [day.isoformat() for day in (target.day, target.opens, target.closes)]
    return [target.number, *days, _text(each.form), _text(each.outside), each.reason]


def _planned_of(told: list[Any]) -> PlannedForm:
    number, day, opens, closes, form, outside, reason = told
    target = Target(number, *map(date.fromisoformat, (day, opens, closes)))
    return PlannedForm(target, _day(form), _day(outside), reason)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
