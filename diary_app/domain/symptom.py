"""Patient-reported severities by day: later values of a day supersede earlier ones per term."""

from __future__ import annotations

from datetime import date

from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import Diary, LogPlace
from diary_app.domain.facts import SymptomPage
from diary_app.domain.protocol import SeverityIn


def severities_on(
    diary: Diary, day: date, until: LogPlace | None = None
) -> dict[str, tuple[int, SymptomPage]]:
    """Term to (severity 0-4, the page it stands on) for a day. A term that is absent was not answered.

    ``until``: as it stood at that entry.
    """
    found: dict[str, tuple[int, SymptomPage]] = {}
    for page in diary.on_day(SymptomPage, day, until):
        found |= {term: (grade, page) for term, grade in page.severities.items()}
    return found


def matching_terms(condition: SeverityIn, diary: Diary, day: date, until: LogPlace | None = None) -> set[str]:
    """The terms that a condition holds for on ``day`` and the days before it that it asks for."""
    return set.intersection(
        *(
            {
                term
                for term, (grade, _) in severities_on(diary, day - back * ONE_DAY, until).items()
                if grade in condition.grades and (not condition.terms or term in condition.terms)
            }
            for back in range(condition.days_running)
        )
    )
