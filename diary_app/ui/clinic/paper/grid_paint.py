"""How the items of a paper questionnaire are laid out and painted: two columns, one where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary_app.domain.clinic.paper import Value
from diary_app.ui.clinic.paper.words import sign_of
from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed, antialiased

_ONE_COLUMN_BELOW = 640  # px
_CELL, _GAP, _PAD, _MARK = 44, 8, 12, 26  # px at the usual text size


@dataclass(frozen=True, slots=True)
class GridItem:
    """One row: its cell, what it asks in short, and its highest answer."""

    cell: str
    label: str
    highest: int


class PaintedGrid(Themed, QWidget):
    """Rows of items with the cells of one entry or two; what the keys do is told by :class:`ItemGrid`."""

    without_ring = True

    def __init__(self, kit: Kit, items: Sequence[GridItem]) -> None:
        super().__init__()
        self._items = list(items)
        self.place = 0
        self.editable = False
        self._columns: list[Mapping[str, Value | None]] = []
        self._heads: list[str] = []
        self._marks: Mapping[str, bool] = {}
        self._open: frozenset[str] = frozenset()
        self._active: int | None = None
        self._laid = 0  # rows when its height was last asked for
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(kit.tr("Answers on the paper"))
        self.follow(kit)

    # -- measures and paint --------------------------------------------------

    def restyle(self) -> None:
        """Take the row height of the look."""
        self.updateGeometry()
        self.update()

    def _two(self) -> bool:
        return self.width() >= _ONE_COLUMN_BELOW * self.kit.look.text / 100

    def _rows(self) -> int:
        return -(-len(self._items) // 2) if self._two() else len(self._items)

    def _least_row(self) -> int:
        return round(self.kit.look.base * 2.05)

    def _head(self) -> int:
        return round(self.kit.look.base * 2.2)

    def _row_height(self) -> float:
        return max(self._least_row(), (self.height() - self._head()) / self._rows())

    def _row(self, place: int) -> QRectF:
        width = self.width() / 2 if self._two() else self.width()
        column, row = divmod(place, self._rows())
        height = self._row_height()
        return QRectF(column * width, self._head() + row * height, width, height)

    def minimumSizeHint(self) -> QSize:
        """Every row at its least height."""
        return QSize(300, self._head() + self._rows() * self._least_row())

    def sizeHint(self) -> QSize:
        """The same."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column is twice as high as two: say so when the width decides anew."""
        super().resizeEvent(event)
        if self._laid != self._rows():
            self._laid = self._rows()
            self.updateGeometry()

    def _grown(self, size: int) -> int:
        return round(size * self.kit.look.text / 100)

    def _cells(self, row: QRectF) -> list[QRectF]:
        """Where the cells of a row stand, first to last, before the mark."""
        width, gap = self._grown(_CELL), self._grown(_GAP)
        height = min(row.height() - 7, self._grown(32))
        right = row.right() - _PAD - self._grown(_MARK) - gap
        top = row.top() + (row.height() - height) / 2
        many = len(self._columns)
        return [
            QRectF(right - (many - index) * width - (many - 1 - index) * gap, top, width, height)
            for index in range(many)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heads, rows, cells and marks."""
        painter = antialiased(self)
        self._paint_heads(painter)
        for place, item in enumerate(self._items):
            self._paint_row(painter, place, item)
        if self._two():
            painter.setPen(QPen(self.kit.colour("line"), 1))
            middle = round(self.width() / 2)
            painter.drawLine(middle, 0, middle, self.height())
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, self.width(), self._head()), self.kit.colour("sunken"))
        painter.setFont(self.kit.font("caption-strong"))
        for column in range(2 if self._two() else 1):
            row = self._row(column * self._rows())
            band = QRectF(row.left(), 0, row.width(), self._head())
            painter.setPen(self.kit.colour("ink-2"))
            left = band.adjusted(_PAD + self._grown(30), 0, 0, 0)
            painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter), self.kit.tr("Item"))
            for head, cell in zip(self._heads, self._cells(band), strict=True):
                wide = cell.adjusted(-14, -8, 14, 8)
                painter.drawText(wide, int(Qt.AlignmentFlag.AlignCenter), head)

    def _paint_row(self, painter: QPainter, place: int, item: GridItem) -> None:
        row, here = self._row(place), place == self.place
        different, unsettled = self._marks.get(item.cell) is False, item.cell in self._open
        if unsettled or (here and self.editable):
            painter.fillRect(row, self.kit.colour("due-soft" if unsettled else "accent-soft"))
        painter.setPen(QPen(self.kit.colour("line"), 1))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        if here:
            bar = QRectF(row.left(), row.top(), 4, row.height())
            painter.fillRect(bar, self.kit.colour("due" if unsettled else "accent"))
        self._paint_words(painter, row, item, strong=different or here)
        for index, (column, box) in enumerate(zip(self._columns, self._cells(row), strict=True)):
            held = sign_of(column[item.cell]) if item.cell in column else ""
            if self._active not in (None, index):
                self._paint_quiet(painter, box)
            else:
                self._paint_cell(painter, box, held, strong=different, here=here and self.editable)
        self._paint_mark(painter, row, item.cell)
        if here and self.hasFocus():
            painter.setPen(QPen(self.kit.colour("ink"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row.adjusted(2, 2, -2, -2), 6, 6)

    def _paint_words(self, painter: QPainter, row: QRectF, item: GridItem, *, strong: bool) -> None:
        number = QRectF(row.left() + _PAD, row.top(), self._grown(28), row.height())
        painter.setFont(self.kit.font("second", tabular=True))
        painter.setPen(self.kit.colour("ink-3"))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignVCenter), item.cell)
        painter.setFont(self.kit.font("second-strong" if strong else "second"))
        painter.setPen(self.kit.colour("ink"))
        end = self._cells(row)[0].left() if self._columns else row.right() - _PAD
        words = QRectF(number.right() + 2, row.top(), end - number.right() - 10, row.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(words, flags, item.label)

    def _paint_cell(self, painter: QPainter, box: QRectF, text: str, *, strong: bool, here: bool) -> None:
        painter.setBrush(self.kit.colour("surface"))
        tone = "due" if strong else "accent" if here else "line-strong"
        painter.setPen(QPen(self.kit.colour(tone), 2 if strong or here else 1))
        painter.drawRoundedRect(box, 7, 7)
        painter.setFont(self.kit.font("body-strong" if strong else "body", tabular=True))
        painter.setPen(self.kit.colour("ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_quiet(self, painter: QPainter, box: QRectF) -> None:
        """A cell of the entry that is not typed now: what it holds, if anything, is not to be seen."""
        painter.setBrush(self.kit.colour("sunken"))
        painter.setPen(QPen(self.kit.colour("line"), 1))
        painter.drawRoundedRect(box, 7, 7)

    def _paint_mark(self, painter: QPainter, row: QRectF, cell: str) -> None:
        if cell not in self._marks:
            return
        size = self._grown(22)
        left = row.right() - _PAD - self._grown(_MARK) + 2
        box = QRectF(left, row.top() + (row.height() - size) / 2, size, size)
        if cell not in self._open:
            paint_icon(painter, "check", self.kit.look.colour("accent"), box.adjusted(2, 2, -2, -2), 2.5)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.kit.colour("due"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(self.kit.colour("surface"))
        painter.setFont(self.kit.font("body-strong"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "\N{NOT EQUAL TO}")
