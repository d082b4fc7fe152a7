"""One patient's tabs: what each of them shows, and charts saved as files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from diary_app.common.outputs import PNG, SVG, checked_output
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import ACCESS_CHAIN, Kind
from diary_app.domain.protocol import AlertLevel, Protocol
from diary_app.reports.dose_sections import CalendarSection
from diary_app.services.clinic.changes import ChangesView, changes_of
from diary_app.services.clinic.courses import PressureCourse, SymptomCourse, pressure_course, symptom_course
from diary_app.services.clinic.files import FileRow, files_of
from diary_app.services.clinic.overview import OverviewView, dose_rows, overview_of
from diary_app.services.clinic.patients import PatientsService
from diary_app.services.clinic.told import told_scope
from diary_app.services.clinic.trends import TrendsView, trends_of
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.history import DayStory, HistoryService
from diary_app.services.opened import Opened

ChartFormat = Literal["svg", "png"]
_KINDS = {"svg": SVG, "png": PNG}


@dataclass(frozen=True, slots=True, kw_only=True)
class DosesView:
    """All cycles of a participant, the last day told, and the plan in force now."""

    participant: str
    today: date
    data_to: date | None
    calendar: CalendarSection
    plan: Protocol


class OverviewService:
    """What the tabs of one patient ask. Every method refuses a participant who is not in this store."""

    def __init__(self, opened: Opened, diary: DiaryService, patients: PatientsService) -> None:
        self._opened, self._diary, self._patients = opened, diary, patients
        self._history = HistoryService(opened, diary)

    def view(self, participant: str, language: str = "en") -> OverviewView:
        """The overview; texts of the plan in ``language``."""
        scope = told_scope(self._opened, participant, language)
        alerts = self._patients.row(scope.request.participant, scope.present).alerts  # kept by the store
        return overview_of(scope, [AlertLevel(alert.level) for alert in alerts])

    def trends(self, participant: str, language: str = "en") -> TrendsView:
        """Every questionnaire with all its scores."""
        return trends_of(told_scope(self._opened, participant, language))

    def doses(self, participant: str, language: str = "en") -> DosesView:
        """All cycles with all their days."""
        scope = told_scope(self._opened, participant, language)
        return DosesView(
            participant=scope.request.participant,
            today=scope.present,
            data_to=scope.data_to,
            calendar=dose_rows(scope),
            plan=scope.whole.protocol,
        )

    def day(self, participant: str, day: date) -> DayStory:
        """Everything written about one day."""
        return self._history.story(day, self._opened.participant(participant))

    def symptoms(self, participant: str, language: str = "en") -> SymptomCourse:
        """The grades of every day, by cycle."""
        return symptom_course(told_scope(self._opened, participant, language))

    def pressure(self, participant: str, language: str = "en") -> PressureCourse:
        """Blood pressure over the whole course."""
        return pressure_course(told_scope(self._opened, participant, language))

    def changes(self, participant: str, language: str = "en") -> ChangesView:
        """Corrections and late entries."""
        return changes_of(told_scope(self._opened, participant, language))

    def plan(self, participant: str) -> Protocol:
        """The study plan in force for a participant."""
        return self._opened.diary(self._opened.participant(participant)).protocol

    def files(self, participant: str) -> tuple[FileRow, ...]:
        """Files that came in and went out."""
        return files_of(self._opened, participant)

    def save_chart(
        self,
        participant: str,
        chart: str,
        form: ChartFormat,
        content: bytes,
        out: Path,
        *,
        writer: Writer = ANYBODY,
    ) -> None:
        """Write a chart's file and log that it was made; what is not logged is not there.

        Raises :class:`DoesNotFit` where ``out`` may not be written and
        :class:`NotSaved` where it could not be.
        """
        from diary_app.reports.render import save_whole

        whose = self._opened.participant(participant)
        payload = {
            "what": "chart",
            "chart": chart,
            "format": form,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        act = Act(
            kind=Kind.EXPORTED,
            chain=ACCESS_CHAIN,
            participant=whose,
            author=self._diary.author(whose, writer),
            payload=payload,
        )

        def log() -> None:
            self._opened.store.journal.append([act])

        save_whole(content, checked_output(out, _KINDS[form]), log)
