"""What the page of alerts needs of one participant's diary, whatever day it is, and that as JSON values.

Each alert that waits, in the order of the review; and each one that the clinic
wrote about, as it stands now: one whose reading was taken back since says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from diary_app.domain.calls import answers
from diary_app.domain.clinic.patient_row_alerts import met
from diary_app.domain.clinic.review import Raised, alert_of
from diary_app.domain.diary import Diary
from diary_app.domain.facts import AlertAnswer, Reviewed

SHAPE = 2
"""Raise it with any change of what is kept here or how the domain counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody at home said they did; ``done``: a code of ``domain.calls.Done``, ``by``: whose hand."""

    done: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the clinic wrote; ``entry``: the id to undo it by."""

    entry: str
    actor: str
    at: datetime
    done: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAlert:
    """An alert of one diary; ``plan``: SHA-256 of the text of the plan in force on ``day``.

    ``others``: what the clinic wrote besides ``reviewed``, before it or in another store.
    """

    rule: str
    level: str
    day: date
    plan: str
    code: str
    values: Mapping[str, str]
    said: tuple[Said, ...]
    reviewed: Review | None
    others: tuple[Review, ...]
    again: bool


def kept_alerts(diary: Diary, plans: Sequence[str], every: Sequence[Raised]) -> tuple[KeptAlert, ...]:
    """Those that wait and those that are reviewed.

    ``plans``: the texts of the diary's plans, as adopted; ``every``: ``domain.clinic.review.all_raised``.
    """
    waiting = [one for one in every if one.reviewed is None]
    there = {(one.rule.code, one.day): one for one in every}
    last = {(one.rule, one.day): one for one in diary.all(Reviewed)}
    standing = [
        _reviewed(diary, review, there.get(key))
        for key, review in last.items()
        if key not in there or there[key].reviewed is not None
    ]
    found = [*(as_kept(diary, one) for one in waiting), *(one for one in standing if one is not None)]
    return tuple(replace(one, plan=_plan(diary, plans, one.day)) for one in found if _is_known(diary, one))


def _is_known(diary: Diary, alert: KeptAlert) -> bool:
    """Whether the plan in force that day has the rule."""
    return diary.protocol_on(alert.day).alert_rule(alert.rule) is not None


def _plan(diary: Diary, plans: Sequence[str], day: date) -> str:
    found = diary.protocol_on(day)
    place = next(place for place, each in enumerate(diary.adoptions) if each.protocol is found)
    return plan_name(plans[place])


def plan_name(text: str) -> str:
    """How a plan is told from others: 64 hex digits."""
    return sha256(text.encode("utf-8")).hexdigest()


def _reviewed(diary: Diary, review: Reviewed, alert: Raised | None) -> KeptAlert | None:
    """A review and its alert, as it stands now; one whose reading was taken back since says so."""
    found = alert or alert_of(diary, review.rule, review.day)
    rule = diary.protocol_on(review.day).alert_rule(review.rule)
    if found is None and rule is not None:
        found = Raised(rule, review.day, tuple(answers(diary, rule, review.day)), True, review, ())
    if found is None:
        return None
    kept = as_kept(diary, found)
    return kept if kept.reviewed else replace(kept, reviewed=_review(review), again=False)


def as_kept(diary: Diary, one: Raised) -> KeptAlert:
    """An alert with what met its rule, its plan yet unnamed."""
    code, values = met(diary, one)
    return KeptAlert(
        rule=one.rule.code,
        level=one.rule.level.value,
        day=one.day,
        plan="",
        code=code,
        values=values,
        said=tuple(_said(answer) for answer in one.answered),
        reviewed=_review(one.reviewed) if one.reviewed else None,
        others=tuple(_review(each) for each in one.before),
        again=one.reviewed is None and bool(one.before),
    )


def _said(answer: AlertAnswer) -> Said:
    return Said(done=answer.done, by=answer.record.by, at=answer.record.entered_at)


def _review(review: Reviewed) -> Review:
    record = review.record
    return Review(
        entry=record.id, actor=record.actor, at=record.entered_at, done=review.done, note=record.note
    )


def to_json(alerts: Sequence[KeptAlert]) -> list[dict[str, Any]]:
    """The same as JSON values."""
    return [
        {
            "rule": each.rule,
            "level": each.level,
            "day": each.day.isoformat(),
            "plan": each.plan,
            "code": each.code,
            "values": dict(each.values),
            "said": [[said.done, said.by, said.at.isoformat()] for said in each.said],
            "reviewed": None if each.reviewed is None else _review_json(each.reviewed),
            "others": [_review_json(other) for other in each.others],
            "again": each.again,
        }
        for each in alerts
    ]


def _review_json(review: Review) -> list[str | None]:
    return [review.entry, review.actor, review.at.isoformat(), review.done, review.note]


def from_json(told: Sequence[Mapping[str, Any]]) -> tuple[KeptAlert, ...]:
    """What ``to_json`` made ``told`` of; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    return tuple(map(_alert_of, told))


def _alert_of(told: Mapping[str, Any]) -> KeptAlert:
    said = (Said(done=done, by=by, at=datetime.fromisoformat(at)) for done, by, at in told["said"])
    return KeptAlert(
        rule=told["rule"],
        level=told["level"],
        day=date.fromisoformat(told["day"]),
        plan=told["plan"],
        code=told["code"],
        values=told["values"],
        said=tuple(said),
        reviewed=None if told["reviewed"] is None else _review_of(told["reviewed"]),
        others=tuple(map(_review_of, told["others"])),
        again=told["again"],
    )


def _review_of(told: Sequence[Any]) -> Review:
    entry, actor, at, done, note = told
    return Review(entry=entry, actor=actor, at=datetime.fromisoformat(at), done=done, note=note)
