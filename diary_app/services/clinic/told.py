"""One participant as the clinic's copy of the diary tells: what lies after its last day is not known yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from diary_app.charts.days import PlanDay
from diary_app.domain.adherence import Exposure
from diary_app.domain.clinic.review import last_told
from diary_app.domain.days import ONE_DAY
from diary_app.domain.facts import Pressure, SymptomPage
from diary_app.services.opened import Opened
from diary_app.services.summary.scope import Scope, SummaryRequest

RECENT = 25
"""Days of symptoms and blood pressure on the overview."""


@dataclass(frozen=True)
class ToldScope(Scope):
    """The scope of a visit summary on the clinic's present day, but for ``today``.

    A day after the last one that the diary tells of is open, not "not
    recorded": the clinic has not got it yet. ``span`` holds the days of
    symptoms and pressure, else the last ``RECENT`` that are told.
    """

    span: tuple[date, date] | None = None

    @cached_property
    def present(self) -> date:
        """The plan's present day."""
        return self.opened.today(self.request.participant)

    @cached_property
    def data_to(self) -> date | None:
        """The last day told, if any."""
        told = last_told(self.whole)
        return None if told is None else min(told, self.present)

    @cached_property
    def today(self) -> date:
        """The first day that nobody has told of; at the latest the present one."""
        return date.min if self.data_to is None else min(self.present, self.data_to + ONE_DAY)

    @cached_property
    def on(self) -> date:
        """The clinic's present day: a decision of today counts at once."""
        return self.present

    @cached_property
    def told(self) -> Exposure | None:
        """Adherence and intensity up to the last day told."""
        if self.data_to is None or self.calendar.first_dose is None:
            return None
        return Exposure(self.whole, self.data_to, self.today)

    @cached_property
    def recent(self) -> tuple[PlanDay, ...]:
        """Every day of ``span``, or the last ones told."""
        if self.span is not None:
            first, last = self.span
        elif self.data_to is not None:
            last = self.data_to
            first = max(last - timedelta(days=RECENT - 1), min(self.first_told, last))
        else:
            return ()
        return tuple(self.place(first + index * ONE_DAY) for index in range((last - first).days + 1))

    def over(self, span: tuple[date, date]) -> ToldScope:
        """The same participant over other days; what was worked out of the diary is not worked out again."""
        part = replace(self, span=span)
        for name in ("whole", "present", "data_to", "today", "on", "diary", "exposure", "first_told"):
            part.__dict__[name] = getattr(self, name)
        return part

    @cached_property
    def first_told(self) -> date:
        """The first day of the diary: with the first dose, a symptom or a reading."""
        days = [self.whole.days_with(kind)[:1] for kind in (SymptomPage, Pressure)]
        found = [each[0] for each in days if each]
        first = self.calendar.first_dose
        return min([*found, *([first] if first else [])], default=self.present)


def told_scope(opened: Opened, participant: str, language: str) -> ToldScope:
    """The scope of one participant; refuses one who is not in this store."""
    whose = opened.participant(participant)
    return ToldScope(opened, SummaryRequest(participant=whose, language=language))
