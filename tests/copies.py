"""A store that many tests begin with is made once in a process and copied from then on."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Hashable
from pathlib import Path

from diary_app.common.clock import Clock
from tests.support import FixedClock

_made: dict[Hashable, Path] = {}
_used: set[tuple[str, Hashable]] = set()


def put_store(folder: Path, clock: Clock, kind: Hashable, make: Callable[[Path], object]) -> None:
    """Have in ``folder`` what ``make`` makes at ``clock``'s time; ``kind`` tells all else it depends on.

    Two stores of one test are never copies of each other: they would be one
    store in two places. Nor is one copied that was made while time went on.
    """
    key = (kind, clock.now()) if type(clock) is FixedClock else None
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    if key is None or folder.exists() or not test or (test, key) in _used:
        make(folder)
        return
    _used.add((test, key))
    if key not in _made:
        place = Path(tempfile.mkdtemp(dir=os.environ["HOME"]), "store")  # conftest.py takes the home away
        make(place)
        _made[key] = place
    shutil.copytree(_made[key], folder)
