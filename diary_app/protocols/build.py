"""Turns a checked file into the study plan that the domain knows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from diary_app.domain.protocol import (
    AlertLevel,
    AlertRule,
    Bounds,
    Choice,
    Condition,
    DosesMissedInCycle,
    Drug,
    LocalText,
    Measuring,
    PaperPlan,
    PressureAtLeast,
    Protocol,
    QuestionnairePlan,
    Regimen,
    SeverityIn,
    Sign,
    SignPresent,
    Symptom,
    TemperatureAtLeast,
    VitalLimits,
    WeightLossAtLeast,
)
from diary_app.protocols.schema import (
    AlertTable,
    AskedSignTable,
    BoundsTable,
    ChoiceTable,
    ConditionTable,
    DosesMissedTable,
    PlanTable,
    PressureTable,
    RegimenTable,
    SeverityTable,
    SignTable,
    SymptomTable,
    TemperatureTable,
    VitalsTable,
)
from diary_app.protocols.texts import filled


def build_protocol(plan: PlanTable, file: str) -> Protocol:
    """The plan as domain objects; refuses a text with a placeholder it does not know."""
    return Protocol(
        id=plan.id,
        version=plan.version,
        title=LocalText(plan.title),
        registration=plan.registration,
        drug=Drug(
            name=LocalText(plan.drug.name), form=LocalText(plan.drug.form), strengths=plan.drug.strengths
        ),
        regimen=_regimen(plan.regimen, file),
        questionnaire=QuestionnairePlan(**plan.questionnaire.model_dump()),
        symptoms=tuple(map(_symptom, plan.symptoms)),
        signs=tuple(map(_sign, plan.signs)),
        vitals=_vitals(plan.vitals),
        not_taken_reasons=_choices(plan.not_taken_reasons),
        correction_reasons=_choices(plan.correction_reasons),
        late_reasons=_choices(plan.late_reasons),
        alerts=tuple(_alert(rule, file) for rule in plan.alerts),
        alert_stays_days={level: getattr(plan.alert_stays_days, level) for level in AlertLevel},
        retrospective_days=plan.retrospective_days,
        screening_days=plan.screening_days,
        awaiting_approval=plan.awaiting_approval,
        emergency_number=plan.contact.emergency_number if plan.contact else None,
        paper=PaperPlan(**plan.paper.model_dump()) if plan.paper else PaperPlan(),
    )


def _regimen(table: RegimenTable, file: str) -> Regimen:
    numbers = {"missed_dose_hours": table.missed_dose_hours}
    return Regimen(
        dose_levels=table.dose_levels,
        cycle_length=table.cycle_length,
        treatment_days=table.treatment_days,
        fasting=table.fasting,
        late_after=table.late_after,
        day_boundary=table.day_boundary,
        duration_months=table.duration_months,
        longest_hold_days=table.longest_hold_days,
        missed_dose_hours=table.missed_dose_hours,
        how_to_take=filled(table.how_to_take, numbers, "regimen.how_to_take", file),
        missed_dose_text=filled(table.missed_dose_text, numbers, "regimen.missed_dose_text", file),
        vomited_text=filled(table.vomited_text, numbers, "regimen.vomited_text", file),
    )


def _symptom(table: SymptomTable) -> Symptom:
    grades = {1: LocalText(table.mild), 2: LocalText(table.moderate), 3: LocalText(table.severe)}
    return Symptom(code=table.code, label=LocalText(table.label), anchors=grades)


def _sign(table: AskedSignTable) -> Sign:
    return Sign(
        code=table.code,
        label=LocalText(table.label),
        ask_with=table.ask_with,
        ask_from_celsius=table.ask_from_celsius,
    )


def _choices(tables: Iterable[ChoiceTable]) -> tuple[Choice, ...]:
    return tuple(Choice(code=table.code, label=LocalText(table.label)) for table in tables)


def _vitals(table: VitalsTable) -> VitalLimits:
    return VitalLimits(
        systolic=_bounds(table.systolic),
        diastolic=_bounds(table.diastolic),
        weight=_bounds(table.weight),
        temperature=_bounds(table.temperature),
        ask_readings_apart=table.ask_readings_apart,
        ask_weight_change_percent=table.ask_weight_change_percent,
        measuring=Measuring(**table.measuring.model_dump()) if table.measuring else Measuring(),
    )


def _bounds(table: BoundsTable) -> Bounds:
    below, above = table.ask_again_outside or (None, None)
    return Bounds(lowest=table.allowed[0], highest=table.allowed[1], ask_below=below, ask_above=above)


def _alert(table: AlertTable, file: str) -> AlertRule:
    numbers = {
        name: value
        for name, value in table.condition.model_dump().items()
        if isinstance(value, int | Decimal)
    }
    return AlertRule(
        code=table.code,
        level=AlertLevel(table.level),
        condition=_condition(table.condition),
        text=filled(table.text, numbers, f"alerts.{table.code}.text", file),
        supersedes=table.supersedes,
    )


def _condition(table: ConditionTable) -> Condition:
    if isinstance(table, PressureTable):
        return PressureAtLeast(
            systolic=table.systolic,
            diastolic=table.diastolic,
            days_running=table.days_running,
            any_sign=table.any_sign,
        )
    if isinstance(table, SignTable):
        return SignPresent(signs=table.signs)
    if isinstance(table, TemperatureTable):
        return TemperatureAtLeast(celsius=table.celsius)
    if isinstance(table, SeverityTable):
        return SeverityIn(grades=table.grades, terms=table.terms, days_running=table.days_running)
    if isinstance(table, DosesMissedTable):
        return DosesMissedInCycle(count=table.count)
    return WeightLossAtLeast(percent=table.percent)
