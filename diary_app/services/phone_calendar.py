"""What comes next, as a calendar file for the participant's phone; neutral titles, no name, no drug.

One event a cycle, the evening before a new one, and an all-day event for each
questionnaire. A second import updates the first: the identifiers stay, and
what was last exported is kept (encrypted, like a draft), so that a changed
event gets the next sequence number and a dropped one is cancelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_, translator
from diary_app.common.outputs import CALENDAR, checked_output
from diary_app.common.paths import write_whole
from diary_app.domain.cycle import Cycle
from diary_app.domain.days import ONE_DAY, clock_date
from diary_app.domain.dose import DoseDays
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import ACCESS_CHAIN, Kind
from diary_app.domain.reminders import EVENING, ReminderWish, asks_questions, evenings_before
from diary_app.domain.schedule import Schedule
from diary_app.exchange.ics import Event, calendar_file
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

_NAME = N_("Diary")
_MORNING = N_("Time for your diary")
_EVENING = N_("Diary: please look in this evening")
_QUESTIONS = N_("Diary: please allow ten minutes")
_UIDS = UUID("6f5d3f0e-6b0a-4d0e-9a3b-7f2b8a4c1d52")
_DRAFT = "phone-calendar:{participant}"


@dataclass(frozen=True, slots=True)
class SavedCalendar:
    """How many events the file holds, and how many of them are cancelled ones."""

    events: int
    cancelled: int


class PhoneCalendarService:
    """Makes the calendar file and remembers what was in it."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def save(
        self,
        out: Path,
        wish: ReminderWish,
        language: str,
        *,
        participant: str | None = None,
        writer: Writer = ANYBODY,
    ) -> SavedCalendar:
        """Write what comes next to ``out``, whole or not at all, and log that it was exported.

        Raises ``DoesNotFit`` where nothing is ahead, for a place inside a
        diary's folder and over a file that is no calendar; ``NotSaved`` where
        the disk refuses.
        """
        whose = self._opened.participant(participant)
        real = checked_output(out, CALENDAR)
        known = self._remembered(whose)
        events = numbered(self.events(wish, language, whose), known, self._opened.today(whose))
        if not events:
            raise DoesNotFit(N_("Nothing is ahead that could go into a calendar."))
        made_at, name = self._opened.now().utc, translator(language)(_NAME)
        content = calendar_file(events, self._opened.zone, name=name, made_at=made_at)
        # Kept first: a file that then cannot be written leaves out a number, and no number comes twice.
        self._opened.store.drafts.put(_DRAFT.format(participant=whose), _to_remember(events, known))
        write_whole(real, content)
        cancelled = sum(event.cancelled for event in events)
        self._log(whose, len(events), writer)
        return SavedCalendar(len(events), cancelled)

    def events(self, wish: ReminderWish, language: str, participant: str) -> list[Event]:
        """What comes next, from the diary as it now stands."""
        diary = self._opened.diary(participant)
        days = DoseDays(diary, self._opened.today(participant))
        if not days.calendar.cycles:
            return []
        plan = _Plan(days, wish, translator(language))
        return [*plan.cycles(), *plan.evenings(), *plan.questionnaires()]

    def _remembered(self, participant: str) -> dict[str, Any]:
        kept = self._opened.store.drafts.get(_DRAFT.format(participant=participant))
        return dict(kept) if isinstance(kept, Mapping) else {}

    def _log(self, participant: str, events: int, writer: Writer) -> None:
        act = Act(
            kind=Kind.EXPORTED,
            chain=ACCESS_CHAIN,
            participant=participant,
            author=self._diary.author(participant, writer),
            payload={"what": "ics", "events": events},
        )
        self._opened.store.journal.append([act])


