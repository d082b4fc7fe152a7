from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.charts.score_line import ScorePoint, score_line
from diary_app.charts.shapes import Circle, Line, Picture
from tests.unit.charts.shapes_support import EN, FIRST, assert_clean, measure


def points(*values: float | None, step: int = 42) -> list[ScorePoint]:
    return [
        ScorePoint(FIRST + timedelta(days=step * n), value, f"C{2 * n + 1}") for n, value in enumerate(values)
    ]


def joins(picture: Picture) -> list[Line]:
    return [shape for shape in picture.shapes if isinstance(shape, Line) and shape.stroke == "ink"]


def marks(picture: Picture) -> list[Circle]:
    return [shape for shape in picture.shapes if isinstance(shape, Circle)]


def chart(*values: float | None, step: int = 42) -> Picture:
    return score_line(points(*values, step=step), 171, 88, measure, EN)


def test_a_missing_form_leaves_a_gap() -> None:
    picture = chart(77.4, 70.2, None, 73.0, 75.0)
    assert len(marks(picture)) == 4
    lines = joins(picture)
    assert len(lines) == 2
    assert lines[0].x2 < lines[1].x1


def test_the_axis_is_always_0_to_100() -> None:
    low, high = marks(chart(0.0, 100.0))
    assert low.y - high.y == pytest.approx(88 - 15 - 6)
    near, far = marks(chart(70.0, 71.0))
    assert near.y - far.y == pytest.approx((88 - 15 - 6) / 100)


def test_the_last_score_is_filled_and_its_value_always_stands_beside_it() -> None:
    picture = chart(*[60.0 + n for n in range(18)])
    assert [mark.fill for mark in marks(picture)] == ["surface"] * 17 + ["ink"]
    assert "77.0" in [text.text for text in picture.texts]


def test_time_is_spaced_truly() -> None:
    days = [0, 42, 126]
    made = [ScorePoint(FIRST + timedelta(days=day), 50.0, str(day)) for day in days]
    xs = [mark.x for mark in marks(score_line(made, 171, 88, measure, EN))]
    assert (xs[2] - xs[1]) == pytest.approx(2 * (xs[1] - xs[0]))


@given(st.lists(st.none() | st.floats(0, 100), max_size=24), st.integers(1, 90))
def test_any_series_is_clean(values: list[float | None], step: int) -> None:
    picture = chart(*values, step=step)
    assert_clean(picture)
    assert len(marks(picture)) == sum(value is not None for value in values)


def test_no_value_is_written_over_a_mark() -> None:
    picture = chart(*[50.0] * 18)
    values = [text.box for text in picture.texts if "." in text.text]
    assert values
    assert not any(box.overlaps(mark.box, slack=0.2) for box in values for mark in marks(picture))


def test_the_chart_in_words_names_blank_scores() -> None:
    assert chart(77.44, None).summary == "C1: 77.4; C3: no score"
    assert chart().summary == "No form yet."
