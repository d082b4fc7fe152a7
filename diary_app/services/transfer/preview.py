"""What is said of a file of the hand-over before and after it is taken in; nothing here writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from diary_app.common.errors import PlainError
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import Entry


class FileKind(StrEnum):
    """Which of the three files it is."""

    SEALED = "sealed"
    SETUP = "setup"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence that stops nothing: ``template`` is an untranslated text, ``values`` fill it."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Entries ``first`` to ``last`` of one chain, as a file brings them."""

    key: ChainKey
    first: int
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file that was looked at.

    ``name``: of the file. ``problem``: why it cannot be taken in (its sentence
    and exit code), ``None`` where it can. ``made_at``: UTC. ``new``, ``known``:
    entries; ``by_kind``: the new ones by kind; ``first_day``, ``last_day``: the
    plan's days they are about. ``ranges``: of the chains in it. ``new_device``:
    the first file of this device. ``remarks``: what should be known.
    """

    name: str
    content: bytes = field(repr=False)
    kind: FileKind | None = None
    participant: str | None = None
    made_at: datetime | None = None
    new: int = 0
    known: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    ranges: tuple[Range, ...] = ()
    new_device: bool = False
    remarks: tuple[Remark, ...] = ()
    problem: PlainError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenInReport:
    """What came of a file. ``entry``: the id of the entry that tells of it, ``None`` for nothing new."""

    name: str
    kind: FileKind
    participant: str
    new: int
    known: int
    by_kind: Mapping[str, int] = field(default_factory=dict)
    entry: str | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicHas:
    """How far the clinic's copy of this diary goes, as its last receipt or set-up file says.

    ``at``: when the clinic said so (UTC). ``entries``: how many of this diary's
    it has, ``waiting``: how many it has not. ``heads``: by chain.
    """

    at: datetime
    entries: int
    waiting: int
    heads: tuple[Head, ...]


def kinds_of(entries: Iterable[Entry]) -> dict[str, int]:
    """How many entries of each kind, most first."""
    return dict(Counter(entry.kind for entry in entries).most_common())


def days_of(entries: Iterable[Entry]) -> tuple[date | None, date | None]:
    """The first and last plan's day that entries are about."""
    days = sorted(entry.day for entry in entries if entry.day)
    if not days:
        return None, None
    return date.fromisoformat(days[0]), date.fromisoformat(days[-1])
