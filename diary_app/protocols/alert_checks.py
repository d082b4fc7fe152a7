"""What must hold for rules and signs: each speaks of declared things; a rule silences only lesser ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.protocol import AlertLevel
from diary_app.protocols.checks import check_unique
from diary_app.protocols.schema import (
    AlertTable,
    AskedSignTable,
    BoundsTable,
    ChoiceTable,
    DosesMissedTable,
    PlanTable,
    PressureTable,
    SeverityTable,
    SignTable,
    SymptomTable,
    TemperatureTable,
)

_NOT_DECLARED = N_("{file}: {key} names {code}, which is not among the {table} of this file: {declared}.")
_OUTSIDE = N_("{file}: {key} must lie within the values allowed, {lowest} to {highest}; it is {limit}.")
_TOO_MANY = N_("{file}: {key} must be at most regimen.treatment_days, which is {days}; it is {count}.")
_NO_OTHER_RULE = N_("{file}: {key} names {code}, which is no other rule; the rules are {rules}.")
_MORE_URGENT = N_("{file}: {key} names {code}, but a rule may not silence a more urgent one.")
_EACH_OTHER = N_("{file}: {key} names {code}, but then rules would silence each other in a ring.")
_URGENCY = list(AlertLevel)


def check_alerts(plan: PlanTable, file: str) -> None:
    """Refuse a rule or a sign over what is not declared, out of bounds, or silencing what it may not."""
    for sign in plan.signs:
        _check_asked(plan, sign, file)
    for rule in plan.alerts:
        _check_condition(plan, rule, file)
        _check_supersedes(plan, rule, file)


def _check_asked(plan: PlanTable, sign: AskedSignTable, file: str) -> None:
    key = f"signs.{sign.code}"
    _check_declared(sign.ask_with, plan.symptoms, f"{key}.ask_with", "symptoms", file)
    if sign.ask_from_celsius is not None:
        _check_within(sign.ask_from_celsius, plan.vitals.temperature, f"{key}.ask_from_celsius", file)


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
        check_unique(condition.grades, f"{key}.grades", file)
    elif isinstance(condition, TemperatureTable):
        _check_within(condition.celsius, plan.vitals.temperature, f"{key}.celsius", file)
    elif isinstance(condition, DosesMissedTable):
        days, count = plan.regimen.treatment_days, condition.count
        if count > days:
            raise DoesNotFit(_TOO_MANY, file=file, key=f"{key}.count", days=days, count=count)


def _check_declared(
    codes: Sequence[str], entries: Sequence[ChoiceTable | SymptomTable], key: str, table: str, file: str
) -> None:
    declared = [entry.code for entry in entries]
    for code in codes:
        if code not in declared:
            listed = ", ".join(declared) or "-"
            raise DoesNotFit(_NOT_DECLARED, file=file, key=key, code=code, table=table, declared=listed)
    check_unique(codes, key, file)


def _check_within(limit: Decimal, bounds: BoundsTable, key: str, file: str) -> None:
    lowest, highest = bounds.allowed
    if not lowest <= limit <= highest:
        raise DoesNotFit(_OUTSIDE, file=file, key=key, lowest=lowest, highest=highest, limit=limit)


def _check_supersedes(plan: PlanTable, rule: AlertTable, file: str) -> None:
    key, rules = f"alerts.{rule.code}.supersedes", {other.code: other for other in plan.alerts}
    check_unique(rule.supersedes, key, file)
    for code in rule.supersedes:
        other = rules.get(code)
        if other is None or other is rule:
            raise DoesNotFit(_NO_OTHER_RULE, file=file, key=key, code=code, rules=", ".join(rules))
        if _urgency(other) < _urgency(rule):
            raise DoesNotFit(_MORE_URGENT, file=file, key=key, code=code)
        if rule.code in _silenced_by(other, rules):
            raise DoesNotFit(_EACH_OTHER, file=file, key=key, code=code)


def _silenced_by(rule: AlertTable, rules: Mapping[str, AlertTable]) -> set[str]:
    """Codes of all rules that ``rule`` silences, directly or through others."""
    found: set[str] = set()
    waiting = list(rule.supersedes)
    while waiting:
        code = waiting.pop()
        if code in rules and code not in found:
            found.add(code)
            waiting.extend(rules[code].supersedes)
    return found


def _urgency(rule: AlertTable) -> int:
    return _URGENCY.index(AlertLevel(rule.level))
