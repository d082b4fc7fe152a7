"""Patient-reported severities by day: later values of a day supersede earlier ones per term."""

from __future__ import annotations

from datetime import date

from diary_app.domain.days import ONE_DAY
from diary_app.domain.diary import Diary, LogPlace
from diary_app.domain.facts import SymptomPage
from diary_app.domain.protocol import AlertRule, SeverityIn


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


def own_terms(rule: AlertRule, diary: Diary, day: date, until: LogPlace | None = None) -> set[str]:
    """The terms that a severity rule alone speaks of on ``day``.

    A symptom that a rule superseding it speaks of (seven loose stools, any
    severe symptom) is told once; the other symptoms stay with this one.
    """
    if not isinstance(rule.condition, SeverityIn):
        return set()
    found = matching_terms(rule.condition, diary, day, until)
    for other in diary.protocol_on(day).alerts:
        if found and rule.code in other.supersedes and isinstance(other.condition, SeverityIn):
            found -= matching_terms(other.condition, diary, day, until)
    return found
