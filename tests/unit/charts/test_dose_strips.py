"""Strips of doses on the screen: every mark in the legend, no day lost however narrow it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from diary_app.charts.day_marks import OFF_PLAN_WORD, STATE_WORDS, DayMark
from diary_app.charts.dose_calendar import CycleRow, DayCell
from diary_app.charts.dose_strips import dose_strips
from tests.unit.charts.shapes_support import EN, FIRST, assert_clean, measure


def row(number: int, days: int = 21) -> CycleRow:
    cells = tuple(
        DayCell(n + 1, FIRST + timedelta(days=21 * number + n), DayMark.TAKEN if n < 14 else DayMark.REST)
        for n in range(days)
    )
    return CycleRow(number, "10 mg \u2193", cells, 14, 14)


@pytest.mark.parametrize("width", [560, 344, 280, 232])
def test_every_day_is_there_and_nothing_is_clipped(width: float) -> None:
    picture = dose_strips([row(n) for n in range(1, 10)], 21, 14, width, measure, EN)
    assert_clean(picture)
    assert len(picture.targets) == 9 * 21


@pytest.mark.parametrize(("width", "head"), [(344, "1 14 15 21 5 10"), (232, "1 7 5")])
def test_the_head_numbers_what_finds_room(width: float, head: str) -> None:
    picture = dose_strips([row(1)], 21, 14, width, measure, EN)
    numbers = [text.text for text in picture.texts if text.text.isdigit()]
    assert " ".join(numbers) == head


def test_a_cycle_goes_on_in_lines_of_a_week_where_there_is_no_room() -> None:
    words = [text.text for text in dose_strips([row(1)], 21, 14, 232, measure, EN).texts]
    assert [word for word in words if word.startswith("from")] == ["from day 8", "from day 15"]
    wide = [text.text for text in dose_strips([row(1)], 21, 14, 344, measure, EN).texts]
    assert not [word for word in wide if word.startswith("from")]


def test_every_state_has_its_place_in_the_legend() -> None:
    words = {text.text for text in dose_strips([row(1)], 21, 14, 344, measure, EN).texts}
    assert {*(word for mark, word in STATE_WORDS.items() if mark is not DayMark.DUE), OFF_PLAN_WORD} <= words
