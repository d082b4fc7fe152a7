from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.charts.days import PlanDay, axis_days
from diary_app.charts.heat_map import (
    MOST_COLUMNS,
    HeatGrid,
    SymptomRow,
    axis_labels,
    fit,
    heat_map,
    heat_maps,
)
from diary_app.charts.legend import severity_legend
from diary_app.charts.shapes import Box, RoundRect, Text
from tests.unit.charts.shapes_support import EN, FIRST, assert_clean, cycle_days, measure, overlapping_texts

GRID = HeatGrid(527)


def rows(count: int, names: int = 3) -> list[SymptomRow]:
    return [SymptomRow(f"Symptom {n}", tuple((n + day) % 5 for day in range(count))) for n in range(names)]


@pytest.mark.parametrize("days", [1, 4, 25, 42, MOST_COLUMNS])
def test_a_block_is_clean_and_every_cell_carries_its_digit(days: int) -> None:
    picture = heat_map(cycle_days(days), rows(days), GRID, measure, EN)
    assert_clean(picture)
    digits = [text for text in picture.texts if text.text.isdigit()]
    cells = [shape for shape in picture.shapes if isinstance(shape, RoundRect)]
    assert len(digits) == len(cells) == 3 * days
    for digit, cell in zip(digits, cells, strict=True):
        assert cell.box.left <= digit.box.left
        assert digit.box.right <= cell.box.right
        assert cell.fill == f"sev-{digit.text}"


def test_no_entry_is_an_empty_dashed_cell_and_not_a_zero() -> None:
    picture = heat_map(cycle_days(2), [SymptomRow("A", (None, 0))], GRID, measure, EN)
    none, zero = [shape for shape in picture.shapes if isinstance(shape, RoundRect)]
    assert none.dash
    assert not zero.dash
    assert [text.text for text in picture.texts if text.text.isdigit()] == ["0"]
    assert [target.name.split(": ")[1] for target in picture.targets] == ["No entry", "0 None"]


def test_many_days_go_on_in_further_blocks_and_none_is_lost() -> None:
    days = cycle_days(100, length=70)
    blocks = heat_maps(days, rows(100), GRID, measure, EN)
    assert len(blocks) == 3
    keys = [target.key for block in blocks for target in block.targets if target.key.startswith("Symptom 0")]
    assert keys == [f"Symptom 0/{day.day.isoformat()}" for day in days]
    for block in blocks:
        assert_clean(block)


def test_no_days_make_no_picture() -> None:
    assert heat_maps([], [], GRID, measure, EN) == []


def test_a_cycle_start_has_more_room_before_it() -> None:
    boxes = GRID.boxes(cycle_days(42))
    gaps = [after.left - before.right for before, after in itertools.pairwise(boxes)]
    assert gaps.index(max(gaps)) == 20


@given(st.integers(1, 120), st.integers(1, 40), st.integers(1, 60))
def test_axis_labels_never_lie_on_each_other(count: int, length: int, width: int) -> None:
    days = cycle_days(count, length=length)
    frame = Box(0, 0, 60 + 5 * width, 12)
    middles = {day: frame.width * (n + 0.5) / count for n, day in enumerate(days)}
    labels = axis_labels(days, middles, frame, measure, EN)
    assert labels
    assert all(label.box.inside(frame, slack=2) for label in labels)
    for one, other in itertools.pairwise(labels):
        assert not one.box.overlaps(other.box)


def test_cycle_starts_are_labelled_first() -> None:
    days = cycle_days(25)
    assert [day.cycle_day for day in axis_days(days)][:3] == [1, 1, 4]
    before = PlanDay(FIRST)
    assert axis_days([before]) == []


def test_a_long_name_is_cut_with_a_mark_and_keeps_its_start() -> None:
    assert fit("Bleeding from the gums", 60, 9, measure).startswith("Bleeding f")
    assert fit("Bleeding from the gums", 60, 9, measure).endswith("…")
    assert fit("Pain", 60, 9, measure) == "Pain"
    assert measure(fit("x" * 99, 60, 9, measure), 9, False) <= 60


def test_the_severity_legend_has_words_numbers_and_no_entry() -> None:
    picture = severity_legend(527, measure, EN)
    assert_clean(picture)
    words = [text.text for text in picture.texts]
    assert words == ["0 None", "1 Mild", "2 Moderate", "3 Severe", "4 Very severe", "No entry"]


def test_text_on_the_ramp_has_the_colour_made_for_it() -> None:
    picture = heat_map(cycle_days(5), [SymptomRow("A", (0, 1, 2, 3, 4))], GRID, measure, EN)
    digits = [shape for shape in picture.shapes if isinstance(shape, Text) and shape.text.isdigit()]
    assert [digit.color for digit in digits] == [f"on-sev-{n}" for n in range(5)]
    assert overlapping_texts(picture) == []
