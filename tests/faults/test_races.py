"""Two processes for one diary: one writer at a time, nobody locked out, no lock left by a killed one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.races import race

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX can")
def test_races(tmp_path: Path) -> None:
    assert race(tmp_path / "d", 3) == []
