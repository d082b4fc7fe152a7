"""Thinning: 12 daily, 10 weekly, 9 monthly, and never the newest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from diary_app.storage.backup_thinning import DAILY, MONTHLY, WEEKLY, to_keep

START = datetime(2026, 1, 1, 23, 10, tzinfo=UTC)


def test_the_numbers_are_those_promised() -> None:
    assert (DAILY, WEEKLY, MONTHLY) == (12, 10, 9)


def test_every_morning_of_two_years() -> None:
    """Thinned after each one, as it is done: the kept ones reach back and never include a surprise."""
    there: set[datetime] = set()
    for number in range(730):
        newest = START + timedelta(days=number)
        there = to_keep(there | {newest})
        assert newest in there
        assert len(there) <= DAILY + WEEKLY + MONTHLY
        last_days = {newest - timedelta(days=back) for back in range(min(number + 1, DAILY))}
        assert last_days <= there
    weeks = {instant.isocalendar()[:2] for instant in there}
    months = {(instant.year, instant.month) for instant in there}
    assert len(months) >= MONTHLY
    assert len(weeks) >= WEEKLY


@pytest.mark.parametrize("chosen", range(1, 7))
def test_every_choice_of_days_of_a_fortnight_over_months(chosen: int) -> None:
    """With fewer than each limit nothing goes: one a day, in every combination."""
    days = [START + timedelta(days=11 * number) for number in range(10)]
    for some in combinations(days, chosen):
        assert to_keep(some) == set(some)


def test_several_of_a_day_leave_the_newest() -> None:
    day = [START + timedelta(minutes=minute) for minute in range(20)]
    assert to_keep(day) == {day[-1]}
    assert to_keep([]) == set()


def test_days_weeks_and_months_are_counted_each_by_itself() -> None:
    days = [START + timedelta(days=number) for number in range(400)]
    kept = sorted(to_keep(days), reverse=True)
    newest_of_months = {max(d for d in days if (d.year, d.month) == month) for month in
                        sorted({(d.year, d.month) for d in days})[-MONTHLY:]}  # fmt: skip
    newest_of_weeks = {max(d for d in days if d.isocalendar()[:2] == week) for week in
                       sorted({tuple(d.isocalendar()[:2]) for d in days})[-WEEKLY:]}  # fmt: skip
    assert set(kept) == set(days[-DAILY:]) | newest_of_weeks | newest_of_months
