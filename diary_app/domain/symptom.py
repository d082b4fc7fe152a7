"""Patient-reported severities by day: later values of a day supersede earlier ones per term."""

from __future__ import annotations

from datetime import date

from diary_app.domain.diary import Diary
from diary_app.domain.facts import SymptomPage


def severities_on(diary: Diary, day: date) -> dict[str, tuple[int, SymptomPage]]:
    """Term to (severity 0-4, the page it stands on) for a day. A term that is absent was not answered."""
    found: dict[str, tuple[int, SymptomPage]] = {}
    for page in diary.on_day(SymptomPage, day):
        found |= {term: (grade, page) for term, grade in page.severities.items()}
    return found
