"""The measurements page: what is known, what was written down, and the unsaved page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.alerts import beyond_measuring
from diary_app.domain.days import instant
from diary_app.domain.facts import Temperature, Weight
from diary_app.domain.log.canonical import Json
from diary_app.domain.pressure import Again, Reading, Session, sessions, waiting
from diary_app.domain.protocol import Protocol
from diary_app.domain.writing.fields import Fields, decimal_text
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened
from diary_app.services.past_days import draft_name, refuse_outside_window

_DRAFT = "vitals"


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalsView:
    """What the page shows of a plan's day.

    ``now``: local clock. ``sessions``: the day's blood pressure, earliest
    first. ``weight_before``: the last weight of an earlier entry (kg);
    ``weight``, ``celsius``: the last of the day. ``again``: the reading that
    waits for another one; none while an emergency is the first thing to see to.
    """

    day: date
    now: datetime
    protocol: Protocol
    sessions: tuple[Session, ...]
    weight_before: tuple[date, Decimal] | None
    weight: Decimal | None
    celsius: Decimal | None
    again: Again | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is to be written down about ``day``; ``time``: HH:MM of the blood pressure's last reading.

    ``past``: the page was opened about that past day; ``late_reason``: why it comes late.
    """

    day: date
    readings: tuple[Reading, ...] = ()
    time: str = ""
    kg: Decimal | None = None
    celsius: Decimal | None = None
    past: bool = False
    late_reason: str | None = None

    @property
    def past_day(self) -> date | None:
        """The past day it is about."""
        return self.day if self.past else None


class VitalsService:
    """The measurements page's questions and acts."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def view(self, day: date | None = None, participant: str | None = None) -> VitalsView:
        """What is written down about ``day`` (default: the plan's present day)."""
        whose = self._opened.participant(participant)
        diary, now = self._opened.diary(whose), self._opened.local_now()
        today = self._opened.today(whose)
        about = day or today
        weights = [fact for fact in diary.all(Weight) if fact.day <= about]
        same_day = [fact for fact in weights if fact.day == about]
        hot = diary.on_day(Temperature, about)
        return VitalsView(
            day=about,
            now=now,
            protocol=diary.protocol_on(about),
            sessions=tuple(sessions(diary, about)),
            weight_before=(weights[-1].day, weights[-1].kg) if weights else None,
            weight=same_day[-1].kg if same_day else None,
            celsius=hot[-1].celsius if hot else None,
            again=None if beyond_measuring(diary, about, today) else waiting(diary, about, now),
        )

    def save(
        self, measured: Measured, *, participant: str | None = None, writer: Writer = ANYBODY
    ) -> list[str]:
        """Write down everything that was measured, all of it or nothing; the entries' ids.

        The unsaved page goes with it. Refuses what the plan refuses, a time
        that has not come yet, and a page with nothing on it.
        """
        whose = self._opened.participant(participant)
        if measured.past_day is not None:
            refuse_outside_window(self._opened, measured.past_day, whose)
        lines = self._lines(measured, whose)
        if not lines:
            raise DoesNotFit(N_("There is nothing to write down yet."))
        return self._diary.write_together(
            lines, participant=whose, writer=writer, drop_drafts=[draft_name(_DRAFT, measured.past_day)]
        )

    def _lines(self, measured: Measured, whose: str) -> list[dict[str, Json]]:
        about: dict[str, Json] = {"day": measured.day.isoformat()}
        about |= {"late_reason": measured.late_reason} if measured.late_reason else {}
        lines: list[dict[str, Json]] = []
        if measured.readings:
            self._refuse_future(measured, whose)
            readings: list[Json] = [[high, low] for high, low in measured.readings]
            lines.append({"kind": "bp", **about, "time": measured.time, "readings": readings})
        if measured.kg is not None:
            lines.append({"kind": "weight", **about, "kg": decimal_text(measured.kg)})
        if measured.celsius is not None:
            lines.append({"kind": "temperature", **about, "celsius": decimal_text(measured.celsius)})
        return lines

    def _refuse_future(self, measured: Measured, whose: str) -> None:
        at = Fields({"time": measured.time}).optional_time()
        if at is None:
            raise DoesNotFit(N_("A time is missing; write it like 07:10."))
        boundary = self._opened.diary(whose).protocol_on(measured.day).regimen.day_boundary
        if instant(measured.day, at, boundary, self._opened.zone, None) > self._opened.local_now():
            raise DoesNotFit(N_("{time} has not come yet."), time=measured.time)

    def now(self) -> datetime:
        """The local clock."""
        return self._opened.local_now()

    def keep_page(self, page: Mapping[str, Json] | None, past_day: date | None = None) -> None:
        """Keep what was typed and not saved, as an encrypted draft; ``None`` drops it.

        ``past_day``: the page was opened about that day.
        """
        drafts, name = self._opened.store.drafts, draft_name(_DRAFT, past_day)
        if page is not None:
            drafts.put(name, page)
        elif drafts.get(name) is not None:
            drafts.delete(name)

    def kept_page(self, past_day: date | None = None) -> Mapping[str, Json] | None:
        """What was typed and not saved, if anything."""
        page = self._opened.store.drafts.get(draft_name(_DRAFT, past_day))
        return page if isinstance(page, Mapping) else None
