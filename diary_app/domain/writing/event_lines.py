"""Checked lines of adverse events and other medicines, the clinic's alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.adverse_event import (
    ACTIONS,
    CRITERIA,
    DEATH_GRADE,
    FATAL,
    GRADES,
    OUTCOMES,
    RELATIONS,
)
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.clinic_fields import given, needed_text, refuse_participant, refuse_to_come
from diary_app.domain.writing.draft import Draft, Setting, read_note, read_when
from diary_app.domain.writing.fields import Fields, shown


def adverse_event(fields: Fields, setting: Setting) -> Draft:
    """An adverse event with the clinician's grade; it may have begun before the study."""
    refuse_participant(setting)
    when = read_when(fields, setting)
    payload: dict[str, Any] = {
        "day": when.day.isoformat(),
        "term": needed_text(fields, "term"),
        "grade": fields.whole("grade", GRADES[0], GRADES[-1]),
    }
    payload |= _end(fields, setting, when.day)
    if fields.has("symptom"):
        payload["symptom"] = fields.choice("symptom", [each.code for each in setting.diary.protocol.symptoms])
    payload |= _seriousness(fields)
    for name, fits in (("relation", RELATIONS), ("action", ACTIONS), ("outcome", OUTCOMES)):
        if fields.has(name):
            payload[name] = fields.choice(name, tuple(fits))
    _refuse_fatal_not_serious(payload)
    return Draft(kind=Kind.ADVERSE_EVENT, about=when.about, payload=payload, note=read_note(fields))


def _seriousness(fields: Fields) -> dict[str, Any]:
    """Whether it is serious, and by which criteria of ICH E2A: a serious one names at least one."""
    serious, named = fields.optional_flag("serious"), fields.sequence("criteria")
    for code in named:
        if not isinstance(code, str) or code not in CRITERIA:
            raise DoesNotFit(
                N_('"criteria": {value} does not fit; what fits: {fits}.'),
                value=shown(code),
                fits=", ".join(CRITERIA),
            )
    if serious and not named:
        raise DoesNotFit(
            N_('"criteria" is missing: say why it is serious, at least one of {fits}.'),
            fits=", ".join(CRITERIA),
        )
    if named and not serious:
        raise DoesNotFit(N_('"criteria" belong to a serious event; say "serious": true, or leave them out.'))
    criteria = [code for code in CRITERIA if code in named]
    return given(serious=serious) | ({"criteria": criteria} if criteria else {})


def _refuse_fatal_not_serious(payload: Mapping[str, Any]) -> None:
    fatal = payload.get("outcome") == FATAL or payload["grade"] == DEATH_GRADE
    if fatal and payload.get("serious") is False:
        raise DoesNotFit(N_('"serious": an event that ended in death is serious.'))


def medication(fields: Fields, setting: Setting) -> Draft:
    """Another medicine; it may have begun long before the study."""
    refuse_participant(setting)
    when = read_when(fields, setting)
    payload: dict[str, Any] = {"day": when.day.isoformat(), "name": needed_text(fields, "name")}
    payload |= given(**{name: fields.optional_text(name) for name in ("dose", "route", "indication")})
    payload |= _end(fields, setting, when.day)
    return Draft(kind=Kind.MEDICATION, about=when.about, payload=payload, note=read_note(fields))


def _end(fields: Fields, setting: Setting, day: date) -> dict[str, str]:
    last = fields.optional_day("end")
    if last is None:
        return {}
    if last < day:
        raise DoesNotFit(
            N_("The end on {last} lies before the start on {first}."),
            last=last.isoformat(),
            first=day.isoformat(),
        )
    refuse_to_come(last, setting)
    return {"end": last.isoformat()}
