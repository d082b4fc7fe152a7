"""A Qt model of rows whose cells are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from diary_app.ui.models.cells import Cell, Column, Row

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[T]):
    """``items`` in their order; ``row_of`` makes the cells of one, kept until ``forget``."""

    def __init__(self, columns: Sequence[Column], row_of: Callable[[T], Row]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.items: list[T] = []
        self._row_of = row_of
        self._made: dict[int, tuple[T, Row]] = {}  # by identity, with the item itself, so that it lives

    def set_items(self, items: Sequence[T]) -> None:
        """Show others, or the same in another order."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def forget(self) -> None:
        """The cells are to be made anew: other words, another day."""
        self._made.clear()

    def row(self, place: int) -> Row:
        """The cells of the item at ``place``."""
        item = self.items[place]
        made = self._made.get(id(item))
        if made is None:
            made = self._made[id(item)] = (item, self._row_of(item))
        return made[1]

    def cell(self, index: Index) -> Cell:
        """One cell."""
        return self.row(index.row())[index.column()]

    # -- what Qt asks --------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many items."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The cell, or what a screen reader hears of it: the head and the words."""
        if not index.isValid():
            return None
        if role == CELL:
            return self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            cell = self.cell(index)
            if role == Qt.ItemDataRole.ToolTipRole:
                return cell.spoken or None
            return f"{self.columns[index.column()].head}: {cell.words}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """The heads."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        return None
