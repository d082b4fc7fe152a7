from __future__ import annotations

from dataclasses import replace

import pytest

from diary_app.charts.shapes import (
    Box,
    Circle,
    Line,
    Picture,
    Polyline,
    Rect,
    RoundRect,
    Target,
    Text,
    first_free,
    stack,
    text_at,
)
from tests.unit.charts.shapes_support import measure

EVERY_SHAPE = [
    Line(1, 2, 5, 9, "ink"),
    Rect(Box(1, 2, 5, 9), "ink"),
    RoundRect(Box(1, 2, 5, 9), 2, "ink"),
    Circle(3, 5.5, 2, "ink"),
    Polyline(((1, 2), (5, 9)), "ink"),
    Text(1, 8, "abc", 9, 14),
]


@pytest.mark.parametrize("shape", EVERY_SHAPE, ids=lambda shape: type(shape).__name__)
def test_a_moved_shape_has_a_moved_box(shape: Line) -> None:
    assert shape.moved(10, -4).box == shape.box.moved(10, -4)


def test_boxes_overlap_only_when_they_share_room_both_ways() -> None:
    box = Box(0, 0, 10, 10)
    assert box.overlaps(Box(9, 9, 20, 20))
    assert not box.overlaps(Box(10, 0, 20, 10))  # they touch
    assert not box.overlaps(Box(2, 11, 8, 20))
    assert not box.overlaps(Box(9.9, 0, 20, 10), slack=0.2)


def test_inside_looks_at_all_four_sides() -> None:
    frame = Box(0, 0, 10, 10)
    assert Box(0, 0, 10, 10).inside(frame)
    for side, value in (("left", -1), ("top", -1), ("right", 11), ("bottom", 11)):
        assert not replace(Box(1, 1, 9, 9), **{side: value}).inside(frame)


@pytest.mark.parametrize(("anchor", "left"), [("start", 20), ("middle", 20 - 8.4), ("end", 20 - 16.8)])
def test_a_text_lies_by_its_anchor(anchor: str, left: float) -> None:
    text = text_at(measure, (20, 30), "abc", 10, anchor=anchor)  # type: ignore[arg-type]
    assert text.box.left == pytest.approx(left)
    assert text.box.width == pytest.approx(measure("abc", 10, False))


def test_stack_puts_pictures_below_each_other_with_their_targets() -> None:
    part = Picture(30, 10, (Line(0, 5, 30, 5, "ink"),), (Target(Box(0, 0, 5, 10), "a", "A"),))
    whole = stack([part, part], gap=4)
    assert (whole.width, whole.height) == (30, 24)
    assert [shape.box.top for shape in whole.shapes] == [5, 19]
    assert [target.box.top for target in whole.targets] == [0, 14]
    assert stack([]).height == 0


def test_the_first_free_place_is_taken_and_none_when_all_are_full() -> None:
    frame = Box(0, 0, 100, 20)
    here, there = Text(10, 12, "a", 9, 8), Text(50, 12, "b", 9, 8)
    assert first_free([here, there], [here.box], frame) is there
    assert first_free([here], [here.box], frame) is None
    assert first_free([Text(99, 12, "a", 9, 8)], [], frame) is None
