"""Whether there is a diary at all: light enough to be asked before the window's first paint."""

from __future__ import annotations

from pathlib import Path

from diary_app.storage.folder import FolderState, StoreFolder


def holds_diary(folder: Path) -> bool:
    """Whether a diary lies in ``folder``, whole or damaged; looks at file names only."""
    return StoreFolder(folder).state() == FolderState.THERE
