"""No space, or a disk that refuses, at every write and sync that a diary's files see."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from diary_app.bootstrap import OpenedStore
from diary_app.common.errors import NotSaved
from tests.faults.diary_acts import WRITES, Acts, found, losses, opened, written_in
from tests.faults.sqlite_files import FULL, IOERR_FSYNC, IOERR_WRITE, OK, Call, watching

REFUSALS = {"write": (FULL, IOERR_WRITE), "sync": (IOERR_FSYNC,)}
OF_ONE_DIARY = 20


class Disk:
    """A disk that can be told to refuse from the n-th call of a kind on, and to work again."""

    def __init__(self) -> None:
        self.heal()

    def break_at(self, what: str | tuple[str, ...], number: int, code: int) -> None:
        """Refuse call ``number`` of ``what`` and all after it with SQLite's ``code``."""
        self._what = (what,) if isinstance(what, str) else what
        self._left, self._code = number, code
        self.refused = 0

    def heal(self) -> None:
        """Refuse nothing."""
        self._what: tuple[str, ...] = ()
        self._left, self._code, self.refused = 0, OK, 0

    def __call__(self, call: Call) -> int:
        """Answer SQLite."""
        if call.what not in self._what:
            return OK
        self._left -= 1
        if self._left >= 0:
            return OK
        self.refused += 1
        return self._code


def fill_at_every_call(place: Path, *, step: int = 1) -> tuple[int, list[str]]:
    """Every kind of write against a disk that fails at its every call; how often, and what went wrong."""
    start = place / "start"
    found(start)
    disk, tried, bad = Disk(), 0, list[str]()
    with watching(disk):
        for kind in WRITES:
            for what, codes in REFUSALS.items():
                for code in codes:
                    count, faults = _each(start, place / "now", disk, (kind, what, code), step)
                    tried, bad = tried + count, bad + faults
    return tried, bad


def _each(
    start: Path, place: Path, disk: Disk, case: tuple[str, str, int], step: int
) -> tuple[int, list[str]]:
    """One kind of write and one kind of refusal, at every ``step``-th call until none is refused.

    A fresh diary after so many: reading a long log after each would take most of the time.
    """
    number, bad, refused = 0, list[str](), True
    while refused:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(start, place)
        saved: set[str] = set()
        with opened(place) as diary:
            acts = Acts(diary, 1)
            saved |= set(acts.do("save"))
            for _ in range(OF_ONE_DIARY):
                if refused:
                    refused = _try(place, diary, acts, disk, case, number, saved, bad)
                    number += step
            disk.break_at("write", 0, FULL)  # and it is closed on a full disk
        disk.heal()
        lost, fault = losses(place, saved)
        bad += [f"{case}, in the end: {lost} lost; {fault}"] if lost or fault else []
    return -(-number // step), bad


def _try(
    place: Path, diary: OpenedStore, acts: Acts, disk: Disk, case: tuple[str, str, int], number: int,
    saved: set[str], bad: list[str],
) -> bool:  # fmt: skip
    """One refusal at call ``number``; whether anything was refused."""
    kind, what, code = case
    before, sizes = written_in(diary), _sizes(place)
    disk.break_at(what, number, code)
    told = _refused(lambda: acts.do(kind))
    refused = disk.refused > 0
    disk.heal()
    wrong = _wrong(before, written_in(diary), told, sizes, _sizes(place))
    bad += [f"{kind}, {what} {number}, code {code}: {wrong}"] if wrong else []
    saved |= set(told or ()) | set(acts.do("save"))  # the program goes on
    return refused


def _refused(write: Callable[[], list[str]]) -> list[str] | None:
    try:
        return write()
    except NotSaved as problem:
        if not str(problem).startswith("Not saved"):
            raise
        return None


def _wrong(
    before: list[str], now: list[str], told: list[str] | None, sizes: dict[str, int], after: dict[str, int]
) -> str:
    if any(after[name] < size for name, size in sizes.items()):
        return "a file shrank"
    if now[: len(before)] != before:
        return "entries are gone"
    new = now[len(before) :]
    if told is not None:
        return "" if set(told) == set(new) else "said to be saved and is not"
    # A correction, a form and an undo may first have written what they need; those were said to be saved.
    return "" if not new else f"said not to be saved, and {len(new)} are there"


def _sizes(place: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in place.iterdir() if file.name.startswith("diary.db")}


def vanish(place: Path) -> tuple[int, list[str]]:
    """The diary's folder taken away while it is open, and put back: every kind of write; what went wrong."""
    bad: list[str] = []
    for kind in WRITES:
        folder = place / kind
        found(folder)
        with opened(folder) as diary:
            acts = Acts(diary, 1)
            saved = set(acts.do("save"))
            folder.rename(place / "away")
            told = _refused(lambda acts=acts, kind=kind: acts.do(kind))  # type: ignore[misc]
            bad += [f"{kind}: said to be saved in a folder that is gone"] if told is not None else []
            (place / "away").rename(folder)
            saved |= set(acts.do("save"))
        lost, fault = losses(folder, saved)
        bad += [f"{kind}, put back: {lost} lost; {fault}"] if lost or fault else []
    return len(WRITES), bad
