"""A disk that is full or refuses, at any write or sync: not saved, nothing lost, and on it goes."""

from __future__ import annotations

from pathlib import Path

from tests.faults.full_disk import fill_at_every_call


def test_refused_at_writes_and_syncs(tmp_path: Path) -> None:
    tried, bad = fill_at_every_call(tmp_path / "d", step=40)
    assert tried > 20
    assert bad == []
