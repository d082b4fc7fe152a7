"""The few coloured images that a style sheet names by file."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from diary_app.ui import icons
from diary_app.ui.theme.tokens import Look

_NAMES: Mapping[str, tuple[str, str]] = {
    "arrow_down": ("chevron-down", "ink"),
    "arrow_up": ("chevron-up", "ink"),
    "check": ("check", "accent"),
}
_log = logging.getLogger(__name__)


class SheetImages:
    """They lie in a folder for passing files, with nothing of the diary in it.

    The system may clear such a folder away while the program waits beside the
    clock for weeks: it is made anew then. A disk that takes none costs a few
    arrows and nothing else.
    """

    def __init__(self) -> None:
        self._folder = QTemporaryDir()

    def paths(self, look: Look) -> dict[str, str]:
        """Where each lies in the colours of ``look``, by its name in the style sheet."""
        if not Path(self._folder.path()).is_dir():
            self._folder = QTemporaryDir()
        folder = Path(self._folder.path())
        try:
            return {
                key: icons.write_image(name, look.colour(colour), folder)
                for key, (name, colour) in _NAMES.items()
            }
        except OSError as problem:
            _log.warning("the images of the look could not be written: %s", type(problem).__name__)
            return dict.fromkeys(_NAMES, "")
