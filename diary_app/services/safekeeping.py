"""Checking and rebuilding the store."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from diary_app.common.errors import NotSaved
from diary_app.services.opened import Opened

if TYPE_CHECKING:
    from diary_app.storage.findings import Finding, Verification

TABLES = "tables"
CHECKED_EVERY = timedelta(days=7)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``records`` written anew; ``differed``: where the tables did not agree with the log before."""

    records: int
    differed: tuple[Finding, ...]


class SafekeepingService:
    """Verify the log and its tables; make the tables anew from the log."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def at_start(self) -> tuple[Finding, ...]:
        """What the check of the newest entries found when the diary was opened; nothing, if all was well."""
        return self._opened.store.at_start

    def verify_due(self) -> bool:
        """Whether the last whole check that found nothing is a week ago, or the diary a week old without one.

        A clock that was put back makes it due too.
        """
        store = self._opened.store
        last = store.integrity.checked_at()
        if last is None:
            first = store.journal.entries(limit=1)
            last = first[0].entered_at if first else self._opened.now().utc
        return not timedelta(0) <= self._opened.now().utc - last < CHECKED_EVERY

    def verify(self) -> Verification:
        """File check, chains, heads, and the tables against a rebuild; see :class:`Verification`.

        When it finds nothing, that it was done is kept.
        """
        found = self._opened.store.integrity.verify()
        if found.whole:
            self._note_check()
        return found

    def _note_check(self) -> None:
        try:
            self._opened.store.integrity.note_check(self._opened.now().utc)
        except NotSaved as problem:
            # The check was done all the same; only the next one comes sooner.
            _log.warning("that the diary was checked could not be noted: %s", problem)

    def rebuild(self) -> Rebuilt:
        """Make every table anew from the log, and say whether they had differed from it."""
        findings = self._opened.store.integrity.verify().findings
        differed = tuple(finding for finding in findings if finding.kind == TABLES)
        count = self._opened.store.integrity.rebuild()
        self._opened.forget()
        return Rebuilt(count, differed)
