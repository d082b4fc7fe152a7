"""The small chart of one score: gaps, direction, marks, nothing clipped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.charts.shapes import Circle, Line, Picture, Polyline, Rect, Shape
from diary_app.charts.small_score import FIRST_DASH, GAP_DASH, SmallScore, small_score, whole_text
from tests.unit.charts.shapes_support import FIRST, measure, outside, overlapping_texts

WIDE, HIGH, SIZE = 164.0, 102.0, 15.0


def chart(*values: float | None, higher: bool = True, step: int = 42, **more: Any) -> Picture:
    days = [FIRST + timedelta(days=step * place) for place in range(len(values))]
    shown = SmallScore(
        days=days, values=values, higher_is_better=higher, tone="worse", start="Start", now="Now", **more
    )
    return small_score(shown, WIDE, HIGH, SIZE, measure)


def joins(picture: Picture) -> list[Line]:
    return [shape for shape in picture.shapes if isinstance(shape, Line) and shape.stroke == "worse"]


def marks(picture: Picture) -> list[Shape]:
    return [shape for shape in picture.shapes if isinstance(shape, Circle | Rect) and shape.stroke == "worse"]


def dashed(picture: Picture, dash: tuple[float, ...]) -> list[Line]:
    return [shape for shape in picture.shapes if isinstance(shape, Line) and shape.dash == dash]


def test_a_missing_form_leaves_a_gap() -> None:
    picture = chart(40, 50, None, 60, 70)
    assert len(marks(picture)) == 4
    lines = joins(picture)
    assert len(lines) == 2
    assert lines[0].x2 < lines[1].x1


def test_round_marks_where_higher_is_better_square_ones_where_lower_is() -> None:
    assert {type(mark) for mark in marks(chart(10, 20))} == {Circle}
    assert {type(mark) for mark in marks(chart(10, 20, higher=False))} == {Rect}


def test_the_arrow_points_to_better() -> None:
    def tip(higher: bool) -> float:
        arrow = [s for s in chart(10, higher=higher).shapes if isinstance(s, Line) and s.stroke == "accent"]
        assert len({line.y2 for line in arrow}) == 1
        return arrow[0].y2 - arrow[0].y1

    assert tip(True) < 0 < tip(False)


def test_the_axis_is_always_0_to_100() -> None:
    low, high = (mark.box.middle[1] for mark in marks(chart(0, 100)))
    near, far = (mark.box.middle[1] for mark in marks(chart(70, 71)))
    assert near - far == pytest.approx((low - high) / 100)


def test_only_the_newest_mark_is_filled_and_has_its_value() -> None:
    picture = chart(10, 20, 33.3333, None)
    assert [mark.fill for mark in marks(picture)] == ["surface", "surface", "worse"]
    assert [text.text for text in picture.texts] == ["33", "Start", "Now"]


def test_first_answers_threshold_and_diamond() -> None:
    picture = chart(10, 90, first=10, threshold=50, beyond=True)
    [first], [line] = dashed(picture, FIRST_DASH), dashed(picture, GAP_DASH)
    assert (first.stroke, line.stroke) == ("ink-3", "ink")
    assert first.y1 > line.y1
    assert sum(isinstance(shape, Polyline) for shape in picture.shapes) == 1
    bare = chart(10, 90)
    assert dashed(bare, FIRST_DASH) == dashed(bare, GAP_DASH) == []
    assert not any(isinstance(shape, Polyline) for shape in bare.shapes)


def test_ticks_say_the_axis() -> None:
    assert [text.text for text in chart(ticks=True).texts] == ["0", "50", "100", "Start"]


@pytest.mark.parametrize(
    ("score", "text"),
    [(0.0, "0"), (12.5, "13"), (66.66666, "67"), (49.5, "50"), (33.3333, "33"), (100, "100")],
)
def test_whole_numbers_round_halves_up(score: float, text: str) -> None:
    assert whole_text(score) == text


@given(
    st.lists(st.none() | st.floats(0, 100), max_size=20),
    st.booleans(),
    st.booleans(),
    st.integers(1, 90),
)
def test_any_series_stays_in_its_frame(
    values: list[float | None], higher: bool, ticks: bool, step: int
) -> None:
    picture = chart(*values, higher=higher, step=step, ticks=ticks, beyond=True, first=50, threshold=83)
    assert outside(picture) == []
    assert overlapping_texts(picture) == []
    assert len(marks(picture)) == sum(value is not None for value in values)
