"""Capsule accountability per strength: three separate lines, never one derived from another.

Dispensed minus returned is not consumption (CDISC domain DA); the diary's count
stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from diary_app.domain.diary import Diary
from diary_app.domain.facts import Dispensed, Dose, Returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Accountability:
    """Counts of capsules of one ``strength`` (mg).

    ``by_diary``: capsules the diary says were taken. ``expected_back``:
    dispensed - taken by diary - lost. ``difference``: returned - expected back
    (negative: fewer came back than the diary explains).
    """

    strength: Decimal
    dispensed: int
    returned: int
    lost: int
    by_diary: int

    @property
    def expected_back(self) -> int:
        """Capsules that should have come back."""
        return self.dispensed - self.by_diary - self.lost

    @property
    def difference(self) -> int:
        """Returned minus expected back."""
        return self.returned - self.expected_back


def accountability(diary: Diary) -> list[Accountability]:
    """One line per strength that was planned, dispensed, returned or taken; highest strength first."""
    strengths = set(diary.protocol.drug.strengths)
    strengths |= {fact.strength for kind in (Dispensed, Returned) for fact in diary.all(kind)}
    strengths |= {strength for strength, _ in _taken(diary)}
    return [_line(diary, strength) for strength in sorted(strengths, reverse=True)]


def _line(diary: Diary, strength: Decimal) -> Accountability:
    returns = [fact for fact in diary.all(Returned) if fact.strength == strength]
    return Accountability(
        strength=strength,
        dispensed=sum(fact.count for fact in diary.all(Dispensed) if fact.strength == strength),
        returned=sum(fact.count for fact in returns),
        lost=sum(fact.lost for fact in returns),
        by_diary=sum(count for each, count in _taken(diary) if each == strength),
    )


def _taken(diary: Diary) -> list[tuple[Decimal, int]]:
    """(strength, capsules) of every taken dose whose strength is known."""
    return [
        (dose.mg / dose.capsules, dose.capsules)
        for dose in diary.all(Dose)
        if dose.taken and dose.mg is not None and dose.capsules
    ]
