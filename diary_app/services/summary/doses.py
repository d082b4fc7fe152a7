"""Doses in the summary: calendar, history of levels, days not as planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from diary_app.charts.day_marks import DayMark
from diary_app.charts.dose_calendar import CycleRow, DayCell
from diary_app.domain.cycle import Cycle
from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import covers
from diary_app.domain.dose import DayState, DoseStatus
from diary_app.domain.facts import Dose, Hold, Stop
from diary_app.reports.dose_sections import CalendarSection, DoseSpan, DoseSpanKind, OddDay, OddKind
from diary_app.reports.formats import mg_text
from diary_app.services.summary.scope import Scope

_MARKS = {
    DoseStatus.TAKEN: DayMark.TAKEN,
    DoseStatus.NOT_TAKEN: DayMark.NOT_TAKEN,
    DoseStatus.NOT_RECORDED: DayMark.NOT_RECORDED,
    DoseStatus.HELD: DayMark.HELD,
    DoseStatus.NOT_DUE: DayMark.REST,
}


def calendar_section(scope: Scope) -> CalendarSection:
    """The cycles that the period touches, each with all its days."""
    regimen = scope.diary.protocol_on(scope.on).regimen
    rows = [_row(scope, cycle) for cycle in scope.calendar.cycles if _touched(scope, cycle)]
    return CalendarSection(
        columns=regimen.cycle_length, treatment_days=regimen.treatment_days, cycles=tuple(rows)
    )


def _touched(scope: Scope, cycle: Cycle) -> bool:
    since = scope.request.since
    return since is None or cycle.end is None or cycle.end > since


def _row(scope: Scope, cycle: Cycle) -> CycleRow:
    states = list(scope.days.states(cycle.start, _last_day(scope, cycle)))
    seen = [state for state in states if state.day <= scope.on]
    level = scope.calendar.level_on(cycle.start) or cycle.begun.mg
    return CycleRow(
        cycle=cycle.number,
        dose=scope.tr("{mg} mg", mg=mg_text(level)),
        cells=tuple(_cell(scope, state) for state in states),
        taken=sum(state.status == DoseStatus.TAKEN for state in seen),
        due=sum(state.counts_as_due for state in seen),
    )


def _last_day(scope: Scope, cycle: Cycle) -> date:
    """A finished cycle ends before the next start; a running one shows its planned length at least."""
    if cycle.end is not None:
        return cycle.end - ONE_DAY
    last = max(cycle.planned_next - ONE_DAY, scope.on)
    over = scope.calendar.end
    return last if over is None else max(cycle.start, min(last, over - ONE_DAY))


def _cell(scope: Scope, state: DayState) -> DayCell:
    mark = _MARKS.get(state.status)
    if mark is None or (state.day > scope.on and state.dosing_day):
        mark = DayMark.DUE if state.day == scope.today == scope.on else DayMark.TO_COME
    if mark is DayMark.TAKEN and state.late:
        mark = DayMark.LATE
    return DayCell(state.cycle_day or 0, state.day, mark, bool(state.off_plan))


def dose_history(scope: Scope) -> tuple[DoseSpan, ...]:
    """Stretches at each level, holds, and the stop of treatment, in order of their first day."""
    spans = [*_levels(scope), *_holds(scope), *_stops(scope)]
    return tuple(sorted(spans, key=lambda span: (span.first.day, span.kind.value)))


def _levels(scope: Scope) -> Iterator[DoseSpan]:
    changes = [change for change in scope.calendar.level_changes() if change[0] <= scope.on]
    ends = [after[0] - ONE_DAY for _, after in pairwise(changes)]
    for (since, mg), last in zip(changes, [*ends, None], strict=False):
        place = scope.place(last) if last else None
        yield DoseSpan(kind=DoseSpanKind.LEVEL, first=scope.place(since), last=place, mg=mg)


def _holds(scope: Scope) -> Iterator[DoseSpan]:
    for hold in scope.diary.all(Hold):
        covered = [state.day for state in scope.exposure.states if _covers(scope, hold, state)]
        if covered:
            yield DoseSpan(
                kind=DoseSpanKind.HELD,
                first=scope.place(covered[0]),
                last=scope.place(covered[-1]),
                days=len(covered),
                reason=hold.reason or "",
            )


def _covers(scope: Scope, hold: Hold, state: DayState) -> bool:
    starts = (cycle.start for cycle in scope.calendar.cycles if cycle.start > hold.day)
    return state.status == DoseStatus.HELD and covers(hold, state.day, next(starts, None))


def _stops(scope: Scope) -> Iterator[DoseSpan]:
    for stop in scope.diary.all(Stop):
        yield DoseSpan(
            kind=DoseSpanKind.STOPPED, first=scope.place(stop.day), last=None, reason=stop.reason or ""
        )


def odd_days(scope: Scope) -> Iterator[OddDay]:
    """Days not as planned within the period; neighbouring days of one kind and reason are one line."""
    states = [state for state in _all_states(scope) if scope.inside(state.day)]
    yield from _merged(odd for state in states for odd in _odd(scope, state))


def _all_states(scope: Scope) -> list[DayState]:
    """The states of every day of the study, and of days outside it that hold a dose."""
    inside = {state.day for state in scope.exposure.states}
    outside = [day for day in scope.diary.days_with(Dose) if day not in inside]
    states = [*scope.exposure.states, *(scope.days.state(day) for day in outside)]
    return sorted(states, key=lambda state: state.day)


def _odd(scope: Scope, state: DayState) -> Iterator[OddDay]:
    place = scope.place(state.day)
    if state.status == DoseStatus.NOT_TAKEN and state.dose:
        detail = reason_text(scope, state.dose)
        yield OddDay(kind=OddKind.NOT_TAKEN, first=place, last=place, detail=detail)
    elif state.status == DoseStatus.NOT_RECORDED:
        yield OddDay(kind=OddKind.NOT_RECORDED, first=place, last=place)
    elif state.status == DoseStatus.HELD:
        reasons = [hold.reason for hold in scope.days.holds_on(state.day) if hold.reason]
        yield OddDay(kind=OddKind.HELD, first=place, last=place, detail=", ".join(reasons))
    if state.late and state.dose and state.dose.taken_at and state.dose not in state.off_plan:
        yield OddDay(kind=OddKind.LATE, first=place, last=place, time=state.dose.taken_at.strftime("%H:%M"))
    for dose in state.off_plan:
        yield _off_plan(scope, dose)


def _off_plan(scope: Scope, dose: Dose) -> OddDay:
    place = scope.place(dose.day)
    time = dose.taken_at.strftime("%H:%M") if dose.taken_at else ""
    return OddDay(kind=OddKind.OFF_PLAN, first=place, last=place, time=time, mg=dose.mg)


def reason_text(scope: Scope, dose: Dose) -> str:
    """Why a dose was not taken: the plan's words for a code, else the text as given."""
    reasons = scope.diary.protocol_on(dose.day).not_taken_reasons
    labels = {choice.code: choice.label.in_language(scope.request.language) for choice in reasons}
    return labels.get(dose.reason or "", dose.reason or "")


def _merged(odds: Iterable[OddDay]) -> Iterator[OddDay]:
    """Stretches of the same kind and detail as one line each, in order of their first day."""
    open_by_kind: dict[tuple[OddKind, str], OddDay] = {}
    done: list[OddDay] = []
    for odd in odds:
        key = (odd.kind, odd.detail)
        before = open_by_kind.get(key)
        mergeable = odd.kind in (OddKind.NOT_TAKEN, OddKind.NOT_RECORDED, OddKind.HELD)
        if mergeable and before and before.last.day + timedelta(days=1) == odd.first.day:
            open_by_kind[key] = OddDay(kind=odd.kind, first=before.first, last=odd.last, detail=odd.detail)
            continue
        if mergeable:
            if before:
                done.append(before)
            open_by_kind[key] = odd
        else:
            done.append(odd)
    yield from sorted([*done, *open_by_kind.values()], key=lambda odd: (odd.first.day, odd.kind.value))
