"""The clinic's decisions as the log tells them: every pair of levels, delays, holds, and what is flagged."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from diary_app.domain.accountability import accountability
from diary_app.domain.clinic.decisions import Decision, What, decisions, higher_levels, lower_levels
from tests.diaries import Notebook, day_of

LEVELS = (12, 10, 8)


def told(book: Notebook, today: int = 60) -> list[Decision]:
    return decisions(book.diary, date.fromisoformat(day_of(today)))


@pytest.mark.parametrize(("first", "then"), list(product(LEVELS, LEVELS)))
def test_every_pair_of_levels(first: int, then: int) -> None:
    desk = Notebook(staff=True)
    desk.tell("dose_level", 3, mg=first, reason="x")
    desk.tell("dose_level", 5, mg=then, reason="x")
    one = told(desk)[0]
    what = What.LEVEL if first == then else What.REDUCE if then < first else What.RE_ESCALATE
    assert (one.what, one.mg, one.before) == (what, then, first)
    assert one.skips == ({first, then} == {12, 8})
    day = date.fromisoformat(day_of(5))
    assert list(lower_levels(desk.diary, day)) == [level for level in LEVELS if level < then]
    assert list(higher_levels(desk.diary, day)) == [level for level in reversed(LEVELS) if level > then]


def test_a_decision_on_the_day_of_a_start_changes_that_starts_level() -> None:
    desk = Notebook(staff=True)
    desk.start(22, 10, reason="x")
    desk.tell("dose_level", 22, mg=8, reason="x")
    assert [(one.what, one.before, one.mg) for one in told(desk)][:2] == [
        (What.REDUCE, 10, 8), (What.START, 12, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "days", "long"), [(21, None, False), (22, None, False), (23, 1, False),
                                                     (36, 14, False), (37, 15, True)])  # fmt: skip
def test_a_later_start_is_a_delay_and_a_long_one_is_flagged(start: int, days: int | None, long: bool) -> None:
    desk = Notebook(staff=True)
    desk.start(start)
    one = told(desk)[0]
    assert (one.what, one.days, one.long) == (What.DELAY if days else What.START, days, long)


@pytest.mark.parametrize(("last", "days", "long"), [(5, 1, False), (18, 14, False), (19, 15, True)])
def test_a_hold_counts_its_days_and_a_long_one_is_flagged(last: int, days: int, long: bool) -> None:
    desk = Notebook(staff=True)
    desk.hold(5, last)
    one = told(desk)[0]
    assert (one.what, one.days, one.long) == (What.HOLD, days, long)


def test_an_open_hold_lasts_to_the_next_start_else_until_today() -> None:
    desk = Notebook(staff=True)
    desk.hold(5)
    assert [one.days for one in told(desk, 9) if one.what == What.HOLD] == [5]
    desk.start(30)
    assert [one.days for one in told(desk, 60) if one.what == What.HOLD] == [25]


def test_the_plans_line_of_capsules_by_hand() -> None:
    desk = Notebook(staff=True)
    desk.hold(4, 6)
    desk.tell("dose_level", 8, mg=10, reason="x")
    for day in (1, 2, 3, 7, 8, 9):
        desk.took(day)
    count = {line.strength: line for line in accountability(desk.diary)}
    # 12 mg on days 1, 2, 3 and 7 (4 to 6 held); 10 mg on 8 and 9, the last day told
    assert [(count[mg].by_plan, count[mg].by_diary) for mg in LEVELS] == [(4, 4), (2, 2), (0, 0)]
    until = accountability(desk.diary, date.fromisoformat(day_of(20)))
    assert [line.by_plan for line in until] == [4, 7, 0]  # 10 mg on days 8 to 14
    desk.tell("stop", 12)
    assert [line.by_plan for line in accountability(desk.diary, date.fromisoformat(day_of(20)))] == [4, 4, 0]
