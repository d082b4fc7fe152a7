"""kill -9 while writing: what was acknowledged is there, and the store opens."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.store_processes import end, start
from tests.store_support import dose, make, reopen

pytestmark = pytest.mark.slow

WRITE = """
import sys
from pathlib import Path
from diary_app.common.clock import SystemClock
from tests.store_support import correct, dose, reopen, undo
with reopen(Path(sys.argv[1]), clock=SystemClock()) as store:
    print("open", flush=True)
    while True:
        [one, two] = store.journal.append([dose(), dose("2026-01-06", note="n" * 500)])
        print(one.id, two.id, flush=True)
        [fixed] = store.journal.append([correct(one.id, mg="10")])
        print(fixed.id, flush=True)
        [undone] = store.journal.append([undo(fixed.id)])
        print(undone.id, flush=True)
        store.drafts.put("form", {"page": 3})
"""
KILLS = 5


def test_killed_while_writing(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    with make(folder, acts=[dose()]):
        pass
    chance = random.Random(3)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        process = start(WRITE, folder)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0.02, 0.4))
        process.kill()
        told, errors = process.communicate(timeout=30)
        assert not errors
        end(process)
        # a line that was cut in the middle acknowledges nothing
        acknowledged += [
            entry_id
            for line in told.splitlines(keepends=True)
            if line.endswith("\n")
            for entry_id in line.split()
        ]
        with reopen(folder) as store:
            there = {entry.id for entry in store.journal.entries()}
            assert set(acknowledged) <= there
            # pairs were written together: never one of two
            days = [entry.day for entry in store.journal.entries(kinds=["dose"])][1:]
            assert days.count("2026-01-05") == days.count("2026-01-06")
            assert store.integrity.verify().findings == ()
    assert len(acknowledged) > KILLS * 4
