"""The study as a whole: questionnaires expected and received, and time to deterioration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.compliance import Compliance, Expectation, Standing, compliance, expectations
from diary_app.domain.clinic.deterioration import ScaleDeterioration, deterioration_of, together
from diary_app.domain.cycle import Calendar, death_of
from diary_app.domain.diary import Diary
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.fields import named
from diary_app.qlq_c30.deterioration import Deterioration
from diary_app.qlq_c30.interpretation import highlight_points
from diary_app.services.clinic.patients import PatientsService
from diary_app.services.opened import Opened

NO_SITE = ""
_KINDS = (Kind.CYCLE_START, Kind.STOP, Kind.QLQ, Kind.QLQ_NOT_DONE, Kind.VISIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingForm:
    """A questionnaire that is not there: of whom, planned for when, and why if that was written down."""

    participant: str
    site: str
    number: int
    target: date
    standing: Standing
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceView:
    """``on``: the day it speaks of. ``all_sites``: by visit; ``by_site``: the same for each site.

    ``missing``: every form that is due and not there, newest first.
    """

    on: date
    participants: int
    all_sites: tuple[Compliance, ...]
    by_site: tuple[tuple[str, tuple[Compliance, ...]], ...]
    missing: tuple[MissingForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeteriorationView:
    """``limit``: points from which a change counts. ``rows``: one a participant, by id and score code."""

    limit: float
    scales: tuple[ScaleDeterioration, ...]
    rows: tuple[tuple[str, Mapping[str, Deterioration]], ...]


class StudyService:
    """What is asked of all participants together. ``patients`` know up to when the clinic has each diary."""

    def __init__(self, opened: Opened, patients: PatientsService) -> None:
        self._opened = opened
        self._patients = patients

    def compliance(self, on: date | None = None, site: str | None = None) -> ComplianceView:
        """Questionnaires expected and received on a day (default: today), of all sites or of one."""
        diaries = self._diaries()
        sites = self._sites(diaries)
        if site is not None and site not in sites.values():
            raise DoesNotFit(
                N_("There is no site {site}; there are: {fits}."),
                site=named(site),
                fits=", ".join(sorted(set(sites.values()))) or "-",
            )
        day = on or self._patients.today()
        data_to = {row.participant: row.data_to for row in self._patients.rows()}
        people = {
            whose: expectations(diary, day, data_to=data_to.get(whose), died=death_of(diary))
            for whose, diary in diaries.items()
            if site is None or sites[whose] == site
        }
        by_site = [
            (each, tuple(compliance(people[whose] for whose in people if sites[whose] == each)))
            for each in sorted({sites[whose] for whose in people})
        ]
        missing = [row for whose, person in people.items() for row in _missing(whose, sites[whose], person)]
        return ComplianceView(
            on=day,
            participants=len(people),
            all_sites=tuple(compliance(people.values())),
            by_site=tuple(by_site),
            missing=tuple(sorted(missing, key=lambda row: (-row.target.toordinal(), row.participant))),
        )

    def deterioration(self) -> DeteriorationView:
        """Time to deterioration of every score, of everybody who has a first dose."""
        limit = highlight_points()
        found = {
            whose: deterioration_of(diary, limit)
            for whose, diary in self._diaries().items()
            if Calendar(diary).first_dose is not None
        }
        return DeteriorationView(
            limit=limit, scales=tuple(together(list(found.values()))), rows=tuple(found.items())
        )

    def _diaries(self) -> dict[str, Diary]:
        """Everybody's forms and what their windows are worked out from."""
        parts = self._opened.parts(_KINDS)
        for whose, diary in parts.items():  # whether a form of the first day came before the first dose
            first = Calendar(diary).first_dose
            if first is not None:
                doses = self._opened.store.records.records(whose, Kind.DOSE.value, first)
                for record in doses:
                    diary.put(record)
        return parts

    def _sites(self, diaries: Mapping[str, Diary]) -> dict[str, str]:
        """By participant, the site that was told last; empty where none was."""
        sites = dict.fromkeys(diaries, NO_SITE)
        for record in self._opened.store.records.records(kind=Kind.ENROLLED.value):
            told = record.payload.get("site")
            if record.participant in sites and told and not record.void:
                sites[record.participant] = told
        return sites


def _missing(whose: str, site: str, person: tuple[Expectation, ...]) -> list[MissingForm]:
    absent = (Standing.MISSING, Standing.OUTSIDE, Standing.AWAITED)
    return [
        MissingForm(
            participant=whose,
            site=site,
            number=each.target.number,
            target=each.target.day,
            standing=each.standing,
            reason=each.reason,
        )
        for each in person
        if each.standing in absent
    ]
