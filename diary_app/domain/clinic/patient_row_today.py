"""From a summary to the line of a day: cycle day, what is due, how long no file came."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from fractions import Fraction

from diary_app.domain.clinic.patient_row import FormState, NextForm, PatientRow
from diary_app.domain.clinic.patient_row_summary import OpenTarget, PatientSummary
from diary_app.domain.cycle import past_its_length
from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import covers


def row_on(summary: PatientSummary, today: date) -> PatientRow:
    """The line of ``today``, the plan's present day."""
    over = summary.end is not None and today >= summary.end
    cycle, cycle_day = _cycle(summary, _last_day(summary, today))
    due = summary.due - (summary.open_last and summary.data_to is not None and today <= summary.data_to)
    return PatientRow(
        participant=summary.participant,
        site=summary.site,
        first_dose=summary.starts[0] if summary.starts else None,
        cycle=cycle,
        cycle_day=cycle_day,
        awaiting_start=not over and _awaiting_start(summary, today),
        mg=_level(summary, today),
        held=not over and any(covers(held, today, held.next_start) for held in summary.holds),
        stopped=over,
        adherence_taken=summary.taken,
        adherence_due=due,
        adherence_percent=float(Fraction(100 * summary.taken, due)) if due else None,
        off_plan=summary.off_plan,
        last_dose=summary.last_dose,
        data_to=summary.data_to,
        days_without_file=_days_without_file(summary, today),
        last_qlq=summary.last_qlq,
        next_qlq=next_form(summary, today),
        alerts=summary.alerts,
        to_review=len(summary.alerts),
    )


def next_form(summary: PatientSummary, today: date) -> NextForm | None:
    """The questionnaire that a nurse looks at next.

    Overdue: its window closed and no form came; it is chased until the next
    window opens, then that one is what can still be done. Due: its window is
    open. Out of the study only a window that is still open counts.
    """
    waiting = [target for target in summary.targets if today < target.lapses]
    if not waiting:
        return None
    target = waiting[0]
    state = _state(target, today)
    if summary.end is not None and today >= summary.end and state != FormState.DUE:
        return None
    return NextForm(
        day=target.day,
        opens=target.opens,
        closes=target.closes,
        state=state,
        days_left=max(0, (target.closes - today).days) if state == FormState.DUE else 0,
        on_its_way=summary.data_to is None or summary.data_to < min(today, target.closes),
    )


def _state(target: OpenTarget, today: date) -> FormState:
    if today < target.opens:
        return FormState.TO_COME
    return FormState.DUE if today <= target.closes else FormState.OVERDUE


def _last_day(summary: PatientSummary, today: date) -> date:
    """Today, or the last day in the study where that is over."""
    return today if summary.end is None else min(today, summary.end - ONE_DAY)


def _cycle(summary: PatientSummary, day: date) -> tuple[int | None, int | None]:
    number = bisect_right(summary.starts, day)
    return (number, (day - summary.starts[number - 1]).days + 1) if number else (None, None)


def _awaiting_start(summary: PatientSummary, today: date) -> bool:
    """Whether the last cycle told is over by the plan; a start told for a later day is no longer awaited."""
    return bool(summary.starts) and past_its_length(summary.starts[-1], summary.length, today)


def _level(summary: PatientSummary, today: date) -> Decimal | None:
    """The level of the last change by today."""
    told = bisect_right([since for since, _ in summary.levels], _last_day(summary, today))
    return summary.levels[told - 1][1] if told else None


def _days_without_file(summary: PatientSummary, today: date) -> int | None:
    """Days of the study that nothing came about; ``None`` where none is awaited."""
    if not summary.starts or today < summary.starts[0]:
        return None
    last = _last_day(summary, today)
    known = summary.data_to or summary.starts[0] - ONE_DAY
    if last < today:  # out of the study: nothing is awaited once its last days came
        return None if known >= last else (today - known).days
    return max(0, (today - known).days)
