"""Where which yes/no sign of the plan is asked; the plan's own keys decide, code knows no sign.

- ``ask_with``: on the page of symptoms, once one of these terms is marked 1 or more;
- ``ask_from_celsius``: with a temperature from that number on;
- named by rules on the blood pressure of one day alone: with a reading that reaches such a rule's limit;
- every other one, always, on the page of symptoms.

A sign that a rule on the blood pressure names beside another rule is asked in both places.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from diary_app.domain.diary import Diary, LogPlace
from diary_app.domain.facts import SignAnswer
from diary_app.domain.pressure import reaches, sessions
from diary_app.domain.protocol import PressureAtLeast, Protocol, Sign, SignPresent


def sign_answers(diary: Diary, day: date) -> dict[str, bool]:
    """What is answered about ``day``, by the code of the sign; the last answer counts."""
    return {answer.sign: answer.present for answer in diary.on_day(SignAnswer, day)}


def present_signs(diary: Diary, day: date, until: LogPlace | None = None) -> set[str]:
    """The signs answered yes about ``day``; ``until``: as they stood at that entry."""
    latest = {answer.sign: answer.present for answer in diary.on_day(SignAnswer, day, until)}
    return {sign for sign, present in latest.items() if present}


def always_asked(protocol: Protocol) -> tuple[Sign, ...]:
    """The signs that stand on the page of symptoms whatever is marked there."""
    elsewhere = _with_pressure_alone(protocol)
    return tuple(
        sign
        for sign in protocol.signs
        if not sign.ask_with and sign.ask_from_celsius is None and sign.code not in elsewhere
    )


def asked_with_symptoms(diary: Diary, day: date, severities: Mapping[str, int]) -> tuple[Sign, ...]:
    """The signs to ask beside ``severities`` (term to 0-4), in the plan's order.

    One that is answered yes already stands among them, so that it can be taken back.
    """
    protocol = diary.protocol_on(day)
    general = always_asked(protocol)
    marked = {term for term, severity in severities.items() if severity >= 1}
    present = present_signs(diary, day)
    return tuple(
        sign
        for sign in protocol.signs
        if sign in general or marked & set(sign.ask_with) or sign.code in present
    )


def asked_with_pressure(diary: Diary, day: date) -> tuple[Sign, ...]:
    """The signs that would make more of the last reading of ``day``, in the plan's order."""
    found = sessions(diary, day)
    if not found:
        return ()
    protocol = diary.protocol_on(day)
    wanted = {
        code
        for limit in _pressure_limits(protocol)
        if reaches(found[-1].last, limit)
        for code in limit.any_sign
    }
    return tuple(sign for sign in protocol.signs if sign.code in wanted)


def asked_with_temperature(protocol: Protocol, celsius: Decimal) -> tuple[Sign, ...]:
    """The signs to ask with a temperature."""
    return tuple(
        sign
        for sign in protocol.signs
        if sign.ask_from_celsius is not None and celsius >= sign.ask_from_celsius
    )


def _with_pressure_alone(protocol: Protocol) -> set[str]:
    by_themselves = {
        code
        for rule in protocol.alerts
        if isinstance(rule.condition, SignPresent)
        for code in rule.condition.signs
    }
    return {code for limit in _pressure_limits(protocol) for code in limit.any_sign} - by_themselves


def _pressure_limits(protocol: Protocol) -> list[PressureAtLeast]:
    """The limits that a single reading may reach."""
    limits = (rule.condition for rule in protocol.alerts if isinstance(rule.condition, PressureAtLeast))
    return [limit for limit in limits if limit.days_running == 1]
