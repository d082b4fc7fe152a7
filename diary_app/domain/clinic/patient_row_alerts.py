"""What met the rule of an alert, in values that a short label can be made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from diary_app.domain.clinic.patient_row import RowAlert
from diary_app.domain.clinic.review import Raised, last_told
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays, DoseStatus
from diary_app.domain.facts import Temperature, Weight
from diary_app.domain.meeting import missed_doses
from diary_app.domain.pressure import mean_of, sessions
from diary_app.domain.protocol import (
    AlertRule,
    DosesMissedInCycle,
    PressureAtLeast,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
    WeightLossAtLeast,
)
from diary_app.domain.signs import present_signs
from diary_app.domain.symptom import own_terms, severities_on

Met = tuple[str, dict[str, str]]
WITHDRAWN = "withdrawn"
"""It was shown, and what it was about was corrected since."""


def row_alert(diary: Diary, raised: Raised) -> RowAlert:
    """An alert of ``diary`` as the patients list tells it."""
    code, values = met(diary, raised)
    return RowAlert(
        rule=raised.rule.code, level=raised.rule.level.value, day=raised.day, code=code, values=values
    )


def met(diary: Diary, raised: Raised) -> Met:
    """The kind of text and its values.

    ``pressure`` (systolic, diastolic), ``pressure_days`` (the day's mean, and
    days), ``severity`` (term, grade), ``severity_days`` (the same and days),
    ``sign`` (signs, by code), ``temperature`` (celsius), ``weight_loss`` (percent
    lost), ``doses_missed`` (count in the cycle so far, not_recorded of them), ``withdrawn``.
    """
    if raised.withdrawn:
        return WITHDRAWN, {}
    condition = raised.rule.condition
    if isinstance(condition, SeverityIn):
        return _severity(raised.rule, condition, diary, raised.day)
    return _TELLERS[type(condition)](condition, diary, raised.day)


def _pressure(condition: PressureAtLeast, diary: Diary, day: date) -> Met:
    found = sessions(diary, day)
    if condition.days_running > 1:
        means = [mean_of(session.readings) for session in found]
        if not means:
            return "pressure_days", {"days": str(condition.days_running)}
        high, low = max(means)
        told = {"systolic": f"{high:.0f}", "diastolic": f"{low:.0f}", "days": str(condition.days_running)}
        return "pressure_days", told
    readings = [session.last for session in found]
    over = [each for each in readings if each[0] >= condition.systolic or each[1] >= condition.diastolic]
    if not over and not readings:
        return "pressure", {}
    high, low = max(over or readings)
    return "pressure", {"systolic": str(high), "diastolic": str(low)}


def _severity(rule: AlertRule, condition: SeverityIn, diary: Diary, day: date) -> Met:
    graded = severities_on(diary, day)
    terms = [term for term in own_terms(rule, diary, day) if term in graded]
    if not terms:
        return "severity", {}
    worst = max(sorted(terms), key=lambda term: graded[term][0])
    told = {"term": worst, "grade": str(graded[worst][0])}
    if condition.days_running > 1:
        return "severity_days", {**told, "days": str(condition.days_running)}
    return "severity", told


def _sign(condition: SignPresent, diary: Diary, day: date) -> Met:
    return "sign", {"signs": " ".join(sorted(present_signs(diary, day) & set(condition.signs)))}


def _temperature(_: TemperatureAtLeast, diary: Diary, day: date) -> Met:
    found = [fact.celsius for fact in diary.on_day(Temperature, day)]
    return "temperature", {"celsius": str(max(found))} if found else {}


def _weight_loss(_: WeightLossAtLeast, diary: Diary, day: date) -> Met:
    every, now = diary.all(Weight), diary.on_day(Weight, day)
    if not now:
        return "weight_loss", {}
    lost = 100 * (every[0].kg - now[-1].kg) / every[0].kg
    return "weight_loss", {"percent": f"{lost:.1f}"}


def _doses_missed(condition: DosesMissedInCycle, diary: Diary, day: date) -> Met:
    days = DoseDays(diary, last_told(diary) or day)
    cycle = days.calendar.cycle_on(day)
    missed = missed_doses(days, day, min(days.today, cycle.planned_next)) if cycle else []
    blank = [each for each in missed if days.state(each).status == DoseStatus.NOT_RECORDED]
    return "doses_missed", {"count": str(max(len(missed), condition.count)), "not_recorded": str(len(blank))}


_TELLERS: Mapping[type, Callable[[Any, Diary, date], Met]] = {
    PressureAtLeast: _pressure,
    SignPresent: _sign,
    TemperatureAtLeast: _temperature,
    WeightLossAtLeast: _weight_loss,
    DosesMissedInCycle: _doses_missed,
}
