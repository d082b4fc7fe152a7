"""A picture as an SVG file."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from diary_app.charts.shapes import (
    Box,
    Circle,
    Line,
    Picture,
    Polyline,
    Rect,
    RoundRect,
    Shape,
    Text,
    at_size,
    enlarged,
)
from diary_app.charts.svg import svg
from tests.unit.charts.shapes_support import measure

NAMES = "{http://www.w3.org/2000/svg}"
SHAPES: tuple[Shape, ...] = (
    Line(0, 1.004, 10, 1, "ink", 1.5, (3, 2)),
    Rect(Box(1, 2, 3, 5), "sunken"),
    RoundRect(Box(1, 2, 3, 5), 2, None, "ink"),
    Circle(5, 5, 2, "surface", "ink", 1.2),
    Polyline(((0, 0), (1, -0.001), (2, 0)), "ink", 2),
    Polyline(((0, 0), (1, 1), (2, 0)), None, fill="worse", closed=True),
    Text(10, 8, "5 < 6 & <b>", 9, 20, "ink-2", True, "end"),
)
PICTURE = Picture(20, 10, SHAPES, summary="What & why")


def colour(name: str) -> str:
    return {"ink": "#000001", "surface": "#FFFFFF"}.get(name, "#123456")


def test_every_shape_is_there_in_painting_order() -> None:
    root = ET.fromstring(svg(PICTURE, colour, "A <title>"))
    tags = [child.tag.removeprefix(NAMES) for child in root]
    assert tags == ["title", "desc", "rect", "line", "rect", "rect", "circle", "polyline", "polygon", "text"]
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("20", "10", "0 0 20 10")
    assert [root[0].text, root[1].text] == ["A <title>", "What & why"]


def test_places_colours_and_words_are_as_laid_out() -> None:
    root = ET.fromstring(svg(PICTURE, colour, "t"))
    line, square, text = root[3], root[4], root[9]
    assert (line.get("y1"), line.get("stroke"), line.get("stroke-dasharray")) == ("1", "#000001", "3 2")
    assert (square.get("width"), square.get("height"), square.get("stroke")) == ("2", "3", None)
    assert root[5].get("fill") == "none"
    assert root[7].get("points") == "0,0 1,0 2,0"  # no sign on a zero
    assert (text.text, text.get("text-anchor"), text.get("font-weight")) == ("5 < 6 & <b>", "end", "600")


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert svg(PICTURE, colour, "t") == svg(PICTURE, colour, "t")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_larger_picture_is_the_same_in_every_length(shape: Shape) -> None:
    [twice] = enlarged(Picture(20, 10, (shape,)), 2).shapes
    box, larger = shape.box, twice.box
    assert (larger.left, larger.top, larger.right, larger.bottom) == pytest.approx(
        (2 * box.left, 2 * box.top, 2 * box.right, 2 * box.bottom)
    )
    if isinstance(shape, Line):
        assert isinstance(twice, Line)
        assert (twice.width, twice.dash) == (3, (6, 4))


def test_texts_are_as_wide_as_they_were_measured() -> None:
    assert at_size(measure, 2)("word", 9, False) * 2 == pytest.approx(measure("word", 18, False))
