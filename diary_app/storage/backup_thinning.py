"""Which automatic backups are kept as they grow old."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 12, 10, 9


def to_keep(made: Iterable[datetime]) -> set[datetime]:
    """Of backups made at these instants, the ones to keep.

    The newest of each of the latest 12 days, 10 weeks (ISO 8601) and 9 months
    that have one; so the newest of all is always among them. Days are those of
    the instants' own zone.
    """
    newest_first = sorted(made, reverse=True)
    kept: set[datetime] = set()
    for period, most in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        kept |= set(_newest_of_each(newest_first, period, most))
    return kept


def _newest_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], Hashable], most: int
) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for instant in newest_first:
        found.setdefault(period(instant), instant)
    return list(found.values())[:most]


def _day(instant: datetime) -> Hashable:
    return instant.date()


def _week(instant: datetime) -> Hashable:
    return instant.isocalendar()[:2]


def _month(instant: datetime) -> Hashable:
    return instant.year, instant.month
