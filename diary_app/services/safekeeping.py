"""Checking and rebuilding the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.services.opened import Opened

if TYPE_CHECKING:
    from diary_app.storage.integrity import Verification


class SafekeepingService:
    """Verify the log and its tables; make the tables anew from the log."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def verify(self) -> Verification:
        """File check, chains, and the tables against a rebuild; see :class:`Verification`."""
        return self._opened.store.integrity.verify()

    def rebuild(self) -> int:
        """Make every table anew from the log; how many records were written."""
        count = self._opened.store.integrity.rebuild()
        self._opened.forget()
        return count
