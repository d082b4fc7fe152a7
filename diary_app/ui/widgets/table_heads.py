"""The heads of the clinic's table: one stop of Tab, arrows go along them, Enter sorts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Column
from diary_app.ui.widgets.table_paint import PAD
from diary_app.ui.widgets.themed import Themed, antialiased, corners

_ARROW = 14
_GAP = 2  # most of the arrow stands in the room after the word


class Head(Themed, QPushButton):
    """One head; ``way`` is 1 where it sorts upwards, -1 downwards, 0 where it does not."""

    def __init__(self, kit: Kit, column: Column, heads: TableHeads) -> None:
        super().__init__(column.head, heads)
        self.column, self._heads, self.way = column, heads, 0
        self._solid = False
        self.setAutoDefault(True)
        self.setEnabled(column.sorts)
        self.follow(kit)
        self.show_way(0)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("tile")

    def set_solid(self, solid: bool) -> None:
        """Whether it hides what passes below it."""
        if solid != self._solid:
            self._solid = solid
            self.update()

    def show_way(self, way: int) -> None:
        """How it sorts now, to the eye and to a screen reader."""
        tr, self.way = self.kit.tr, way
        self.setAccessibleName(tr("Sort by {column}", column=self.text()))
        said = {1: tr("Sorted, smallest first."), -1: tr("Sorted, largest first.")}.get(way, "")
        self.setAccessibleDescription(said)
        self.update()

    def restyle(self) -> None:
        """Take the font."""
        self.setFont(self.kit.font("caption-strong"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The word, and room for the arrow."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2 * PAD
        return QSize(wide + (_ARROW + _GAP - PAD if self.column.sorts else 0), self.kit.look.target("button"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It is scrolled into view."""
        super().focusInEvent(event)
        self._heads.reached.emit(self.column.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the neighbours."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if steps:
            self._heads.go(self, steps)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The word and the arrow after it."""
        painter = antialiased(self)
        if self._solid:
            inside = QRectF(self.rect()).adjusted(0, 0, 0, -1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.kit.colour("sunken"))
            painter.drawPath(corners(inside, self.kit.look.radius("card") - 1, 0, 0, 0))
            painter.fillRect(QRectF(inside.right() - 1, 0, 1, self.height()), self.kit.colour("line-strong"))
        painter.setFont(self.font())
        painter.setPen(self.kit.colour("accent" if self.underMouse() and self.column.sorts else "ink-2"))
        words = QRectF(self.rect()).adjusted(PAD, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.way:
            left = PAD + self.fontMetrics().horizontalAdvance(self.text()) + _GAP
            box = QRectF(left, (self.height() - _ARROW) / 2, _ARROW, _ARROW)
            name = "arrow-up" if self.way > 0 else "arrow-down"
            paint_icon(painter, name, self.kit.look.colour("ink-2"), box)
        painter.end()


class TableHeads(Themed, QWidget):
    """``pressed`` tells the name of the column whose head was pressed; ``reached``: which has the focus."""

    pressed = Signal(str)
    reached = Signal(str)

    def __init__(self, kit: Kit, columns: Sequence[Column]) -> None:
        super().__init__()
        self.heads = {column.key: Head(kit, column, self) for column in columns}
        for key, head in self.heads.items():
            head.clicked.connect(lambda _=False, key=key: self.pressed.emit(key))
        self._stop(next(iter(self.heads.values())))
        self.follow(kit)

    def restyle(self) -> None:
        """As high as a target."""
        self.setFixedHeight(self.kit.look.target("button"))

    def show_sorting(self, key: str, way: int) -> None:
        """Which column sorts, and which way; none with a name that no column has."""
        for name, head in self.heads.items():
            head.show_way(way if name == key else 0)

    def place(self, edges: Sequence[tuple[int, int]], *, still: bool = False) -> None:
        """Left edge and width of each head, in px; ``still``: the others pass below the first."""
        first = next(iter(self.heads.values()))
        first.set_solid(still)
        if still:
            first.raise_()
        for head, (left, width) in zip(self.heads.values(), edges, strict=True):
            head.setGeometry(left, 0, width, self.height())

    def go(self, head: Head, steps: int) -> None:
        """The focus goes to a neighbour."""
        there = [each for each in self.heads.values() if each.isEnabled()]
        place = max(0, min(there.index(head) + steps, len(there) - 1))
        self._stop(there[place])
        there[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _stop(self, stop: Head) -> None:
        for head in self.heads.values():
            head.setFocusPolicy(Qt.FocusPolicy.StrongFocus if head is stop else Qt.FocusPolicy.ClickFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sunken, with the card's upper corners and a line below."""
        painter = antialiased(self)
        radius = self.kit.look.radius("card") - 1
        painter.setBrush(self.kit.colour("sunken"))
        painter.drawPath(corners(QRectF(self.rect()), radius, radius, 0, 0))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self.kit.colour("line"))
        painter.end()
