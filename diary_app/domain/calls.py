"""What somebody said they did about a call, and whether that settles it.

Calls and emergencies are settled by "I called". A call for a blood pressure is
settled by a normal session later the same day, too; the answer that says so
counts as long as that session stands, so an undone or corrected reading brings
the call back. What is new calls anew: a session or a temperature over the limit
that was written down after the answer, a sign or a symptom that did not meet the
rule when it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from diary_app.domain.diary import Diary
from diary_app.domain.facts import AlertAnswer, AlertShown, Temperature
from diary_app.domain.pressure import Session, call_rules, over_call_limit, reaches, sessions
from diary_app.domain.protocol import (
    AlertRule,
    Condition,
    PressureAtLeast,
    SeverityIn,
    SignPresent,
    TemperatureAtLeast,
)
from diary_app.domain.signs import present_signs
from diary_app.domain.symptom import matching_terms


class Done(StrEnum):
    """What was done about a call, as the log names it."""

    CALLED = "called"
    CALLED_EMERGENCY = "called_emergency"
    MEASURED_AGAIN = "measured_again"
    MEASURING_AGAIN = "measuring_again"


DONE: tuple[str, ...] = tuple(Done)
_CONFIRMS = (Done.CALLED, Done.CALLED_EMERGENCY)


def answers(diary: Diary, rule: AlertRule, day: date) -> list[AlertAnswer]:
    """What was done about a rule's call of ``day``, by first writing."""
    return [answer for answer in diary.on_day(AlertAnswer, day) if answer.rule == rule.code]


def shown(diary: Diary, rule: AlertRule, day: date) -> bool:
    """Whether the call was shown to somebody."""
    return any(one.rule == rule.code for one in diary.on_day(AlertShown, day))


def settled(diary: Diary, rule: AlertRule, day: date) -> bool:
    """Whether one of the answers to a rule's call of ``day`` holds for all that is written down now."""
    given = answers(diary, rule, day)
    return any(_settles(diary, rule, answer) for answer in given)


def told(diary: Diary, rule: AlertRule, day: date) -> AlertAnswer | None:
    """The answer to tell of: the last one that settles or, where none does, the last one."""
    given = answers(diary, rule, day)
    holding = [answer for answer in given if _settles(diary, rule, answer)]
    return next(reversed(holding or given), None)


def _settles(diary: Diary, rule: AlertRule, answer: AlertAnswer) -> bool:
    if answer.done == Done.MEASURED_AGAIN:
        limits = {each.code: limit for each, limit in call_rules(diary.protocol_on(answer.day))}
        return rule.code in limits and normal_since(diary, answer.day, limits[rule.code])
    if answer.done not in _CONFIRMS:
        return False
    return not _new_since(diary, rule.condition, answer)


def _new_since(diary: Diary, condition: Condition, answer: AlertAnswer) -> bool:
    """Whether something that the call is for was written down after its answer."""
    day, until = answer.day, answer.order
    if isinstance(condition, PressureAtLeast) and condition.days_running == 1:
        over = [session for session in sessions(diary, day) if reaches(session.last, condition)]
        return any(session.written > until for session in over)
    if isinstance(condition, TemperatureAtLeast):
        hot = [fact for fact in diary.on_day(Temperature, day) if fact.celsius >= condition.celsius]
        return any(fact.order > until for fact in hot)
    if isinstance(condition, SignPresent):
        new = present_signs(diary, day) - present_signs(diary, day, until)
        return bool(new & set(condition.signs))
    if isinstance(condition, SeverityIn):
        return bool(matching_terms(condition, diary, day) - matching_terms(condition, diary, day, until))
    return False


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
