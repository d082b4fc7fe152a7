"""kill -9 of the real process: at random moments of any write, and at every call that changes a file."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from diary_app.common.errors import PlainError
from tests.cli_calls import PASSPHRASE
from tests.faults.diary_acts import Acts, found, losses, opened, written_in
from tests.faults.file_calls import all_watched
from tests.faults.sqlite_files import OK, Call

# Forked from a process that has loaded the program and runs no thread: quick, and as real as a started one.
FORKS = get_context("forkserver") if hasattr(os, "fork") else get_context("spawn")
FORKS.set_forkserver_preload(["tests.faults.kills"])
PROGRAM = [sys.executable, "-m", "diary_app"]
CYCLES_OF_ONE_DIARY = 25
EVERY_COMMAND = 20  # so many cycles for one that kills a command of the command line


def kill_at_random(place: Path, count: int, seed: int = 1) -> list[str]:
    """Kill ``count`` processes that keep a diary, and check it after each; what went wrong."""
    chance, bad = random.Random(seed), list[str]()
    saved = set[str]()
    for cycle in range(count):
        folder = place / str(cycle // CYCLES_OF_ONE_DIARY)
        if cycle % CYCLES_OF_ONE_DIARY == 0:
            found(folder)
            saved = set()
        command = cycle % EVERY_COMMAND == EVERY_COMMAND - 1
        saved |= set(_killed_command(folder, chance) if command else _killed_writer(folder, chance))
        lost, fault = losses(folder, saved)
        if lost or fault:
            bad.append(f"cycle {cycle}: {lost} acknowledged entries lost; {fault}")
    return bad


def _keep_writing(folder: Path, told: Connection, seed: int) -> None:
    with opened(folder) as diary:
        told.send([])
        acts = Acts(diary, seed)
        while True:
            told.send(acts.any())


def _killed_writer(folder: Path, chance: random.Random) -> list[str]:
    here, there = FORKS.Pipe(duplex=False)
    writer = FORKS.Process(target=_keep_writing, args=(folder, there, chance.getrandbits(32)))
    writer.start()
    there.close()
    if chance.random() < 0.9:  # else it is killed while it opens
        here.recv()
    time.sleep(chance.uniform(0, 0.12))
    writer.kill()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL, writer.exitcode
    return _all_told(here)


def _all_told(pipe: Connection) -> list[str]:
    told: list[str] = []
    while True:
        try:
            told += pipe.recv()
        except EOFError:  # a message that was cut off acknowledges nothing
            return told


def _killed_command(folder: Path, chance: random.Random) -> list[str]:
    """``record`` of many lines, or ``rebuild``, killed; the ids that it printed."""
    lines = [{"kind": "temperature", "day": "2026-01-06", "celsius": 36.5} for _ in range(2_000)]
    given = folder.parent / "lines"
    given.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    argv = ["record", str(given)] if chance.random() < 0.7 else ["rebuild"]
    own = {"DIARY_APP_DATA_DIR": str(folder), "DIARY_APP_PASSPHRASE": PASSPHRASE}
    running = subprocess.Popen(
        [*PROGRAM, *argv], env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    first = running.stdout.readline() if argv[0] == "record" else b""
    time.sleep(chance.uniform(0, 0.15) if first else chance.uniform(0.2, 0.9))
    running.kill()
    rest, errors = running.communicate(timeout=60)
    assert not errors, errors
    printed = (first + rest).decode("ascii").splitlines(keepends=True)
    return [line.strip() for line in printed if line.endswith("\n")] if argv[0] == "record" else []


def kill_at_every_call(place: Path, kind: str, *, step: int = 1) -> tuple[int, list[str]]:
    """One write of ``kind``, killed at its every call that changes a file; how often, and what went wrong.

    ``step``: at every so manieth call only. A write is also killed half done.
    """
    start, after = place / "start", place / "after"
    found(start)
    with opened(start) as diary:
        saved = [Acts(diary, seed).do("save")[0] for seed in range(3)]
        old = written_in(diary)
    calls, bad = _calls_of(start, place / "counted", kind, saved), list[str]()
    points = [
        (number, half)
        for number in range(0, len(calls), step)
        for half in ((False, True) if calls[number] == "write" else (False,))
    ]
    for number, half in points:
        shutil.rmtree(after, ignore_errors=True)
        shutil.copytree(start, after)
        told = _killed_at(after, kind, saved, number, half=half)
        fault = _neither_old_nor_new(after, old, told, kind)
        if fault:
            bad.append(f"{kind}, call {number}: {fault}")
    return len(points), bad


def _calls_of(start: Path, place: Path, kind: str, saved: Sequence[str]) -> list[str]:
    shutil.copytree(start, place)
    calls: list[str] = []

    def count(call: Call) -> int:
        calls.append(call.what)
        return OK

    with all_watched(count, place), opened(place) as diary:
        Acts(diary, 1, saved).do(kind)
    return calls


def _die_at(folder: Path, kind: str, saved: Sequence[str], number: int, half: bool, told: Connection) -> None:
    left = number

    def watcher(call: Call) -> int:
        nonlocal left
        if left == 0:
            if half:
                write_half(call)
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return OK

    with all_watched(watcher, folder), opened(folder) as diary:
        told.send(Acts(diary, 1, saved).do(kind) or ["done"])


def write_half(call: Call) -> None:
    """Do half of a write."""
    handle = os.open(call.file, os.O_WRONLY)
    os.pwrite(handle, call.data[: len(call.data) // 2], call.offset)
    os.close(handle)


def _killed_at(folder: Path, kind: str, saved: Sequence[str], number: int, *, half: bool) -> list[str]:
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_die_at, args=(folder, kind, saved, number, half, there))
    process.start()
    there.close()
    process.join()
    assert process.exitcode == -signal.SIGKILL, process.exitcode
    return _all_told(here)


def _neither_old_nor_new(folder: Path, old: Sequence[str], told: Sequence[str], kind: str) -> str:
    """What is wrong with a diary in which one write of ``kind`` was killed."""
    try:
        with opened(folder) as diary:
            now = written_in(diary)
            draft = diary.questionnaires.resume()
            whole = diary.safekeeping.verify().whole
    except PlainError as problem:
        return str(problem)
    new = now[len(old) :]
    if not whole or now[: len(old)] != old or len(new) > 1:
        return f"not whole, or {len(new)} new entries"
    if told and told != ["done"] and told != new:
        return "an acknowledged entry is lost"
    if kind == "submit" and new and draft is not None:
        return "submitted, and still a draft"
    if kind == "draft" and told and draft is None:
        return "an acknowledged draft is lost"
    return ""
