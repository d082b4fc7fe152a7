"""Checked lines about doses and the clinic's dose decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.accountability import capsules_for
from diary_app.domain.facts import NOT_TAKEN, TAKEN, CycleStart, Dose
from diary_app.domain.log.entry import Kind, Role
from diary_app.domain.writing.draft import Draft, Setting, read_note, read_when
from diary_app.domain.writing.fields import Fields, decimal_text

FASTING = ("yes", "no", "unknown")
TOLD_BY_CLINIC = "participant, told by clinic"
CLINIC = "clinic"
MOST_LEVELS_A_DOSE = 5
MOST_CAPSULES = 20


def dose(fields: Fields, setting: Setting) -> Draft:
    """A dose taken (the default) or not taken."""
    status = fields.choice("status", (TAKEN, NOT_TAKEN), TAKEN)
    when = read_when(fields, setting)
    _refuse_before_first(when.day, setting)
    _refuse_contradiction(when.day, status, setting)
    payload: dict[str, Any] = {"status": status}
    if status == TAKEN:
        payload |= _taken(fields, setting, when.day)
        payload |= {"taken_at": when.local_text} if when.local_text else {}
    else:
        reason = fields.optional_text("reason")
        payload |= {"reason": reason} if reason else {}
    return Draft(kind=Kind.DOSE, about=when.about, payload=payload, note=read_note(fields))


def _taken(fields: Fields, setting: Setting, day: date) -> dict[str, Any]:
    mg = fields.optional_decimal("mg")
    protocol = setting.diary.protocol_on(day)
    if mg is None:
        mg = setting.calendar.level_on(day) or protocol.regimen.dose_levels[0]
    most = protocol.regimen.dose_levels[0] * MOST_LEVELS_A_DOSE
    if not 0 < mg <= most:
        raise DoesNotFit(
            N_('"mg": {mg} does not fit; a dose lies above 0 and is at most {most} mg.'),
            mg=decimal_text(mg),
            most=decimal_text(most),
        )
    capsules = fields.optional_whole("capsules", 1, MOST_CAPSULES)
    if capsules is None:
        capsules = capsules_for(mg, protocol)
    elif mg / capsules not in protocol.drug.strengths:
        raise DoesNotFit(
            N_('"capsules": {mg} mg are not {count} capsules of one strength of the plan ({fits} mg).'),
            mg=decimal_text(mg),
            count=capsules,
            fits=", ".join(map(decimal_text, protocol.drug.strengths)),
        )
    vomited = fields.optional_flag("vomited")
    payload: dict[str, Any] = {
        "mg": decimal_text(mg),
        "fasting": fields.choice("fasting", FASTING, "unknown"),
    }
    payload |= {"capsules": capsules} if capsules else {}
    payload |= {"vomited": vomited} if vomited is not None else {}
    return payload


def _refuse_before_first(day: date, setting: Setting) -> None:
    first = setting.calendar.first_dose
    if first is None:
        raise DoesNotFit(
            N_("No first dose date is known yet; log the start of cycle 1 before a dose on {day}."),
            day=day.isoformat(),
        )
    if day < first:
        raise DoesNotFit(
            N_("The day {day} lies before the first dose on {first}."),
            day=day.isoformat(),
            first=first.isoformat(),
        )


def _refuse_contradiction(day: date, status: str, setting: Setting) -> None:
    """A day does not hold both taken and not taken, nor not taken twice; a second dose it may hold."""
    for other in setting.diary.on_day(Dose, day):
        if other.record.id == setting.without or (other.taken and status == TAKEN):
            continue
        raise DoesNotFit(
            N_("{day} already has the record {id} ({status}); correct that one instead."),
            day=day.isoformat(),
            id=other.record.latest,
            status=other.status,
        )


def cycle_start(fields: Fields, setting: Setting) -> Draft:
    """The day a cycle begins and its dose level."""
    when = read_when(fields, setting, future=True)
    _refuse_start(when.day, setting)
    mg = fields.optional_decimal("mg")
    if mg is None:
        mg = setting.calendar.level_on(when.day)
    reason = fields.optional_text("reason")
    level = _level(mg, when.day, setting, reason)
    told = CLINIC if setting.staff else TOLD_BY_CLINIC
    payload: dict[str, Any] = {
        "day": when.day.isoformat(),
        "mg": decimal_text(level),
        "source": fields.choice("source", (CLINIC, TOLD_BY_CLINIC), told),
    }
    payload |= {"reason": reason} if reason else {}
    return Draft(kind=Kind.CYCLE_START, about=when.about, payload=payload, note=read_note(fields))


def _refuse_start(day: date, setting: Setting) -> None:
    others = [start for start in setting.diary.all(CycleStart) if start.record.id != setting.without]
    for other in others:
        confirmed = setting.staff and other.record.role == Role.PARTICIPANT
        if other.day == day and not confirmed:
            raise DoesNotFit(
                N_("A cycle already starts on {day} ({id}); correct that one instead."),
                day=day.isoformat(),
                id=other.record.latest,
            )
    corrected = setting.diary.fact(setting.without) if setting.without else None
    first = setting.calendar.first_dose
    moves_first = corrected is not None and corrected.day == first
    if others and first is not None and day < first and not moves_first:
        raise DoesNotFit(
            N_("{day} lies before cycle 1, which starts on {first}; correct that start instead."),
            day=day.isoformat(),
            first=first.isoformat(),
        )


def _level(mg: Decimal | None, day: date, setting: Setting, reason: str | None) -> Decimal:
    """``mg`` as one of the plan's levels; going back up needs a reason (plan default: not allowed)."""
    levels = setting.diary.protocol_on(day).regimen.dose_levels
    if mg is None:
        return levels[0]
    if mg not in levels:
        raise DoesNotFit(
            N_('"mg": {mg} is not a dose level of the plan; it is one of {fits} mg.'),
            mg=decimal_text(mg),
            fits=", ".join(map(decimal_text, levels)),
        )
    before = _level_before(day, setting)
    if before is not None and mg > before and reason is None:
        raise DoesNotFit(
            N_("{mg} mg is more than the {before} mg in force before {day}; going back up needs a reason."),
            mg=decimal_text(mg),
            before=decimal_text(before),
            day=day.isoformat(),
        )
    return mg


