"""The parts of participants' diaries at hand: read from the store's table, written back to it.

A part is what one page needs of a diary, whatever day it is: the line of the
patients list, the forms for the study's tables, the alerts. All parts of a
diary are worked out together, for reading the diary is what takes longest.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from diary_app.common.errors import NotSaved
from diary_app.common.version import version
from diary_app.domain.clinic import patient_row_json, patient_study
from diary_app.domain.clinic.patient_row_summary import PatientSummary, summarise
from diary_app.domain.clinic.patient_study import PatientStudy, study_of
from diary_app.domain.clinic.review import all_raised
from diary_app.domain.log.entry import Kind
from diary_app.qlq_c30.interpretation import highlight_points
from diary_app.services.clinic import review_kept
from diary_app.services.clinic.review_kept import KeptAlert, kept_alerts
from diary_app.services.opened import Opened

_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One part: its name in the table and how it is read from there."""

    name: str
    of_json: Callable[[Any], T]


ROW: Part[PatientSummary] = Part("row", patient_row_json.from_json)
STUDY: Part[PatientStudy] = Part("study", patient_study.from_json)
ALERTS: Part[tuple[KeptAlert, ...]] = Part("alerts", review_kept.from_json)


class SummaryCache:
    """Parts by participant. The table decides what is still true; memory only saves reading it again."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._read: dict[str, dict[str, tuple[str, Any]]] = {}
        self._unsaved: dict[str, tuple[int, Mapping[str, str]]] = {}

    def kept(self, part: Part[T]) -> dict[str, T]:
        """Those that hold still, of participants who are enrolled, by id."""
        texts = self._opened.store.summaries.kept(part.name, _made_by()) | self._still_true(part.name)
        before = self._read.get(part.name, {})
        read = {whose: _held(part, before.get(whose), text) for whose, text in texts.items()}
        self._read[part.name] = read
        return {whose: read[whose][1] for whose in self._opened.participants() if whose in read}

    def work_out(self, participants: Iterable[str]) -> None:
        """Read these diaries, and keep all parts of them.

        Where the disk takes nothing they are kept in memory until anything is
        written to the log.
        """
        wanted = list(participants)
        sites = self._sites() if wanted else {}
        texts = {whose: self._texts(whose, sites.get(whose)) for whose in wanted}
        try:
            self._opened.store.summaries.keep(texts, _made_by())
        except NotSaved as problem:
            _log.info("summaries are kept in memory only: %s", problem)
            at = self._opened.store.journal.counter()
            self._unsaved |= {whose: (at, parts) for whose, parts in texts.items()}

    def _texts(self, participant: str, site: str | None) -> dict[str, str]:
        diary, plans = self._opened.look_at(participant), self._opened.adopted(participant)
        every, texts = all_raised(diary), [plan.payload["text"] for plan in plans]
        told = {
            ROW.name: patient_row_json.to_json(summarise(diary, site, every)),
            STUDY.name: patient_study.to_json(study_of(diary, highlight_points())),
            ALERTS.name: review_kept.to_json(kept_alerts(diary, texts, every)),
        }
        return {name: json.dumps(value) for name, value in told.items()}

    def _sites(self) -> dict[str, str | None]:
        """Each participant's site, as the enrolment says that was written last."""
        found: dict[str, str | None] = {}
        for record in self._opened.store.records.records(kind=Kind.ENROLLED.value):
            if record.participant and not record.void:
                found[record.participant] = record.payload.get("site") or found.get(record.participant)
        return found

    def _still_true(self, part: str) -> dict[str, str]:
        if not self._unsaved:
            return {}
        now = self._opened.store.journal.counter()
        self._unsaved = {whose: (at, each) for whose, (at, each) in self._unsaved.items() if at == now}
        return {whose: each[part] for whose, (_, each) in self._unsaved.items()}


def _held(part: Part[T], before: tuple[str, T] | None, text: str) -> tuple[str, T]:
    return before if before is not None and before[0] == text else (text, part.of_json(json.loads(text)))


def _made_by() -> str:
    """What worked a part out: another program may count otherwise."""
    shapes = patient_row_json.SHAPE, patient_study.SHAPE, review_kept.SHAPE
    return " ".join(map(str, (*shapes, f"{highlight_points():g}", version())))
