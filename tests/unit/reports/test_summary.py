from __future__ import annotations

from diary_app.charts.heat_map import SymptomRow
from diary_app.reports.dose_sections import OddDay, OddKind
from diary_app.reports.symptom_sections import WorstGrade, symptom_section
from tests.unit.charts.shapes_support import cycle_days


def test_worst_grades_are_counted_within_each_cycle() -> None:
    days = cycle_days(6, length=4)
    section = symptom_section(days, [SymptomRow("A", (0, 2, None, 1, None, 3))])
    assert section.worst[0].cells == (WorstGrade(1, 2, 2, 3), WorstGrade(2, 3, 1, 1))


def test_a_cycle_without_an_entry_has_no_worst_grade() -> None:
    section = symptom_section(cycle_days(4, length=2), [SymptomRow("A", (1, 0, None, None))])
    assert section.worst[0].cells == (WorstGrade(1, 1, 1, 2), WorstGrade(2, None, 0, 0))


def test_never_above_zero_is_set_apart_and_never_recorded_is_left_out() -> None:
    rows = [SymptomRow("A", (0, 0)), SymptomRow("B", (None, None)), SymptomRow("C", (None, 1))]
    section = symptom_section(cycle_days(2), rows)
    assert section.absent == ("A",)
    assert [row.name for row in section.rows] == ["C"]
    assert [row.name for row in section.worst] == ["C"]


def test_no_days_make_an_empty_section() -> None:
    section = symptom_section([], [])
    assert (section.days, section.rows, section.worst, section.absent) == ((), (), (), ())


def test_an_odd_stretch_counts_its_days() -> None:
    first, *_, last = cycle_days(3)
    assert OddDay(kind=OddKind.HELD, first=first, last=last).days == 3
    assert OddDay(kind=OddKind.HELD, first=first, last=first).days == 1