def _level_before(day: date, setting: Setting) -> Decimal | None:
    return setting.calendar.level_on(date.fromordinal(day.toordinal() - 1))


def hold(fields: Fields, setting: Setting) -> Draft:
    """The clinic's pause: from, to (inclusive; absent: until further notice), reason."""
    when = read_when(fields, setting, future=True, name="from")
    last = fields.optional_day("to")
    if last is not None and last < when.day:
        raise DoesNotFit(
            N_("The hold ends on {last}, before it begins on {first}."),
            last=last.isoformat(),
            first=when.day.isoformat(),
        )
    _refuse_before_first(when.day, setting)
    payload: dict[str, Any] = {"from": when.day.isoformat()}
    payload |= {"to": last.isoformat()} if last else {}
    reason = fields.optional_text("reason")
    payload |= {"reason": reason} if reason else {}
    return Draft(kind=Kind.HOLD, about=when.about, payload=payload, note=read_note(fields))


def dose_level(fields: Fields, setting: Setting) -> Draft:
    """A dose level in force from a day."""
    when = read_when(fields, setting)
    _refuse_before_first(when.day, setting)
    reason = fields.optional_text("reason")
    level = _level(fields.decimal("mg"), when.day, setting, reason)
    payload: dict[str, Any] = {"day": when.day.isoformat(), "mg": decimal_text(level)}
    payload |= {"reason": reason} if reason else {}
    return Draft(kind=Kind.DOSE_LEVEL, about=when.about, payload=payload, note=read_note(fields))


def stop(fields: Fields, setting: Setting) -> Draft:
    """Treatment stopped for good; the day is the first one outside the study."""
    when = read_when(fields, setting)
    _refuse_before_first(when.day, setting)
    payload: dict[str, Any] = {"day": when.day.isoformat()}
    reason = fields.optional_text("reason")
    payload |= {"reason": reason} if reason else {}
    return Draft(kind=Kind.STOP, about=when.about, payload=payload, note=read_note(fields))
