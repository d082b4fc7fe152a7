"""What somebody said they did about a call, and whether that settles it.

Calls and emergencies are settled by "I called". A call for a blood pressure is
settled by a normal session later the same day, too; the answer that says so
counts as long as that session stands, so an undone or corrected reading brings
the call back. What is new calls anew: a session, a temperature, a sign or a symptom
that did not meet the rule when the answer was written, be it written down or
corrected since. The answer names what it knew, with its grade or value, so that
it never covers a reading that came from another store later, and the clinic
looks again at what got worse since its review. An answer counts for the calls that
its rule supersedes, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from diary_app.domain.diary import Diary, LogPlace
from diary_app.domain.facts import AlertAnswer, AlertShown, Fact, SignAnswer, Temperature
from diary_app.domain.pressure import Session, call_rules, over_call_limit, reaches, sessions
from diary_app.domain.protocol import (
    AlertRule,
    PressureAtLeast,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
)
from diary_app.domain.signs import present_signs
from diary_app.domain.symptom import matching_terms, severities_on


class Done(StrEnum):
    """What was done about a call, as the log names it."""

    CALLED = "called"
    CALLED_EMERGENCY = "called_emergency"
    MEASURED_AGAIN = "measured_again"
    MEASURING_AGAIN = "measuring_again"


DONE: tuple[str, ...] = tuple(Done)
Met = Mapping[str, tuple[str, ...]]
"""Records that meet a rule, each with what in it does: the code of a sign, ``term=grade``, ``=value``.

A value is a temperature or a session's last reading (``=168/104``).
"""
Value = tuple[Decimal, ...]
_CONFIRMS = (Done.CALLED, Done.CALLED_EMERGENCY)


def answers(diary: Diary, rule: AlertRule, day: date) -> list[AlertAnswer]:
    """What was done about a rule's call of ``day``, by first writing."""
    return [answer for answer in diary.on_day(AlertAnswer, day) if answer.rule == rule.code]


def shown(diary: Diary, rule: AlertRule, day: date) -> bool:
    """Whether the call was shown to somebody."""
    return any(one.rule == rule.code for one in diary.on_day(AlertShown, day))


def settled(diary: Diary, rule: AlertRule, day: date, by: Collection[AlertRule] = ()) -> bool:
    """Whether an answer to a rule's call of ``day`` holds for all that is written down now.

    ``by``: the rules whose answers count (none named: its own).
    """
    given = [answer for each in by or (rule,) for answer in answers(diary, each, day)]
    return any(_settles(diary, rule, answer) for answer in given)


def told(diary: Diary, rule: AlertRule, day: date) -> AlertAnswer | None:
    """The answer to tell of: the last one that settles or, where none does, the last one that is true."""
    given = [answer for answer in answers(diary, rule, day) if _true(diary, answer)]
    holding = [answer for answer in given if _settles(diary, rule, answer)]
    return next(reversed(holding or given), None)


def _settles(diary: Diary, rule: AlertRule, answer: AlertAnswer) -> bool:
    if answer.done == Done.MEASURED_AGAIN:
        limits = {each.code: limit for each, limit in call_rules(diary.protocol_on(answer.day))}
        return rule.code in limits and normal_since(diary, answer.day, limits[rule.code])
    if answer.done not in _CONFIRMS:
        return False
    return not new_since(diary, rule, answer)


def new_since(diary: Diary, rule: AlertRule, answer: AlertAnswer, *, worse: bool = False) -> bool:
    """Whether something meets a rule now that the writer of ``answer`` did not know to meet it.

    ``worse``: what was known and got worse is new, too. The clinic looks again
    then; at home somebody has called already and is asked for the next reading.
    """
    known = _known(diary, rule, answer)
    now = _named(meeting(rule, diary, answer.day))
    return any(name not in known or (worse and _worse(value, known[name])) for name, value in now.items())


def _worse(value: Value, before: Value) -> bool:
    """Whether any part is higher; an older program named no values, and whatever they are was known."""
    return any(now > then for now, then in zip(value, before, strict=False))


