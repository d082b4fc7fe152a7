from __future__ import annotations

import tomllib
from pathlib import Path

from diary_app.common.version import version


def test_the_version_is_the_declared_one() -> None:
    declared = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())
    assert version() == declared["project"]["version"]
