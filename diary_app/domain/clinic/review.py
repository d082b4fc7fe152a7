"""Alerts that a diary raised, each until the clinic writes what was done.

An alert is looked for on the days that the clinic's copy of the diary tells
about. One that was shown and whose reading was corrected since stays, marked.
What is new after a review (a reading that came with a later file, for
instance) asks for one again, as it calls the participant anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.alerts import Alert, holds, raised
from diary_app.domain.calls import answers, new_since
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.domain.facts import (
    AlertAnswer,
    AlertShown,
    CycleStart,
    DiaryTakenIn,
    Dose,
    Fact,
    Form,
    Pressure,
    Reviewed,
    SignAnswer,
    SymptomPage,
    Temperature,
    Weight,
)
from diary_app.domain.protocol import AlertRule

DONE = ("called", "seen", "dose_decision", "hospital", "nothing_needed", "other")
"""What the clinic did, as the log names it."""
FILLED_IN_DIARY = "self"
"""The mode of a questionnaire that came with the diary itself."""
_TOLD: tuple[type[Fact], ...] = (Dose, SymptomPage, SignAnswer, Pressure, Weight, Temperature, Form)


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert that a diary raised for ``day``.

    ``answered``: what somebody at home said they did, by writing. ``withdrawn``:
    it was shown, and what it was about was corrected since. ``reviewed``: what
    the clinic did, where nothing new came after; ``before``: earlier reviews.
    """

    rule: AlertRule
    day: date
    answered: tuple[AlertAnswer, ...]
    withdrawn: bool
    reviewed: Reviewed | None
    before: tuple[Reviewed, ...]


class AlreadyReviewed(DoesNotFit):
    """Somebody wrote about the alert already, and nothing new came since. ``now``: in the store's zone."""

    def __init__(self, review: Reviewed, now: datetime) -> None:
        at = review.record.entered_at.astimezone(now.tzinfo)
        super().__init__(
            N_("{who} already wrote about this alert at {time} on {day} ({id}); nothing was written."),
            who=review.record.actor,
            time=f"{at:%H:%M}",
            day=f"{at:%Y-%m-%d}",
            id=review.record.latest,
        )


def last_told(diary: Diary) -> date | None:
    """The last day that the diary has an entry of the participant's day about, whoever wrote it.

    A file of the diary that was taken in tells of every day that was over when it was made: on days
    without an entry nothing was written down, and they are not awaited.
    A questionnaire on paper or by interview tells nothing of the days before it: else each of them
    would count as not recorded, while the diary itself has not come.
    """
    days = [day for kind in _TOLD if kind is not Form for day in diary.days_with(kind)]
    days += [form.day for form in diary.all(Form) if form.mode == FILLED_IN_DIARY]
    return max([*days, *diary.days_with(DiaryTakenIn)], default=None)


def to_review(diary: Diary) -> list[Raised]:
    """The alerts that nobody at the clinic has written about yet, the most urgent first, then by day."""
    return [one for one in all_raised(diary) if one.reviewed is None]


def all_raised(diary: Diary) -> list[Raised]:
    """Every alert of a diary, reviewed ones too: the most urgent first, then by day and rule."""
    days = [day for kind in _TOLD for day in diary.days_with(kind)]
    told = last_told(diary)
    if diary.days_with(DiaryTakenIn):  # all days since the first dose are told of
        days += diary.days_with(CycleStart)
    return _raised(diary, min(days), told) if days and told is not None else []


def alert_of(diary: Diary, rule: str, day: date) -> Raised | None:
    """The alert of a rule (its code) that a diary raised for a day."""
    told = last_told(diary)
    if told is None or day > told:
        return None
    return next((one for one in _raised(diary, day, day) if one.rule.code == rule), None)


def _raised(diary: Diary, first: date, last: date) -> list[Raised]:
    known = last_told(diary) or last
    through = diary.through(known)
    found = [(alert.rule, alert.day, False) for alert in raised(through, first, last, known)]
    found += [(rule, day, True) for rule, day in _withdrawn(through, first, last, known)]
    ranked = sorted(found, key=lambda one: Alert(one[0], one[1]).rank)
    return [_one(through, rule, day, gone, known) for rule, day, gone in ranked]


def _withdrawn(diary: Diary, first: date, last: date, today: date) -> Sequence[tuple[AlertRule, date]]:
    """The alerts that were shown and whose rule no longer holds for their day."""
    days = DoseDays(diary, today)
    found: dict[tuple[str, date], AlertRule] = {}
    for one in diary.all(AlertShown):
        rule = next((each for each in diary.protocol_on(one.day).alerts if each.code == one.rule), None)
        if rule is not None and first <= one.day <= last and not holds(rule, diary, days, one.day):
            found[rule.code, one.day] = rule
    return [(rule, day) for (_, day), rule in found.items()]


def _one(diary: Diary, rule: AlertRule, day: date, withdrawn: bool, told: date) -> Raised:
    reviews = [one for one in diary.on_day(Reviewed, day) if one.rule == rule.code]
    holding = [one for one in reviews if not new_since(diary, rule, one, told=told)]
    current = holding[-1] if holding else None
    earlier = tuple(one for one in reviews if one is not current)
    return Raised(rule, day, tuple(answers(diary, rule, day)), withdrawn, current, earlier)
