"""Call rules of the study plan applied to a diary. The rules are data; this interprets them.

An alert names a rule and the day it holds for. Nothing here advises: the text
is the plan's own, approved by the study team.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from diary_app.domain.calls import settled, shown, told
from diary_app.domain.days import ONE_DAY, plan_day
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.domain.facts import (
    AlertAnswer,
    AlertShown,
    Fact,
    Pressure,
    SignAnswer,
    SymptomPage,
    Temperature,
    Weight,
)
from diary_app.domain.meeting import missed_doses
from diary_app.domain.pressure import Session, call_rules, over_call_limit, reaches, sessions, waiting
from diary_app.domain.protocol import (
    AlertLevel,
    AlertRule,
    DosesMissedInCycle,
    PressureAtLeast,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
    WeightLossAtLeast,
)
from diary_app.domain.signs import present_signs
from diary_app.domain.symptom import own_terms

_URGENCY = {level: place for place, level in enumerate(AlertLevel)}


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule of the plan that holds for a day; ``answered``: what was done about it last, if anything."""

    rule: AlertRule
    day: date
    answered: AlertAnswer | None = None

    @property
    def rank(self) -> tuple[int, date, str]:
        """Sorts the most urgent first, then by day and rule."""
        return _URGENCY[self.rule.level], self.day, self.rule.code


def raised(diary: Diary, first: date, last: date, today: date) -> list[Alert]:
    """Every alert whose day lies in ``first`` .. ``last``, facts up to ``last`` considered."""
    seen = diary.through(last)
    days = DoseDays(seen, today)
    found: list[Alert] = []
    day = first
    while day <= last:
        found += _on_day(seen, days, day)
        day += ONE_DAY
    return sorted(found, key=lambda alert: alert.rank)


def standing(diary: Diary, on: date, today: date) -> list[Alert]:
    """The alerts that stand on a day: raised lately (as long as the plan says) and not settled.

    An emergency that was shown stays until somebody says what was done, however long ago it was.
    """
    stays = diary.protocol.alert_stays_days
    earliest = on - timedelta(days=max(stays.values(), default=0))
    found = raised(diary, earliest, on, today)
    lately = [alert for alert in found if alert.day >= on - timedelta(days=stays[alert.rule.level])]
    unconfirmed = _emergencies_shown(diary, on - timedelta(days=stays[AlertLevel.EMERGENCY]), today)
    return [alert for alert in (*unconfirmed, *lately) if not settled(diary, alert.rule, alert.day)]


def beyond_measuring(diary: Diary, day: date, today: date) -> bool:
    """Whether nobody measures again first: an emergency stands on ``day``, or its blood pressure was one."""
    stand = (alert.rule for alert in standing(diary, day, today))
    by_pressure = (
        a.rule for a in raised(diary, day, day, today) if isinstance(a.rule.condition, PressureAtLeast)
    )
    return any(rule.level == AlertLevel.EMERGENCY for rule in (*stand, *by_pressure))


def _emergencies_shown(diary: Diary, before: date, today: date) -> list[Alert]:
    """The emergencies of days before ``before`` that somebody saw, and that hold still."""
    wanted = {
        (one.rule, one.day)
        for one in diary.all(AlertShown)
        if one.day < before and _is_emergency(one.rule, diary, one.day)
    }
    return [
        alert
        for day in sorted({day for _, day in wanted})
        for alert in raised(diary, day, day, today)
        if (alert.rule.code, day) in wanted
    ]


def _is_emergency(code: str, diary: Diary, day: date) -> bool:
    rules = diary.protocol_on(day).alerts
    return any(rule.code == code and rule.level == AlertLevel.EMERGENCY for rule in rules)


def settled_by(diary: Diary, day: date, new: Session, now: datetime) -> list[Alert]:
    """The pressure calls of ``day`` that a session about to be written down at ``now`` (aware) settles.

    Those that stand now and whose sessions it follows, while it is itself over
    no call limit. A call that still waited for this reading, and was not shown,
    was none; one whose days are over was not answered, whatever is added about
    its day later.
    """
    protocol = diary.protocol_on(day)
    today = plan_day(now, diary.protocol.regimen.day_boundary)
    if day < today - timedelta(days=diary.protocol.alert_stays_days[AlertLevel.CALL_TODAY]):
        return []
    over = [one for one in sessions(diary, day) if over_call_limit(one.last, protocol)]
    if not over or over_call_limit(new.last, protocol) or not _after(new, over):
        return []
    again = waiting(diary, day, new.last_at or now)
    awaited = again.rules if again else ()
    calls = {rule.code for rule, _ in call_rules(protocol)}
    return [
        alert
        for alert in raised(diary, day, day, day)
        if alert.rule.code in calls
        and (alert.rule.code not in awaited or shown(diary, alert.rule, day))
        and not settled(diary, alert.rule, day)
    ]


def _after(new: Session, over: Sequence[Session]) -> bool:
    """Whether a session that is not written down yet comes after the others."""
    return all(new.last_at is None or one.last_at is None or new.last_at > one.last_at for one in over)


