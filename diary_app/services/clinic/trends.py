"""Every score of every form, with its changes from the first and from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from diary_app.charts.days import PlanDay
from diary_app.domain.facts import Form
from diary_app.domain.log.entry import By
from diary_app.domain.schedule import Schedule, WindowState
from diary_app.qlq_c30.interpretation import Change, change, highlight_points
from diary_app.qlq_c30.scoring import Scores, score
from diary_app.services.clinic.told import ToldScope
from diary_app.services.results import forms_and_gaps, shown_forms

PAPER = "paper"
PASSES = "passes"
"""In what a form typed from paper says of the paper: the entries of its passes."""


class EnteredBy(StrEnum):
    """How a form came into the log."""

    PARTICIPANT = "participant"
    HELPER = "helper"
    INTERVIEW = "interview"
    PAPER = "paper"
    PAPER_TWICE = "paper_twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendForm:
    """A form, or a window that closed without one (``scores`` is ``None`` then).

    ``baseline``: its target is the one before the first dose; ``counts``: it is
    the form that changes are counted from.
    """

    place: PlanDay
    baseline: bool
    counts: bool
    window: WindowState | None
    entered: EnteredBy | None
    scores: Scores | None
    unofficial: bool = False


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A change of the dose level on a day, mg a day."""

    day: date
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendsView:
    """All forms in order of their days. ``limit``: points from which a change is better or worse."""

    participant: str
    forms: tuple[TrendForm, ...]
    levels: tuple[LevelChange, ...]
    limit: float

    @property
    def baseline(self) -> TrendForm | None:
        """The form that changes are counted from."""
        return next((form for form in self.forms if form.counts), None)


@dataclass(frozen=True, slots=True)
class ScoreStep:
    """One score of one form with its changes; ``None`` where either score is missing."""

    form: TrendForm
    value: float | None
    from_baseline: Change | None
    from_last: Change | None


def trends_of(scope: ToldScope) -> TrendsView:
    """The forms of one participant."""
    schedule = Schedule(scope.diary)
    forms = shown_forms(scope.diary, schedule)
    baseline = schedule.baseline()
    told = [
        _form(scope, schedule, day, form, counts=form is not None and form is baseline)
        for day, form in forms_and_gaps(forms, schedule, scope.present)
    ]
    return TrendsView(
        participant=scope.request.participant,
        forms=tuple(told),
        levels=_levels(scope),
        limit=highlight_points(),
    )


def _form(scope: ToldScope, schedule: Schedule, day: date, form: Form | None, *, counts: bool) -> TrendForm:
    if form is None:
        target = schedule.nearest(day)
        first = target is not None and target.baseline
        return TrendForm(place=scope.place(day), baseline=first, counts=False, window=None, entered=None,
                         scores=None)  # fmt: skip
    place = schedule.place(form)
    return TrendForm(
        place=scope.place(day),
        baseline=place.target is not None and place.target.baseline,
        counts=counts,
        window=place.window,
        entered=entered_by(form),
        scores=score(form.answers),
        unofficial=not form.wording.get("official", False),
    )


def entered_by(form: Form) -> EnteredBy:
    """How a form came into the log: by the participant's own hand, with help, asked, or from paper."""
    if form.mode == PAPER:
        return EnteredBy.PAPER_TWICE if _passes(form.record.payload) > 1 else EnteredBy.PAPER
    if form.mode == "interview":
        return EnteredBy.INTERVIEW
    return EnteredBy.HELPER if form.record.by == By.HELPER else EnteredBy.PARTICIPANT


def _passes(payload: Mapping[str, Any]) -> int:
    """How often the paper was typed."""
    return len(payload.get(PAPER, {}).get(PASSES, ()))


def _levels(scope: ToldScope) -> tuple[LevelChange, ...]:
    changes = [each for each in scope.calendar.level_changes() if each[0] <= scope.present]
    return tuple(LevelChange(now[0], before[1], now[1]) for before, now in pairwise(changes))


def steps(view: TrendsView, code: str) -> list[ScoreStep]:
    """One score through all forms; "from last" looks at the form before, whatever lies between."""
    base = view.baseline
    first = base.scores[code] if base is not None and base.scores is not None else None
    before: float | None = None
    seen = based = False
    found = []
    for form in view.forms:
        value = form.scores[code] if form.scores is not None else None
        found.append(ScoreStep(
            form,
            value,
            change(code, first, value, view.limit) if based else None,
            change(code, before, value, view.limit) if seen else None,
        ))  # fmt: skip
        if form.scores is not None:
            before, seen = value, True
        based = based or form.counts  # what came before the baseline has no change since then
    return found
