"""The days of symptoms as data, and what they come to: the worst grade of each symptom in each cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diary_app.charts.days import PlanDay
from diary_app.charts.heat_map import SymptomRow


@dataclass(frozen=True, slots=True)
class WorstGrade:
    """One symptom in one cycle: worst grade, days with a grade above 0, days with an entry."""

    cycle: int | None
    worst: int | None
    days_with: int
    days_recorded: int


@dataclass(frozen=True, slots=True)
class WorstRow:
    """One symptom's worst grades, a cell for each cycle shown."""

    name: str
    cells: tuple[WorstGrade, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomSection:
    """Symptoms by day over the last two cycles; ``absent``: symptoms that were 0 on every entry."""

    days: tuple[PlanDay, ...] = ()
    rows: tuple[SymptomRow, ...] = ()
    worst: tuple[WorstRow, ...] = ()
    absent: tuple[str, ...] = ()


def symptom_section(days: Sequence[PlanDay], rows: Sequence[SymptomRow]) -> SymptomSection:
    """The section from the grades of all symptoms: worst grades counted, symptoms never above 0 set apart.

    A symptom without any entry in these days is left out altogether.
    """
    shown = [row for row in rows if any(row.grades)]
    absent = [
        row.name for row in rows if not any(row.grades) and any(grade is not None for grade in row.grades)
    ]
    cycles = list(dict.fromkeys(day.cycle for day in days))
    worst = [WorstRow(row.name, tuple(_worst(cycle, days, row.grades) for cycle in cycles)) for row in shown]
    return SymptomSection(days=tuple(days), rows=tuple(shown), worst=tuple(worst), absent=tuple(absent))


def _worst(cycle: int | None, days: Sequence[PlanDay], grades: Sequence[int | None]) -> WorstGrade:
    known = [
        grade for day, grade in zip(days, grades, strict=True) if day.cycle == cycle and grade is not None
    ]
    return WorstGrade(cycle, max(known, default=None), sum(grade > 0 for grade in known), len(known))
