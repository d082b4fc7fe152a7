"""What a page of the clinic keeps of what is typed and not saved, as a draft of whoever is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from diary_app.ui.clinic import drafts
from diary_app.ui.page import Page

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore


class Unsaved:
    """One draft of a page.

    ``name``: under which it is kept, from ``drafts.own_draft``; empty until
    that is known, and for a monitor: nothing is kept then. ``kept``: what was
    kept last, ``None`` for nothing.
    """

    def __init__(self, page: Page, store: OpenedStore) -> None:
        self._page, self._store = page, store
        self.name = ""
        self.kept: Mapping[str, Any] | None = None

    def keep(self, typed: Mapping[str, Any] | None) -> None:
        """Keep what was typed where it changed; ``None`` drops what was kept."""
        if not self.name or typed == self.kept:
            return
        self.kept = typed
        self._page.keep_draft(self.name, typed, partial(drafts.keep, self._store, self.name))
