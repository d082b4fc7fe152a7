"""Time to deterioration of one scale: the first change for the worse from baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.interpretation import change

DAYS_IN_MONTH = 30.4375
"""A twelfth of 365.25 days."""


@dataclass(frozen=True, slots=True)
class Deterioration:
    """``worse``: it happened on ``days`` after baseline; otherwise censored on that day."""

    worse: bool
    days: int

    @property
    def months(self) -> float:
        """Days / 30.4375, unrounded."""
        return self.days / DAYS_IN_MONTH


def time_to_deterioration(
    code: str,
    baseline: float | None,
    later: Iterable[tuple[int, float | None]],
    limit: float | None = None,
) -> Deterioration:
    """First change of ``limit`` points or more for the worse, or censoring.

    ``later`` holds (days after baseline, score) in any order; a missing score
    is no follow-up. Without a baseline score censored at day 0, without
    follow-up at day 1, otherwise at the last score. Follow-up before or on
    the day of baseline is refused.
    """
    if baseline is None:
        return Deterioration(worse=False, days=0)
    scored = sorted((days, score) for days, score in later if score is not None)
    if scored and scored[0][0] < 1:
        raise DoesNotFit(N_("Follow-up lies after the first form; day {day} does not."), day=scored[0][0])
    for days, score in scored:
        seen = change(code, baseline, score, limit)
        if seen is not None and seen.direction == "worse":
            return Deterioration(worse=True, days=days)
    return Deterioration(worse=False, days=scored[-1][0] if scored else 1)
