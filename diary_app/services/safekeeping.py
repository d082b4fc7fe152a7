"""Checking and rebuilding the store."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import STORE_CHAIN, By, Kind, Role
from diary_app.services.comparison import Comparison, compare, signature
from diary_app.services.opened import Opened

if TYPE_CHECKING:
    from diary_app.domain.log.mark import Mark
    from diary_app.services.marks import Brought

    # the window, which never touches the store, has their names from here
    from diary_app.storage.findings import Finding as Finding
    from diary_app.storage.findings import SeenHeads
    from diary_app.storage.findings import Verification as Verification

TABLES = "tables"
CHECKED_EVERY = timedelta(days=7)
_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)
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
        """File check, chains, heads, the tables against a rebuild, the times; see :class:`Verification`.

        When it finds nothing, that it was done is kept.
        """
        return self._verify(None)

    def verify_against(self, brought: Brought) -> Comparison:
        """The same, and whether the log reaches what somebody brought; see :class:`Comparison`.

        Raises :class:`DoesNotFit` for what is of another diary.
        """
        from diary_app.storage.findings import SeenHeads

        store = self._opened.store
        if brought.store != store.store_id:
            raise DoesNotFit(N_("{file} is of another diary."), file=brought.file)
        signed = signature(brought, store)
        # what carries a wrong signature says nothing about the log
        seen = SeenHeads(brought.file.name, brought.heads) if signed is not False else None
        found = self._verify(seen)
        return compare(brought, found, store, signed=signed)

    def _verify(self, seen: SeenHeads | None) -> Verification:
        found = self._opened.store.integrity.verify(seen)
        if found.whole:
            self._note_check()
        return found

    def mark(self, participants: Collection[str] | None = None, *, dated: bool = True) -> Mark:
        """The present heads, of all chains or of some participants' alone, signed.

        It is for whoever keeps what the log is later held against: a clinic, a
        backup, a sealed file, an export. ``dated``: with the instant; without
        it the same log gives the same bytes. Raises :class:`NotSaved` or
        :class:`Damaged` where the signing key has to be made first and cannot.
        """
        made_at = self._opened.now().utc if dated else None
        return self._opened.store.marking.mark(made_at=made_at, chains=participants)

    def _note_check(self) -> None:
        try:
            self._opened.store.integrity.note_check(self._opened.now().utc)
        except NotSaved as problem:
            # The check was done all the same; only the next one comes sooner.
            _log.warning("that the diary was checked could not be noted: %s", problem)

    def rebuild(self) -> Rebuilt:
        """Make every table anew from the log, and say whether they had differed from it.

        What was mended is an entry of the log, written in the same transaction.
        """
        store = self._opened.store
        found = store.integrity.verify()
        differed = tuple(finding for finding in found.findings if finding.kind == TABLES)
        if differed:
            count = store.integrity.rebuild(store.journal, _rebuilt(len(differed), found.records))
        else:
            count = store.integrity.rebuild()
        self._opened.forget()
        return Rebuilt(count, differed)


def _rebuilt(differed: int, records: int) -> Act:
    payload = {"differed": differed, "records": records}
    return Act(kind=Kind.REBUILT, chain=STORE_CHAIN, author=_PROGRAM, payload=payload)
