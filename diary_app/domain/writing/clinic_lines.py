"""Checked lines that belong to the clinic: visits, capsules, alerts reviewed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.review import DONE, AlreadyReviewed, alert_of, last_told
from diary_app.domain.log.entry import Kind
from diary_app.domain.meeting import met_by_rule
from diary_app.domain.protocol import Bounds
from diary_app.domain.writing.clinic_fields import given, needed_text, refuse_participant, refuse_to_come
from diary_app.domain.writing.draft import Draft, Setting, When, read_note, read_when, refuse_before_study
from diary_app.domain.writing.fields import Fields, decimal_text, named
from diary_app.domain.writing.observations import read_readings, within

MOST_CAPSULES = 1000
DECISIONS = ("not_changed", "reduced", "interrupted", "withdrawn")
RESPONSES = ("CR", "PR", "SD", "PD", "NE")
LOWEST_PULSE, HIGHEST_PULSE = 20, 300
_FOUND = ("ecog", "kg", "readings", "pulse", "celsius", "decision", "response", "progression", "death")


def visit(fields: Fields, setting: Setting) -> Draft:
    """A clinic visit, planned or past, with what was recorded there.

    ECOG performance status 0-5 (Oken 1982); response after RECIST 1.1.
    """
    when = read_when(fields, setting, future=True)
    refuse_before_study(when, setting)
    _refuse_findings_to_come(fields, when, setting)
    payload: dict[str, Any] = {"day": when.day.isoformat()}
    payload |= given(
        ecog=fields.optional_whole("ecog", 0, 5),
        pulse=fields.optional_whole("pulse", LOWEST_PULSE, HIGHEST_PULSE),
    )
    payload |= _measured(fields, setting, when.day)
    for name, fits in (("decision", DECISIONS), ("response", RESPONSES)):
        if fields.has(name):
            payload[name] = fields.choice(name, fits)
    payload |= given(reason=fields.optional_text("reason"))
    payload |= _days(fields, setting, when.day)
    return Draft(kind=Kind.VISIT, about=when.about, payload=payload, note=read_note(fields))


def _refuse_findings_to_come(fields: Fields, when: When, setting: Setting) -> None:
    if when.day <= setting.today():
        return
    for name in _FOUND:
        if fields.has(name):
            raise DoesNotFit(
                N_('"{field}" does not fit: the visit on {day} is still to come.'),
                field=name,
                day=when.day.isoformat(),
            )


def _measured(fields: Fields, setting: Setting, day: date) -> dict[str, Any]:
    protocol = setting.diary.protocol_on(day)
    payload: dict[str, Any] = {}
    for name, bounds in (("kg", protocol.vitals.weight), ("celsius", protocol.vitals.temperature)):
        value = fields.optional_decimal(name)
        if value is not None:
            payload[name] = decimal_text(_inside(name, value, bounds))
    if fields.has("readings"):
        payload["readings"] = read_readings(fields, protocol)
    return payload


def _inside(name: str, value: Decimal, bounds: Bounds) -> Decimal:
    within(name, value, bounds)
    return value


def _days(fields: Fields, setting: Setting, day: date) -> dict[str, str]:
    """The next cycle start, not before the visit, and days of progression and death, which have come."""
    found: dict[str, str] = {}
    following = fields.optional_day("next_start")
    if following is not None:
        if following < day:
            raise DoesNotFit(
                N_('"{field}": {value} lies before the visit on {day}.'),
                field="next_start",
                value=following.isoformat(),
                day=day.isoformat(),
            )
        found["next_start"] = following.isoformat()
    for name in ("progression", "death"):
        told = fields.optional_day(name)
        if told is not None:
            refuse_to_come(told, setting)
            _refuse_long_before(name, told, setting)
            found[name] = told.isoformat()
    return found


def _refuse_long_before(name: str, told: date, setting: Setting) -> None:
    """A slip of the year would end the study before it began. Who waits for the first dose may die, too."""
    first = setting.calendar.first_dose
    if first is not None and (first - told).days > setting.diary.protocol.screening_days:
        raise DoesNotFit(
            N_('"{field}": {value} lies before the first dose on {first}.'),
            field=name,
            value=told.isoformat(),
            first=first.isoformat(),
        )


def dispense(fields: Fields, setting: Setting) -> Draft:
    """Capsules of one strength handed out."""
    return _capsules(Kind.DISPENSE, fields, setting)


def returned(fields: Fields, setting: Setting) -> Draft:
    """Capsules of one strength brought back, and those lost."""
    return _capsules(Kind.RETURN, fields, setting)


def _capsules(kind: Kind, fields: Fields, setting: Setting) -> Draft:
    when = read_when(fields, setting)
    refuse_before_study(when, setting)
    strength = _strength(fields.decimal("mg"), when.day, setting)
    payload: dict[str, Any] = {
        "day": when.day.isoformat(),
        "mg": decimal_text(strength),
        "capsules": fields.whole("capsules", 0, MOST_CAPSULES),
    }
    if kind == Kind.RETURN:
        payload["lost"] = fields.optional_whole("lost", 0, MOST_CAPSULES) or 0
    return Draft(kind=kind, about=when.about, payload=payload, note=read_note(fields))


def _strength(mg: Decimal, day: date, setting: Setting) -> Decimal:
    strengths = setting.diary.protocol_on(day).drug.strengths
    if mg not in strengths:
        raise DoesNotFit(
            N_('"mg": {mg} is not a capsule strength of the plan; it is one of {fits} mg.'),
            mg=decimal_text(mg),
            fits=", ".join(map(decimal_text, strengths)),
        )
    return mg


def reviewed(fields: Fields, setting: Setting) -> Draft:
    """What the clinic did about an alert that a diary raised; it names what it knew to meet the rule.

    An alert that somebody here wrote about is not answered again, unless
    something new came since. Two stores may each write: both stay visible.
    """
    refuse_participant(setting)
    when = read_when(fields, setting)
    code = needed_text(fields, "rule")
    found = alert_of(setting.diary, code, when.day)
    if found is None:
        raise DoesNotFit(
            N_("There is no alert {rule} for {day}."), rule=named(code), day=when.day.isoformat()
        )
    if found.reviewed is not None:
        raise AlreadyReviewed(found.reviewed, setting.now)
    payload = {
        "rule": code,
        "level": found.rule.level.value,
        "done": fields.choice("done", DONE),
        "met": met_by_rule(setting.diary, found.rule, when.day, last_told(setting.diary)),
    }
    return Draft(kind=Kind.REVIEWED, about=when.about, payload=payload, note=read_note(fields))
