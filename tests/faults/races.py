"""Two processes for one diary, at the same moment."""

from __future__ import annotations

import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from diary_app.common.errors import InUse
from tests.faults.diary_acts import Acts, found, losses, opened
from tests.faults.kills import FORKS

PATIENCE = 30.0  # seconds
WRITES_EACH = 3


def race(place: Path, count: int, seed: int = 1) -> list[str]:
    """``count`` races: two that wait, two that do not, or one that is killed while the other waits."""
    chance, bad = random.Random(seed), list[str]()
    found(place)
    saved: set[str] = set()
    for number in range(count):
        style = ("waiting", "impatient", "killed")[number % 3]
        told = _killed(place) if style == "killed" else _both(place, 0 if style == "impatient" else PATIENCE)
        written = [len(ids) for ids in told]
        if style == "waiting" and written != [WRITES_EACH] * 2:
            bad.append(f"race {number}: {written} writes of two that waited")
        if max(written) == 0:
            bad.append(f"race {number}: both were locked out")
        saved |= {entry for ids in told for entry in ids}
        lost, fault = losses(place, saved)
        if lost or fault:
            bad.append(f"race {number}: {lost} lost; {fault}")
        time.sleep(chance.uniform(0, 0.01))
    return bad


def _write(place: Path, pipe: Connection, wait_seconds: float, stay: bool) -> None:
    pipe.send("ready")
    pipe.recv()
    try:
        with opened(place, wait_seconds) as diary:
            acts = Acts(diary, 1)
            pipe.send([entry for _ in range(WRITES_EACH) for entry in acts.do("save")])
            if stay:
                time.sleep(PATIENCE)
    except InUse:
        pipe.send([])


def _start(place: Path, wait_seconds: float, *, stay: bool = False) -> tuple[Connection, object]:
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=_write, args=(place, there, wait_seconds, stay))
    process.start()
    there.close()
    assert here.recv() == "ready"
    return here, process


def _both(place: Path, wait_seconds: float) -> list[list[str]]:
    racers = [_start(place, wait_seconds) for _ in range(2)]
    for pipe, _ in racers:
        pipe.send("go")
    told = [pipe.recv() for pipe, _ in racers]
    for _, process in racers:
        process.join()  # type: ignore[attr-defined]
    return told


def _killed(place: Path) -> list[list[str]]:
    """One holds the diary and is killed; the other, which waited, must come in."""
    (holder, process), (waiter, other) = _start(place, 0, stay=True), _start(place, PATIENCE)
    holder.send("go")
    told = [holder.recv()]
    waiter.send("go")
    process.kill()  # type: ignore[attr-defined]
    told.append(waiter.recv())
    for ended in (process, other):
        ended.join()  # type: ignore[attr-defined]
    return told if told[1] else [[], []]
