"""Adverse events: the codes of the log with their CDISC terms, and the participant's own severity beside.

SDTM names: AETERM (the term), AETOXGR (CTCAE grade 1-5, codelist C66784), AESTDTC and
AEENDTC (start, end), AESER with its criteria, AEREL, AEACN, AEOUT. A participant's severity is never a grade;
the two stand side by side and neither is worked out from the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from diary_app.domain.diary import Diary
from diary_app.domain.facts import AdverseEvent, SymptomPage
from diary_app.domain.protocol import Protocol, Symptom
from diary_app.domain.symptom import severities_on

GRADES = (1, 2, 3, 4, 5)
"""CTCAE v5.0: 1 mild to 4 life-threatening, 5 death."""
RELATIONS: Mapping[str, str] = {
    "not_related": "NOT RELATED",
    "unlikely": "UNLIKELY RELATED",
    "possible": "POSSIBLY RELATED",
    "related": "RELATED",
}
"""AEREL: the words that the SDTM Implementation Guide gives after ICH E2A and E2B; there is no codelist."""
ACTIONS: Mapping[str, str] = {
    "not_changed": "DOSE NOT CHANGED",
    "reduced": "DOSE REDUCED",
    "interrupted": "DRUG INTERRUPTED",
    "withdrawn": "DRUG WITHDRAWN",
    "increased": "DOSE INCREASED",
    "not_applicable": "NOT APPLICABLE",
    "unknown": "UNKNOWN",
}
"""AEACN: CDISC controlled terminology, codelist Action Taken with Study Treatment (C66767)."""
OUTCOMES: Mapping[str, str] = {
    "recovered": "RECOVERED/RESOLVED",
    "recovered_sequelae": "RECOVERED/RESOLVED WITH SEQUELAE",
    "recovering": "RECOVERING/RESOLVING",
    "not_recovered": "NOT RECOVERED/NOT RESOLVED",
    "fatal": "FATAL",
    "unknown": "UNKNOWN",
}
"""AEOUT: CDISC controlled terminology, codelist Outcome of Event (C66768)."""

CRITERIA: Mapping[str, str] = {
    "death": "AESDTH",
    "life_threatening": "AESLIFE",
    "hospitalisation": "AESHOSP",
    "disability": "AESDISAB",
    "congenital_anomaly": "AESCONG",
    "medically_important": "AESMIE",
}
"""Why an event is serious (AESER): ICH E2A, section II.B, each with its SDTM variable.

In order: it ended in death, threatened life at the time, meant staying in hospital or
staying longer, left a lasting disability, is a congenital anomaly, is medically important
otherwise. Serious is not severe: the grade stands apart.
"""
FATAL, DEATH_GRADE = "fatal", 5


@dataclass(frozen=True, slots=True)
class OwnSeverity:
    """What the participant said of the same symptom over an event's days.

    ``highest``: the worst severity 0-4, ``on``: the first day of it,
    ``answered``: the days with an answer. ``highest`` and ``on`` are ``None`` without one.
    """

    symptom: Symptom
    highest: int | None
    on: date | None
    answered: int


def symptom_of(event: AdverseEvent, protocol: Protocol) -> Symptom | None:
    """The plan's symptom that an event is: the one it names, else one whose code or label is its term."""
    if event.symptom is not None:
        return protocol.symptom(event.symptom)
    term = event.term.strip().casefold()
    return next((each for each in protocol.symptoms if term in _names(each)), None)


def _names(symptom: Symptom) -> set[str]:
    return {symptom.code.casefold(), *(text.casefold() for text in symptom.label.texts.values())}


def own_severity(diary: Diary, event: AdverseEvent, today: date) -> OwnSeverity | None:
    """The participant's own severity over the days of an event, up to ``today`` while it has no end.

    ``None`` where no symptom of the plan is the same.
    """
    symptom = symptom_of(event, diary.protocol)
    if symptom is None:
        return None
    last = event.last or today
    answers = [
        (severities_on(diary, day)[symptom.code][0], day)
        for day in diary.days_with(SymptomPage)
        if event.day <= day <= last and symptom.code in severities_on(diary, day)
    ]
    if not answers:
        return OwnSeverity(symptom, None, None, 0)
    highest = max(severity for severity, _ in answers)
    first = min(day for severity, day in answers if severity == highest)
    return OwnSeverity(symptom, highest, first, len(answers))
