"""What a visit summary is asked to cover, and what all its parts are built from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from diary_app.charts.days import PlanDay
from diary_app.common.i18n import Translator, translator
from diary_app.domain.adherence import Exposure
from diary_app.domain.cycle import Calendar, start_awaited
from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.services.opened import Opened

_DAYS_WITHOUT_CYCLE = 28


class Part(StrEnum):
    """A part of the summary that the participant may leave out."""

    DOSES = "doses"
    SYMPTOMS = "symptoms"
    PRESSURE = "pressure"
    QUESTIONNAIRES = "questionnaires"
    CORRECTIONS = "corrections"
    NOTES = "notes"


WITHOUT_NOTES = frozenset(Part) - {Part.NOTES}


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRequest:
    """What to print: up to the day ``on`` (default today), from ``since`` (default: everything).

    ``parts``: what goes in; typed notes only when the participant ticks them.
    ``language``: of the page.
    """

    participant: str
    on: date | None = None
    since: date | None = None
    language: str = "en"
    parts: frozenset[Part] = WITHOUT_NOTES


@dataclass(frozen=True)
class Scope:
    """A request with the diary it is about, cut at its day."""

    opened: Opened
    request: SummaryRequest

    @cached_property
    def tr(self) -> Translator:
        """The page's language."""
        return translator(self.request.language)

    @cached_property
    def today(self) -> date:
        """The plan's present day."""
        return self.opened.today(self.request.participant)

    @cached_property
    def on(self) -> date:
        """The day the summary speaks for."""
        return self.request.on or self.today

    @cached_property
    def whole(self) -> Diary:
        """Everything known, days to come included."""
        return self.opened.diary(self.request.participant)

    @cached_property
    def diary(self) -> Diary:
        """What is about days up to ``on``."""
        return self.whole.through(self.on)

    @cached_property
    def exposure(self) -> Exposure:
        """Day states from the first dose on, adherence, intensity."""
        return Exposure(self.diary, self.on, self.today)

    @property
    def days(self) -> DoseDays:
        """Day states by day."""
        return self.exposure.days

    @property
    def calendar(self) -> Calendar:
        """The cycles as they really began."""
        return self.days.calendar

    @property
    def awaiting_start(self) -> bool:
        """Whether the next cycle's start was not told yet on ``on``."""
        return start_awaited(self.whole, self.on, self.today)

    def has(self, part: Part) -> bool:
        """Whether a part goes in."""
        return part in self.request.parts

    def inside(self, day: date) -> bool:
        """Whether a day lies in the period asked for."""
        return (self.request.since is None or day >= self.request.since) and day <= self.on

    def place(self, day: date) -> PlanDay:
        """A day with its place in the cycles."""
        cycle = self.calendar.cycle_on(day)
        return PlanDay(day, cycle.number, cycle.day_number(day)) if cycle else PlanDay(day)

    @cached_property
    def recent(self) -> tuple[PlanDay, ...]:
        """Every day of the last two cycles up to ``on`` (four weeks where there is no cycle)."""
        begun = [cycle for cycle in self.calendar.cycles if cycle.start <= self.on]
        first = begun[-2:][0].start if begun else self.on - timedelta(days=_DAYS_WITHOUT_CYCLE - 1)
        count = (self.on - first).days + 1
        return tuple(self.place(first + index * ONE_DAY) for index in range(count))
