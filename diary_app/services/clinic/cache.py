"""The summaries at hand: read from the store's table, written back to it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable

from diary_app.common.errors import NotSaved
from diary_app.common.version import version
from diary_app.domain.clinic.patient_row_json import SHAPE, from_json, to_json
from diary_app.domain.clinic.patient_row_summary import PatientSummary
from diary_app.services.opened import Opened

_log = logging.getLogger(__name__)


class SummaryCache:
    """Summaries by participant. The table decides what is still true; memory only saves reading it again."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._read: dict[str, tuple[str, PatientSummary]] = {}
        self._unsaved: dict[str, tuple[object, PatientSummary]] = {}

    def kept(self) -> dict[str, PatientSummary]:
        """Those that hold still, of participants who are enrolled, by id."""
        there = self._opened.store.summaries.kept(_made_by())
        self._read = {whose: self._held(whose, text) for whose, text in there.items()}
        found = {whose: summary for whose, (_, summary) in self._read.items()}
        found |= self._still_true()
        return {whose: found[whose] for whose in self._opened.participants() if whose in found}

    def keep(self, made: Iterable[PatientSummary]) -> None:
        """Keep summaries that were worked out of the diaries as they now stand.

        Where the disk takes nothing they are kept in memory until anything is
        written to the log.
        """
        every = list(made)
        texts = {each.participant: json.dumps(to_json(each)) for each in every}
        try:
            self._opened.store.summaries.keep(texts, _made_by())
        except NotSaved as problem:
            _log.info("summaries are kept in memory only: %s", problem)
            at = self._opened.store.journal.count()
            self._unsaved |= {each.participant: (at, each) for each in every}

    def _held(self, participant: str, text: str) -> tuple[str, PatientSummary]:
        held = self._read.get(participant)
        return held if held is not None and held[0] == text else (text, from_json(json.loads(text)))

    def _still_true(self) -> dict[str, PatientSummary]:
        if not self._unsaved:
            return {}
        now = self._opened.store.journal.count()
        self._unsaved = {whose: (at, each) for whose, (at, each) in self._unsaved.items() if at == now}
        return {whose: each for whose, (_, each) in self._unsaved.items()}


def _made_by() -> str:
    """What worked a summary out: another program may count otherwise."""
    return f"{SHAPE} {version()}"
