"""What a restore gives up: how far the log that is replaced goes beyond the one that was backed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import Kind
from diary_app.storage import log_queries as log
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
