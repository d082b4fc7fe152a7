"""What was corrected or undone, and what was written down later than its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from diary_app.charts.days import PlanDay
from diary_app.domain.log.entry import Kind, Role
from diary_app.domain.record import Record, resolve_history
from diary_app.domain.writing.lateness import LATE_REASON
from diary_app.services.clinic.told import ToldScope
from diary_app.services.history_entries import Change, change_of, lag_days

_TOLD_LATE = frozenset({Kind.DOSE, Kind.SYMPTOMS, Kind.SIGN, Kind.BP, Kind.WEIGHT, Kind.TEMPERATURE})
"""What a participant writes about a day; a questionnaire has its window, decisions are not late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedRow:
    """A correction or an undo of a record about ``place``; ``actor``: whose act it is, as the log names them.

    ``lag_days``: plan days from the day it is about to the correction.
    """

    record: str
    kind: str
    place: PlanDay
    change: Change
    actor: str
    lag_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """A record first written ``lag_days`` plan days after its day; ``reason``: a code of the plan."""

    record: str
    kind: str
    place: PlanDay
    entered_at: datetime
    by: str
    lag_days: int
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """Both lists, the newest first."""

    participant: str
    corrected: tuple[CorrectedRow, ...]
    late: tuple[LateRow, ...]


def changes_of(scope: ToldScope) -> ChangesView:
    """Corrections and late entries of one participant."""
    records = scope.opened.store.records.records(participant=scope.request.participant)
    about_days = [record for record in records if record.day is not None]
    corrected = [row for record in about_days if record.changes for row in _corrected(scope, record)]
    late = [row for record in about_days if record.kind in _TOLD_LATE for row in _late(scope, record)]
    return ChangesView(
        participant=scope.request.participant,
        corrected=tuple(sorted(corrected, key=lambda row: row.change.entered_at, reverse=True)),
        late=tuple(sorted(late, key=lambda row: row.entered_at, reverse=True)),
    )


def _corrected(scope: ToldScope, record: Record) -> Iterator[CorrectedRow]:
    states = resolve_history(scope.opened.store.journal.record_entries(record.id))
    by_entry = {state.latest: state for state in states}
    for state in states:
        day = state.day or record.day
        if state.corrects is None or day is None:
            continue
        yield CorrectedRow(
            record=record.id,
            kind=record.kind,
            place=scope.place(day),
            change=change_of(by_entry[state.corrects], state, scope.opened),
            actor=state.actor,
            lag_days=lag_days(scope.whole, day, state.entered_at, scope.opened.zone),
        )


def _late(scope: ToldScope, record: Record) -> Iterator[LateRow]:
    day = record.day
    if record.void or day is None:
        return
    states = (
        resolve_history(scope.opened.store.journal.record_entries(record.id)) if record.changes else [record]
    )
    root = next(state for state in states if state.latest == record.id)
    lag = lag_days(scope.whole, day, root.entered_at, scope.opened.zone)
    if root.role == Role.PARTICIPANT and lag > 0:
        yield LateRow(
            record=record.id,
            kind=record.kind,
            place=scope.place(day),
            entered_at=root.entered_at.astimezone(scope.opened.zone),
            by=root.by,
            lag_days=lag,
            reason=root.payload.get(LATE_REASON),
        )
