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


@pytest.mark.parametrize("told_of", ["stop", "death"])
def test_an_open_hold_ends_where_treatment_does(told_of: str) -> None:
    desk = Notebook(staff=True)
    desk.hold(5)
    if told_of == "stop":
        desk.tell("stop", 9)
    else:
        desk.tell("visit", 9, death=day_of(8))
    assert [(one.days, one.long) for one in told(desk, 400) if one.what == What.HOLD] == [(4, False)]


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


Run = tuple[int, int]


def held(*runs: Run) -> list[tuple[int, int | None, bool]]:
    """Days, days together and the flag of each hold, in the order they were told."""
    desk = Notebook(staff=True)
    for first, last in runs:
        desk.hold(first, last)
    found = {one.fact.record.id: one for one in told(desk) if one.what == What.HOLD}
    return [(one.days or 0, one.together, one.long) for _, one in sorted(found.items())]


@pytest.mark.parametrize(
    ("runs", "by_hand"),
    [
        ([(5, 12), (13, 18)], [(8, 14, False), (6, 14, False)]),  # 14 days in all: not longer
        ([(5, 12), (13, 19)], [(8, 15, True), (7, 15, True)]),
        ([(13, 19), (5, 12)], [(7, 15, True), (8, 15, True)]),  # told in the other order
        ([(5, 12), (14, 20)], [(8, None, False), (7, None, False)]),  # a day with capsules between
        ([(5, 10), (11, 15), (16, 20)], [(6, 16, True), (5, 16, True), (5, 16, True)]),
        ([(5, 10), (16, 20), (11, 15)], [(6, 16, True), (5, 16, True), (5, 16, True)]),
        ([(5, 12), (8, 19)], [(8, 15, True), (12, 15, True)]),  # over each other: no day twice
        ([(5, 19), (7, 9)], [(15, None, True), (3, 15, True)]),
    ],
)
def test_holds_beside_each_other_are_one_interruption(
    runs: list[Run], by_hand: list[tuple[int, int | None, bool]]
) -> None:
    assert held(*runs) == by_hand


@pytest.mark.parametrize("pattern", range(1, 2**4))
def test_every_way_to_tell_holds_of_four_days_each_by_counting_days(pattern: int) -> None:
    blocks = [place for place in range(4) if pattern >> place & 1]
    runs = [(5 + 4 * place, 8 + 4 * place) for place in blocks]
    days = {day for first, last in runs for day in range(first, last + 1)}
    for (first, _), (_, together, long) in zip(runs, held(*runs), strict=True):
        run, day = 1, first
        while day - 1 in days:
            day -= 1
        while day + run in days:
            run += 1
        assert (together or 4, long) == (run, run > 14)


def test_a_hold_that_goes_over_into_a_delay_is_one_interruption() -> None:
    desk = Notebook(staff=True)
    desk.hold(12, 21)
    desk.start(28)  # planned on day 22
    assert [(one.what, one.days, one.together, one.long) for one in told(desk)][:2] == [
        (What.DELAY, 6, 16, True), (What.HOLD, 10, 16, True),
    ]  # fmt: skip
