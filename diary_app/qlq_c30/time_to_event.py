"""The product-limit estimate of times that are partly censored (Kaplan and Meier 1958, JASA 53:457-481)."""

from __future__ import annotations

from collections.abc import Iterable

from diary_app.qlq_c30.deterioration import Deterioration


def median_days(found: Iterable[Deterioration]) -> int | None:
    """The first day on which at most half have not got worse; ``None`` when that is not reached.

    At one day the events come before the censored: who is censored on a day
    was at risk on it.
    """
    times = list(found)
    going_on = 1.0
    for day in sorted({each.days for each in times if each.worse}):
        at_risk = sum(each.days >= day for each in times)
        worse = sum(each.worse and each.days == day for each in times)
        going_on *= 1 - worse / at_risk
        if going_on <= 0.5 + 1e-12:  # 1/2 as a product of fractions is not exact
            return day
    return None
