"""Checked lines about symptoms, signs and readings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.domain.protocol import Bounds, Protocol
from diary_app.domain.writing.draft import Draft, Setting, When, read_note, read_when, refuse_before_study
from diary_app.domain.writing.fields import Fields, decimal_text, named, shown, whole

HIGHEST_SEVERITY = 4
MOST_READINGS = 10
_READING = re.compile(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*", re.ASCII)


def _when(fields: Fields, setting: Setting) -> When:
    when = read_when(fields, setting)
    refuse_before_study(when, setting)
    return when


def symptoms(fields: Fields, setting: Setting) -> Draft:
    """Severities of one or more terms; a line gives ``term`` and ``severity``, or ``severities``."""
    when = _when(fields, setting)
    protocol = setting.diary.protocol_on(when.day)
    given = _given_severities(fields)
    severities = {term: _severity(term, grade, protocol) for term, grade in sorted(given.items())}
    if not severities:
        raise DoesNotFit(N_('"severities" is empty.'))
    return Draft(
        kind=Kind.SYMPTOMS,
        about=when.about,
        payload={"severities": severities},
        note=read_note(fields),
    )


def _given_severities(fields: Fields) -> Mapping[str, Any]:
    if fields.has("severities"):
        return fields.mapping("severities")
    term = fields.required("term")
    return {str(term): fields.required("severity")}


def _severity(term: str, grade: Any, protocol: Protocol) -> int:
    if protocol.symptom(term) is None:
        raise DoesNotFit(
            N_('The symptom "{term}" is not in the plan; what fits: {fits}.'),
            term=named(term),
            fits=", ".join(symptom.code for symptom in protocol.symptoms),
        )
    return whole(term, grade, 0, HIGHEST_SEVERITY)


def sign(fields: Fields, setting: Setting) -> Draft:
    """A yes/no sign of the plan's list."""
    when = _when(fields, setting)
    codes = [each.code for each in setting.diary.protocol_on(when.day).signs]
    name = fields.choice("sign", codes)
    present = fields.optional_flag("present")
    if present is None:
        raise DoesNotFit(N_('"{field}" is missing.'), field="present")
    payload = {"sign": name, "present": present}
    return Draft(kind=Kind.SIGN, about=when.about, payload=payload, note=read_note(fields))


def pressure(fields: Fields, setting: Setting) -> Draft:
    """Blood pressure readings ``"128/82"`` (or ``[128, 82]``), in the order taken."""
    when = _when(fields, setting)
    readings = read_readings(fields, setting.diary.protocol_on(when.day))
    payload: dict[str, Any] = {"readings": readings}
    payload |= {"measured_at": when.local_text} if when.local_text else {}
    return Draft(kind=Kind.BP, about=when.about, payload=payload, note=read_note(fields))


def read_readings(fields: Fields, protocol: Protocol) -> list[list[int]]:
    """The blood pressure readings of a line, at least one, within the plan's limits."""
    given = fields.sequence("readings")
    if not 1 <= len(given) <= MOST_READINGS:
        raise DoesNotFit(
            N_('"readings": there are {count}; from 1 to {most} fit.'), count=len(given), most=MOST_READINGS
        )
    return [_reading(reading, protocol) for reading in given]


def _reading(given: Any, protocol: Protocol) -> list[int]:
    parts: list[Any] = list(given) if isinstance(given, list | tuple) else []
    match = _READING.fullmatch(given) if isinstance(given, str) else None
    if match:
        parts = [int(match[1]), int(match[2])]
    if len(parts) != 2 or not all(isinstance(part, int) and not isinstance(part, bool) for part in parts):
        raise DoesNotFit(
            N_('"readings": {value} is not a reading; write it like 128/82.'), value=shown(given)
        )
    high, low = parts
    _within(_UPPER, high, protocol.vitals.systolic, given)
    _within(_LOWER, low, protocol.vitals.diastolic, given)
    if high <= low:
        raise DoesNotFit(
            N_('"readings": in {value} the upper number is not above the lower one.'), value=shown(given)
        )
    return [high, low]


_UPPER = N_('"readings": in {value} the upper number lies outside {lowest} to {highest}.')
_LOWER = N_('"readings": in {value} the lower number lies outside {lowest} to {highest}.')


def _within(refusal: str, value: int, bounds: Bounds, given: Any) -> None:
    if not bounds.lowest <= value <= bounds.highest:
        raise DoesNotFit(
            refusal,
            value=shown(given),
            lowest=decimal_text(bounds.lowest),
            highest=decimal_text(bounds.highest),
        )


def weight(fields: Fields, setting: Setting) -> Draft:
    """Body weight in kg."""
    return _measured(Kind.WEIGHT, "kg", fields, setting)


def temperature(fields: Fields, setting: Setting) -> Draft:
    """Body temperature in degrees Celsius."""
    return _measured(Kind.TEMPERATURE, "celsius", fields, setting)


def _measured(kind: Kind, name: str, fields: Fields, setting: Setting) -> Draft:
    when = _when(fields, setting)
    limits = setting.diary.protocol_on(when.day).vitals
    bounds = limits.weight if kind == Kind.WEIGHT else limits.temperature
    value = fields.decimal(name)
    within(name, value, bounds)
    payload: dict[str, Any] = {name: decimal_text(value)}
    payload |= {"measured_at": when.local_text} if when.local_text else {}
    return Draft(kind=kind, about=when.about, payload=payload, note=read_note(fields))


def within(field: str, value: Decimal, bounds: Bounds) -> None:
    """Refuse a number outside the plan's limits."""
    if not bounds.lowest <= value <= bounds.highest:
        raise DoesNotFit(
            N_('"{field}": {value} lies outside {lowest} to {highest}.'),
            field=field,
            value=decimal_text(value),
            lowest=decimal_text(bounds.lowest),
            highest=decimal_text(bounds.highest),
        )
