"""Where the files shipped with the program lie (the only place that knows)."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, for instance ``resource("fonts", "Inter-Regular.ttf")``.

    In a wheel ``resources/`` lies inside the package; in a checkout (editable
    install) it lies beside it.
    """
    inside = _PACKAGE / "resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
