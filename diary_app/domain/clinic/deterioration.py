"""Time to deterioration of every score of every participant, and of all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diary_app.domain.diary import Diary
from diary_app.domain.facts import Form
from diary_app.domain.schedule import Schedule
from diary_app.qlq_c30.deterioration import DAYS_IN_MONTH, Deterioration, time_to_deterioration
from diary_app.qlq_c30.scales import CODES
from diary_app.qlq_c30.scoring import score
from diary_app.qlq_c30.time_to_event import median_days


def deterioration_of(diary: Diary, limit: float | None = None) -> dict[str, Deterioration]:
    """By score code: the first change of ``limit`` points or more for the worse since baseline, or censoring.

    Every form after the baseline form counts on its own day, also one out of its
    window: true spacing in time. Of two forms of one window the nearer to its
    target does. No baseline: censored at day 0; no follow-up: at day 1.
    """
    schedule = Schedule(diary)
    baseline = schedule.baseline()
    first = score(baseline.answers) if baseline else dict.fromkeys(CODES)
    later = [] if baseline is None else _after(baseline, diary, schedule)
    scored = [(days, score(form.answers)) for days, form in later]
    return {
        code: time_to_deterioration(code, first[code], [(days, at[code]) for days, at in scored], limit)
        for code in CODES
    }


def _after(baseline: Form, diary: Diary, schedule: Schedule) -> list[tuple[int, Form]]:
    """(days after baseline, form) of the forms that follow it."""
    forms = [form for form in diary.all(Form) if not schedule.place(form).duplicate]
    return [((form.day - baseline.day).days, form) for form in forms if form.day > baseline.day]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleDeterioration:
    """One score over all participants.

    ``with_baseline``: who has a baseline score of it; ``worse``: of those, who
    got worse; the others are censored. ``median_months``: product-limit
    estimate over those with a baseline score, days / 30.4375, ``None`` when not
    reached.
    """

    code: str
    with_baseline: int
    worse: int
    median_months: float | None


def together(people: Sequence[Mapping[str, Deterioration]]) -> list[ScaleDeterioration]:
    """Every score over all participants, in the order of the scales."""
    return [_scale(code, [person[code] for person in people]) for code in CODES]


def _scale(code: str, found: Sequence[Deterioration]) -> ScaleDeterioration:
    begun = [each for each in found if each.days > 0]  # day 0: no baseline
    days = median_days(begun)
    return ScaleDeterioration(
        code=code,
        with_baseline=len(begun),
        worse=sum(each.worse for each in begun),
        median_months=None if days is None else days / DAYS_IN_MONTH,
    )
