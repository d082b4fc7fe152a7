"""A power cut loses nothing that was said to be saved; with a weaker setting this test would see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.power_cut import cut_power, synchronous_normal

pytestmark = pytest.mark.slow


def test_nothing_saved_is_lost(tmp_path: Path) -> None:
    cuts = cut_power(tmp_path, 30, acts=12)
    assert (cuts.count, cuts.lost, cuts.faults) == (30, 0, [])


def test_the_same_cuts_lose_entries_when_commits_are_not_synced(tmp_path: Path) -> None:
    with synchronous_normal():
        cuts = cut_power(tmp_path, 16, acts=12)
    assert cuts.lost > 3