class _Plan:
    """The events of one diary from the plan's present day on."""

    def __init__(self, days: DoseDays, wish: ReminderWish, tr: Any) -> None:
        self._days, self._wish, self._tr = days, wish, tr
        self._first = days.calendar.cycles[0].begun.record.id

    def cycles(self) -> Iterator[Event]:
        """One event a cycle that has a day left."""
        for cycle in self._days.calendar.cycles:
            event = self._cycle(cycle)
            if event is not None:
                yield event

    def _cycle(self, cycle: Cycle) -> Event | None:
        days = [day for day in cycle.dosing_days() if not self._days.calendar.over(day)]
        held = [day for day in days if self._days.held(day)]
        if len(held) == len(days):
            return None
        event = Event(
            uid=_uid(cycle.begun.record.id, "cycle"),
            title=self._tr(_MORNING),
            start=self._local(days[0]),
            count=len(days),
            without=tuple(self._local(day) for day in held),
        )
        return event if event.last >= self._days.today else None

    def evenings(self) -> Iterator[Event]:
        """The evening before each cycle that is still to begin."""
        for number, start in evenings_before(self._days).items():
            evening = start - ONE_DAY
            if self._wish.evening and evening >= self._days.today:
                uid, at = _uid(self._first, f"evening {number}"), datetime.combine(evening, EVENING)
                yield Event(uid=uid, title=self._tr(_EVENING), start=at)

    def questionnaires(self) -> Iterator[Event]:
        """The days of the questionnaires that are still to be filled in; the alarm at the time set."""
        schedule = Schedule(self._days.diary)
        for target in schedule.targets:
            day = target.day
            if day < self._days.today or not asks_questions(self._days, schedule, day):
                continue
            alarm = self._local(day) - datetime.combine(day, datetime.min.time())
            uid = _uid(self._first, f"questions {target.number}")
            yield Event(uid=uid, title=self._tr(_QUESTIONS), start=day, alarm=alarm)

    def _local(self, day: date) -> datetime:
        """The time set, on the clock of the plan's ``day``."""
        boundary = self._days.diary.protocol_on(day).regimen.day_boundary
        return datetime.combine(clock_date(day, self._wish.at, boundary), self._wish.at)


def numbered(events: Sequence[Event], known: Mapping[str, Any], today: date) -> list[Event]:
    """``events`` with their sequence numbers, and the dropped ones of those known that are still ahead."""
    found = [replace(event, sequence=_sequence(event, known.get(event.uid))) for event in events]
    here = {event.uid for event in events}
    for uid, kept in known.items():
        event = _from_kept(uid, kept)
        if uid not in here and event.last >= today:
            raised = 0 if event.cancelled else 1
            found.append(replace(event, cancelled=True, sequence=event.sequence + raised))
    return found


def _sequence(event: Event, kept: Any) -> int:
    if kept is None:
        return 0
    number: int = kept["sequence"]
    return number if kept["shape"] == _shape(event) else number + 1


def _to_remember(events: Sequence[Event], known: Mapping[str, Any]) -> dict[str, Any]:
    """Everything ever exported: a number that was used stays used."""
    new = {
        event.uid: {
            "sequence": event.sequence,
            "shape": _shape(event),
            "start": event.start.isoformat(),
            "count": event.count,
            "title": event.title,
            "cancelled": event.cancelled,
        }
        for event in events
    }
    return {**known, **new}


def _from_kept(uid: str, kept: Mapping[str, Any]) -> Event:
    text = kept["start"]
    start = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return Event(
        uid=uid,
        title=kept["title"],
        start=start,
        count=kept["count"],
        sequence=kept["sequence"],
        cancelled=kept["cancelled"],
    )


def _shape(event: Event) -> str:
    """What of an event a phone shows; another shape is another sequence number."""
    without = " ".join(each.isoformat() for each in event.without)
    alarm = event.alarm // timedelta(minutes=1)
    return f"{event.title}|{event.start.isoformat()}|{event.count}|{without}|{alarm}|{event.cancelled}"


def _uid(record: str, what: str) -> str:
    """An identifier that stays, and from which nothing of the diary can be learned."""
    return str(uuid5(_UIDS, f"{record} {what}"))
