"""The Diary page: cycles as rows of days, and everything written about one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.dose import DoseDays
from diary_app.domain.log.canonical import Json
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.history_days import HistoryDay, HistoryRow, day_of, place_of, row_of, spans
from diary_app.services.history_entries import Written, written_of
from diary_app.services.opened import Opened

_DRAFT = "history"
_KINDS = {"dose": 0, "symptoms": 1, "sign": 2, "bp": 3, "weight": 4, "temperature": 5, "qlq": 6,
          "cycle_start": 7, "hold": 8, "dose_level": 9, "visit": 10, "stop": 11}  # fmt: skip
"""What a day tells, in the order in which it tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """A few rows, newest first.

    ``older`` and ``newer``: whether there are more to either side.
    ``clinic_phone``: empty where it is not known.
    """

    today: date
    now: datetime
    window_from: date
    rows: tuple[HistoryRow, ...]
    older: bool
    newer: bool
    first: date | None
    last: date | None
    clinic_phone: str = ""


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
        found = spans(diary, days.calendar, today)
        place = place_of(found, around or today)
        first = place // rows * rows
        shown = found[first : first + rows]
        return HistoryView(
            today=today,
            now=self._opened.local_now(),
            window_from=today - timedelta(days=diary.protocol_on(today).retrospective_days),
            rows=tuple(row_of(self._opened, diary, days, span, today) for span in shown),
            older=first + rows < len(found),
            newer=first > 0,
            first=found[-1].first if found else None,
            last=found[0].last if found else None,
        )

    def story(self, day: date, participant: str | None = None) -> DayStory:
        """Everything written about ``day``, undone entries included."""
        whose = self._opened.participant(participant)
        diary, today = self._opened.diary(whose), self._opened.today(whose)
        days = DoseDays(diary, today)
        back = diary.protocol_on(today).retrospective_days
        shown = day_of(self._opened, diary, days, day)
        records = self._opened.store.records.records(participant=whose, on_day=day)
        told = sorted((r for r in records if r.kind in _KINDS), key=lambda r: (_KINDS[r.kind], r.order))
        return DayStory(
            day=shown,
            cycle=shown.state.cycle_number,
            in_window=0 <= (today - day).days <= back,
            window_days=back,
            missing_dose=shown.state.status == "not_recorded",
            written=tuple(written_of(record, diary, days, self._opened) for record in told),
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
