from __future__ import annotations

import pytest

from diary_app.charts.change_bar import change_bar, reach
from diary_app.charts.shapes import Circle, Picture, Rect
from tests.unit.charts.shapes_support import colourless, outside


def bars(picture: Picture) -> list[Rect]:
    """The rectangles after the grey zone."""
    return [shape for shape in picture.shapes if isinstance(shape, Rect)][1:]


def test_the_grey_zone_is_ten_points_each_way_around_zero() -> None:
    zone = change_bar(None, None, 100, 12, 50).shapes[0]
    assert (zone.box.left, zone.box.right) == (40, 60)


@pytest.mark.parametrize(
    ("change", "direction", "left", "right"),
    [(22.2, "worse", 50, 72.2), (-13.4, "worse", 36.6, 50), (8.0, "same", 50, 58.0)],
)
def test_a_bar_runs_from_zero_to_the_change(change: float, direction: str, left: float, right: float) -> None:
    [bar] = bars(change_bar(change, direction, 100, 12, 50))  # type: ignore[arg-type]
    assert bar.box.left == pytest.approx(left)
    assert bar.box.right == pytest.approx(right)


def test_worse_is_solid_and_better_is_open_so_that_grey_paper_tells_them_apart() -> None:
    [worse] = bars(change_bar(33.3, "worse", 100, 12, 50))
    [better] = bars(change_bar(33.3, "better", 100, 12, 50))
    assert (worse.fill, worse.stroke) == ("worse", None)
    assert (better.fill, better.stroke) == ("surface", "accent")
    assert colourless(worse) != colourless(better)


def test_no_change_is_a_dot_and_a_missing_one_draws_nothing() -> None:
    assert isinstance(change_bar(0.0, "same", 100, 12, 50).shapes[-1], Circle)
    assert bars(change_bar(None, None, 100, 12, 50)) == []
    assert not any(isinstance(shape, Circle) for shape in change_bar(None, None, 100, 12, 50).shapes)


@pytest.mark.parametrize("change", [-100.0, -50.0, 100.0])
def test_no_bar_leaves_the_shared_axis(change: float) -> None:
    half = reach([change, 3.0, None])
    assert outside(change_bar(change, "worse", 66, 12, half)) == []


def test_the_axis_is_shared_and_at_least_fifty_points() -> None:
    assert reach([]) == 50
    assert reach([None, 12.0, -8.0]) == 50
    assert reach([-66.7]) == 70
    assert reach([100.0]) == 100