def _known(diary: Diary, rule: AlertRule, answer: AlertAnswer) -> dict[str, Value]:
    """What met a rule when an answer was written.

    The answer says so itself. Where an older program wrote it, what stands in
    the log before it met the rule.
    """
    if answer.met is not None:
        return _named(answer.met.get(rule.code, {}))
    return _named(meeting(rule, diary, answer.day, answer.order))


def _named(met: Mapping[str, Collection[str]]) -> dict[str, Value]:
    """What is new by itself, with its value: a reading by its record; a sign or a symptom by its code."""
    named: dict[str, Value] = {}
    for record, codes in met.items():
        for code in codes or ("",):
            name, _, value = code.partition("=")
            named[name or record] = tuple(map(Decimal, value.split("/"))) if value else ()
    return named


def met_by_rule(diary: Diary, rule: AlertRule, day: date) -> dict[str, dict[str, list[str]]]:
    """What meets a rule, and those it supersedes, on ``day``: for an answer, which counts for all of them."""
    rules = diary.protocol_on(day).alerts
    counted = [rule, *(each for each in rules if each.code in rule.supersedes)]
    found = {each.code: meeting(each, diary, day) for each in counted}
    return {code: {record: list(codes) for record, codes in met.items()} for code, met in found.items()}


def meeting(rule: AlertRule, diary: Diary, day: date, until: LogPlace | None = None) -> Met:
    """The records that meet a rule of one day, each with the codes of its signs or symptoms that do.

    Empty for a rule about the weight, the doses or the blood pressure of several days.
    """
    condition = rule.condition
    if isinstance(condition, PressureAtLeast) and condition.days_running == 1:
        over = [one for one in sessions(diary, day, until) if reaches(one.last, condition)]
        felt = _signs(diary, day, condition.any_sign, until)
        return {**{one.last_record: (f"={one.last[0]}/{one.last[1]}",) for one in over}, **felt}
    if isinstance(condition, TemperatureAtLeast):
        found = diary.on_day(Temperature, day, until)
        return {fact.record.id: (f"={fact.celsius}",) for fact in found if fact.celsius >= condition.celsius}
    if isinstance(condition, SignPresent):
        return _signs(diary, day, condition.signs, until)
    if isinstance(condition, SeverityIn):
        pages = severities_on(diary, day, until)
        terms = matching_terms(condition, diary, day, until)
        return _by_record((pages[term][1], f"{term}={pages[term][0]}") for term in terms)
    return {}


def _signs(diary: Diary, day: date, codes: Collection[str], until: LogPlace | None) -> Met:
    present = present_signs(diary, day, until) & set(codes)
    said = {answer.sign: answer for answer in diary.on_day(SignAnswer, day, until)}
    return _by_record((said[code], code) for code in present)


def _by_record(found: Iterable[tuple[Fact, str]]) -> Met:
    met: dict[str, tuple[str, ...]] = {}
    for fact, code in sorted(found, key=lambda pair: (pair[0].order, pair[1])):
        met[fact.record.id] = (*met.get(fact.record.id, ()), code)
    return met


def _true(diary: Diary, answer: AlertAnswer) -> bool:
    """Whether an answer may be told: not that somebody measured again where that reading is taken back."""
    if answer.done != Done.MEASURED_AGAIN:
        return True
    protocol, found = diary.protocol_on(answer.day), sessions(diary, answer.day)
    over = [session for session in found if over_call_limit(session.last, protocol)]
    normal = [session for session in found if session not in over]
    return any(_follows(later, earlier) for later in normal for earlier in over)


def normal_since(diary: Diary, day: date, limit: PressureAtLeast) -> bool:
    """Whether every session of ``day`` over a limit is followed by one that is over no call limit."""
    found = sessions(diary, day)
    protocol = diary.protocol_on(day)
    normal = [session for session in found if not over_call_limit(session.last, protocol)]
    over = [session for session in found if reaches(session.last, limit)]
    return bool(normal) and any(follows_all(one, over) for one in normal)


def follows_all(session: Session, others: Sequence[Session]) -> bool:
    """Whether a session comes after the others: by the clock, and by writing where one has no time."""
    return all(_follows(session, other) for other in others)


def _follows(session: Session, other: Session) -> bool:
    if session.last_at is None or other.last_at is None:
        return session.written > other.written
    return session.last_at > other.last_at
