"""A day as charts and reports name it: its date and its place in the cycles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diary_app.common.i18n import Translator


@dataclass(frozen=True, slots=True, order=True)
class PlanDay:
    """A date with its cycle and cycle day; both are ``None`` before the first cycle."""

    day: date
    cycle: int | None = None
    cycle_day: int | None = None

    def place(self, tr: Translator) -> str:
        """``C8 D9``; empty before the first cycle."""
        if self.cycle is None:
            return ""
        return tr("C{cycle} D{day}", cycle=self.cycle, day=self.cycle_day)

    def axis(self, tr: Translator) -> str:
        """``C8 D1`` on the first day of a cycle, ``D9`` on the others."""
        if self.cycle is None or self.cycle_day == 1:
            return self.place(tr)
        return tr("D{day}", day=self.cycle_day)


def axis_days(days: list[PlanDay], step: int = 7) -> list[PlanDay]:
    """The days worth a label, most important first.

    Cycle starts come first, then the last day, then the first day and every
    ``step`` days of a cycle; a painter leaves out those that find no room.
    """
    if not days:
        return []
    starts = [d for d in days if d.cycle_day == 1]
    weekly = [d for d in days if d.cycle_day is not None and d.cycle_day % step == 1]
    ordered = [*starts, days[-1], days[0], *weekly]
    return list(dict.fromkeys(d for d in ordered if d.cycle is not None))
