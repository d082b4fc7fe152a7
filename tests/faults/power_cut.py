"""Power cuts: every write and sync recorded, then replayed up to a moment with unsynced writes lost.

At a cut, what was synced is on the disk. Of what was not, each write may be
there, gone or torn: any of its 512-byte sectors, in any order. A file that was
made and never synced may be missing, one that was deleted may be back.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from diary_app.storage import database
from tests.faults.diary_acts import Acts, found, losses, opened
from tests.faults.sqlite_files import OK, Call, watching

SECTOR = 512
VERIFY_EVERY = (
    4  # each diary is opened and its log read whole; each fourth is also verified, which takes longer
)


@dataclass(frozen=True, slots=True)
class Saved:
    """The moment at which somebody was told that these entries are saved."""

    ids: Sequence[str]


@dataclass
class Cuts:
    """What came of some cuts. ``lost``: cuts that lost acknowledged entries; ``faults``: not whole after."""

    count: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class OnDisk:
    """One file name: what is surely on the disk, and what was done since its last sync."""

    sure: bytearray | None
    pending: list[Call] = field(default_factory=list)

    def take(self, call: Call) -> None:
        """One more call; a sync makes all before it sure."""
        if call.what == "sync":
            self.sure, self.pending = _applied(self.sure, self.pending), []
        else:
            self.pending.append(call)

    def after_cut(self, chance: random.Random) -> bytearray | None:
        """What may be found after the power was cut now."""
        style = chance.choice(("nothing", "first ones", "any", "torn"))
        return _applied(self.sure, list(_survivors(self.pending, style, chance)))


def _survivors(pending: Sequence[Call], style: str, chance: random.Random) -> Iterator[Call]:
    kept = chance.randrange(len(pending) + 1)
    for number, call in enumerate(pending):
        there = number < kept if style == "first ones" else style != "nothing" and chance.random() < 0.5
        if call.what == "delete" and not there:
            return  # the old file is back, and what was done to a new one of its name is gone
        if there:
            yield call
        elif style == "torn" and call.what == "write":
            yield from _torn(call, chance)


def _torn(call: Call, chance: random.Random) -> Iterator[Call]:
    for start in range(0, len(call.data), SECTOR):
        if chance.random() < 0.5:
            yield Call("write", call.file, call.offset + start, call.data[start : start + SECTOR])


def _applied(sure: bytearray | None, calls: Sequence[Call]) -> bytearray | None:
    content = None if sure is None else bytearray(sure)
    for call in calls:
        if call.what == "delete":
            content = None
            continue
        content = bytearray() if content is None else content
        if call.what == "truncate":
            del content[call.size :]
        elif call.what == "write":
            content.extend(bytes(max(0, call.offset - len(content))))
            content[call.offset : call.offset + len(call.data)] = call.data
    return content


def record(folder: Path, seed: int, sessions: int, acts: int) -> list[Call | Saved]:
    """Everything that some sessions with a diary do to its files, in order."""
    told: list[Call | Saved] = []

    def watcher(call: Call) -> int:
        told.append(call)
        return OK

    for session in range(sessions):
        with watching(watcher), opened(folder) as diary:
            writing = Acts(diary, seed + session)
            for _ in range(acts):
                told.append(Saved(writing.any()))
    return told


def cut_power(place: Path, count: int, seed: int = 1, *, sessions: int = 2, acts: int = 30) -> Cuts:
    """Keep a diary in ``place``, then ``count`` times cut the power at a random moment of it."""
    start, after = place / "start", place / "after"
    found(start)
    shutil.copytree(start, place / "live")
    told = record(place / "live", seed, sessions, acts)
    chance = random.Random(seed)
    moments = sorted(chance.randrange(1, len(told) + 1) for _ in range(count))
    result, disk, saved, done = Cuts(), _disk_of(start), set[str](), 0
    for moment in moments:
        for step in told[done:moment]:
            saved |= set(step.ids) if isinstance(step, Saved) else set()
            if isinstance(step, Call):
                disk.setdefault(Path(step.file).name, OnDisk(None)).take(step)
        done = moment
        _lay_out(start, after, disk, chance)
        _judge(result, after, saved, moment)
    return result


def _disk_of(folder: Path) -> dict[str, OnDisk]:
    return {"diary.db": OnDisk(bytearray((folder / "diary.db").read_bytes()))}


def _lay_out(start: Path, after: Path, disk: dict[str, OnDisk], chance: random.Random) -> None:
    shutil.rmtree(after, ignore_errors=True)
    shutil.copytree(start, after)
    for name, state in disk.items():
        content = state.after_cut(chance)
        (after / name).unlink(missing_ok=True)
        if content is not None:
            (after / name).write_bytes(content)


def _judge(result: Cuts, after: Path, saved: set[str], moment: int) -> None:
    lost, fault = losses(after, saved, verify=result.count % VERIFY_EVERY == 0)
    result.count += 1
    result.lost += lost > 0
    if fault:
        result.faults.append(f"cut at {moment}: {fault}")


@contextmanager
def synchronous_normal() -> Iterator[None]:
    """The store as it must not be: commits are not synced."""
    with pytest.MonkeyPatch.context() as patch:
        weaker = tuple(pragma.replace("=FULL", "=NORMAL") for pragma in database._PRAGMAS)
        assert weaker != database._PRAGMAS
        patch.setattr(database, "_PRAGMAS", weaker)
        yield
