"""The check of all chains, row after row, so that a clinic's log of gigabytes need not fit in the memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from diary_app.common.errors import Damaged
from diary_app.domain.log.chain import ChainFault, ChainKey, Head, fault_of
from diary_app.storage.entry_rows import entry_of
from diary_app.storage.findings import Finding, FindingKind, chain_finding
from diary_app.storage.sound_rows import COLUMNS, SoundRows

_PLACE = slice(COLUMNS.index("origin"), COLUMNS.index("chain") + 1)
_SEQ, _BEFORE, _HASH = (COLUMNS.index(name) for name in ("seq", "prev_hash", "hash"))


class LogCheck:
    """Checks the rows it is given, those of one chain by number, as ``domain.log.chain`` checks entries.

    A row that is not certainly sound is read as an entry and checked there.
    """

    def __init__(self) -> None:
        self._sound = SoundRows()
        self._ends: dict[ChainKey, tuple[int, str]] = {}
        self._faults: dict[ChainKey, ChainFault] = {}
        self.unread: dict[ChainKey, Finding] = {}
        """The first row of a chain that cannot be read; what follows it is not looked at."""

    def take(self, row: Any) -> bool:
        """Check the next row of its chain; whether it can be read, and all before it could."""
        key = ChainKey(*row[_PLACE])
        if key in self.unread:
            return False
        if key not in self._faults:
            seq, before = self._ends.get(key, (0, None))
            if row[_SEQ] == seq + 1 and row[_BEFORE] == before and self._sound.holds(row):
                self._ends[key] = row[_SEQ], row[_HASH]
                return True
        return self._take_entry(key, row)

    def _take_entry(self, key: ChainKey, row: Any) -> bool:
        try:
            entry = entry_of(row._mapping)
        except Damaged:
            self.unread[key] = Finding(FindingKind.CONTENT, "", key, row[_SEQ])
            return False
        if key not in self._faults:
            end = self._ends.get(key)
            kind = fault_of(entry, None if end is None else Head(key, *end))
            if kind is not None:
                self._faults[key] = ChainFault(key, entry.seq, kind)
            self._ends[key] = entry.seq, entry.hash
        return True

    def take_all(self, rows: Iterable[Any]) -> None:
        """Check every row."""
        for row in rows:
            self.take(row)

    def put_in_order(self, keys: Iterable[ChainKey]) -> None:
        """Tell of the chains in this order; they may have come in another."""
        every = list(keys)
        self._ends = {key: self._ends[key] for key in every if key in self._ends}
        self._faults = {key: self._faults[key] for key in every if key in self._faults}
        self.unread = {key: self.unread[key] for key in every if key in self.unread}

    def heads(self) -> list[Head]:
        """The end of every chain, in the order of the chains."""
        return [Head(key, *end) for key, end in self._ends.items()]

    def findings(self) -> list[Finding]:
        """What cannot be read, then the first fault of every broken chain."""
        return [*self.unread.values(), *map(chain_finding, self._faults.values())]
