"""Checked lines about submitted questionnaires."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.domain.schedule import Schedule
from diary_app.domain.writing.draft import Draft, Setting, read_note, read_when, refuse_before_study
from diary_app.domain.writing.fields import Fields, shown, whole
from diary_app.domain.writing.paper import read_passes
from diary_app.qlq_c30.items import ITEMS

MODES = ("self", "paper", "interview")
_HIGHEST = {item.n: item.highest for item in ITEMS}
_BY_NAME = {str(item): item for item in _HIGHEST}
_SHA256 = re.compile(r"[0-9a-f]{64}")


def questionnaire(fields: Fields, setting: Setting) -> Draft:
    """A submitted QLQ-C30: answers by item number, items declined; the rest was not seen."""
    when = read_when(fields, setting)
    refuse_before_study(when, setting)
    answers = _answers(fields.mapping("answers") if fields.has("answers") else {})
    declined = _items("declined", fields.sequence("declined"))
    left_open = _items("left_open", fields.sequence("left_open"))
    blank = _items("blank", fields.sequence("blank"))
    not_seen = _not_seen(fields, answers, declined, left_open, blank)
    if not answers and not declined:
        raise DoesNotFit(N_("The questionnaire is empty: nothing is answered and nothing declined."))
    payload: dict[str, Any] = {
        "target": _target(when.day, setting),
        "answers": {str(item): answers[item] for item in sorted(answers)},
        "declined": declined,
        "not_seen": not_seen,
        "mode": fields.choice("mode", MODES, "paper" if setting.staff else "self"),
        "wording": _wording(fields.mapping("wording")) if fields.has("wording") else dict(setting.wording),
        "cycle_day": _cycle_day(when.day, setting),
        "dosing_day": setting.calendar.dosing_day(when.day),
    }
    payload["language"] = fields.optional_text("language") or payload["wording"].get("language")
    practice = fields.optional_text("practice_done_at")
    payload |= {"left_open": left_open} if left_open else {}
    payload |= _on_paper(fields, blank, payload["mode"])
    payload |= {"practice_done_at": practice} if practice else {}
    payload |= {"at": when.local_text} if when.local_text else {}
    return Draft(kind=Kind.QLQ, about=when.about, payload=payload, note=read_note(fields))


def _answers(given: Mapping[str, Any]) -> dict[int, int]:
    return {_item("answers", key): _answer(_item("answers", key), value) for key, value in given.items()}


def _answer(item: int, value: Any) -> int:
    return whole(f"answers.{item}", value, 1, _HIGHEST[item])


def _item(field: str, value: Any) -> int:
    if isinstance(value, str) and value in _BY_NAME:
        value = _BY_NAME[value]
    return whole(field, value, 1, len(ITEMS))


def _items(field: str, given: Sequence[Any]) -> list[int]:
    items = [_item(field, value) for value in given]
    if len(set(items)) < len(items):
        raise DoesNotFit(N_('"{field}" names an item twice: {value}.'), field=field, value=shown(list(given)))
    return sorted(items)


def _on_paper(fields: Fields, blank: list[int], mode: str) -> dict[str, Any]:
    """What a paper form alone has: items left blank on it, and how it was typed in."""
    told: dict[str, Any] = {"blank": blank} if blank else {}
    told |= {"paper": read_passes(fields.mapping("paper"))} if fields.has("paper") else {}
    if told and mode != "paper":
        field = next(iter(told))
        raise DoesNotFit(N_('"{field}" fits only a form that was filled in on paper.'), field=field)
    return told


def _not_seen(
    fields: Fields,
    answers: Mapping[int, int],
    declined: Sequence[int],
    left_open: Sequence[int],
    blank: Sequence[int],
) -> list[int]:
    """The items in no other place; every item stands in exactly one."""
    placed = [*answers, *declined, *left_open, *blank]
    twice = sorted({item for item in placed if placed.count(item) > 1})
    if twice:
        raise DoesNotFit(
            N_("Item {item} is in two of: answered, declined, left open, left blank."),
            item=twice[0],
        )
    rest = sorted(set(_HIGHEST) - set(placed))
    if fields.has("not_seen") and _items("not_seen", fields.sequence("not_seen")) != rest:
        raise DoesNotFit(
            N_('"not_seen" is not the items in no other place: {fits}.'), fits=", ".join(map(str, rest))
        )
    return rest


def _wording(given: Mapping[str, Any]) -> dict[str, Any]:
    """The pack that was answered: id, version, language, whether official, SHA-256, parts as known."""
    fields = Fields({f"wording.{name}": value for name, value in given.items()})
    told: dict[str, Any] = {
        name: fields.optional_text(f"wording.{name}") for name in ("id", "version", "language", "sha256")
    }
    told["official"] = fields.optional_flag("wording.official")
    fields.finish()
    if told["sha256"] is not None and not _SHA256.fullmatch(told["sha256"]):
        raise DoesNotFit(
            N_('"{field}": {value} is not a SHA-256; write its 64 digits in lower case.'),
            field="wording.sha256",
            value=shown(told["sha256"]),
        )
    return {name: value for name, value in told.items() if value is not None}


def _target(day: date, setting: Setting) -> str | None:
    target = Schedule(setting.diary).nearest(day)
    return target.day.isoformat() if target else None


def _cycle_day(day: date, setting: Setting) -> int | None:
    cycle = setting.calendar.cycle_on(day)
    return cycle.day_number(day) if cycle else None
