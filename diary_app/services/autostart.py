"""Starting the program when its person logs in to the computer; only where they asked for it.

Linux: a desktop entry in the autostart folder (XDG Desktop Application
Autostart Specification). Other systems are not offered it yet.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.common.paths import DATA_DIR, write_whole

_NAME = "morning-diary.desktop"


class Autostart:
    """The entry of this person on this computer. ``environ``: where its folder and the diary's are named."""

    def __init__(self, environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
        self._environ = environ
        self.offered = platform.startswith("linux")

    @property
    def file(self) -> Path:
        """Where the entry lies."""
        home = self._environ.get("XDG_CONFIG_HOME", "")
        config = Path(home) if Path(home).is_absolute() else Path.home() / ".config"
        return config / "autostart" / _NAME

    @property
    def asked_for(self) -> bool:
        """Whether the program starts with the computer."""
        return self.offered and self.file.is_file()

    def ask_for(self, wanted: bool) -> None:
        """Write the entry or take it away. Raises ``NotSaved`` where the disk refuses."""
        file = self.file
        try:
            if wanted:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(file, self._entry().encode("utf-8"))
            else:
                file.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise NotSaved(N_("{file} was not saved: {reason}."), file=file.name, reason=reason) from error

    def _entry(self) -> str:
        words = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "diary_app"]
        if self._environ.get(DATA_DIR):
            words = ["env", f"{DATA_DIR}={self._environ[DATA_DIR]}", *words]
        command = " ".join(_quoted(word) for word in words)
        return f"[Desktop Entry]\nType=Application\nName=Morning Diary\nExec={command}\nTerminal=false\n"


def _quoted(word: str) -> str:
    """A word of ``Exec`` (Desktop Entry Specification, the Exec key): quoted, then escaped as a string."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'
