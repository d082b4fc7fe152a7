"""A chart on the screen: the shapes of ``diary_app.charts`` painted in the look in force."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
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
from diary_app.ui.widgets.themed import Themed

Layout = Callable[[float, float, float, Measure], Picture]
"""Lays a chart out: ``layout(width, height, text_size, measure)``, all in pixels."""


class ChartView(Themed, QWidget):
    """Paints what a layout gives for the room there is; silent: the card around it says it in words."""

    def __init__(self, kit: Kit, layout: Layout, lines: float) -> None:
        """``lines``: its height in lines of captions."""
        super().__init__()
        self._layout, self._lines = layout, lines
        self._picture: Picture | None = None
        self._painted: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(kit)

    def restyle(self) -> None:
        """Lay out anew with the text size in force."""
        self._picture = self._painted = None
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
        """Paint the shapes; once painted they are kept, so that scrolling and focus cost nothing."""
        ratio = self.devicePixelRatioF()
        if self._painted is None or self._painted.size() != self.size() * ratio:
            self._painted = self._paint(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted)
        painter.end()

    def _paint(self, ratio: float) -> QPixmap:
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(self.kit, painter, self.picture)
        painter.end()
        return made


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
    tools = _Tools(kit, painter)
    for shape in picture.shapes:
        _draw(shape, tools)


class _Tools:
    """The painter with each pen, brush and font made once and taken up only when it changes."""

    def __init__(self, kit: Kit, painter: QPainter) -> None:
        self.painter = painter
        self._kit = kit
        self._pens: dict[tuple[str, float, tuple[float, ...]], QPen] = {}
        self._brushes: dict[str, QBrush] = {}
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._held: dict[str, object] = {}

    def line(self, stroke: str | None, width: float = 1.0, dash: tuple[float, ...] = ()) -> None:
        """Take up a pen, or none."""
        wanted = None if stroke is None else (stroke, width, dash)
        if self._takes("pen", wanted):
            self.painter.setPen(Qt.PenStyle.NoPen if wanted is None else self._pen(wanted))

    def _pen(self, wanted: tuple[str, float, tuple[float, ...]]) -> QPen:
        stroke, width, dash = wanted
        if wanted not in self._pens:
            pen = QPen(self._kit.colour(stroke), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # round ones cost three times as much
            if dash:
                pen.setDashPattern([part / width for part in dash])  # Qt counts in widths of the pen
            self._pens[wanted] = pen
        return self._pens[wanted]

    def fill(self, colour: str | None) -> None:
        """Take up a brush, or none."""
        if not self._takes("brush", colour):
            return
        if colour is None:
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            return
        if colour not in self._brushes:
            self._brushes[colour] = QBrush(self._kit.colour(colour))
        self.painter.setBrush(self._brushes[colour])

    def smooth(self, wanted: bool) -> None:
        """Smooth edges; thin upright and level lines are sharper and cheaper without."""
        if self._takes("smooth", wanted):
            self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, wanted)

    def font(self, size: float, bold: bool) -> None:
        """Take up a font."""
        if (size, bold) not in self._fonts:
            self._fonts[size, bold] = _font(self._kit, size, bold)
        if self._takes("font", (size, bold)):
            self.painter.setFont(self._fonts[size, bold])

    def _takes(self, what: str, wanted: object) -> bool:
        """Whether it is not in the hand already."""
        if what in self._held and self._held[what] == wanted:
            return False
        self._held[what] = wanted
        return True


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


@singledispatch
def _draw(shape: Shape, _tools: _Tools) -> None:
    raise TypeError(f"no painter for {type(shape).__name__}")


@_draw.register
def _(shape: Line, tools: _Tools) -> None:
    tools.line(shape.stroke, shape.width, shape.dash)
    sloped = shape.x1 != shape.x2 and shape.y1 != shape.y2
    tools.smooth(sloped or shape.width > 1)
    tools.painter.drawLine(QLineF(shape.x1, shape.y1, shape.x2, shape.y2))


@_draw.register
def _(shape: Rect, tools: _Tools) -> None:
    tools.line(shape.stroke, shape.width, shape.dash)
    tools.fill(shape.fill)
    tools.smooth(True)
    tools.painter.drawRect(_rect(shape.box))


@_draw.register
def _(shape: RoundRect, tools: _Tools) -> None:
    tools.line(shape.stroke, shape.width, shape.dash)
    tools.fill(shape.fill)
    tools.smooth(True)
    tools.painter.drawRoundedRect(_rect(shape.box), shape.radius, shape.radius)


@_draw.register
def _(shape: Circle, tools: _Tools) -> None:
    tools.line(shape.stroke, shape.width)
    tools.fill(shape.fill)
    tools.smooth(True)
    tools.painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)


@_draw.register
def _(shape: Polyline, tools: _Tools) -> None:
    tools.line(shape.stroke, shape.width)
    tools.fill(shape.fill)
    tools.smooth(True)
    corners = QPolygonF([QPointF(x, y) for x, y in shape.points])
    if shape.closed:
        tools.painter.drawPolygon(corners)
    else:
        tools.painter.drawPolyline(corners)


@_draw.register
def _(shape: Text, tools: _Tools) -> None:
    tools.font(shape.size, shape.bold)
    tools.line(shape.color)
    tools.painter.drawText(QPointF(shape.left, shape.y), shape.text)
