"""The program's version, declared once in ``pyproject.toml``."""

from __future__ import annotations

from functools import lru_cache

DISTRIBUTION = "morning-diary"


@lru_cache(maxsize=1)
def version() -> str:
    """The installed version, for instance ``0.1.0``; it goes into entries, PDFs and exports."""
    from importlib import metadata

    return metadata.version(DISTRIBUTION)
