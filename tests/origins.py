"""Entries of several stores about one participant, corrected across, as chains that can be handed over."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from diary_app.common.ids import new_id
from diary_app.domain.log.act import Act, Place, seal
from diary_app.domain.log.chain import ChainKey, chain_key
from diary_app.domain.log.entry import Entry, Kind
from tests.store_support import NURSE, PARTICIPANT, act, dose
from tests.support import FixedClock

ORIGINS = ("origin-clinic", "origin-diary", "origin-second")


class Origins:
    """Several stores that write, each into its own chain, aware of each other or not."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.entries: list[Entry] = []

    def write(self, origin: str, act: Act, *, counter: int | None = None, epoch: int = 1) -> Entry:
        """Seal an act as that store's next entry."""
        key = ChainKey(origin, epoch, act.chain)
        before = [entry for entry in self.entries if chain_key(entry) == key]
        place = Place(
            id=new_id(),
            origin=origin,
            epoch=epoch,
            seq=len(before) + 1,
            counter=counter or max((entry.counter for entry in self.entries), default=0) + 1,
            prev_hash=before[-1].hash if before else None,
            device="test device",
            app_version="0.0.0",
            clock_suspect=False,
            payload_salt=secrets.token_hex(16),
            note_salt=secrets.token_hex(16),
        )
        entry = seal(act, place, FixedClock().now())
        self.entries.append(entry)
        return entry

    def wild(self, count: int) -> list[Entry]:
        """Doses and corrections of anybody's entries by anybody, some unaware of each other."""
        for _ in range(count):
            origin = self.chance.choice(ORIGINS)
            own = max((entry.counter for entry in self.chain(origin)), default=0)
            every = max((entry.counter for entry in self.entries), default=0)
            self.write(origin, self._any(origin), counter=max(own + 1, every + self.chance.randint(0, 2)))
        return self.entries

    def _any(self, origin: str) -> Act:
        author: dict[str, Any] = {"author": NURSE} if origin == ORIGINS[0] else {}
        if not self.entries or self.chance.random() < 0.5:
            return dose(f"2026-01-{self.chance.randint(1, 28):02d}", note=self.chance.choice([None, "tired"]))
        named = self.chance.choice(self.entries)
        more = {"corrects": named.id, **author}
        if self.chance.random() < 0.3:
            return act(Kind.UNDO, {}, **more)
        not_taken = {"status": "not_taken", "mg": None}
        fields = self.chance.choice([{"mg": "10"}, {"day": "2026-02-02"}, not_taken])
        return act(Kind.CORRECT, {"fields": fields}, reason="checked", **more)

    def chain(self, origin: str) -> list[Entry]:
        """What one store wrote about the participant."""
        return [entry for entry in self.entries if (entry.origin, entry.chain) == (origin, PARTICIPANT)]

    def files(self, *, size: int = 8) -> list[list[Entry]]:
        """The chains cut into ranges, some of them overlapping, in any order."""
        found = []
        for origin in ORIGINS:
            chain = self.chain(origin)
            start = 0
            while start < len(chain):
                end = start + self.chance.randint(1, size)
                found.append(chain[max(0, start - self.chance.randint(0, 3)) : end])
                start = end
        self.chance.shuffle(found)
        return found


def withheld(entry: Entry, *, payload: bool = False) -> Entry:
    """The entry without its note's value, or without its payload's too; the commitments stay."""
    entry = replace(entry, note=None, note_salt=None)
    return replace(entry, payload=None, payload_salt=None) if payload else entry


def altered(chain: Sequence[Entry], place: int, **fields: Any) -> list[Entry]:
    """The chain with fields of one entry changed and nothing hashed anew."""
    return [replace(entry, **fields) if at == place else entry for at, entry in enumerate(chain)]
