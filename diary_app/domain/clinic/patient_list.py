"""Filtering, finding and sorting the lines of the patients list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from unicodedata import normalize

from diary_app.domain.clinic.patient_row import FormState, PatientRow
from diary_app.domain.protocol import AlertLevel

LOW_ADHERENCE_PERCENT = 85
"""Adherence in percent below which the list singles somebody out.

No rule of the plan and no judgement: where a nurse looks first, as the design sets it, between the
80 and 90 % that are mostly called good adherence to tablets. It changes nothing but this filter.
"""
ALL, ALERTS, DUE, OVERDUE, BELOW = "all", "alerts", "due", "overdue", "below"
ATTENTION = "attention"
_URGENCY = {level.value: place for place, level in enumerate(AlertLevel)}
_NO_ALERT = len(_URGENCY)
_FORMS = {state: place for place, state in enumerate(FormState)}
_AWAITED = (_FORMS[FormState.OVERDUE] + _FORMS[FormState.DUE]) / 2
"""Where a start that nobody told stands among the questionnaires: after overdue, before due."""


def below(row: PatientRow) -> bool:
    """Whether adherence lies under ``LOW_ADHERENCE_PERCENT``; where nothing was due it does not."""
    return row.adherence_percent is not None and row.adherence_percent < LOW_ADHERENCE_PERCENT


def _form_is(state: FormState) -> Callable[[PatientRow], bool]:
    return lambda row: row.next_qlq is not None and row.next_qlq.state == state


FILTERS: Mapping[str, Callable[[PatientRow], bool]] = {
    ALL: lambda _row: True,
    ALERTS: lambda row: bool(row.alerts) or row.awaiting_start,  # its sign stands among the alerts
    DUE: _form_is(FormState.DUE),
    OVERDUE: _form_is(FormState.OVERDUE),
    BELOW: below,
}


def filtered(rows: Iterable[PatientRow], name: str) -> list[PatientRow]:
    """The rows of a filter (a key of ``FILTERS``)."""
    return [row for row in rows if FILTERS[name](row)]


def counts(rows: Sequence[PatientRow]) -> dict[str, int]:
    """How many rows each filter leaves."""
    return {name: sum(map(fits, rows)) for name, fits in FILTERS.items()}


def find(rows: Iterable[PatientRow], text: str) -> list[PatientRow]:
    """The rows whose participant id contains ``text``, whatever its case or width; all for an empty one."""
    wanted = _folded(text)
    return [row for row in rows if wanted in _folded(row.participant)]


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold().strip()


def attention(row: PatientRow) -> tuple[int, float]:
    """Sorts who needs attention first.

    Alerts by urgency, then an overdue questionnaire, a cycle start that was not told, a due questionnaire.
    """
    urgency = min((_URGENCY[alert.level] for alert in row.alerts), default=_NO_ALERT)
    form = _FORMS[FormState.TO_COME] if row.next_qlq is None else _FORMS[row.next_qlq.state]
    return urgency, min(form, _AWAITED) if row.awaiting_start else form


def natural(participant: str) -> tuple[tuple[bool, int, str], ...]:
    """Sorts ids as people count: S003-9 before S003-10."""
    parts = re.findall(r"\d+|\D+", participant)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def _last_dose(row: PatientRow) -> tuple[date, time] | None:
    """The day, then the clock; a dose without a time comes before the others of its day."""
    told = row.last_dose
    if isinstance(told, datetime):
        return told.date(), told.time()
    return None if told is None else (told, time.min)


def _next(row: PatientRow) -> tuple[int, date] | None:
    return None if row.next_qlq is None else (_FORMS[row.next_qlq.state], row.next_qlq.day)


def _alerts(row: PatientRow) -> tuple[int, int]:
    return attention(row)[0], -row.to_review


SORTS: Mapping[str, Callable[[PatientRow], Any]] = {
    ATTENTION: attention,
    "participant": lambda row: natural(row.participant),
    "cycle": lambda row: None if row.cycle is None else (row.cycle, row.cycle_day),
    "adherence": lambda row: row.adherence_percent,
    "last_dose": _last_dose,
    "data_to": lambda row: row.data_to,
    "last_qlq": lambda row: row.last_qlq,
    "next_qlq": _next,
    "alerts": _alerts,
}


def sort_by(
    rows: Iterable[PatientRow], name: str = ATTENTION, *, descending: bool = False
) -> list[PatientRow]:
    """Rows by a key of ``SORTS``, those alike by id; rows without the value stand last, either way."""
    by_id = sorted(rows, key=lambda row: natural(row.participant))
    value = SORTS[name]
    with_value = [row for row in by_id if value(row) is not None]
    without = [row for row in by_id if value(row) is None]
    return sorted(with_value, key=value, reverse=descending) + without
