"""What counts, worked out a second time from the words of the data contract.

Nothing here looks at the program: plain numbers of study days in, plain counts
out. The acts stand in the order in which they were written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Act:
    """One thing written: ``start``, ``taken``, ``not_taken``, ``hold`` or ``level``, about a study day."""

    kind: str
    day: int
    mg: int = 12
    last: int | None = None


@dataclass
class Counts:
    """What ``status`` has to say."""

    taken: int = 0
    due: int = 0
    not_taken: int = 0
    not_recorded: int = 0
    held: int = 0
    off_plan: int = 0
    mg: int = 0
    days: Fraction = Fraction(0)
    low: Fraction | None = None
    high: Fraction | None = None
    statuses: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Counting:
    """A diary under a plan of ``length`` days, ``treatment`` of them with ``first_mg``."""

    length: int
    treatment: int
    acts: tuple[Act, ...]
    first_mg: int = 12

    def at(self, on: int, today: int) -> Counts:
        """The counts of study day ``on``, on the plan's present day ``today``."""
        acts = [act for act in self.acts if act.day <= on]
        counts = Counts()
        per_cycle: dict[int, int] = {}
        unrecorded_mg = 0
        for day in range(1, on + 1):
            status = self._status(acts, day, today)
            counts.statuses[day] = status
            cycle = self._cycle(acts, day)
            per_cycle.setdefault(cycle, 0)
            if status in ("taken", "not_taken", "not_recorded"):
                counts.due += 1
                per_cycle[cycle] += 1
            if status == "held":
                per_cycle[cycle] += 1
            if status in ("taken", "not_taken", "not_recorded", "held"):
                setattr(counts, status, getattr(counts, status) + 1)
            if status == "not_recorded":
                unrecorded_mg += self._level(acts, day)
        taken = [(place, act) for place, act in enumerate(acts) if act.kind == "taken"]
        counts.mg = sum(act.mg for _, act in taken)
        counts.off_plan = sum(self._off_plan(acts, place, act) for place, act in taken)
        counts.days = self._days(acts, on, per_cycle)
        if counts.days:
            reference = counts.days * Fraction(self.first_mg * self.treatment, self.length)
            counts.low = counts.mg / reference
            counts.high = (counts.mg + unrecorded_mg) / reference
        return counts

    def _starts(self, acts: list[Act]) -> list[int]:
        return sorted(act.day for act in acts if act.kind == "start")

    def _cycle(self, acts: list[Act], day: int) -> int:
        return max(start for start in self._starts(acts) if start <= day)

    def _dosing(self, acts: list[Act], day: int) -> bool:
        begun = [start for start in self._starts(acts) if start <= day]
        return bool(begun) and day - begun[-1] + 1 <= self.treatment

    def _level(self, acts: list[Act], day: int) -> int:
        # a decision rules over the start of its own day
        ruling = [(act.day, act.kind == "level", act.mg) for act in acts
                  if act.kind in ("start", "level") and act.day <= day]  # fmt: skip
        return sorted(ruling)[-1][2] if ruling else 0

    def _covers(self, acts: list[Act], hold: Act, day: int) -> bool:
        later = [start for start in self._starts(acts) if start > hold.day]
        last = hold.last if hold.last is not None else (later[0] - 1 if later else day)
        return hold.kind == "hold" and hold.day <= day <= last

    def _status(self, acts: list[Act], day: int, today: int) -> str:
        if not self._dosing(acts, day):
            return "not_due"
        if any(act.kind == "taken" and act.day == day for act in acts):
            return "taken"
        if any(self._covers(acts, act, day) for act in acts):
            return "held"
        if any(act.kind == "not_taken" and act.day == day for act in acts):
            return "not_taken"
        return "not_recorded" if day < today else "due"

    def _off_plan(self, acts: list[Act], place: int, dose: Act) -> bool:
        second = any(act.kind == "taken" and act.day == dose.day for act in acts[:place])
        known_hold = any(self._covers(acts, act, dose.day) for act in acts[:place])
        wrong = dose.mg != self._level(acts, dose.day)
        return second or known_hold or wrong or not self._dosing(acts, dose.day)

    def _days(self, acts: list[Act], on: int, per_cycle: dict[int, int]) -> Fraction:
        starts = self._starts(acts)
        days = Fraction(0)
        for start, after in zip(starts, [*starts[1:], None], strict=True):
            if after is not None:
                days += after - start
            else:
                days += min(Fraction(self.length * per_cycle.get(start, 0), self.treatment), self.length)
        return days
