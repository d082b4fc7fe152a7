"""The patients list: a line for everybody enrolled, from summaries that the store keeps.

A summary is worked out from a participant's whole diary and kept until that
diary changes (``storage.summaries``). ``rows`` answers for everybody;
``known_rows`` answers at once with what is kept, and ``fresh`` works out some
of the missing ones, so that a window can go on while a first list grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from diary_app.domain.clinic.patient_row import PatientRow
from diary_app.domain.clinic.patient_row_summary import PatientSummary, summarise
from diary_app.domain.clinic.patient_row_today import row_on
from diary_app.domain.days import plan_day
from diary_app.domain.log.entry import Kind
from diary_app.services.clinic.cache import SummaryCache
from diary_app.services.opened import Opened

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
        while self.fresh(AT_ONCE):
            pass
        return self.known_rows(today)

    def known_rows(self, today: date | None = None) -> list[PatientRow]:
        """The lines whose summaries are there already, by id."""
        day = today or self.today()
        return [row_on(summary, day) for summary in self._cache.kept().values()]

    def row(self, participant: str, today: date | None = None) -> PatientRow:
        """One participant's line; a missing summary is worked out first. Refuses one not in this store."""
        whose = self._opened.participant(participant)
        summary = self._cache.kept().get(whose)
        if summary is None:
            summary = self._summary(whose, self._sites())
            self._cache.keep([summary])
        return row_on(summary, today or self.today())

    def missing(self) -> int:
        """How many participants' summaries have yet to be worked out."""
        return len(self._missing())

    def fresh(self, limit: int = AT_ONCE) -> int:
        """Work out and keep up to ``limit`` missing summaries; how many are missing still."""
        missing = self._missing()
        sites = self._sites() if missing else {}
        self._cache.keep(self._summary(whose, sites) for whose in missing[:limit])
        return len(missing[limit:])

    def _missing(self) -> list[str]:
        kept = self._cache.kept()
        return [whose for whose in self._opened.participants() if whose not in kept]

    def _summary(self, participant: str, sites: Mapping[str, str | None]) -> PatientSummary:
        return summarise(self._opened.look_at(participant), sites.get(participant))

    def _sites(self) -> dict[str, str | None]:
        """Each participant's site, as the enrolment says that was written last."""
        found: dict[str, str | None] = {}
        for record in self._opened.store.records.records(kind=Kind.ENROLLED.value):
            if record.participant and not record.void:
                found[record.participant] = record.payload.get("site") or found.get(record.participant)
        return found
