"""The Today page's questions, and the acts it offers."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.i18n import N_
from diary_app.domain.days import instant, local_text, offset_of, plan_day
from diary_app.domain.facts import Dose
from diary_app.domain.log.canonical import Json
from diary_app.domain.log.entry import Kind
from diary_app.domain.symptom import severities_on
from diary_app.domain.writing.fields import Fields, decimal_text
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened
from diary_app.services.past_days import draft_name, refuse_outside_window
from diary_app.services.today_view import TodayView, today_view


class TodayService:
    """The Today page's questions and acts."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def view(self, participant: str | None = None) -> TodayView:
        """What Today shows now."""
        whose = self._opened.participant(participant)
        return today_view(self._opened, whose, self._diary.status(whose))

    def took_it(
        self,
        *,
        at: datetime | None = None,
        fasting: str = "unknown",
        note: str | None = None,
        participant: str | None = None,
        writer: Writer = ANYBODY,
    ) -> str:
        """Record today's dose at the level in force, taken now or at ``at`` (aware); the entry's id.

        Refuses a time that has not come yet or is of another day.
        """
        whose = self._opened.participant(participant)
        now = self._opened.local_now()
        taken = (at or now).astimezone(now.tzinfo)
        if taken > now:
            raise DoesNotFit(N_("{time} has not come yet."), time=taken.strftime("%H:%M"))
        day = self._opened.today(whose)
        if plan_day(taken, self._opened.diary(whose).protocol.regimen.day_boundary) != day:
            text = local_text(taken)
            raise DoesNotFit(N_("{time} is not a time of {day}."), time=text, day=day.isoformat())
        line = {
            "kind": "dose",
            "day": day.isoformat(),
            "time": taken.strftime("%H:%M"),
            # the instant is known here, also in an hour that the clock shows twice
            "offset": offset_of(taken),
            "zone": self._opened.nature.zone,
            "fasting": fasting,
            "note": note,
        }
        return self._diary.write(line, participant=whose, writer=writer)

    def time_today(self, text: str, participant: str | None = None) -> datetime:
        """The aware instant of ``HH:MM`` on the plan's present day; refuses what is not a time."""
        whose = self._opened.participant(participant)
        at = Fields({"time": text}).optional_time()
        if at is None:
            raise DoesNotFit(N_("A time is missing; write it like 07:10."))
        now = self._opened.local_now()
        boundary = self._opened.diary(whose).protocol.regimen.day_boundary
        zone = self._opened.zone
        return instant(self._opened.today(whose), at, boundary, zone, None).astimezone(now.tzinfo)

    def took_it_on(
        self,
        day: date,
        time: str,
        fasting: str = "unknown",
        *,
        late_reason: str | None = None,
        participant: str | None = None,
        writer: Writer = ANYBODY,
    ) -> str:
        """Record a dose taken on a past ``day`` at ``HH:MM`` of that day's clock; the entry's id.

        Refuses a day outside the participant's window, a day that has a dose
        record, and a time that did not exist on that day or has not come yet.
        """
        whose = self._opened.participant(participant)
        refuse_outside_window(self._opened, day, whose)
        boundary = self._opened.diary(whose).protocol_on(day).regimen.day_boundary
        at = Fields({"time": time}).optional_time()
        if at is None:
            raise DoesNotFit(N_("A time is missing; write it like 07:10."))
        if instant(day, at, boundary, self._opened.zone, None) > self._opened.local_now():
            raise DoesNotFit(N_("{time} has not come yet."), time=time)
        if self._opened.diary(whose).on_day(Dose, day):  # a second one is never written in silence
            raise DoesNotFit(N_("There is an entry for {day} already."), day=day.isoformat())
        line = {"kind": "dose", "day": day.isoformat(), "time": time, "fasting": fasting}
        line |= {"late_reason": late_reason} if late_reason else {}
        return self._diary.write(line, participant=whose, writer=writer)

    def did_not_take_it(
        self,
        reason: str | None,
        *,
        day: date | None = None,
        late_reason: str | None = None,
        participant: str | None = None,
        writer: Writer = ANYBODY,
    ) -> str:
        """Record that the dose of ``day`` (default: today) was not taken; the entry's id.

        Refuses a past day outside the participant's window.
        """
        whose = self._opened.participant(participant)
        if day is not None:
            refuse_outside_window(self._opened, day, whose)
        about = (day or self._opened.today(whose)).isoformat()
        line = {"kind": "dose", "day": about, "status": "not_taken", "reason": reason}
        line |= {"late_reason": late_reason} if late_reason else {}
        return self._diary.write(line, participant=whose, writer=writer)

    def clinic_told_start(
        self, day: date, mg: Decimal | None = None, *, participant: str | None = None,
        writer: Writer = ANYBODY,
    ) -> str:  # fmt: skip
        """Log that the clinic told the start of the next cycle; told twice, it is one entry."""
        whose = self._opened.participant(participant)
        line = {
            "kind": "cycle_start",
            "day": day.isoformat(),
            "mg": None if mg is None else decimal_text(mg),
            "key": f"cycle-start:{whose}:{day.isoformat()}:{self._undone_starts(whose, day)}",
        }
        return self._diary.write(line, participant=whose, writer=writer)

    def _undone_starts(self, participant: str, day: date) -> int:
        """How often a start on ``day`` was logged and undone; a start told anew needs a key of its own."""
        kind = Kind.CYCLE_START.value
        starts = self._opened.store.records.records(participant=participant, kind=kind, on_day=day)
        return sum(record.void for record in starts)

    def save_symptoms(
        self,
        severities: dict[str, int],
        note: str | None = None,
        *,
        day: date | None = None,
        signs: Mapping[str, bool] | None = None,
        past_day: date | None = None,
        late_reason: str | None = None,
        participant: str | None = None,
        writer: Writer = ANYBODY,
    ) -> str:
        """Save a page about a day (default: the plan's present day), all of it or nothing.

        ``severities`` by term, ``signs`` by code; the note goes with the first
        entry written, whose id is the answer. ``past_day``: the page was opened
        about that day, which the participant's window must hold.
        """
        whose = self._opened.participant(participant)
        if past_day is not None:
            refuse_outside_window(self._opened, past_day, whose)
        about = {"day": (past_day or day or self._opened.today(whose)).isoformat()}
        about |= {"late_reason": late_reason} if late_reason else {}
        lines: list[dict[str, Any]] = [
            {"kind": "sign", **about, "sign": code, "present": yes} for code, yes in (signs or {}).items()
        ]
        if severities or not lines:
            lines.insert(0, {"kind": "symptom", **about, "severities": severities})
        lines[0]["note"] = note
        return self._diary.write_together(
            lines, participant=whose, writer=writer, drop_drafts=[draft_name(_PAGE_DRAFT, past_day)]
        )[0]

    def no_symptoms(self, *, participant: str | None = None, writer: Writer = ANYBODY) -> str:
        """Save that none of the plan's symptoms was felt today, as its whole page of zeros; the entry's id.

        Refuses a day about which something is saved already: that is changed on the page.
        """
        whose = self._opened.participant(participant)
        day, diary = self._opened.today(whose), self._opened.diary(whose)
        if severities_on(diary, day):
            raise DoesNotFit(N_("There is an entry for {day} already."), day=day.isoformat())
        none = {symptom.code: 0 for symptom in diary.protocol_on(day).symptoms}
        line = {"kind": "symptom", "day": day.isoformat(), "severities": none}
        return self._diary.write(line, participant=whose, writer=writer)

    def keep_page(self, page: Mapping[str, Json], past_day: date | None = None) -> None:
        """Keep an unsaved page of symptoms as an encrypted draft; ``past_day``: opened about that day."""
        self._opened.store.drafts.put(draft_name(_PAGE_DRAFT, past_day), page)

    def kept_page(self, past_day: date | None = None) -> Mapping[str, Json] | None:
        """The unsaved page of symptoms, if there is one."""
        page = self._opened.store.drafts.get(draft_name(_PAGE_DRAFT, past_day))
        return page if isinstance(page, Mapping) else None

    def keep_form(self, form: Mapping[str, Json] | None) -> None:
        """Keep what was filled in on Today and not written down, as an encrypted draft; ``None`` drops it."""
        drafts = self._opened.store.drafts
        if form is not None:
            drafts.put(_FORM_DRAFT, form)
        elif drafts.get(_FORM_DRAFT) is not None:
            drafts.delete(_FORM_DRAFT)

    def kept_form(self) -> Mapping[str, Json] | None:
        """What was left unfinished on Today, if anything."""
        form = self._opened.store.drafts.get(_FORM_DRAFT)
        return form if isinstance(form, Mapping) else None

    def drop_form(self) -> None:
        """Drop it after something was written down; where that is refused it is dropped later."""
        try:
            self.keep_form(None)
        except NotSaved as problem:
            # What was written down is on the disk. A form that no longer fits is passed over when opened.
            _log.warning("a draft of Today could not be dropped: %s", type(problem).__name__)


_PAGE_DRAFT = "symptoms"
_FORM_DRAFT = "today"
_log = logging.getLogger(__name__)
