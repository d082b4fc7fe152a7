"""The patients list: a line for everybody enrolled, from summaries that the store keeps.

A summary is worked out from a participant's whole diary and kept until that
diary changes (``storage.summaries``), with all else that pages about everybody
need of it (``parts``). ``rows`` answers for everybody;
``known_rows`` answers at once with what is kept, and ``fresh`` works out some
of the missing ones, so that a window can go on while a first list grows.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from diary_app.domain.clinic.patient_row import PatientRow
from diary_app.domain.clinic.patient_row_today import row_on
from diary_app.domain.days import plan_day
from diary_app.services.clinic.cache import ROW, Part, SummaryCache
from diary_app.services.opened import Opened

T = TypeVar("T")
AT_ONCE = 25
"""Summaries that are worked out and kept together."""


class PatientsService:
    """Everybody enrolled in an opened store, one line each."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._cache = SummaryCache(opened)

    def today(self) -> date:
        """The plan's present day at the clinic."""
        boundary = self._opened.protocol().regimen.day_boundary
        return plan_day(self._opened.local_now(), boundary)

    def rows(self, today: date | None = None) -> list[PatientRow]:
        """A line for every participant, by id; missing summaries are worked out first."""
        self.complete()
        return self.known_rows(today)

    def known_rows(self, today: date | None = None) -> list[PatientRow]:
        """The lines whose summaries are there already, by id."""
        day = today or self.today()
        return [row_on(summary, day) for summary in self._cache.kept(ROW).values()]

    def row(self, participant: str, today: date | None = None) -> PatientRow:
        """One participant's line; a missing summary is worked out first. Refuses one not in this store."""
        whose = self._opened.participant(participant)
        if whose not in self._cache.kept(ROW):
            self._cache.work_out([whose])
        return row_on(self._cache.kept(ROW)[whose], today or self.today())

    def parts(self, part: Part[T]) -> dict[str, T]:
        """A part of everybody whose diary is summarised already, by id."""
        return self._cache.kept(part)

    def complete(self) -> None:
        """Work out and keep every summary that is missing."""
        while self.fresh(AT_ONCE):
            pass

    def missing(self) -> int:
        """How many participants' summaries have yet to be worked out."""
        return len(self._missing())

    def fresh(self, limit: int = AT_ONCE) -> int:
        """Work out and keep up to ``limit`` missing summaries; how many are missing still."""
        missing = self._missing()
        self._cache.work_out(missing[:limit])
        return len(missing[limit:])

    def _missing(self) -> list[str]:
        kept = self._cache.kept(ROW)
        return [whose for whose in self._opened.participants() if whose not in kept]
