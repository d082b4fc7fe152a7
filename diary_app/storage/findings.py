"""What a check of a store can find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from diary_app.domain.log.chain import ChainFault, ChainKey, FaultKind, Head
from diary_app.domain.log.reach import Shortfall
from diary_app.domain.log.times import TimeReport


class FindingKind(StrEnum):
    """What ``verify`` can find.

    ``gap`` to ``link`` are about a chain (``domain.log.chain.FaultKind``),
    ``shorter`` and ``branch`` about a chain held against a head that was seen
    before (``domain.log.reach.Shortfall``). ``mark`` and ``file`` are about what
    was brought to be held against the log: a mark that is not signed by this
    diary's key, and a printed summary that is not as it was made.
    """

    DAMAGED_FILE = "damaged file"
    GAP = "gap"
    CONTENT = "content"
    HASH = "hash"
    LINK = "link"
    GUARD = "guard"
    SHORTER = "shorter"
    BRANCH = "branch"
    MARK = "mark"
    FILE = "file"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    ``chain``, ``seq``: the first bad or missing entry of a chain. ``mark``:
    the number that a head seen before has, where that is what does not agree.
    ``detail``: which page of the file, which table and record, which guard,
    which backup; it holds nothing anybody typed into the diary. ``restored``:
    when a restore was logged that explains what is missing.
    """

    kind: FindingKind
    detail: str = ""
    chain: ChainKey | None = None
    seq: int | None = None
    mark: int | None = None
    restored: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeenHeads:
    """Heads that the log is to reach, and the name of what they stand in."""

    where: str
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of ``verify``. ``unknown``: kinds this program does not know, with their number."""

    findings: tuple[Finding, ...]
    heads: tuple[Head, ...]
    entries: int
    records: int
    unknown: Mapping[str, int]
    times: TimeReport

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


_OF_A_CHAIN = {
    FaultKind.GAP: FindingKind.GAP,
    FaultKind.CONTENT: FindingKind.CONTENT,
    FaultKind.HASH: FindingKind.HASH,
    FaultKind.LINK: FindingKind.LINK,
}


def chain_finding(fault: ChainFault) -> Finding:
    """A broken chain as a finding."""
    return Finding(_OF_A_CHAIN[fault.kind], "", fault.key, fault.seq)


def mark_finding(found: Shortfall, seen_in: str) -> Finding:
    """A chain that does not hold against a head seen in ``seen_in`` (a backup's name), as a finding."""
    kind = FindingKind.BRANCH if found.branched else FindingKind.SHORTER
    return Finding(kind, seen_in, found.marked.key, found.first_bad, found.marked.seq, found.restored)
