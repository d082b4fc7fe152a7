"""A chart that can be walked through: by keys from mark to mark, by the pointer with a tip."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QToolTip

from diary_app.charts.shapes import Box, Measure, Picture, Target
from diary_app.ui import a11y
from diary_app.ui.clinic.charts.walk import step
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.chart_view import ChartView, Layout, measure
from diary_app.ui.widgets.themed import antialiased

_KEYS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_RING = 2.0


def _nothing(width: float, height: float, size: float, measure: Measure) -> Picture:
    del size, measure
    return Picture(width, height, ())


class Chart(ChartView):
    """As high as its layout makes it; ``lines`` is what a layout without a height of its own is given.

    One stop of Tab. Arrows, Home and End move from target to target; each is
    said. ``moved`` carries the key of the target that is the current one now.
    """

    moved = Signal(str)

    def __init__(self, kit: Kit, name: str, lines: float = 12) -> None:
        self._fitted = (0, 0.0)
        self._fitting = False
        self._current = -1
        self.name = name
        super().__init__(kit, _nothing, lines)
        self.setAccessibleName(name)
        self.setMouseTracking(True)

    def show_layout(self, layout: Layout, name: str = "") -> None:
        """Show another chart; nothing is the current mark any more."""
        self._layout, self._current = layout, -1
        if name:
            self.name = name
            self.setAccessibleName(name)
        self._forget()
        self._fit()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.picture.targets else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription(self.picture.summary)

    def restyle(self) -> None:
        """Lay out anew with the text size in force."""
        self._forget()
        self._fit()

    def _forget(self) -> None:
        self._picture = self._painted = None
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the layout is."""
        return QSize(240, ceil(self.picture.height))

    def minimumSizeHint(self) -> QSize:
        """May be narrower; the layout bends."""
        return QSize(120, ceil(self.picture.height))

    @property
    def picture(self) -> Picture:
        """The shapes for the width there is."""
        size = self.kit.look.pixels("caption")
        wanted = (self.width(), float(size))
        if self._picture is None or self._fitted != wanted:
            self._picture = self._layout(self.width(), size * self._lines, size, measure(self.kit))
            self._fitted, self._painted = wanted, None
        return self._picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another layout."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._fitting:
            self._fitting = True
            self.setFixedHeight(max(1, ceil(self.picture.height)))
            self._fitting = False

    # -- the current mark ----------------------------------------------------

    @property
    def current(self) -> Target | None:
        """The target that the keys stand on."""
        targets = self.picture.targets
        return targets[self._current] if 0 <= self._current < len(targets) else None

    def choose(self, key: str) -> None:
        """Make a target the current one, without telling anybody."""
        keys = [target.key for target in self.picture.targets]
        self._current = keys.index(key) if key in keys else -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk."""
        way = _KEYS.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self._go(step(self.picture.targets, self._current, way))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mark that is pressed is the current one."""
        place = self._at(event.position())
        if place >= 0:
            self._go(place)
        else:
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first mark, where none was."""
        super().focusInEvent(event)
        if self._current < 0 and event.reason() != Qt.FocusReason.MouseFocusReason and self.picture.targets:
            self._go(0)

    def _go(self, place: int) -> None:
        targets = self.picture.targets
        if not 0 <= place < len(targets):
            return
        self._current = place
        self.update()
        self._bring_into_view(targets[place].box)
        self.setAccessibleDescription(targets[place].name)
        a11y.announce(self, targets[place].name)
        self.moved.emit(targets[place].key)

    def _bring_into_view(self, box: Box) -> None:
        """Scroll to a mark, where the chart stands in something that scrolls."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        body = above.widget() if above is not None else None
        if above is not None and body is not None:
            x, y = box.middle
            middle = self.mapTo(body, QPoint(round(x), round(y)))
            above.ensureVisible(middle.x(), middle.y(), 40, max(40, round(box.height)))

    def _at(self, point: QPointF) -> int:
        x, y = point.x(), point.y()
        for place, target in enumerate(self.picture.targets):
            box = target.box
            if box.left - 2 <= x <= box.right + 2 and box.top - 1 <= y <= box.bottom + 1:
                return place
        return -1

    def event(self, event: QEvent) -> bool:
        """A tip says what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._at(QPointF(event.pos()))
            targets = self.picture.targets
            QToolTip.showText(event.globalPos(), targets[place].name if place >= 0 else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and a ring around the current mark."""
        super().paintEvent(event)
        if self.current is None or not (self.hasFocus() or self.keeps_ring):
            return
        painter = antialiased(self)
        painter.setPen(QPen(self.kit.colour("ink"), _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_around(self.current.box), 4, 4)
        painter.end()

    without_ring = True
    """A chart may be higher than the view; the mark that the keys stand on has a ring of its own."""
    keeps_ring = False
    """Whether the current mark shows without the focus: where something else on the page is about it."""


def _around(box: Box) -> QRectF:
    return QRectF(box.left - 2, box.top - 2, box.width + 4, box.height + 4)
