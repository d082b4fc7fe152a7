"""Checking and rebuilding the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diary_app.services.opened import Opened

if TYPE_CHECKING:
    from diary_app.storage.integrity import Finding, Verification

TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``records`` written anew; ``differed``: where the tables did not agree with the log before."""

    records: int
    differed: tuple[Finding, ...]


class SafekeepingService:
    """Verify the log and its tables; make the tables anew from the log."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def verify(self) -> Verification:
        """File check, chains, and the tables against a rebuild; see :class:`Verification`."""
        return self._opened.store.integrity.verify()

    def rebuild(self) -> Rebuilt:
        """Make every table anew from the log, and say whether they had differed from it."""
        findings = self._opened.store.integrity.verify().findings
        differed = tuple(finding for finding in findings if finding.kind == TABLES)
        count = self._opened.store.integrity.rebuild()
        self._opened.forget()
        return Rebuilt(count, differed)
