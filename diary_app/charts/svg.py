"""A picture as an SVG file: the same shapes, with letters kept as letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from xml.sax.saxutils import escape, quoteattr

from diary_app.charts.shapes import Circle, Line, Picture, Polyline, Rect, RoundRect, Shape, Text

FAMILY = "Inter, 'Noto Sans SC', sans-serif"
Colour = Callable[[str], str]
"""The value ``#RRGGBB`` of a colour token."""


def svg(picture: Picture, colour: Colour, title: str) -> str:
    """The file's text; ``title`` and the picture's summary are there for a screen reader.

    Deterministic: the same picture gives the same bytes.
    """
    size = f'width="{_n(picture.width)}" height="{_n(picture.height)}"'
    view = f'viewBox="0 0 {_n(picture.width)} {_n(picture.height)}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img" font-family="{FAMILY}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(picture.summary)}</desc>",
        f'<rect width="100%" height="100%" fill="{colour("surface")}"/>',
        *(_drawn(shape, colour) for shape in picture.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _n(value: float) -> str:
    """At most two decimals, no needless zeros and no sign on a zero."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _pen(shape: Line | Rect | RoundRect | Circle | Polyline, colour: Colour) -> str:
    if shape.stroke is None:
        return ""
    told = f' stroke="{colour(shape.stroke)}" stroke-width="{_n(shape.width)}"'
    dash = () if isinstance(shape, Circle | Polyline) else shape.dash
    return told + (f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else "")


def _fill(fill: str | None, colour: Colour) -> str:
    return f' fill="{colour(fill) if fill else "none"}"'


@singledispatch
def _drawn(shape: Shape, _colour: Colour) -> str:
    raise TypeError(f"no SVG for {type(shape).__name__}")


@_drawn.register
def _(shape: Line, colour: Colour) -> str:
    ends = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
    return f"<line {ends}{_pen(shape, colour)}/>"


@_drawn.register(Rect)
@_drawn.register(RoundRect)
def _(shape: Rect | RoundRect, colour: Colour) -> str:
    box = shape.box
    place = f'x="{_n(box.left)}" y="{_n(box.top)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    corners = f' rx="{_n(shape.radius)}"' if isinstance(shape, RoundRect) else ""
    return f"<rect {place}{corners}{_fill(shape.fill, colour)}{_pen(shape, colour)}/>"


@_drawn.register
def _(shape: Circle, colour: Colour) -> str:
    place = f'cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"'
    return f"<circle {place}{_fill(shape.fill, colour)}{_pen(shape, colour)}/>"


@_drawn.register
def _(shape: Polyline, colour: Colour) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
    name = "polygon" if shape.closed else "polyline"
    return f'<{name} points="{points}"{_fill(shape.fill, colour)}{_pen(shape, colour)}/>'


@_drawn.register
def _(shape: Text, colour: Colour) -> str:
    weight = ' font-weight="600"' if shape.bold else ""
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}"'
    fill = quoteattr(colour(shape.color))
    return f"<text {place} fill={fill}{weight}{anchor}>{escape(shape.text)}</text>"
