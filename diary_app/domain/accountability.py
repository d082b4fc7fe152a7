"""Capsule accountability per strength: three separate lines, never one derived from another.

What the diary says was taken, what was dispensed and came back, and what the
plan had due each stand for themselves. Dispensed minus returned is not
consumption (CDISC domain DA).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.domain.facts import Capsules, Dispensed, Dose, Returned
from diary_app.domain.log.entry import Role
from diary_app.domain.protocol import Protocol

C = TypeVar("C", bound=Capsules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accountability:
    """Counts of capsules of one ``strength`` (mg).

    ``by_diary``: capsules the diary says were taken. ``by_plan``: capsules of
    the days that were due, held days left out, each at the dose level in force.
    ``expected_back``: dispensed - taken by diary - lost. ``difference``:
    returned - expected back (negative: fewer came back than the diary explains).
    """

    strength: Decimal
    dispensed: int
    returned: int
    lost: int
    by_diary: int
    by_plan: int

    @property
    def not_back(self) -> int:
        """Dispensed minus returned: what did not come back, lost ones among it."""
        return self.dispensed - self.returned

    @property
    def expected_back(self) -> int:
        """Capsules that should have come back."""
        return self.dispensed - self.by_diary - self.lost

    @property
    def difference(self) -> int:
        """Returned minus expected back."""
        return self.returned - self.expected_back


def accountability(diary: Diary, on: date | None = None, *, told: date | None = None) -> list[Accountability]:
    """One line per strength that was planned, dispensed, returned or taken; highest strength first.

    All that is known about days up to ``on``. ``None``: everything; the plan's
    line then goes to the day ``told``, else to the last one that a dose, or its
    absence, was told of.
    """
    seen = diary if on is None else diary.through(on)
    last = on or told or max(seen.days_with(Dose), default=None)
    due = Counter() if last is None else _due(seen, last)
    strengths = set(seen.protocol.drug.strengths) | set(due)
    strengths |= {fact.strength for kind in (Dispensed, Returned) for fact in _counted(seen, kind)}
    strengths |= {strength for strength, _ in _taken(seen)}
    return [_line(seen, strength, due[strength]) for strength in sorted(strengths, reverse=True)]


def _counted(diary: Diary, kind: type[C]) -> list[C]:
    """What counts of capsules handed out or brought back: where the clinic wrote any down, its word alone.

    A participant may note at home what the clinic notes too; added up it would stand twice.
    """
    every = diary.all(kind)
    by_clinic = [fact for fact in every if fact.record.role != Role.PARTICIPANT]
    return by_clinic or every


def _line(diary: Diary, strength: Decimal, due: int) -> Accountability:
    returns = [fact for fact in _counted(diary, Returned) if fact.strength == strength]
    return Accountability(
        strength=strength,
        dispensed=sum(fact.count for fact in _counted(diary, Dispensed) if fact.strength == strength),
        returned=sum(fact.count for fact in returns),
        lost=sum(fact.lost for fact in returns),
        by_diary=sum(count for each, count in _taken(diary) if each == strength),
        by_plan=due,
    )


def _taken(diary: Diary) -> list[tuple[Decimal, int]]:
    """(strength, capsules) of every taken dose whose strength is known."""
    return [
        (dose.mg / dose.capsules, dose.capsules)
        for dose in diary.all(Dose)
        if dose.taken and dose.mg is not None and dose.capsules
    ]


def _due(diary: Diary, last: date) -> Counter[Decimal]:
    """Capsules by strength of the days due up to ``last``; that day's open capsule is not yet in it."""
    days = DoseDays(diary, last)
    first = days.calendar.first_dose
    due: Counter[Decimal] = Counter()
    for state in days.states(first, last) if first is not None else ():
        count = capsules_for(state.planned_mg, diary.protocol_on(state.day)) if state.planned_mg else None
        if state.counts_as_due and state.planned_mg and count:
            due[state.planned_mg / count] += count
    return due


def capsules_for(mg: Decimal, protocol: Protocol) -> int | None:
    """How many capsules of one strength make up ``mg``; the fewest, or ``None`` when none fits."""
    counts = [mg / strength for strength in protocol.drug.strengths if mg % strength == 0]
    return int(min(counts)) if counts else None
