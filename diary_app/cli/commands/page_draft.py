"""The page of a recovery code until its code counts: its name says that it does not yet."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from diary_app.common.durable import flush_folder


class PageDraft:
    """Where the page for ``page`` lies first, in the same folder.

    However the program ends, a page under its own name is one whose code may open the diary.
    """

    def __init__(self, page: Path, store_id: str) -> None:
        self.page = page
        self._name = f"recovery-code-not-valid-yet-{store_id[:8]}"
        # The first free name: what a killed run left half written of it goes when it is written again.
        names = (page.with_name(f"{self._name}-{number}.pdf") for number in count(1))
        self.file = next(name for name in names if not name.exists())

    def drop(self) -> None:
        """The code does not count: its page must not lie about."""
        self.file.unlink(missing_ok=True)

    def keep(self) -> Path:
        """The code counts, or may: where its page lies now."""
        try:
            os.replace(self.file, self.page)
        except OSError:
            return self.file
        with suppress(OSError):  # it has its name; after a power cut it may be the first one again
            flush_folder(self.page.parent)
        return self.page

    def clear_others(self) -> None:
        """A new code counts: pages that cut-off runs left for this diary in the folder open nothing."""
        with suppress(OSError):
            for left in self.page.parent.glob(f"{self._name}-[0-9]*.pdf"):
                if left != self.file:
                    left.unlink()
