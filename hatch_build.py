"""Build hook: compiles the text catalogues and maps resources/ into the wheel.

In a checkout (editable install) ``resources/`` lies beside the package and is
read from there, so only a real wheel gets its copy inside the package. The
compiled ``.mo`` files are made by every build and never kept in git.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Compile each ``resources/i18n/*/LC_MESSAGES/diary.po`` that is newer than its ``.mo``.

    Returns the files written. Each is replaced whole, so a program or test
    that runs meanwhile never reads half a catalogue. Raises ``ValueError``
    with the file and line if a catalogue does not parse.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    written = []
    for source in sorted(root.glob("resources/i18n/*/LC_MESSAGES/diary.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as lines:
            try:
                catalogue = read_po(lines, locale=source.parent.parent.name, abort_invalid=True)
            except PoFileError as error:
                raise ValueError(f"{source}: {error}") from error
        part = target.with_suffix(f".mo.{os.getpid()}")
        with part.open("wb") as out:
            write_mo(out, catalogue)
        part.replace(target)
        written.append(target)
    return written


class ResourcesHook(BuildHookInterface[Any]):
    """What hatchling calls before it builds a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues; for a real wheel, put ``resources/`` into the package."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        compile_catalogues(root)
        if version != "editable":
            build_data["force_include"][str(root / "resources")] = "diary_app/resources"
