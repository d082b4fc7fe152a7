"""Shapes onto paper: the painter of every chart in the PDF."""

from __future__ import annotations

import json
from functools import lru_cache, singledispatch
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from diary_app.charts.shapes import Box, Circle, Line, Picture, Polyline, Rect, RoundRect, Shape, Text
from diary_app.common.resources import resource
from diary_app.reports.fonts import face, runs, text_width


@lru_cache(maxsize=1)
def _light() -> dict[str, str]:
    tokens = json.loads(resource("themes", "tokens.json").read_text(encoding="utf-8"))
    return dict(tokens["colours"]["light"])


@lru_cache(maxsize=64)
def color(token: str) -> Color:
    """The colour of a design token on paper (always the light theme)."""
    return HexColor(_light()[token])


class PictureFlowable(Flowable):  # type: ignore[misc, unused-ignore]
    """A chart as a block of the page's flow."""

    def __init__(self, picture: Picture, align: Literal["LEFT", "CENTER", "RIGHT"] = "LEFT") -> None:
        super().__init__()
        self.picture = picture
        self.hAlign = align

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's own
        """The picture's size, whatever there is room for."""
        return self.picture.width, self.picture.height

    def draw(self) -> None:
        """Paint at the flow's place."""
        paint(self.canv, self.picture, 0, self.picture.height)


def paint(canvas: Canvas, picture: Picture, left: float, top: float) -> None:
    """Paint a picture whose top left corner is at ``left``, ``top`` of the page (y upwards)."""
    canvas.saveState()
    canvas.translate(left, top)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in picture.shapes:
        _draw(shape, canvas)
    canvas.restoreState()


def _pen(canvas: Canvas, stroke: str | None, width: float, dash: tuple[float, ...]) -> int:
    if stroke is None:
        return 0
    canvas.setStrokeColor(color(stroke))
    canvas.setLineWidth(width)
    canvas.setDash(list(dash))
    canvas.setLineCap(0 if dash else 1)
    return 1


def _brush(canvas: Canvas, fill: str | None) -> int:
    if fill is None:
        return 0
    canvas.setFillColor(color(fill))
    return 1


def _corner(box: Box) -> tuple[float, float, float, float]:
    return box.left, -box.bottom, box.width, box.height


@singledispatch
def _draw(shape: Shape, canvas: Canvas) -> None:
    raise TypeError(f"no painter for {type(shape).__name__} on {type(canvas).__name__}")


@_draw.register
def _(shape: Line, canvas: Canvas) -> None:
    _pen(canvas, shape.stroke, shape.width, shape.dash)
    canvas.line(shape.x1, -shape.y1, shape.x2, -shape.y2)


@_draw.register
def _(shape: Rect, canvas: Canvas) -> None:
    stroke, fill = _pen(canvas, shape.stroke, shape.width, shape.dash), _brush(canvas, shape.fill)
    canvas.rect(*_corner(shape.box), stroke=stroke, fill=fill)


@_draw.register
def _(shape: RoundRect, canvas: Canvas) -> None:
    stroke, fill = _pen(canvas, shape.stroke, shape.width, shape.dash), _brush(canvas, shape.fill)
    canvas.roundRect(*_corner(shape.box), shape.radius, stroke=stroke, fill=fill)


@_draw.register
def _(shape: Circle, canvas: Canvas) -> None:
    stroke, fill = _pen(canvas, shape.stroke, shape.width, ()), _brush(canvas, shape.fill)
    canvas.circle(shape.x, -shape.y, shape.radius, stroke=stroke, fill=fill)


@_draw.register
def _(shape: Polyline, canvas: Canvas) -> None:
    stroke, fill = _pen(canvas, shape.stroke, shape.width, ()), _brush(canvas, shape.fill)
    path = canvas.beginPath()
    path.moveTo(shape.points[0][0], -shape.points[0][1])
    for x, y in shape.points[1:]:
        path.lineTo(x, -y)
    if shape.closed:
        path.close()
    canvas.drawPath(path, stroke=stroke, fill=fill)


@_draw.register
def _(shape: Text, canvas: Canvas) -> None:
    draw_text(canvas, shape.left, -shape.y, shape.text, shape.size, token=shape.color, bold=shape.bold)


def draw_text(
    canvas: Canvas, x: float, y: float, text: str, size: float, *, token: str = "ink", bold: bool = False
) -> None:
    """One line of text from ``x`` on baseline ``y``, each run in the font that has it."""
    canvas.setFillColor(color(token))
    for family, part in runs(text):
        font = face(family, bold)
        canvas.setFont(font, size)
        canvas.drawString(x, y, part)
        x += text_width(part, size, bold)
