"""Whatever the clock and the zone do: entries keep their order and instants, and a jump is marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.clocks import ZONES, keep_time

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", [1, 2])
def test_clock_and_zone_matrix(tmp_path: Path, zone: str, seed: int) -> None:
    assert keep_time(tmp_path / "d", zone, seed) == []
