"""A disk that is full or refuses, at any write or sync: not saved, nothing lost, and on it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.full_disk import fill_at_every_call
from tests.faults.refusals import refuse_command

pytestmark = pytest.mark.slow


def test_refused_at_writes_and_syncs(tmp_path: Path) -> None:
    tried, bad = fill_at_every_call(tmp_path / "d", step=40)
    assert tried > 20
    assert bad == []


@pytest.mark.logs("key slots|copy of the key file|into the log")
def test_a_key_change_refused_by_the_disk(tmp_path: Path) -> None:
    """``soak full-disk`` does this at every call of every command."""
    tried, bad = refuse_command(tmp_path, "passphrase change", step=6)
    assert tried > 4
    assert bad == []
