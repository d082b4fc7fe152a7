"""One participant's diary: every fact that now holds, found by kind and by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol as Shape
from typing import TypeVar

from diary_app.domain.facts import CycleStart, Fact, fact_of
from diary_app.domain.log.entry import Entry
from diary_app.domain.protocol import Protocol
from diary_app.domain.record import Record, resolve
from diary_app.domain.starts import counted_starts

F = TypeVar("F", bound=Fact)
LogPlace = tuple[int, str]
"""The place of an entry in the log, whoever wrote it: counter and id, as ``Fact.order``."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """A study plan and the day from which it is in force (``None``: from the beginning)."""

    effective: date | None
    protocol: Protocol


class Diary:
    """The facts of one participant under the study plans that were adopted.

    ``adoptions``: in the order adopted, at least one. The aggregate is filled
    by :meth:`put`, which also replaces a record by its corrected state, so the
    order of taking in does not matter. ``entries_of``: every entry of a record, by
    its id; without it a corrected record is taken to have said always what it says now.
    """

    def __init__(
        self,
        participant: str,
        adoptions: Iterable[Adoption],
        entries_of: Callable[[str], Iterable[Entry]] | None = None,
    ) -> None:
        self.participant = participant
        self._adoptions = tuple(adoptions)
        self._entries_of = entries_of
        self._changed: dict[str, Record] = {}
        self._at: dict[tuple[str, LogPlace], Fact | None] = {}  # what a changed record said, once worked out
        self._facts: dict[str, Fact] = {}
        self._by_type: defaultdict[type[Fact], dict[str, Fact]] = defaultdict(dict)
        self._by_day: defaultdict[tuple[type[Fact], date], dict[str, Fact]] = defaultdict(dict)

    @property
    def protocol(self) -> Protocol:
        """The study plan adopted last."""
        return self._adoptions[-1].protocol

    @property
    def adoptions(self) -> tuple[Adoption, ...]:
        """The study plans in the order adopted."""
        return self._adoptions

    def protocol_on(self, day: date) -> Protocol:
        """The study plan in force on ``day``: the rule of a day is the one that applied on it."""
        for adoption in reversed(self._adoptions):
            if adoption.effective is None or adoption.effective <= day:
                return adoption.protocol
        return self._adoptions[0].protocol

    def put(self, record: Record) -> None:
        """Take in what now holds of a record, in place of what held before."""
        old = self._facts.pop(record.id, None)
        if old is not None:
            del self._by_type[type(old)][record.id]
            del self._by_day[type(old), old.day][record.id]
        if record.changes and self._entries_of is not None:
            self._changed[record.id] = record
            self._at.clear()
        new = fact_of(record)
        if new is not None:
            self._add(new)

    def all(self, kind: type[F]) -> list[F]:
        """Every fact of one type, by day and then by first writing."""
        found = self._by_type[kind].values()
        return sorted(found, key=lambda fact: (fact.day, fact.order))  # type: ignore[arg-type]

    def on_day(self, kind: type[F], day: date, until: LogPlace | None = None) -> list[F]:
        """The facts of one type about ``day``, by first writing; ``until``: as they stood at that entry."""
        found: Iterable[Fact] = self._by_day.get((kind, day), {}).values()
        if until is not None:
            found = self._stood(kind, day, until)
        return sorted(found, key=lambda fact: fact.order)  # type: ignore[arg-type]

    def has(self, kind: type[Fact], day: date) -> bool:
        """Whether any fact of one type is about ``day``."""
        return bool(self._by_day.get((kind, day)))

    def _stood(self, kind: type[Fact], day: date, until: LogPlace) -> list[Fact]:
        """What stood at ``until``, without records that were moved to another day since."""
        kept = self._by_day.get((kind, day), {}).values()
        found = [fact for fact in kept if fact.order <= until and fact.record.id not in self._changed]
        for record in self._changed.values():
            if record.day == day and record.order <= until:
                then = self._fact_at(record, until)
                found += [then] if isinstance(then, kind) and then.day == day else []
        return found

    def _fact_at(self, record: Record, until: LogPlace) -> Fact | None:
        """What a changed record said, by its entries up to ``until``."""
        assert self._entries_of is not None  # else no record counts as changed
        asked = (record.id, until)
        if asked not in self._at:
            known = [entry for entry in self._entries_of(record.id) if (entry.counter, entry.id) <= until]
            self._at[asked] = fact_of(resolve(known))
        return self._at[asked]

    def days_with(self, kind: type[Fact]) -> list[date]:
        """The days that have a fact of this type, in order."""
        return sorted({fact.day for fact in self._by_type[kind].values()})

    def fact(self, record_id: str) -> Fact | None:
        """The fact of a record, unless it is void."""
        return self._facts.get(record_id)

    def __iter__(self) -> Iterator[Fact]:
        """Every fact, in no order that means anything."""
        return iter(self._facts.values())

    def through(self, last: date) -> Diary:
        """The same diary with only what is about days up to and including ``last``.

        Cycle 1's start stays, whenever it is: study days and the questionnaire
        before the first dose are counted from it. A start that does not count
        goes: the one that counts instead may lie later. The diary itself where
        nothing lies later.
        """
        if all(fact.day <= last for fact in self._facts.values()):
            return self
        told = self._by_type[CycleStart].values()
        starts = {start.record.id for start in counted_starts(told, self)}  # type: ignore[arg-type]
        first = min((start.day for start in told if start.record.id in starts), default=None)
        part = Diary(self.participant, self._adoptions, self._entries_of)
        part._changed = {key: one for key, one in self._changed.items() if one.day and one.day <= last}
        for fact in self._facts.values():
            if isinstance(fact, CycleStart) and fact.record.id not in starts:
                continue  # the same start as one of the clinic's, which may lie later
            if fact.day <= last or (fact.day == first and isinstance(fact, CycleStart)):
                part._add(fact)
        return part

    def _add(self, fact: Fact) -> None:
        self._facts[fact.record.id] = fact
        self._by_type[type(fact)][fact.record.id] = fact
        self._by_day[type(fact), fact.day][fact.record.id] = fact


class HoldSpan(Shape):
    """The days of a hold: ``facts.Hold``, or what is kept of one."""

    @property
    def day(self) -> date:
        """The first day."""
        ...

    @property
    def last(self) -> date | None:
        """The last day, inside; ``None``: until further notice."""
        ...


def covers(hold: HoldSpan, day: date, next_start: date | None) -> bool:
    """Whether a hold covers ``day``; an open one lasts until the next cycle start is told."""
    last_open = next_start is None or day < next_start
    return hold.day <= day and (day <= hold.last if hold.last else last_open)
