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

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from diary_app.domain.diary import Diary
from diary_app.domain.facts import AlertAnswer, AlertShown
from diary_app.domain.meeting import grows, meeting
from diary_app.domain.pressure import Session, call_rules, over_call_limit, reaches, sessions
from diary_app.domain.protocol import AlertRule, PressureAtLeast


class Done(StrEnum):
    """What was done about a call, as the log names it."""

    CALLED = "called"
    CALLED_EMERGENCY = "called_emergency"
    MEASURED_AGAIN = "measured_again"
    MEASURING_AGAIN = "measuring_again"


DONE: tuple[str, ...] = tuple(Done)
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


def new_since(diary: Diary, rule: AlertRule, answer: AlertAnswer, *, told: date | None = None) -> bool:
    """Whether something meets a rule now that the writer of ``answer`` did not know to meet it.

    ``told``: for the clinic, the last day that the diary tells of; what was known
    and got worse by then is new, too (a higher grade, a lower weight, more doses
    missed in the cycle). At home somebody has called already and is asked for
    the next reading.
    """
    if told is None and grows(rule.condition):
        return False
    known = _known(diary, rule, answer)
    now = _named(meeting(rule, diary, answer.day, known=told))
    worse = told is not None
    return any(name not in known or (worse and _worse(value, known[name])) for name, value in now.items())


def _worse(value: Value, before: Value) -> bool:
    """Whether any part is higher; an older program named no values, and whatever they are was known."""
    return any(now > then for now, then in zip(value, before, strict=False))


def _known(diary: Diary, rule: AlertRule, answer: AlertAnswer) -> dict[str, Value]:
    """What met a rule when an answer was written.

    The answer says so itself. Where an older program wrote it, what stands in
    the log before it met the rule; it named nothing of what only grows.
    """
    said = None if answer.met is None else answer.met.get(rule.code, {})
    if said or (said is not None and not grows(rule.condition)):
        return _named(said)
    return _named(meeting(rule, diary, answer.day, answer.order))


def _named(met: Mapping[str, Collection[str]]) -> dict[str, Value]:
    """What is new by itself, with its value: a reading by its record; a sign or a symptom by its code."""
    named: dict[str, Value] = {}
    for record, codes in met.items():
        for code in codes or ("",):
            name, _, value = code.partition("=")
            named[name or record] = tuple(map(Decimal, value.split("/"))) if value else ()
    return named


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
