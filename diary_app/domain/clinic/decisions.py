"""The clinic's dose decisions as the log tells them, flagged and never blocked.

A delay has no entry of its own: it is a cycle start on a later day than the
cycle's length plans, told before or moved by a correction. The longest
interruption is the plan's setting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from diary_app.domain.cycle import Calendar, Cycle
from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import Diary, covers
from diary_app.domain.facts import CycleStart, Dose, DoseLevel, Fact, Hold, Stop, Visit

Span = tuple[date, date]
NEXT_START = "next_start"


class What(StrEnum):
    """What was decided."""

    START = "start"
    DELAY = "delay"
    HOLD = "hold"
    REDUCE = "reduce"
    RE_ESCALATE = "re_escalate"
    LEVEL = "level"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. ``last``: of a hold, inclusive (``None``: until further notice).

    ``days``: of a delay those after the planned day, of a hold those it covers
    so far. ``mg``: the level in force from then on, ``before``: until then.
    ``together``: days of the whole interruption where another hold or delay lies
    right beside it or over it. ``long``: that is longer than the plan's longest
    interruption. ``skips``: a level of the plan between the two was left out.
    """

    fact: Fact
    what: What
    day: date
    cycle: int | None
    mg: Decimal | None = None
    before: Decimal | None = None
    last: date | None = None
    days: int | None = None
    together: int | None = None
    long: bool = False
    skips: bool = False
    reason: str | None = None


def decisions(diary: Diary, today: date) -> list[Decision]:
    """Every decision, the newest day first; starts that do not count are left out."""
    calendar = Calendar(diary)
    found = _summed_up(diary, [*_starts(calendar), *_holds(diary, calendar, today)])
    found += [_level(diary, calendar, each) for each in diary.all(DoseLevel)]
    for each in diary.all(Stop):
        number = _number(calendar, each.day)
        found.append(Decision(fact=each, what=What.STOP, day=each.day, cycle=number, reason=each.reason))
    return sorted(found, key=lambda one: (one.day, one.fact.order), reverse=True)


def interruption_days(first: date, last: date | None, following: date | None, today: date) -> int:
    """Days of a pause, both ends inside; an open one lasts to the next start, else until today."""
    if last is None:
        last = following - timedelta(days=1) if following is not None else max(today, first)
    return (last - first).days + 1


def level_before(calendar: Calendar, day: date) -> Decimal | None:
    """The dose level in force on the day before."""
    return calendar.level_on(day - timedelta(days=1))


def lower_levels(diary: Diary, day: date) -> tuple[Decimal, ...]:
    """The plan's levels below the one in force on ``day``, the next one first."""
    now = Calendar(diary).level_on(day)
    levels = diary.protocol_on(day).regimen.dose_levels
    return tuple(level for level in levels if now is not None and level < now)


def higher_levels(diary: Diary, day: date) -> tuple[Decimal, ...]:
    """The plan's levels above the one in force on ``day``, the next one first."""
    now = Calendar(diary).level_on(day)
    levels = diary.protocol_on(day).regimen.dose_levels
    return tuple(level for level in reversed(levels) if now is not None and level > now)


def start_to_move(diary: Diary) -> CycleStart | None:
    """The last cycle start that was told, while no capsule of that cycle is written down."""
    last = Calendar(diary).cycles[-1:]
    waiting = [cycle for cycle in last if cycle.number > 1 and not _begun(diary, cycle.start)]
    return waiting[0].begun if waiting else None


def _begun(diary: Diary, start: date) -> bool:
    return any(dose.taken for dose in diary.all(Dose) if dose.day >= start)


def holds_to_end(diary: Diary, resumes: date) -> list[Hold]:
    """The holds that still cover ``resumes``, the last one begun at the end; several may lie over it."""
    calendar = Calendar(diary)
    return [
        hold
        for hold in diary.all(Hold)
        if covers(hold, resumes, next((one.start for one in calendar.cycles if one.start > hold.day), None))
    ]


def planned_start(diary: Diary, today: date) -> date | None:
    """The day on which the cycle after the running one would begin without delay."""
    cycle = Calendar(diary).cycle_on(today)
    return cycle.planned_next if cycle else None


