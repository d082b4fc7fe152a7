"""Holding a log against heads that were seen before: a chain alone cannot show that its end was cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import Entry

HashAt = Callable[[ChainKey, int], str | None]
"""The hash of the entry that has a number in a chain, ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A chain that does not hold against ``marked``, a head seen before.

    ``reached``: the last number the log has in this chain, 0 for no entry.
    ``branched``: there is an entry of the marked number, with another hash.
    ``restored``: when a backup was restored that explains it.
    """

    marked: Head
    reached: int
    branched: bool
    restored: datetime | None = None

    @property
    def first_bad(self) -> int:
        """The number of the first entry that is missing, or at the latest is another one."""
        return self.marked.seq if self.branched else self.reached + 1


def shortfalls(
    marked: Iterable[Head], reached: Mapping[ChainKey, int], hash_at: HashAt, restores: Iterable[Entry]
) -> list[Shortfall]:
    """Each of ``marked`` that the log does not reach with the same hash.

    ``reached``: the last number of every chain. ``restores``: the log's
    entries of the kind ``restore``.
    """
    told = list(restores)
    found = []
    for head in marked:
        last = reached.get(head.key, 0)
        short = Shortfall(head, last, branched=last >= head.seq)
        if last < head.seq or hash_at(head.key, head.seq) != head.hash:
            found.append(replace(short, restored=_restored(short, told, hash_at)))
    return found


def _restored(short: Shortfall, restores: Iterable[Entry], hash_at: HashAt) -> datetime | None:
    """When a restore gave up what is missing, as far as the log tells."""
    for entry in restores:
        try:
            if entry.payload is not None and _gave_up(entry.payload, short, hash_at):
                return entry.entered_at
        except (KeyError, TypeError, ValueError):  # content that no program of ours wrote explains nothing
            continue
    return None


def _gave_up(payload: Mapping[str, Any], short: Shortfall, hash_at: HashAt) -> bool:
    head = short.marked
    if payload["epoch"] <= head.key.epoch:
        return False  # it was marked after that restore
    brought = [each for each in payload["heads"] if _same_chain(each, head.key)]
    if any(hash_at(head.key, each["seq"]) != each["hash"] for each in brought):
        return False  # not even what that restore brought back is there: it was cut off later
    lost = payload["lost"]
    if lost is None:  # what the backup lacked was not known when it was restored
        return not short.branched
    ranges = [each for each in lost if _same_chain(each, head.key)]
    return any(each["from"] <= short.first_bad and each["to"] >= head.seq for each in ranges)


def _same_chain(told: Mapping[str, Any], key: ChainKey) -> bool:
    return (told["origin"], told["epoch"], told["chain"]) == key
