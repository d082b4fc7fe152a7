"""A chart on the screen: the shapes of ``diary_app.charts`` painted in the look in force."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary_app.charts.shapes import (
    Box,
    Circle,
    Line,
    Measure,
    Picture,
    Polyline,
    Rect,
    RoundRect,
    Shape,
    Text,
)
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed, antialiased

Layout = Callable[[float, float, float, Measure], Picture]
"""Lays a chart out: ``layout(width, height, text_size, measure)``, all in pixels."""


class ChartView(Themed, QWidget):
    """Paints what a layout gives for the room there is; silent: the card around it says it in words."""

    def __init__(self, kit: Kit, layout: Layout, lines: float) -> None:
        """``lines``: its height in lines of captions."""
        super().__init__()
        self._layout, self._lines = layout, lines
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(kit)

    def restyle(self) -> None:
        """Lay out anew with the text size in force."""
        self._picture = None
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines of text."""
        size = self.kit.look.pixels("caption")
        return QSize(round(size * 8), round(size * self._lines))

    def minimumSizeHint(self) -> QSize:
        """The least a chart can be read at."""
        return self.sizeHint()

    @property
    def picture(self) -> Picture:
        """The shapes as they stand now."""
        found = self._picture
        if found is None or (found.width, found.height) != (self.width(), self.height()):
            size = self.kit.look.pixels("caption")
            found = self._layout(self.width(), self.height(), size, measure(self.kit))
            self._picture = found
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shapes."""
        painter = antialiased(self)
        paint(self.kit, painter, self.picture)
        painter.end()


def measure(kit: Kit) -> Measure:
    """Widths of texts in the fonts the painter will use."""
    metrics: dict[tuple[float, bool], QFontMetricsF] = {}

    def width(text: str, size: float, bold: bool) -> float:
        if (size, bold) not in metrics:
            metrics[size, bold] = QFontMetricsF(_font(kit, size, bold))
        return metrics[size, bold].horizontalAdvance(text)

    return width


def _font(kit: Kit, size: float, bold: bool) -> QFont:
    font = kit.font("caption-strong" if bold else "caption", tabular=True)
    font.setPixelSize(round(size))
    return font


def paint(kit: Kit, painter: QPainter, picture: Picture) -> None:
    """Paint every shape in order."""
    for shape in picture.shapes:
        _draw(shape, painter, kit)


def _take(painter: QPainter, kit: Kit, stroke: str | None, width: float, fill: str | None) -> None:
    painter.setPen(Qt.PenStyle.NoPen if stroke is None else QPen(kit.colour(stroke), width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QBrush(kit.colour(fill)))


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


@singledispatch
def _draw(shape: Shape, _painter: QPainter, _kit: Kit) -> None:
    raise TypeError(f"no painter for {type(shape).__name__}")


@_draw.register
def _(shape: Line, painter: QPainter, kit: Kit) -> None:
    pen = QPen(kit.colour(shape.stroke), shape.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if shape.dash else Qt.PenCapStyle.RoundCap)
    if shape.dash:
        pen.setDashPattern([part / shape.width for part in shape.dash])  # Qt counts in widths of the pen
    painter.setPen(pen)
    painter.drawLine(QLineF(shape.x1, shape.y1, shape.x2, shape.y2))


@_draw.register
def _(shape: Rect, painter: QPainter, kit: Kit) -> None:
    _take(painter, kit, shape.stroke, shape.width, shape.fill)
    painter.drawRect(_rect(shape.box))


@_draw.register
def _(shape: RoundRect, painter: QPainter, kit: Kit) -> None:
    _take(painter, kit, shape.stroke, shape.width, shape.fill)
    painter.drawRoundedRect(_rect(shape.box), shape.radius, shape.radius)


@_draw.register
def _(shape: Circle, painter: QPainter, kit: Kit) -> None:
    _take(painter, kit, shape.stroke, shape.width, shape.fill)
    painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)


@_draw.register
def _(shape: Polyline, painter: QPainter, kit: Kit) -> None:
    _take(painter, kit, shape.stroke, shape.width, shape.fill)
    corners = QPolygonF([QPointF(x, y) for x, y in shape.points])
    if shape.closed:
        painter.drawPolygon(corners)
    else:
        painter.drawPolyline(corners)


@_draw.register
def _(shape: Text, painter: QPainter, kit: Kit) -> None:
    painter.setFont(_font(kit, shape.size, shape.bold))
    painter.setPen(kit.colour(shape.color))
    painter.drawText(QPointF(shape.left, shape.y), shape.text)
