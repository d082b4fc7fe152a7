"""What met a call rule on a day, by record: what an answer to the call knew, to be told from what is new.

What is new by itself has a name of its own: a reading its record, a sign or a
symptom its code. Where more of the same only makes a call worse (a lower weight,
a further dose missed), it keeps one name and has a value that grows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from diary_app.domain.diary import Diary, LogPlace
from diary_app.domain.dose import DoseDays, DoseStatus
from diary_app.domain.facts import CycleStart, Fact, Pressure, SignAnswer, Temperature, Weight
from diary_app.domain.pressure import reaches, sessions
from diary_app.domain.protocol import (
    AlertRule,
    Condition,
    DosesMissedInCycle,
    PressureAtLeast,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
    WeightLossAtLeast,
)
from diary_app.domain.signs import present_signs
from diary_app.domain.symptom import own_terms, severities_on

Met = Mapping[str, tuple[str, ...]]
"""Records that meet a rule, each with what in it does: the code of a sign, ``name=value``, ``=value``.

A value is a temperature, a session's last reading (``=168/104``), a severity
(``diarrhoea=3``), the kg lost (``lost=4.5``), the doses missed (``missed=3``) or
each day's mean blood pressure (``mean=147.50/91.00/...``, the last day first).
"""
MISSED = (DoseStatus.NOT_TAKEN, DoseStatus.NOT_RECORDED)


def grows(condition: Condition) -> bool:
    """Whether what meets a rule is one thing that only gets worse."""
    over_days = isinstance(condition, PressureAtLeast) and condition.days_running > 1
    return over_days or isinstance(condition, WeightLossAtLeast | DosesMissedInCycle)


def met_by_rule(
    diary: Diary, rule: AlertRule, day: date, known: date | None = None
) -> dict[str, dict[str, list[str]]]:
    """What meets a rule, and those it supersedes, on ``day``: for an answer, which counts for all of them.

    ``known``: the day up to which the writer knew the diary, where more doses
    missed since are to ask anew.
    """
    rules = diary.protocol_on(day).alerts
    counted = [rule, *(each for each in rules if each.code in rule.supersedes)]
    found = {each.code: meeting(each, diary, day, known=known) for each in counted}
    return {code: {record: list(codes) for record, codes in met.items()} for code, met in found.items()}


def meeting(
    rule: AlertRule, diary: Diary, day: date, until: LogPlace | None = None, *, known: date | None = None
) -> Met:
    """The records that meet a rule of one day, each with what in it does.

    ``until``: as they stood at that entry. ``known``: doses missed are counted up to that day.
    """
    condition = rule.condition
    if isinstance(condition, PressureAtLeast):
        return _over(condition, diary, day, until)
    if isinstance(condition, TemperatureAtLeast):
        found = diary.on_day(Temperature, day, until)
        return {fact.record.id: (f"={fact.celsius}",) for fact in found if fact.celsius >= condition.celsius}
    if isinstance(condition, SignPresent):
        return _signs(diary, day, condition.signs, until)
    if isinstance(condition, SeverityIn):
        pages, terms = severities_on(diary, day, until), own_terms(rule, diary, day, until)
        return _by_record((pages[term][1], f"{term}={pages[term][0]}") for term in terms)
    if isinstance(condition, WeightLossAtLeast):
        return _lost(diary, day, until)
    return _missed(diary, day, known)


def missed_doses(days: DoseDays, day: date, last: date | None = None) -> list[date]:
    """The cycle's due days that were not taken or not recorded, up to ``last`` (else ``day``)."""
    cycle = days.calendar.cycle_on(day)
    if cycle is None:
        return []
    found = (state for state in days.states(cycle.start, last or day) if state.cycle_number == cycle.number)
    return [state.day for state in found if state.status in MISSED]


def _over(condition: PressureAtLeast, diary: Diary, day: date, until: LogPlace | None) -> Met:
    if condition.days_running > 1:
        return _means(condition, diary, day, until)
    over = [one for one in sessions(diary, day, until) if reaches(one.last, condition)]
    felt = _signs(diary, day, condition.any_sign, until)
    return {**{one.last_record: (f"={one.last[0]}/{one.last[1]}",) for one in over}, **felt}


def _means(condition: PressureAtLeast, diary: Diary, day: date, until: LogPlace | None) -> Met:
    days = [day - timedelta(days=back) for back in range(condition.days_running)]
    found = [sessions(diary, each, until) for each in days]
    if not all(found):
        return {}
    means = [(max(one.mean[0] for one in each), max(one.mean[1] for one in each)) for each in found]
    told = "/".join(f"{float(value):.2f}" for pair in means for value in pair)
    first = diary.on_day(Pressure, day, until)[0]
    return {first.record.id: (f"mean={told}",)}


def _lost(diary: Diary, day: date, until: LogPlace | None) -> Met:
    now, every = diary.on_day(Weight, day, until), diary.all(Weight)
    if not now or not every:
        return {}
    return {now[-1].record.id: (f"lost={every[0].kg - now[-1].kg}",)}


def _missed(diary: Diary, day: date, known: date | None) -> Met:
    """The count as far as it was known; without that only that there were some."""
    if known is None:
        begun = [start for start in diary.all(CycleStart) if start.day <= day]
        return {begun[-1].record.id: ("missed",)} if begun else {}
    days = DoseDays(diary, known)
    cycle = days.calendar.cycle_on(day)
    if cycle is None:
        return {}
    count = len(missed_doses(days, day, min(known, cycle.planned_next)))
    return {cycle.begun.record.id: (f"missed={count}",)}


def _signs(diary: Diary, day: date, codes: Collection[str], until: LogPlace | None) -> Met:
    present = present_signs(diary, day, until) & set(codes)
    said = {answer.sign: answer for answer in diary.on_day(SignAnswer, day, until)}
    return _by_record((said[code], code) for code in present)


def _by_record(found: Iterable[tuple[Fact, str]]) -> Met:
    met: dict[str, tuple[str, ...]] = {}
    for fact, code in sorted(found, key=lambda pair: (pair[0].order, pair[1])):
        met[fact.record.id] = (*met.get(fact.record.id, ()), code)
    return met


__all__ = ["MISSED", "Met", "grows", "meeting", "met_by_rule", "missed_doses"]
