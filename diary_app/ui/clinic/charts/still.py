"""The first column of a wide table stays at the left while the others pass below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.still_column import first_stays, paint_first_column


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
        return first_stays(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All cells, then those that stay."""
        super().paintEvent(event)
        if self.first_stays:
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            paint_first_column(self, option, self.kit, self._paint_cell)

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """As the table does it, with the lines of its grid."""
        box = QRect(option.rect)
        option.rect = box.adjusted(0, 0, -1, -1)
        self.itemDelegate().paint(painter, option, index)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self.kit.colour("line"))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stands still is painted anew."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()
