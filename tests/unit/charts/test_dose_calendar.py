from __future__ import annotations

from datetime import timedelta
from itertools import combinations, pairwise

import pytest

from diary_app.charts.day_marks import STATE_WORDS, DayMark, mark_shapes
from diary_app.charts.dose_calendar import (
    CalendarGrid,
    CycleRow,
    DayCell,
    calendar_head,
    calendar_summary,
    cell_name,
    cycle_lines,
    dose_calendar,
)
from diary_app.charts.legend import day_legend
from diary_app.charts.shapes import Box, Picture, RoundRect, Text
from tests.unit.charts.shapes_support import EN, FIRST, assert_clean, colourless, measure

GRID = CalendarGrid(527, 21, 14)
CELL = Box(0, 0, 17, 13.6)


def row(cycle: int, length: int, **states: DayMark) -> CycleRow:
    cells = tuple(
        DayCell(
            day,
            FIRST + timedelta(days=day - 1),
            states.get(f"d{day}", DayMark.TAKEN if day <= 14 else DayMark.REST),
        )
        for day in range(1, length + 1)
    )
    return CycleRow(cycle, "12 mg", cells, 14, 14)


@pytest.mark.parametrize("off_plan", [False, True])
def test_every_state_is_told_apart_without_colour(off_plan: bool) -> None:
    marks = {
        state: [colourless(shape) for shape in mark_shapes(state, CELL, measure, off_plan=off_plan)]
        for state in DayMark
    }
    for one, other in combinations(DayMark, 2):
        assert marks[one] != marks[other], (one, other)


def test_an_off_plan_dose_changes_the_mark_of_every_state() -> None:
    for state in DayMark:
        plain = [colourless(s) for s in mark_shapes(state, CELL, measure)]
        marked = [colourless(s) for s in mark_shapes(state, CELL, measure, off_plan=True)]
        assert plain != marked


@pytest.mark.parametrize("width", [13.0, 17.0, 40.0])
@pytest.mark.parametrize("state", list(DayMark))
def test_a_mark_stays_in_its_cell(state: DayMark, width: float) -> None:
    cell = Box(0, 0, width, 13.6)
    for shape in mark_shapes(state, cell, measure, off_plan=True):
        assert shape.box.inside(cell, slack=0.3), shape


@pytest.mark.parametrize(("columns", "treatment"), [(21, 14), (28, 21)])
def test_cells_stand_side_by_side_with_a_gap_after_the_treatment_days(columns: int, treatment: int) -> None:
    grid = CalendarGrid(527, columns, treatment)
    cells = [grid.cell(column) for column in range(columns)]
    assert not any(one.overlaps(other) for one, other in combinations(cells, 2))
    gaps = [after.left - before.right for before, after in pairwise(cells)]
    assert max(gaps) == gaps[treatment - 1] > 2 * gaps[0]
    assert cells[-1].right <= grid.width - grid.count


def test_a_whole_calendar_is_clean_and_has_every_day_as_a_target() -> None:
    rows = [row(n, 21, d5=DayMark.LATE, d6=DayMark.NOT_TAKEN, d7=DayMark.HELD) for n in range(1, 10)]
    picture = dose_calendar(rows, GRID, measure, EN)
    assert_clean(picture)
    assert len(picture.targets) == 9 * 21
    assert "Cycle 9" in [text.text for text in picture.texts]


def test_a_cycle_past_its_length_goes_on_in_further_lines_without_losing_a_day() -> None:
    lines = cycle_lines(row(3, 50), GRID, measure, EN)
    assert [len(line.targets) for line in lines] == [21, 21, 8]
    assert [line.texts[0].text for line in lines] == ["Cycle 3", "from day 22", "from day 43"]
    for line in lines:
        assert_clean(line)


def test_days_keep_their_column_in_every_line() -> None:
    first, second = cycle_lines(row(1, 30), GRID, measure, EN)
    assert second.targets[0].box == first.targets[0].box


def test_the_head_numbers_every_column() -> None:
    head = calendar_head(GRID, measure)
    assert [text.text for text in head.texts] == [str(n) for n in range(1, 22)]
    assert_clean(head)


def test_the_legend_names_every_mark_and_wraps_where_it_is_narrow() -> None:
    wide, narrow = day_legend(527, measure, EN), day_legend(200, measure, EN)
    for picture in (wide, narrow):
        assert_clean(picture)
        words = [text.text for text in picture.texts]
        for state in DayMark:
            if state is not DayMark.DUE:  # the PDF speaks of closed days; Today has its own legend
                assert EN(STATE_WORDS[state]) in words
        assert "Off plan" in words
    assert narrow.height > wide.height


def test_the_spoken_name_says_cycle_day_date_and_state() -> None:
    cell = DayCell(9, FIRST, DayMark.NOT_TAKEN, off_plan=True)
    assert cell_name(row(2, 21), cell, EN) == "Cycle 2, day 9, 2026-01-01: Not taken, Off plan"


def test_the_summary_counts_cycles_or_says_there_is_none() -> None:
    assert calendar_summary([row(1, 21)], EN) == "Cycle 1: 14 of 14 capsules taken."
    assert calendar_summary([], EN) == "No cycle has started."


def test_a_missed_day_and_an_unrecorded_day_are_never_the_same() -> None:
    shapes = mark_shapes(DayMark.NOT_RECORDED, CELL, measure)
    frame = next(shape for shape in shapes if isinstance(shape, RoundRect))
    assert frame.dash
    assert [shape.text for shape in shapes if isinstance(shape, Text)] == ["?"]
    assert not any(isinstance(s, Text) for s in mark_shapes(DayMark.NOT_TAKEN, CELL, measure))
    assert isinstance(dose_calendar([], GRID, measure, EN), Picture)
