"""The first column of a wide table stays at the left while the others pass below it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QTableWidget

from diary_app.ui.kit import Kit

_MOST_STILL = 0.6  # of the room: a first column that takes more goes with the others


class StillHeads(QHeaderView):
    """The heads; the first once more at the left edge."""

    def __init__(self, table: StillTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table

    def paintEvent(self, event: QPaintEvent) -> None:
        """All of them, then the one that stays."""
        super().paintEvent(event)
        if self._table.first_stays:
            painter = QPainter(self.viewport())
            painter.setFont(self._table.kit.font("second-strong"))  # as the others have it
            self.paintSection(painter, QRect(0, 0, self.sectionSize(0), self.height()), 0)
            painter.end()


class StillTable(QTableWidget):
    """A table whose first column stays in view."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.setHorizontalHeader(StillHeads(self))

    @property
    def first_stays(self) -> bool:
        """Whether it stands still: the table is scrolled sideways, with room beside it."""
        wide = self.columnWidth(0)
        return self.horizontalScrollBar().value() > 0 and wide < self.viewport().width() * _MOST_STILL

    def paintEvent(self, event: QPaintEvent) -> None:
        """All cells, then those that stay."""
        super().paintEvent(event)
        if not self.first_stays:
            return
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        for row in range(first, (last if last >= 0 else self.rowCount() - 1) + 1):
            self._paint_still(painter, option, row)
        painter.end()

    def _paint_still(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        box = QRect(0, self.rowViewportPosition(row), self.columnWidth(0), self.rowHeight(row))
        index = self.model().index(row, 0)
        chosen = self.selectionModel().isSelected(index)
        painter.fillRect(box, self.kit.colour("surface"))
        option.rect = box.adjusted(0, 0, -1, -1)
        option.state = QStyle.StateFlag.State_Enabled
        if chosen:
            option.state |= QStyle.StateFlag.State_Selected
        self.itemDelegate().paint(painter, option, index)
        painter.fillRect(box.right(), box.top(), 1, box.height(), self.kit.colour("line-strong"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self.kit.colour("line"))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stands still is painted anew."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()
