"""What is written about one day of the Diary: every record with its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from diary_app.domain.days import plan_day
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.domain.facts import Dose, Fact, fact_of
from diary_app.domain.log.entry import Role
from diary_app.domain.record import Record, resolve_history
from diary_app.domain.writing.lateness import LATE_REASON
from diary_app.services.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction or an undo. ``fields``: (name, old value, new value), ``a.b`` inside an object.

    ``undone``: after it the record as a whole no longer counts.
    """

    entered_at: datetime
    by: str
    role: str
    reason: str | None
    undone: bool
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One record about a day: what holds, when and by whom it was first written, every change.

    ``fact`` is ``None`` where it was undone; ``before`` is then what it said last.
    ``entered_at`` is local; ``lag_days``: plan days from its day to the writing.
    ``own``: only the participant's own hand or helper wrote it; ``fresh``: its latest
    entry is of today, so that an undo needs no reason. ``late_reason``: why it came
    late, a code of the plan, where that was said.
    """

    record: Record
    fact: Fact | None
    before: Fact | None
    entered_at: datetime
    by: str
    role: str
    lag_days: int
    late: bool
    off_plan: bool
    changes: tuple[Change, ...]
    own: bool
    fresh: bool
    late_reason: str | None


def written_of(record: Record, diary: Diary, days: DoseDays, opened: Opened) -> Written:
    """One record of a day with its whole history."""
    states = resolve_history(opened.store.journal.record_entries(record.id))
    by_entry = {state.latest: state for state in states}
    root = by_entry[record.id]
    fact, zone = fact_of(record), opened.zone
    day = record.day
    assert day is not None  # asked for by day
    standing = next((state for state in reversed(states) if not state.void), None)
    local_now = opened.local_now()
    return Written(
        record=record,
        fact=fact,
        before=fact_of(standing) if fact is None and standing is not None else None,
        entered_at=root.entered_at.astimezone(zone),
        by=root.by,
        role=root.role,
        lag_days=lag_days(diary, day, root.entered_at, zone),
        late=isinstance(fact, Dose) and days.is_late(fact),
        off_plan=record.id in {dose.record.id for dose in days.state(day).off_plan},
        changes=tuple(
            change_of(by_entry[state.corrects], state, opened)
            for state in sorted(states, key=lambda state: state.changes)
            if state.corrects is not None
        ),
        own=all(state.role == Role.PARTICIPANT for state in states),
        fresh=record.entered_at.astimezone(local_now.tzinfo).date() == local_now.date(),
        late_reason=root.payload.get(LATE_REASON),
    )


def lag_days(diary: Diary, day: date, entered_at: datetime, zone: ZoneInfo) -> int:
    """Plan days from the day an entry is about to its writing."""
    boundary = diary.protocol_on(day).regimen.day_boundary
    return (plan_day(entered_at.astimezone(zone), boundary) - day).days


def first_entered(opened: Opened, record: Record) -> datetime:
    """When a record was first written, whatever was corrected in it since."""
    if record.changes == 0:
        return record.entered_at
    entries = opened.store.journal.record_entries(record.id)
    return next(entry.entered_at for entry in entries if entry.id == record.id)


def change_of(old: Record, new: Record, opened: Opened) -> Change:
    """What made the state ``new`` of a record from the state ``old``."""
    return Change(
        entered_at=new.entered_at.astimezone(opened.zone),
        by=new.by,
        role=new.role,
        reason=new.reason,
        undone=new.void,
        fields=() if new.void or old.void else tuple(_differences(_told(old), _told(new))),
    )


def _told(record: Record) -> dict[str, Any]:
    return {**record.payload, **record.about, "note": record.note}


def _differences(
    old: Mapping[str, Any], new: Mapping[str, Any], inside: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    for name in sorted(set(old) | set(new)):
        before, after = old.get(name), new.get(name)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _differences(before, after, f"{inside}{name}.")
        elif before != after:
            yield f"{inside}{name}", before, after
