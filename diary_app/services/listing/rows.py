"""What the rows of every list have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from diary_app.domain.cycle import Calendar
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.domain.log.entry import instant_text
from diary_app.domain.record import Record, resolve_history
from diary_app.domain.writing.lateness import LATE_REASON
from diary_app.services.history_entries import lag_days
from diary_app.services.opened import Opened

Row = dict[str, Any]
_ON_PAPER = ("source", "blank", "paper")
"""Fields that only what was typed in from paper has (``source``: a cycle's start too)."""


@dataclass(frozen=True)
class Listing:
    """What the rows of one participant are made from.

    ``on``: only facts about days up to this one; ``history``: every state of
    every record, undone ones included, instead of what now holds.
    """

    opened: Opened
    participant: str
    on: date | None = None
    history: bool = False

    @cached_property
    def diary(self) -> Diary:
        """The diary, cut at ``on``."""
        diary = self.opened.diary(self.participant)
        return diary if self.on is None else diary.through(self.on)

    @cached_property
    def days(self) -> DoseDays:
        """The day states."""
        return DoseDays(self.diary, self.opened.today(self.participant))

    @property
    def calendar(self) -> Calendar:
        """The cycles as they really began."""
        return self.days.calendar

    def states(self, *kinds: str) -> list[tuple[Record, bool]]:
        """(record state, whether it now holds), by day, first writing and order of correction."""
        found: list[tuple[Record, bool]] = []
        for kind in kinds:
            for record in self.opened.store.records.records(participant=self.participant, kind=kind):
                found += self._states_of(record)
        in_time = [
            pair for pair in found if self.on is None or (pair[0].day is not None and pair[0].day <= self.on)
        ]
        return sorted(in_time, key=lambda pair: (pair[0].day or date.min, pair[0].order))

    def _states_of(self, record: Record) -> list[tuple[Record, bool]]:
        if not self.history:
            return [] if record.void else [(record, True)]
        states = resolve_history(self.opened.store.journal.record_entries(record.id))
        last = len(states) - 1
        return [(state, place == last and not state.void) for place, state in enumerate(states)]

    def base(self, record: Record, current: bool) -> Row:
        """The columns every list has: which entry, which day, who, when."""
        day = record.day
        lag = self.lag_days(record)
        cycle = self.calendar.cycle_on(day) if day else None
        on_paper = {name: record.payload[name] for name in _ON_PAPER if name in record.payload}
        return {
            "id": record.latest,
            "record": record.id,
            "day": day.isoformat() if day else None,
            "cycle": cycle.number if cycle else None,
            "cycle_day": cycle.day_number(day) if cycle and day else None,
            "note": record.note,
            "entered_at": instant_text(record.entered_at),
            "late_entry": lag is not None and lag > 0,
            "lag_days": lag,
            "late_reason": record.payload.get(LATE_REASON),
            "corrects": record.corrects,
            "reason_for_change": record.reason,
            "undone": record.void,
            "current": current,
            "conflict": record.conflict,
            "actor": record.actor,
            "by": record.by,
        } | on_paper

    def lag_days(self, record: Record) -> int | None:
        """Plan days between the day an entry is about and the day it was entered."""
        if record.day is None:
            return None
        return lag_days(self.diary, record.day, record.entered_at, self.opened.zone)


def number(value: Decimal | None) -> int | float | None:
    """A decimal as a JSON number: whole ones without a point."""
    return None if value is None else whole_or_not(value)


def whole_or_not(value: Decimal | float) -> int | float:
    """A measured value as a JSON number: whole ones without a point, in every command alike."""
    return int(value) if value == int(value) else float(value)