def _on_day(diary: Diary, days: DoseDays, day: date) -> Iterator[Alert]:
    there = {condition for condition, kind in _NEEDS.items() if diary.has(kind, day)}
    rules = [rule for rule in diary.protocol_on(day).alerts if type(rule.condition) in there | _ALWAYS]
    hold = [rule for rule in rules if holds(rule, diary, days, day)]
    heard = [rule for rule in hold if not _spoken_for(rule, hold, diary, day)]
    yield from (Alert(rule, day, told(diary, rule, day)) for rule in heard)


def _spoken_for(rule: AlertRule, hold: Sequence[AlertRule], diary: Diary, day: date) -> bool:
    """Whether a rule of the day that supersedes this one stands, or was answered with nothing new since."""
    above = _superseding(rule, hold)  # a severity rule that holds is about its own symptoms
    if not above:
        return False
    stands = any(not settled(diary, one, day, (one, *_superseding(one, hold))) for one in above)
    return stands or settled(diary, rule, day, above)


def _superseding(rule: AlertRule, hold: Sequence[AlertRule]) -> list[AlertRule]:
    of_severity = isinstance(rule.condition, SeverityIn)
    above = [one for one in hold if rule.code in one.supersedes]
    return [one for one in above if not (of_severity and isinstance(one.condition, SeverityIn))]


def holds(rule: AlertRule, diary: Diary, days: DoseDays, day: date) -> bool:
    """Whether a rule's condition is met on ``day``, superseded or not, or its emergency was shown."""
    if isinstance(rule.condition, SeverityIn):
        return bool(own_terms(rule, diary, day))
    return _holds(rule.condition, diary, days, day) or _shown_on(rule, diary, day)


def _holds(condition: object, diary: Diary, days: DoseDays, day: date) -> bool:
    if isinstance(condition, DosesMissedInCycle):
        return _doses_missed(condition, days, day)
    return _CHECKS[type(condition)](condition, diary, day)


def _shown_on(rule: AlertRule, diary: Diary, day: date) -> bool:
    """Whether it is an emergency that was shown, of a reading that a later one of its session seems to mend.

    An emergency stays until somebody confirms it; a reading does not take it back.
    """
    limit = rule.condition
    if rule.level != AlertLevel.EMERGENCY or not isinstance(limit, PressureAtLeast) or limit.days_running > 1:
        return False
    if not shown(diary, rule, day) or (limit.any_sign and not _any_sign(diary, day, limit.any_sign)):
        return False
    return any(reaches(fact.readings[-1], limit) for fact in diary.on_day(Pressure, day))


def _pressure(condition: PressureAtLeast, diary: Diary, day: date) -> bool:
    if condition.any_sign and not _any_sign(diary, day, condition.any_sign):
        return False
    over = partial(_pressure_over, condition, diary)
    return all(over(day - timedelta(days=back)) for back in range(condition.days_running))


def _pressure_over(condition: PressureAtLeast, diary: Diary, day: date) -> bool:
    for session in sessions(diary, day):
        high, low = session.last if condition.days_running == 1 else session.mean
        if high >= condition.systolic or low >= condition.diastolic:
            return True
    return False


def _any_sign(diary: Diary, day: date, signs: tuple[str, ...]) -> bool:
    return bool(present_signs(diary, day) & set(signs))


def _sign(condition: SignPresent, diary: Diary, day: date) -> bool:
    return _any_sign(diary, day, condition.signs)


def _temperature(condition: TemperatureAtLeast, diary: Diary, day: date) -> bool:
    return any(fact.celsius >= condition.celsius for fact in diary.on_day(Temperature, day))


def _weight_loss(condition: WeightLossAtLeast, diary: Diary, day: date) -> bool:
    today = diary.on_day(Weight, day)
    if not today:
        return False
    baseline = diary.all(Weight)[0].kg
    lost = (baseline - today[-1].kg) * 100
    return lost >= condition.percent * baseline and lost > Decimal(0)


def _doses_missed(condition: DosesMissedInCycle, days: DoseDays, day: date) -> bool:
    """Whether ``day`` is the day on which the count of its cycle was reached."""
    missed = missed_doses(days, day)
    return len(missed) == condition.count and missed[-1] == day


_CHECKS: Mapping[type, Callable[[Any, Diary, date], bool]] = {
    PressureAtLeast: _pressure,
    SignPresent: _sign,
    TemperatureAtLeast: _temperature,
    WeightLossAtLeast: _weight_loss,
}
# What a day has to tell for a condition to be met on it; the others can be met by what is missing.
_NEEDS: Mapping[type, type[Fact]] = {
    PressureAtLeast: Pressure,
    SignPresent: SignAnswer,
    TemperatureAtLeast: Temperature,
    SeverityIn: SymptomPage,
    WeightLossAtLeast: Weight,
}
_ALWAYS = frozenset({DosesMissedInCycle})
