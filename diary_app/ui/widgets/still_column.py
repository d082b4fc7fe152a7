"""The first column of a wide table stays at the left edge while the others pass below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from diary_app.ui.kit import Kit

_MOST_STILL = 0.6  # of the room: a first column that takes more goes with the others
PaintCell = Callable[[QPainter, QStyleOptionViewItem, QModelIndex], None]


def first_stays(view: QTableView) -> bool:
    """Whether it stands still: the table is scrolled sideways, with room beside it."""
    wide = view.columnWidth(0)
    return view.horizontalScrollBar().value() > 0 and wide < view.viewport().width() * _MOST_STILL


def paint_first_column(
    view: QTableView, option: QStyleOptionViewItem, kit: Kit, paint_cell: PaintCell
) -> None:
    """The first cell of each row in view once more, at the left edge, over what passes below it.

    Called at the end of the view's own painting, while the column stays. ``option``: as the view makes it;
    ``paint_cell`` paints one cell into its ``rect``.
    """
    painter = QPainter(view.viewport())
    wide, high = view.columnWidth(0), view.viewport().height()
    last = view.rowAt(high - 1)
    for row in range(view.rowAt(0), (last if last >= 0 else view.model().rowCount() - 1) + 1):
        index = view.model().index(row, 0)
        option.rect = QRect(0, view.rowViewportPosition(row), wide, view.rowHeight(row))
        option.state = QStyle.StateFlag.State_Enabled
        if view.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        painter.fillRect(option.rect, kit.colour("surface"))
        paint_cell(painter, option, index)
    painter.fillRect(wide - 1, 0, 1, high, kit.colour("line-strong"))
    painter.end()
