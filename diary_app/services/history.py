"""The Diary page: cycles as rows of days, and everything written about one day.

Day states and marks are worked out for the cycles shown alone, so that two
years of diary open as fast as two weeks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.cycle import Calendar, Cycle
from diary_app.domain.days import ONE_DAY, plan_day
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DayState, DoseDays
from diary_app.domain.facts import (
    CycleStart,
    Dose,
    DoseLevel,
    Fact,
    Form,
    Hold,
    Pressure,
    SignAnswer,
    Stop,
    SymptomPage,
    Temperature,
    Visit,
    Weight,
    fact_of,
)
from diary_app.domain.log.canonical import Json
from diary_app.domain.log.entry import Role
from diary_app.domain.record import Record, resolve_history
from diary_app.domain.symptom import severities_on
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

BEFORE = 0
"""The number of the row that stands before cycle 1."""
_DRAFT = "history"
_SHOWN: tuple[type[Fact], ...] = (
    Dose,
    SymptomPage,
    SignAnswer,
    Pressure,
    Weight,
    Temperature,
    Form,
    CycleStart,
    Hold,
    DoseLevel,
    Visit,
    Stop,
)
"""What a day tells, in the order in which it tells it."""
_KINDS = {"dose": 0, "symptoms": 1, "sign": 2, "bp": 3, "weight": 4, "temperature": 5, "qlq": 6,
          "cycle_start": 7, "hold": 8, "dose_level": 9, "visit": 10, "stop": 11}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDay:
    """One day of the calendar.

    ``cycle_day``: its place in its cycle, ``None`` before cycle 1.
    ``worst``: the day's worst severity 0-4, ``None`` where no symptom was answered.
    ``readings``: blood pressure, weight or temperature stand there.
    ``changed``: something written about it was corrected.
    """

    day: date
    cycle_day: int | None
    state: DayState
    worst: int | None
    readings: bool
    questionnaire: bool
    changed: bool

    @property
    def off_plan(self) -> bool:
        """Whether a dose of the day was outside the plan."""
        return bool(self.state.off_plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A cycle (or, with number 0, the days before the first one) and its days in order."""

    number: int
    length: int
    treatment_days: int
    running: bool
    taken: int
    counted: int
    days: tuple[HistoryDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """A few rows, newest first. ``older`` and ``newer``: whether there are more to either side."""

    today: date
    now: datetime
    window_from: date
    rows: tuple[HistoryRow, ...]
    older: bool
    newer: bool
    first: date | None
    last: date | None


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
    entry is of today, so that an undo needs no reason.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStory:
    """Everything about one day. ``in_window``: the participant may still add and correct."""

    day: HistoryDay
    cycle: int | None
    in_window: bool
    window_days: int
    missing_dose: bool
    written: tuple[Written, ...]


class HistoryService:
    """The Diary page's questions and acts."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def view(
        self, rows: int = 3, *, around: date | None = None, participant: str | None = None
    ) -> HistoryView:
        """The group of ``rows`` cycles, counted from the newest, that holds ``around`` (default: today)."""
        whose = self._opened.participant(participant)
        diary, today = self._opened.diary(whose), self._opened.today(whose)
        days = DoseDays(diary, today)
        spans = _spans(diary, days.calendar, today)
        place = _place(spans, around or today)
        first = place // rows * rows
        shown = spans[first : first + rows]
        return HistoryView(
            today=today,
            now=self._opened.local_now(),
            window_from=today - timedelta(days=diary.protocol_on(today).retrospective_days),
            rows=tuple(_row(diary, days, span, today) for span in shown),
            older=first + rows < len(spans),
            newer=first > 0,
            first=spans[-1].first if spans else None,
            last=spans[0].last if spans else None,
        )

    def story(self, day: date, participant: str | None = None) -> DayStory:
        """Everything written about ``day``, undone entries included."""
        whose = self._opened.participant(participant)
        diary, today = self._opened.diary(whose), self._opened.today(whose)
        days = DoseDays(diary, today)
        back = diary.protocol_on(today).retrospective_days
        shown = _day(diary, days, day)
        records = self._opened.store.records.records(participant=whose, on_day=day)
        told = sorted((r for r in records if r.kind in _KINDS), key=lambda r: (_KINDS[r.kind], r.order))
        return DayStory(
            day=shown,
            cycle=shown.state.cycle_number,
            in_window=0 <= (today - day).days <= back,
            window_days=back,
            missing_dose=shown.state.status == "not_recorded",
            written=tuple(self._written(record, diary, days) for record in told),
        )

    def correct(
        self, entry_id: str, fields: Mapping[str, Any], reason: str, *, writer: Writer = ANYBODY
    ) -> str:
        """Correct an entry about a day of the participant's window; the correction's id."""
        self._refuse_older(entry_id)
        return self._diary.correct(entry_id, fields, reason, writer=writer)

    def undo(self, entry_id: str, reason: str | None = None, *, writer: Writer = ANYBODY) -> str:
        """Undo an entry about a day of the participant's window; the undo's id."""
        self._refuse_older(entry_id)
        return self._diary.undo(entry_id, reason, writer=writer)

    def keep_form(self, form: Mapping[str, Json] | None) -> None:
        """Keep what was filled in and not written down, as an encrypted draft; ``None`` drops it."""
        drafts = self._opened.store.drafts
        if form is not None:
            drafts.put(_DRAFT, form)
        elif drafts.get(_DRAFT) is not None:
            drafts.delete(_DRAFT)

    def kept_form(self) -> Mapping[str, Json] | None:
        """What was left unfinished, if anything."""
        form = self._opened.store.drafts.get(_DRAFT)
        return form if isinstance(form, Mapping) else None

    def _refuse_older(self, entry_id: str) -> None:
        """The protocol's window: older days are the clinic's to correct."""
        whose = self._diary.owner(entry_id)
        today = self._opened.today(whose)
        record = self._opened.store.records.record(entry_id)
        back = self._opened.diary(whose).protocol_on(today).retrospective_days
        if record is not None and record.day is not None and (today - record.day).days > back:
            raise DoesNotFit(
                N_("{day} is more than {days} days ago. Your clinic can correct it; please tell them."),
                day=record.day.isoformat(),
                days=back,
            )

    def _written(self, record: Record, diary: Diary, days: DoseDays) -> Written:
        states = resolve_history(self._opened.store.journal.record_entries(record.id))
        by_entry = {state.latest: state for state in states}
        root = by_entry[record.id]
        fact, zone = fact_of(record), self._opened.zone
        day = record.day
        assert day is not None  # asked for by day
        boundary = diary.protocol_on(day).regimen.day_boundary
        standing = next((state for state in reversed(states) if not state.void), None)
        local_now = self._opened.local_now()
        return Written(
            record=record,
            fact=fact,
            before=fact_of(standing) if fact is None and standing is not None else None,
            entered_at=root.entered_at.astimezone(zone),
            by=root.by,
            role=root.role,
            lag_days=(plan_day(root.entered_at.astimezone(zone), boundary) - day).days,
            late=isinstance(fact, Dose) and days.is_late(fact),
            off_plan=record.id in {dose.record.id for dose in days.state(day).off_plan},
            changes=tuple(
                _change(by_entry[state.corrects], state, self._opened)
                for state in sorted(states, key=lambda state: state.changes)
                if state.corrects is not None
            ),
            own=all(state.role == Role.PARTICIPANT for state in states),
            fresh=record.entered_at.astimezone(local_now.tzinfo).date() == local_now.date(),
        )


@dataclass(frozen=True, slots=True)
class _Span:
    """The days of a row, both ends inside; ``cycle`` is ``None`` before cycle 1."""

    cycle: Cycle | None
    first: date
    last: date


def _spans(diary: Diary, calendar: Calendar, today: date) -> list[_Span]:
    """Every row, newest first: a cycle is at least its length long, and lasts until the next one."""
    spans = []
    first_dose = calendar.first_dose
    before = _days_before(diary, first_dose, today)
    if before is not None:
        spans.append(_Span(None, *before))
    for cycle in calendar.cycles:
        if cycle.start > today:
            continue  # told ahead: Today speaks of it
        spans.append(_Span(cycle, cycle.start, _last_day(diary, calendar, cycle, today)))
    return spans[::-1]


def _days_before(diary: Diary, first_dose: date | None, today: date) -> tuple[date, date] | None:
    """From the first day with something written to the day before cycle 1; nothing where nothing is."""
    earliest = min((day for kind in _SHOWN for day in diary.days_with(kind)[:1]), default=None)
    last = today if first_dose is None or first_dose > today else first_dose - ONE_DAY
    if earliest is None:
        return None
    return (earliest, last) if earliest <= last else None


def _last_day(diary: Diary, calendar: Calendar, cycle: Cycle, today: date) -> date:
    if cycle.end is not None:
        return cycle.end - ONE_DAY if cycle.end <= today else max(cycle.planned_next, cycle.end) - ONE_DAY
    whole = cycle.planned_next - ONE_DAY
    if calendar.end is None or today < calendar.end:
        return max(whole, today)
    written = max(
        (diary.days_with(kind)[-1] for kind in _SHOWN if diary.days_with(kind)), default=cycle.start
    )
    return max(calendar.end - ONE_DAY, min(written, today), cycle.start)


def _place(spans: Sequence[_Span], day: date) -> int:
    """Which of the spans (newest first) holds ``day``; the nearest end outside them."""
    return next((place for place, span in enumerate(spans) if span.first <= day), max(len(spans) - 1, 0))


def _row(diary: Diary, days: DoseDays, span: _Span, today: date) -> HistoryRow:
    count = (span.last - span.first).days + 1
    shown = tuple(_day(diary, days, span.first + timedelta(days=index)) for index in range(count))
    so_far = [each.state for each in shown if each.day <= today]
    cycle = span.cycle
    return HistoryRow(
        number=cycle.number if cycle else BEFORE,
        length=cycle.length if cycle else count,
        treatment_days=cycle.treatment_days if cycle else 0,
        running=cycle is not None and span.first <= today <= span.last,
        taken=sum(state.status == "taken" for state in so_far),
        counted=sum(state.counts_as_due for state in so_far),
        days=shown,
    )


def _day(diary: Diary, days: DoseDays, day: date) -> HistoryDay:
    state = days.state(day)
    severities = [grade for grade, _ in severities_on(diary, day).values()]
    facts = list(_facts(diary, day))
    return HistoryDay(
        day=day,
        cycle_day=state.cycle_day,
        state=state,
        worst=max(severities, default=None),
        readings=any(isinstance(fact, Pressure | Weight | Temperature) for fact in facts),
        questionnaire=any(isinstance(fact, Form) for fact in facts),
        changed=any(fact.record.changes > 0 for fact in facts),
    )


def _facts(diary: Diary, day: date) -> Iterator[Fact]:
    for kind in _SHOWN:
        yield from diary.on_day(kind, day)


def _change(old: Record, new: Record, opened: Opened) -> Change:
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
