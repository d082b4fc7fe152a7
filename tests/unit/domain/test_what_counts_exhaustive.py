"""Everything that can happen on the days of a short cycle, against counts worked out a second time."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from diary_app.domain.adherence import Exposure
from diary_app.domain.diary import Diary
from diary_app.domain.log.entry import Kind
from diary_app.domain.record import Record
from tests.diaries import day_of, plain_diary, plain_record, short_plan
from tests.unit.domain.counting import Act, Counting

LENGTH, TREATMENT = 5, 3
PLAN = short_plan(LENGTH, TREATMENT)

# What is written about a day, in this order.
ON_A_DAY = {
    "nothing": (),
    "taken": (("taken", 12),),
    "not taken": (("not_taken", 0),),
    "held": (("hold", 0),),
    "held, taken all the same": (("hold", 0), ("taken", 12)),
    "taken, then held": (("taken", 12), ("hold", 0)),
    "held, not taken": (("hold", 0), ("not_taken", 0)),
    "twice": (("taken", 12), ("taken", 12)),
    "wrong strength": (("taken", 8),),
    "both told": (("not_taken", 0), ("taken", 12)),
}
HOLDS = [
    (first, last) for first in range(1, 6) for last in (None, 1, 2, 3, 6, 7) if not last or last >= first
]
FEW = ("nothing", "taken", "not taken", "held")


def acts_of(days: tuple[str, ...], first: int = 1) -> list[Act]:
    return [
        Act(kind, day, mg, day if kind == "hold" else None)
        for day, what in enumerate(days, start=first)
        for kind, mg in ON_A_DAY[what]
    ]


def record_of(act: Act, counter: int) -> Record:
    if act.kind == "start":
        return plain_record(Kind.CYCLE_START, act.day, counter, mg=str(act.mg), source="clinic")
    if act.kind == "level":
        return plain_record(Kind.DOSE_LEVEL, act.day, counter, mg=str(act.mg))
    if act.kind == "hold":
        to = {"to": day_of(act.last)} if act.last is not None else {}
        return plain_record(Kind.HOLD, act.day, counter, **{"from": day_of(act.day), **to})
    mg = {"mg": str(act.mg)} if act.kind == "taken" else {}
    return plain_record(Kind.DOSE, act.day, counter, status=act.kind, **mg)


def built(acts: list[Act]) -> Diary:
    return plain_diary(PLAN, [record_of(act, counter) for counter, act in enumerate(acts, start=1)])


def compare(acts: list[Act], on: int, today: int) -> None:
    expected = Counting(LENGTH, TREATMENT, tuple(acts)).at(on, today)
    exposure = Exposure(built(acts), date.fromisoformat(day_of(on)), date.fromisoformat(day_of(today)))
    counts = exposure.adherence()
    found = (counts.taken, counts.due, counts.not_taken, counts.not_recorded, counts.held, counts.off_plan)
    assert found == (
        expected.taken, expected.due, expected.not_taken, expected.not_recorded, expected.held,
        expected.off_plan,
    )  # fmt: skip
    assert {n: s.status.value for n, s in enumerate(exposure.states, 1)} == expected.statuses
    intensity = exposure.intensity()
    assert (intensity.mg_taken, intensity.actual_days) == (expected.mg, expected.days)
    assert (intensity.low, intensity.high) == (expected.low, expected.high)
    assert intensity.value == (expected.low if expected.low == expected.high else None)


@pytest.mark.slow
@pytest.mark.parametrize(("on", "today"), [(2, 2), (3, 3), (3, 4), (4, 4), (5, 9), (2, 5)])
def test_every_cycle_of_three_treatment_days(on: int, today: int) -> None:
    for days in product(ON_A_DAY, repeat=TREATMENT):
        compare([Act("start", 1), *acts_of(days)], on, today)


@pytest.mark.slow
@pytest.mark.parametrize("second", [4, 6, 8])
def test_every_two_cycles_early_on_time_and_late(second: int) -> None:
    for first_days in product(FEW, repeat=TREATMENT):
        for second_days in product(FEW, repeat=2):
            acts = [Act("start", 1), *acts_of(first_days), Act("start", second, 10)]
            acts += [
                Act(act.kind, act.day, 10 if act.kind == "taken" else 12, act.last)
                for act in acts_of(second_days, second)
            ]
            compare(acts, second + 2, second + 2)


@pytest.mark.parametrize("rest", ["nothing", "taken", "twice", "held, taken all the same"])
@pytest.mark.parametrize("second", [None, 6, 9])
def test_every_rest_day(rest: str, second: int | None) -> None:
    for days in product(("taken", "nothing"), repeat=TREATMENT):
        start = [Act("start", second)] if second else []
        compare([Act("start", 1), *acts_of(days), *acts_of((rest,), 4), *start], second or 8, 30)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize(("first", "last"), HOLDS)
@pytest.mark.parametrize("second", [None, 6, 7])
def test_every_hold_over_several_days(place: int, first: int, last: int | None, second: int | None) -> None:
    for days in product(("nothing", "taken", "not taken"), repeat=TREATMENT):
        acts = [Act("start", 1), *acts_of(days)]
        acts.insert(min(1 + place, len(acts)), Act("hold", first, last=last))
        if second is not None:
            acts += [Act("start", second), *acts_of(("nothing", "taken"), second)]
        compare(acts, 8, 8)


@pytest.mark.parametrize("day", range(1, 7))
@pytest.mark.parametrize("mg", [8, 10, 12])
def test_every_level_decision(day: int, mg: int) -> None:
    for days in product(("nothing", "taken", "wrong strength"), repeat=TREATMENT):
        acts = [Act("start", 1), *acts_of(days), Act("level", day, mg), Act("start", 6, 12)]
        compare([*acts, *acts_of(days, 6)], 8, 9)
