"""The study as a whole: questionnaires expected and received, and time to deterioration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.compliance import Compliance, Expectation, Standing, compliance, expected_on
from diary_app.domain.clinic.deterioration import ScaleDeterioration, together
from diary_app.domain.writing.fields import named
from diary_app.qlq_c30.deterioration import Deterioration
from diary_app.qlq_c30.interpretation import highlight_points
from diary_app.services.clinic.cache import STUDY
from diary_app.services.clinic.patients import PatientsService

NO_SITE = ""


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
    """What is asked of all participants together, from what ``patients`` keep of each diary."""

    def __init__(self, patients: PatientsService) -> None:
        self._patients = patients

    def compliance(self, on: date | None = None, site: str | None = None) -> ComplianceView:
        """Questionnaires expected and received on a day (default: today), of all sites or of one."""
        day = on or self._patients.today()
        rows = self._patients.rows(day)
        sites = {row.participant: row.site or NO_SITE for row in rows}
        _refuse_unknown(site, sites)
        parts = self._patients.parts(STUDY)
        people = {
            row.participant: expected_on(parts[row.participant].course, day, row.data_to)
            for row in rows
            if site is None or sites[row.participant] == site
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
        self._patients.complete()
        found = {whose: part.worse for whose, part in self._patients.parts(STUDY).items() if part.worse}
        return DeteriorationView(
            limit=highlight_points(), scales=tuple(together(list(found.values()))), rows=tuple(found.items())
        )


def _refuse_unknown(site: str | None, sites: Mapping[str, str]) -> None:
    if site is not None and site not in sites.values():
        raise DoesNotFit(
            N_("There is no site {site}; there are: {fits}."),
            site=named(site),
            fits=", ".join(sorted(set(sites.values()))) or "-",
        )


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
