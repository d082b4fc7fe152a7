"""What a page shows: its visible widgets, the texts its painted widgets draw, and its pixels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from diary_app.ui.widgets.focus_ring import FocusRing

_OUTSIDE = 128  # less alpha than this: nothing was painted here
Pixel = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text that a widget painted itself: where it lies in the widget, and its colour."""

    widget: QWidget
    text: str
    box: QRectF
    colour: QColor
    size: int
    weight: int


def _box_of(painter: QPainter, arguments: tuple[Any, ...]) -> QRectF:
    first = arguments[0]
    if isinstance(first, QRect | QRectF):
        flags = arguments[1] if isinstance(arguments[1], int) else arguments[1].value
        return QRectF(painter.boundingRect(QRectF(first), int(flags), arguments[2]))
    at = QPointF(*arguments[:2]) if isinstance(first, int | float) else QPointF(first)
    metrics, text = painter.fontMetrics(), arguments[-1]
    wide = metrics.horizontalAdvance(text)
    return QRectF(at.x(), at.y() - metrics.ascent(), wide, metrics.height())


@contextmanager
def watched_painters() -> Iterator[list[Drawn]]:
    """What widgets draw with ``QPainter.drawText`` while this is open."""
    plain, drawn = QPainter.drawText, list[Drawn]()

    def draw(painter: QPainter, *arguments: Any) -> Any:
        device = painter.device()
        if isinstance(device, QWidget):
            text = next(part for part in arguments if isinstance(part, str))
            box = painter.worldTransform().mapRect(_box_of(painter, arguments))
            font = painter.font()
            colour = painter.pen().color()
            if text.strip():
                drawn.append(Drawn(device, text, box, colour, font.pixelSize(), int(font.weight())))
        return plain(painter, *arguments)

    QPainter.drawText = draw  # type: ignore[method-assign]
    try:
        yield drawn
    finally:
        QPainter.drawText = plain  # type: ignore[method-assign]


def visible(root: QWidget) -> list[QWidget]:
    """Every widget in view or to be scrolled into view, pop-ups and the focus ring apart."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isValid(widget)
        and widget.isVisible()
        and widget.window() is root
        and not isinstance(widget, FocusRing)
    ]


def body_of(widget: QWidget) -> QWidget:
    """The body of the scroll area ``widget`` stands in, else its window."""
    walker = widget
    while not walker.isWindow():
        parent = walker.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        if parent is None:
            break
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            return walker
        walker = parent
    return walker


def place_in(widget: QWidget, root: QWidget) -> QRect:
    """Where a widget lies in one of its ancestors."""
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def describe(widget: QWidget) -> str:
    """A widget as a person would find it."""
    words = widget.accessibleName() or getattr(widget, "text", lambda: "")() or widget.objectName()
    parent = widget.parentWidget()
    within = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{type(widget).__name__} {' '.join(str(words).split())[:60]!r}{within}"


@dataclass(slots=True)
class Seen:
    """One page in one look: its widgets, painted texts and, once they are asked for, its pixels."""

    window: QWidget
    ground: str = "#FFFFFF"
    widgets: list[QWidget] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    images: dict[QWidget, QImage] = field(default_factory=dict)

    def image(self, body: QWidget) -> QImage:
        """All of a body, also what is scrolled out of view."""
        if body not in self.images:
            self.images[body] = self._painted(body)
        return self.images[body]

    def _painted(self, body: QWidget) -> QImage:
        made = QImage(body.size(), QImage.Format.Format_RGB32)
        made.fill(QColor(self.ground))
        body.render(made, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
        return made

    def pixels(self, widget: QWidget, part: QRect) -> Counter[Pixel]:
        """How often each colour stands in a part of a widget, as painted."""
        body = body_of(widget)
        moved = part.translated(widget.mapTo(body, QPoint(0, 0)))
        image = self.image(body)
        cut = image.copy(moved.intersected(image.rect()))
        counts = Counter(memoryview(bytes(cut.constBits())).cast("I"))
        return Counter({(n >> 16 & 255, n >> 8 & 255, n & 255): many for n, many in counts.items()})


def look_at(window: QWidget, ground: str, *, pixels: bool = False) -> Seen:
    """Paint the whole page once and take down what it shows; ``ground``: the colour behind everything."""
    seen = Seen(window, ground, visible(window))
    bodies = {body_of(widget) for widget in seen.widgets} | {window}
    with watched_painters() as drawn:
        for body in bodies:
            image = seen._painted(body)
            if pixels:
                seen.images[body] = image
    known: dict[tuple[QWidget, str, tuple[float, ...]], Drawn] = {}
    for one in drawn:  # what lies in a scroll area is painted with its window too
        known[one.widget, one.text, one.box.getRect()] = one
    seen.drawn = list(known.values())
    return seen
