"""Damaged files: cut, flipped, zeroed, replaced, gone; what is read must be right or refused."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from diary_app.common.errors import Damaged, PlainError
from tests.faults.diary_acts import Acts, found, opened

DATABASE, WRITE_AHEAD = "diary.db", "diary.db-wal"
KEY_FILES = ("keys.json", "keys.copy.json")
TARGETS = ((DATABASE,), (DATABASE,), (WRITE_AHEAD,), KEY_FILES, KEY_FILES[:1])
FOREIGN = (
    b"",
    b"Dear diary, this is a letter.\n" * 400,
    b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40,
    b"SQLite format 3\x00" + bytes(8176),
    b'{"slots": []}',
)


@dataclass
class Damages:
    """What came of some damages, by how they ended; ``bad``: what must not be."""

    count: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 8))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _zero(content: bytes, chance: random.Random) -> bytes:
    size = min(len(content), chance.choice((1, 16, 512, 4096, len(content))))
    start = chance.randrange(len(content) - size + 1)
    return content[:start] + bytes(size) + content[start + size :]


def _foreign(_: bytes, chance: random.Random) -> bytes:
    return chance.choice(FOREIGN)


def _random(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    size = min(len(content) - start, 512)
    return content[:start] + chance.randbytes(size) + content[start + size :]


WAYS: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "cut": _cut,
    "bits flipped": _flip,
    "zeroed": _zero,
    "another file": _foreign,
    "scribbled over": _random,
    "gone": lambda _content, _chance: None,
}


def damage(place: Path, count: int, seed: int = 1) -> Damages:
    """Damage a diary ``count`` times, each time a fresh copy of it, and open it."""
    closed, left = place / "closed", place / "left"
    logs = _prepared(closed, left)
    chance, result = random.Random(seed), Damages()
    for number in range(count):
        names = chance.choice(TARGETS)
        start = left if names == (WRITE_AHEAD,) else closed
        way = "cut" if number % 5 == 0 else chance.choice(sorted(WAYS))
        if way == "gone" and names == (WRITE_AHEAD,):
            way = "bits flipped"  # a missing one is no damage that a file could show
        folder = place / "now"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(start, folder)
        for name in names:
            _spoil(folder / name, WAYS[way], chance)
        result.count += 1
        _judge(result, folder, names, way, logs[start.name])
    return result


def _prepared(closed: Path, left: Path) -> dict[str, list[str]]:
    """A closed diary, and one as a killed process leaves it; the log of each, hash by hash."""
    found(closed)
    with opened(closed) as diary:
        acts = Acts(diary, 1)
        for kind in ("save", "save", "correct", "submit", "draft"):
            acts.do(kind)
        log = _log(diary.opened.store)
    shutil.copytree(closed, left)
    spare = left.with_name("spare")
    with opened(left) as diary:
        for kind in ("save", "correct", "submit"):
            Acts(diary, 2).do(kind)
        shutil.copytree(left, spare)
        longer = _log(diary.opened.store)
    shutil.rmtree(left)
    spare.rename(left)
    return {"closed": log, "left": longer}


def _log(store: object) -> list[str]:
    return [entry.hash for entry in store.journal.entries()]  # type: ignore[attr-defined]


def _spoil(file: Path, way: Callable[[bytes, random.Random], bytes | None], chance: random.Random) -> None:
    old = file.read_bytes()
    new = way(old, chance)
    while new == old:
        new = way(old, chance)
    file.unlink()
    if new is not None:
        file.write_bytes(new)


def _judge(result: Damages, folder: Path, names: Sequence[str], way: str, log: list[str]) -> None:
    before = {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}
    what = f"{way}: {', '.join(names)}"
    try:
        with opened(folder) as diary:
            read = _log(diary.opened.store)
            whole = diary.safekeeping.verify().whole
    except Damaged:
        result.ends["named as damaged"] += 1
        if any((folder / name).read_bytes() != content for name, content in before.items()):
            result.bad.append(f"{what}: refused, and the original was changed")
    except PlainError as problem:
        result.bad.append(f"{what}: called {type(problem).__name__}: {problem}")
    else:
        _judge_read(result, what, names, read, log, whole=whole)


def _judge_read(
    result: Damages, what: str, names: Sequence[str], read: list[str], log: list[str], *, whole: bool
) -> None:
    if not whole:
        result.ends["named by verify, values right"] += 1
    elif read == log:
        result.ends["mended or harmless, values right"] += 1
    elif names == (WRITE_AHEAD,) and read == log[: len(read)]:
        # SQLite takes a write-ahead file as far as it is whole: what follows is as if never written.
        result.ends["opened at an earlier state"] += 1
    if read != log[: len(read)] or (read != log and names != (WRITE_AHEAD,)):
        result.bad.append(f"{what}: read {len(read)} of {len(log)} entries, not the ones written")
