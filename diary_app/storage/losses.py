"""What a restore gives up: how far the log that is replaced goes beyond the one that was backed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from diary_app.common.errors import Damaged
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import Entry, Kind
from diary_app.storage import log_queries as log
from diary_app.storage.entry_rows import entry_of
from diary_app.storage.tables.fixed import LOG


@dataclass(frozen=True, slots=True)
class Loss:
    """Entries ``first`` to ``head`` of a chain. ``only_notes``: none but of backups that were made."""

    head: Head
    first: int
    only_notes: bool

    def told(self) -> dict[str, Any]:
        """As it stands in a restore's payload."""
        return {**self.head.key._asdict(), "from": self.first, "to": self.head.seq, "hash": self.head.hash}


def losses(old: Session, restored: Session) -> list[Loss]:
    """Chain by chain, what ``old`` holds from the first entry on that ``restored`` lacks or has otherwise."""
    there = log.last_numbers(restored)
    found = []
    for head in log.all_heads(old):
        same = _last_same(old, restored, head.key, min(head.seq, there.get(head.key, 0)))
        if same < head.seq:
            found.append(Loss(head, same + 1, _only_notes(old, head.key, same)))
    return found


def with_earlier(old: Session, found: Iterable[Loss]) -> list[dict[str, Any]] | None:
    """``found`` as a restore's payload tells it, with what restores among it had given up themselves.

    Their entries go with the log that is replaced, and older backups may still
    reach what they explain. ``None`` where one of them did not know.
    """
    fresh = list(found)
    ranges = [each.told() for each in fresh]
    for entry in _restores(old, fresh):
        if entry.payload is None or entry.payload.get("lost") is None:
            return None
        ranges += _whole_ranges(entry.payload["lost"])
    return _joined(ranges)


def _restores(session: Session, found: list[Loss]) -> Iterator[Entry]:
    first = {each.head.key: each.first for each in found}
    for row in session.execute(log.select_entries(kinds=[Kind.RESTORE.value])).mappings():
        key = ChainKey(row["origin"], row["epoch"], row["chain"])
        if key in first and row["seq"] >= first[key]:
            try:
                yield entry_of(row)
            except Damaged:  # what nobody can read explains nothing
                continue


def _whole_ranges(told: object) -> list[dict[str, Any]]:
    """Those that are as ``Loss.told`` writes them."""
    kinds = {"origin": str, "epoch": int, "chain": str, "from": int, "to": int, "hash": str}
    ranges = told if isinstance(told, list) else []
    return [
        dict(each)
        for each in ranges
        if isinstance(each, dict) and {name: type(value) for name, value in each.items()} == kinds
    ]


def _joined(ranges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ranges of one chain that touch as one: a head seen before lies in one of them, or was not given up."""
    joined: list[dict[str, Any]] = []
    for each in sorted(ranges, key=lambda told: (*_chain(told), told["from"])):
        last = joined[-1] if joined else None
        if last is None or _chain(last) != _chain(each) or each["from"] > last["to"] + 1:
            joined.append(each)
        elif each["to"] > last["to"]:
            joined[-1] = {**each, "from": last["from"]}
    return joined


def _chain(told: dict[str, Any]) -> tuple[Any, ...]:
    return told["origin"], told["epoch"], told["chain"]


def _last_same(old: Session, restored: Session, key: ChainKey, most: int) -> int:
    """The last number up to which both chains are the same; a hash holds for all before it."""
    low, high = 0, most
    seq = most  # as a rule there was but one diary, and this is the answer
    while low < high:
        if log.hash_at(old, key, seq) == log.hash_at(restored, key, seq):
            low = seq
        else:
            high = seq - 1
        seq = (low + high + 1) // 2
    return low


def _only_notes(session: Session, key: ChainKey, after: int) -> bool:
    chain = (LOG.c.origin == key.origin, LOG.c.epoch == key.epoch, LOG.c.chain == key.chain)
    others = select(func.count()).where(*chain, LOG.c.seq > after, LOG.c.kind != Kind.BACKUP.value)
    return int(session.execute(others.select_from(LOG)).scalar_one()) == 0
