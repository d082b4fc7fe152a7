"""Which cycle starts count: where the participant told of one that the clinic wrote too, the clinic's.

A start that the participant wrote down as told by the clinic, nearer than half
a cycle to one of the clinic's own, is the same start. On one day the clinic's
counts, then the one written last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol as Shape

from diary_app.domain.facts import CycleStart
from diary_app.domain.log.entry import Role
from diary_app.domain.protocol import Protocol


class Plans(Shape):
    """What knows the plan of a day."""

    def protocol_on(self, day: date) -> Protocol:
        """The study plan in force on ``day``."""
        ...


def counted_starts(starts: Iterable[CycleStart], plans: Plans) -> list[CycleStart]:
    """The starts that began a cycle, one a day, in order."""
    every = list(starts)
    by_clinic = [start for start in every if not _told(start)]
    chosen: dict[date, CycleStart] = {}
    for start in sorted(every, key=lambda one: (one.day, not _told(one), one.order)):
        if not (_told(start) and same_as_clinics(start.day, by_clinic, plans)):
            chosen[start.day] = start
    return list(chosen.values())


def same_as_clinics(day: date, by_clinic: Sequence[CycleStart], plans: Plans) -> bool:
    """Whether a start told for ``day`` is one of the clinic's: nearer than half a cycle to it."""
    return any(
        2 * abs((day - start.day).days) < plans.protocol_on(start.day).regimen.cycle_length
        for start in by_clinic
    )


def _told(start: CycleStart) -> bool:
    """Whether it is the participant's word; what the clinic corrected since is the clinic's."""
    return start.record.role == Role.PARTICIPANT
