"""Blood pressure, symptoms and notes in the summary."""

from __future__ import annotations

from datetime import date

from diary_app.charts.blood_pressure import PressureDay, PressureLimits
from diary_app.charts.heat_map import SymptomRow
from diary_app.domain.facts import Pressure
from diary_app.domain.pressure import Session, sessions
from diary_app.domain.protocol import AlertLevel, PressureAtLeast, Protocol
from diary_app.domain.symptom import severities_on
from diary_app.reports.summary import PatientNote, PressureFigure, PressureSection
from diary_app.reports.symptom_sections import SymptomSection, symptom_section
from diary_app.services.summary.scope import Scope


def pressure_section(scope: Scope) -> PressureSection:
    """The last session's mean of each day of the last two cycles."""
    limits = call_limits(scope.diary.protocol_on(scope.on))
    days = [
        _pressure_day(place.day, found[-1], limits)
        for place in scope.recent
        if (found := sessions(scope.diary, place.day))
    ]
    return PressureSection(axis=scope.recent, days=tuple(days), limits=limits)


def call_limits(protocol: Protocol) -> PressureLimits | None:
    """The lowest pressure (mmHg) from which the plan asks for a call the same day, without any sign."""
    limits = [
        rule.condition
        for rule in protocol.alerts
        if rule.level == AlertLevel.CALL_TODAY
        and isinstance(rule.condition, PressureAtLeast)
        and rule.condition.days_running == 1
        and not rule.condition.any_sign
    ]
    if not limits:
        return None
    lowest = min(limits, key=lambda limit: limit.systolic)
    return PressureLimits(float(lowest.systolic), float(lowest.diastolic))


def _pressure_day(day: date, session: Session, limits: PressureLimits | None) -> PressureDay:
    high, low = session.last
    over = limits is not None and (high >= limits.systolic or low >= limits.diastolic)
    mean_high, mean_low = session.mean
    return PressureDay(day, float(mean_high), float(mean_low), over)


def highest_pressure(scope: Scope) -> PressureFigure | None:
    """The highest single reading of the period, by the upper number."""
    readings = [
        (high, low, fact.day)
        for fact in scope.diary.all(Pressure)
        if scope.inside(fact.day)
        for high, low in fact.readings
    ]
    if not readings:
        return None
    high, low, day = max(readings, key=lambda reading: (reading[0], reading[1], reading[2]))
    return PressureFigure(systolic=high, diastolic=low, day=scope.place(day))


def symptoms(scope: Scope) -> SymptomSection:
    """Grades of every symptom of the plan on each day of the last two cycles."""
    by_day = [severities_on(scope.diary, place.day) for place in scope.recent]
    rows = [
        SymptomRow(
            symptom.label.in_language(scope.request.language),
            tuple(grades[symptom.code][0] if symptom.code in grades else None for grades in by_day),
        )
        for symptom in scope.diary.protocol_on(scope.on).symptoms
    ]
    return symptom_section(scope.recent, rows)


def notes(scope: Scope) -> tuple[PatientNote, ...]:
    """What was typed about days of the period, in order."""
    noted = sorted(
        (fact for fact in scope.diary if fact.record.note and scope.inside(fact.day)),
        key=lambda fact: (fact.day, fact.order),
    )
    return tuple(PatientNote(scope.place(fact.day), fact.record.note or "") for fact in noted)