def said_start(diary: Diary) -> tuple[Visit, date] | None:
    """The visit that said last when the next cycle is to start, and that day, while no start is written down.

    Saying it begins nothing: a cycle begins by its own entry. Nothing is open any
    more once a start on or after that day is written down, or one that was
    decided after the visit.
    """
    last = Calendar(diary).cycles[-1:]
    said = [visit for visit in diary.all(Visit) if visit.values.get(NEXT_START)]
    if not said or not last or diary.all(Stop):
        return None
    begun, visit = last[0].begun, said[-1]
    day = date.fromisoformat(visit.values[NEXT_START])
    decided_after = begun.day > visit.day and begun.order > visit.order
    return None if begun.day >= day or decided_after else (visit, day)


def _starts(calendar: Calendar) -> Iterator[Decision]:
    before: Cycle | None = None
    for cycle in calendar.cycles:
        late = (cycle.start - before.planned_next).days if before else 0
        yield Decision(
            fact=cycle.begun,
            what=What.DELAY if late > 0 else What.START,
            day=cycle.start,
            cycle=cycle.number,
            mg=cycle.begun.mg,
            before=level_before(calendar, cycle.start) if before else None,
            days=late if late > 0 else None,
            reason=cycle.begun.record.payload.get("reason"),
        )
        before = cycle


def _holds(diary: Diary, calendar: Calendar, today: date) -> Iterator[Decision]:
    for each in diary.all(Hold):
        following = next((cycle.start for cycle in calendar.cycles if cycle.start > each.day), None)
        if calendar.over(today) and calendar.end is not None:  # nothing is held once treatment is over
            following = min(following or calendar.end, max(calendar.end, each.day + ONE_DAY))
        yield Decision(
            fact=each,
            what=What.HOLD,
            day=each.day,
            cycle=_number(calendar, each.day),
            last=each.last,
            days=interruption_days(each.day, each.last, following, today),
            reason=each.reason,
        )


def _summed_up(diary: Diary, found: Sequence[Decision]) -> list[Decision]:
    """With the days of each whole interruption: pauses that touch or overlap are one."""
    spans = {one.fact.record.id: _span(one) for one in found if one.days}
    whole = {record: _whole(span, spans.values()) for record, span in spans.items()}
    return [_with_whole(diary, one, whole.get(one.fact.record.id)) for one in found]


def _with_whole(diary: Diary, one: Decision, days: int | None) -> Decision:
    if days is None:
        return one
    long = days > diary.protocol_on(one.day).regimen.longest_hold_days
    return replace(one, together=days if days != one.days else None, long=long)


def _span(one: Decision) -> Span:
    """First and last day without capsules: of a hold its own, of a delay those before the start."""
    days = timedelta(days=one.days or 0)
    return (
        (one.day - days, one.day - ONE_DAY) if one.what == What.DELAY else (one.day, one.day + days - ONE_DAY)
    )


def _whole(span: Span, spans: Collection[Span]) -> int:
    """Days of everything that touches or overlaps a span, directly or through others."""
    first, last = span
    before: Span | None = None
    while before != (first, last):
        before = first, last
        near = [one for one in spans if one[0] <= last + ONE_DAY and first <= one[1] + ONE_DAY]
        first, last = min(one[0] for one in near), max(one[1] for one in near)
    return (last - first).days + 1


def _level(diary: Diary, calendar: Calendar, level: DoseLevel) -> Decision:
    before = _in_force_before(diary, calendar, level)
    what = What.LEVEL
    if before is not None and level.mg != before:
        what = What.REDUCE if level.mg < before else What.RE_ESCALATE
    levels = diary.protocol_on(level.day).regimen.dose_levels
    between = [each for each in levels if before is not None and _lies_between(each, level.mg, before)]
    return Decision(
        fact=level,
        what=what,
        day=level.day,
        cycle=_number(calendar, level.day),
        mg=level.mg,
        before=before,
        skips=bool(between),
        reason=level.reason,
    )


def _in_force_before(diary: Diary, calendar: Calendar, level: DoseLevel) -> Decimal | None:
    """The level that a decision changed: an earlier one of its day, that day's start, or the day before's."""
    earlier = [one for one in diary.all(DoseLevel) if one.day == level.day and one.order < level.order]
    if earlier:
        return earlier[-1].mg
    begun = next((cycle.begun.mg for cycle in calendar.cycles if cycle.start == level.day), None)
    return begun if begun is not None else level_before(calendar, level.day)


def _lies_between(level: Decimal, one: Decimal, other: Decimal) -> bool:
    return min(one, other) < level < max(one, other)


def _number(calendar: Calendar, day: date) -> int | None:
    cycle = calendar.cycle_on(day)
    return cycle.number if cycle else None
