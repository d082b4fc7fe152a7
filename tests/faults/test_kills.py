"""A killed process: what was acknowledged is there, and every write is done or not begun."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.diary_acts import WRITES
from tests.faults.kill_points import kill_operation
from tests.faults.kills import EVERY_COMMAND, kill_at_every_call, kill_at_random

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed as POSIX can"),
]
# ``soak kill-points`` takes all of OPERATIONS
SAMPLED = ("restore", "passphrase change", "score", "take-in", "staff add", "staff retire")
STEPS = {"draft": 9, "rebuild": 160}


def test_killed_at_random_moments(tmp_path: Path) -> None:
    assert kill_at_random(tmp_path, 10) == []


def test_a_killed_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.kills.EVERY_COMMAND", 1)
    assert EVERY_COMMAND > 1
    assert kill_at_random(tmp_path, 2) == []


@pytest.mark.parametrize("kind", WRITES)
def test_killed_at_calls_that_change_a_file(tmp_path: Path, kind: str) -> None:
    tried, bad = kill_at_every_call(tmp_path, kind, step=STEPS.get(kind, 30))
    assert tried >= 2
    assert bad == []


@pytest.mark.logs("other key slots")
@pytest.mark.parametrize("name", SAMPLED)
def test_killed_commands_leave_the_old_or_the_new(tmp_path: Path, name: str) -> None:
    tried, bad = kill_operation(tmp_path, name, sample=2)
    assert tried >= 2
    assert bad == []
