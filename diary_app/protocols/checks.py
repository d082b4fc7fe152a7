"""What must hold between the values of a study plan, each refusal naming the key to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.protocol import AlertLevel
from diary_app.protocols.schema import (
    AlertTable,
    BoundsTable,
    DosesMissedTable,
    PlanTable,
    PressureTable,
    SeverityTable,
    SignTable,
    TemperatureTable,
)

MOST_CAPSULES = 12
_URGENCY = list(AlertLevel)


def check_plan(plan: PlanTable, file: str, keys: frozenset[str]) -> None:
    """Refuse a plan whose values contradict each other; ``keys``: every dotted key of the file."""
    _check_doses(plan, file)
    _check_cycle(plan, file)
    _check_questionnaire(plan, file)
    for name in ("systolic", "diastolic", "weight", "temperature"):
        _check_bounds(getattr(plan.vitals, name), f"vitals.{name}", file)
    for name in ("symptoms", "signs", "not_taken_reasons", "correction_reasons", "alerts"):
        _check_unique((entry.code for entry in getattr(plan, name)), name, file)
    for rule in plan.alerts:
        _check_condition(plan, rule, file)
        _check_supersedes(plan, rule, file)
    _check_unique(plan.languages, "languages", file)
    _check_unique(plan.awaiting_approval, "awaiting_approval", file)
    for key in plan.awaiting_approval:
        if key not in keys:
            raise DoesNotFit(
                N_("{file}: awaiting_approval names {entry}, which is no key of this file."),
                file=file,
                entry=key,
            )


def _check_doses(plan: PlanTable, file: str) -> None:
    levels, strengths = plan.regimen.dose_levels, plan.drug.strengths
    _check_unique(strengths, "drug.strengths", file)
    for higher, lower in zip(levels, levels[1:], strict=False):
        if lower >= higher:
            raise DoesNotFit(
                N_(
                    "{file}: regimen.dose_levels must fall from one level to the next; "
                    "{lower} mg comes after {higher} mg."
                ),
                file=file,
                lower=lower,
                higher=higher,
            )
    for level in levels:
        if not _reachable(level, strengths):
            raise DoesNotFit(
                N_(
                    "{file}: regimen.dose_levels has {level} mg, which no {most} capsules or fewer of "
                    "drug.strengths ({strengths} mg) add up to."
                ),
                file=file,
                level=level,
                most=MOST_CAPSULES,
                strengths=", ".join(map(str, strengths)),
            )


def _reachable(level: Decimal, strengths: Sequence[Decimal]) -> bool:
    sums = {Decimal(0)}
    for _capsule in range(MOST_CAPSULES):
        sums |= {total + strength for total in sums for strength in strengths if total + strength <= level}
    return level in sums


def _check_cycle(plan: PlanTable, file: str) -> None:
    regimen = plan.regimen
    if regimen.treatment_days > regimen.cycle_length:
        raise DoesNotFit(
            N_("{file}: regimen.treatment_days must be at most regimen.cycle_length, {length}; it is {days}."),
            file=file,
            length=regimen.cycle_length,
            days=regimen.treatment_days,
        )
    if regimen.late_after <= regimen.day_boundary:
        raise DoesNotFit(
            N_("{file}: regimen.late_after must be later than regimen.day_boundary, {boundary}; it is {late}."),
            file=file,
            boundary=f"{regimen.day_boundary:%H:%M}",
            late=f"{regimen.late_after:%H:%M}",
        )


def _check_questionnaire(plan: PlanTable, file: str) -> None:
    form = plan.questionnaire
    if form.window_before + form.window_after >= form.interval_days:
        raise DoesNotFit(
            N_(
                "{file}: questionnaire.window_before and questionnaire.window_after must together be less than "
                "questionnaire.interval_days, {interval}, so that no two windows overlap; they are {both}."
            ),
            file=file,
            interval=form.interval_days,
            both=form.window_before + form.window_after,
        )
    if form.baseline_before > plan.screening_days:
        raise DoesNotFit(
            N_(
                "{file}: questionnaire.baseline_before must be at most screening_days, {screening}; it is {days}."
            ),
            file=file,
            screening=plan.screening_days,
            days=form.baseline_before,
        )


def _check_bounds(bounds: BoundsTable, key: str, file: str) -> None:
    allowed, outer = bounds.allowed, bounds.ask_again_outside
    if len(allowed) != 2 or allowed[0] >= allowed[1]:
        raise DoesNotFit(
            N_("{file}: {key}.allowed must be two numbers, the lower one first."), file=file, key=key
        )
    if outer and not (len(outer) == 2 and allowed[0] <= outer[0] < outer[1] <= allowed[1]):
        raise DoesNotFit(
            N_(
                "{file}: {key}.ask_again_outside must be empty or two numbers from {lowest} to {highest}, "
                "the lower one first."
            ),
            file=file,
            key=key,
            lowest=allowed[0],
            highest=allowed[1],
        )


def _check_unique(entries: Iterable[object], key: str, file: str) -> None:
    seen: set[object] = set()
    for entry in entries:
        if entry in seen:
            raise DoesNotFit(
                N_("{file}: {key} has {entry} twice; each may stand there once."),
                file=file,
                key=key,
                entry=entry,
            )
        seen.add(entry)


def _check_condition(plan: PlanTable, rule: AlertTable, file: str) -> None:
    condition, key = rule.condition, f"alerts.{rule.code}.condition"
    if isinstance(condition, PressureTable):
        _check_declared(condition.any_sign, plan.signs, f"{key}.any_sign", "signs", file)
        _check_within(condition.systolic, plan.vitals.systolic, f"{key}.systolic", file)
        _check_within(condition.diastolic, plan.vitals.diastolic, f"{key}.diastolic", file)
    elif isinstance(condition, SignTable):
        _check_declared(condition.signs, plan.signs, f"{key}.signs", "signs", file)
    elif isinstance(condition, SeverityTable):
        _check_declared(condition.terms, plan.symptoms, f"{key}.terms", "symptoms", file)
        _check_unique(condition.grades, f"{key}.grades", file)
    elif isinstance(condition, TemperatureTable):
        _check_within(condition.celsius, plan.vitals.temperature, f"{key}.celsius", file)
    elif isinstance(condition, DosesMissedTable) and condition.count > plan.regimen.treatment_days:
        raise DoesNotFit(
            N_("{file}: {key} must be at most regimen.treatment_days, {days}; it is {count}."),
            file=file,
            key=f"{key}.count",
            days=plan.regimen.treatment_days,
            count=condition.count,
        )


def _check_declared(codes: Sequence[str], entries: Sequence[object], key: str, table: str, file: str) -> None:
    declared = [entry.code for entry in entries if hasattr(entry, "code")]
    for code in codes:
        if code not in declared:
            raise DoesNotFit(
                N_("{file}: {key} names {code}, which is not among the {table}: {declared}."),
                file=file,
                key=key,
                code=code,
                table=table,
                declared=", ".join(declared) or "–",
            )
    _check_unique(codes, key, file)


def _check_within(limit: Decimal, bounds: BoundsTable, key: str, file: str) -> None:
    lowest, highest = bounds.allowed
    if not lowest <= limit <= highest:
        raise DoesNotFit(
            N_("{file}: {key} must lie within the values allowed, {lowest} to {highest}; it is {limit}."),
            file=file,
            key=key,
            lowest=lowest,
            highest=highest,
            limit=limit,
        )


def _check_supersedes(plan: PlanTable, rule: AlertTable, file: str) -> None:
    key, rules = f"alerts.{rule.code}.supersedes", {other.code: other for other in plan.alerts}
    _check_unique(rule.supersedes, key, file)
    for code in rule.supersedes:
        other = rules.get(code)
        if other is None or other is rule:
            raise DoesNotFit(
                N_("{file}: {key} names {code}, which is no other rule; the rules are {rules}."),
                file=file,
                key=key,
                code=code,
                rules=", ".join(rules),
            )
        if _URGENCY.index(AlertLevel(other.level)) < _URGENCY.index(AlertLevel(rule.level)):
            raise DoesNotFit(
                N_("{file}: {key} names {code}, but a rule may not silence a more urgent one."),
                file=file,
                key=key,
                code=code,
            )
        if rule.code in other.supersedes:
            raise DoesNotFit(
                N_("{file}: {key} names {code}, but the two rules would silence each other."),
                file=file,
                key=key,
                code=code,
            )
