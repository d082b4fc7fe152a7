"""Commands killed at every call that changes a file, in place of which the process ends by SIGKILL."""

from __future__ import annotations

import os
import random
import shutil
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.file_calls import all_watched
from tests.faults.kills import FORKS, write_half
from tests.faults.operations import OPERATIONS, Operation
from tests.faults.scenes import Scene
from tests.faults.sqlite_files import OK, Call

VERIFY_EVERY = 4
"""Each diary is opened and its log read whole; each fourth, and each that changed, is also verified."""
AGAIN_EVERY = 10
"""The next run is tried after each kill that left other files than those before, and after every tenth."""

FORKS.set_forkserver_preload(["tests.faults.kill_points"])


def kill_operation(place: Path, name: str, *, sample: int | None = None) -> tuple[int, list[str]]:
    """The operation ``name`` killed before each call and after half of each write; how often, what was wrong.

    ``sample``: at so many of the calls only.
    """
    operation = OPERATIONS[name]
    start = operation.set_up(place / "start" / "scene")
    calls, bad = _undisturbed(operation, start, place / "clean" / "scene", name)
    tried, seen = 0, set[frozenset[str]]()
    numbers = range(len(calls)) if sample is None else _some_of(calls, sample)
    for number in numbers:
        for half in (False, True) if calls[number] == "write" else (False,):
            after = start.copied(place / "after" / "scene")
            shutil.rmtree(place / "after", ignore_errors=True)
            shutil.copytree(place / "start", place / "after")
            after.verify = tried % VERIFY_EVERY == 0
            after.told = _killed(name, after.place, number, half=half)
            tried += 1
            left = operation.left_over(after)
            fault = operation.fault(after, again=left not in seen or tried % AGAIN_EVERY == 0)
            seen.add(left)
            if fault:
                bad.append(f"{name}, {'half of ' if half else ''}call {number} ({calls[number]}): {fault}")
    return tried, bad


def _some_of(calls: list[str], count: int) -> list[int]:
    """Always the last renaming, by which most commands decide; the others by chance."""
    last = max((number for number, what in enumerate(calls) if what == "rename"), default=0)
    return sorted({last, *random.Random(len(calls)).sample(range(len(calls)), count - 1)})


def _undisturbed(operation: Operation, start: Scene, place: Path, name: str) -> tuple[list[str], list[str]]:
    """The kinds of all calls of an undisturbed run, and what of it is wrong; notes what it leaves."""
    clean = start.copied(place)
    shutil.copytree(start.place.parent, place.parent)
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_count, args=(name, place, there))
    process.start()
    there.close()
    calls, unseen, clean.told = here.recv()
    process.join()
    bad = [f"{name}: unseen {change}" for change in unseen]
    fault = operation.note_leavings(start, clean)
    return calls, [*bad, *([f"{name}, undisturbed: {fault}"] if fault else [])]


def _count(name: str, place: Path, told: Connection) -> None:
    calls: list[str] = []
    unseen: list[str] = []
    printed: list[str] = []

    def count(call: Call) -> int:
        calls.append(call.what)
        return OK

    with all_watched(count, place, unseen):
        code, complaint = OPERATIONS[name].run(Scene(place), printed.append)
    assert code == 0, complaint
    told.send((calls, unseen, "".join(printed)))


def _killed(name: str, place: Path, number: int, *, half: bool) -> str:
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_die_at, args=(name, place, number, half, there))
    process.start()
    there.close()
    process.join()
    assert process.exitcode in (-signal.SIGKILL, 0), process.exitcode  # 0: this run needed fewer calls
    told = ""
    while True:
        try:
            told += here.recv()
        except EOFError:
            return told


def _die_at(name: str, place: Path, number: int, half: bool, told: Connection) -> None:
    left = number

    def watcher(call: Call) -> int:
        nonlocal left
        if left == 0:
            if half:
                write_half(call)
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return OK

    with all_watched(watcher, place):
        OPERATIONS[name].run(Scene(place), told.send)
