"""The clinic's table: heads that sort, rows that open, a model instead of a widget for each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Column, Row
from diary_app.ui.models.rows import RowsModel
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.still_column import first_stays, paint_first_column
from diary_app.ui.widgets.table_heads import TableHeads
from diary_app.ui.widgets.table_paint import CHEVRON, PAD, CellPainter
from diary_app.ui.widgets.table_widths import Wish, share_out
from diary_app.ui.widgets.themed import Themed

T = TypeVar("T")
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
LEAST_ROWS = 3
_LEAST_WORDS = 9  # text sizes that are left of a column whose words are cut


class RowsView(Themed, QTableView):
    """The rows; ``opened`` tells the place of the one that was pressed or on which Enter was pressed."""

    opened = Signal(int)
    left_upwards = Signal()
    moved = Signal()  # a key was pressed that may have chosen another row
    bent = Signal()  # its room is another one, perhaps because a scroll bar came
    without_ring = True  # the chosen row has it

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.painter_of_cells = CellPainter(kit)
        self.setItemDelegate(self.painter_of_cells)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCornerWidget(QWidget())  # else the style draws one of its own
        self.follow(kit)

    def restyle(self) -> None:
        """Row heights of the look in force."""
        self.painter_of_cells.renew()
        self.setStyleSheet(f"QTableView {{ border: 0; background: {self.kit.look.colour('surface')}; }}")
        high = self.kit.look.target("row") + 2
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self.setMinimumHeight(high * LEAST_ROWS)
        self.viewport().update()

    @property
    def first_stays(self) -> bool:
        """Whether the first column stands still: the table is scrolled sideways, with room beside it."""
        return first_stays(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells; the first of each row once more at the left edge while the others pass below it."""
        super().paintEvent(event)
        if not self.first_stays:
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        paint_first_column(self, option, self.kit, self.painter_of_cells.paint)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stands still is painted anew."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns use the room."""
        super().resizeEvent(event)
        self.bent.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Up from the first row leaves; Home and End go to the first and the last row."""
        at, key = self.currentIndex(), event.key()
        if key in _PRESSES and at.isValid():
            if not event.isAutoRepeat():
                self.opened.emit(at.row())
        elif key == Qt.Key.Key_Up and at.row() <= 0:
            self.left_upwards.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (80 if key == Qt.Key.Key_Right else -80))
        elif event.text().strip():
            event.ignore()  # no search of Qt's own
        else:
            super().keyPressEvent(event)
        self.moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a row opens it."""
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.isValid():
            self.opened.emit(at.row())


class Table(Card, Generic[T]):
    """Heads and rows in a card. ``pressed_head`` and ``opened`` (an item) tell what a person did.

    ``key_of`` names an item, so that the same one stays chosen when others come.
    """

    pressed_head = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        kit: Kit,
        name: str,
        columns: Sequence[Column],
        row_of: Callable[[T], Row],
        key_of: Callable[[T], str],
    ) -> None:
        super().__init__("plain", (1, 1, 1, 1))
        self.kit, self._key_of = kit, key_of
        self.model: RowsModel[T] = RowsModel(columns, row_of)
        self.heads = TableHeads(kit, columns)
        self.view = RowsView(kit, name)
        self.view.setModel(self.model)
        self.view.opened.connect(lambda place: self.opened.emit(self.model.items[place]))
        self.view.bent.connect(self._spread)
        self.view.horizontalScrollBar().valueChanged.connect(self._place_heads)
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)
        self.heads.pressed.connect(self.pressed_head)
        self.heads.reached.connect(self._reveal)
        self._widths: list[int] = []
        self._bars: set[int] = set()  # columns with bars
        self._measured: set[int] = set()  # the model keeps every item that it has made cells of
        for part in (self.heads, self.view):
            self.column.addWidget(part, 1 if part is self.view else 0)
        kit.appearance.changed.connect(self._measure_anew)

    @property
    def rows_column(self) -> QVBoxLayout:
        """Where a foot goes."""
        return self.column

    # -- what it shows -------------------------------------------------------

    def set_items(self, items: Sequence[T]) -> None:
        """Show others; the chosen one stays chosen where it is still there, else the first is."""
        before = self.current_key
        self.model.set_items(items)
        self.choose(before)

    def measure(self) -> None:
        """Take the widths that what is shown needs; called when other rows have come. Widths only grow."""
        if not self._widths:
            self._widths = [head.sizeHint().width() for head in self.heads.heads.values()]
        for place, item in enumerate(self.model.items):
            if id(item) not in self._measured:
                self._measured.add(id(item))
                self._widen(self.model.row(place))
        self._spread()

    def _widen(self, row: Row) -> None:
        measures, last = self.view.painter_of_cells.measures, len(row) - 1
        for place, (cell, column) in enumerate(zip(row, self.model.columns, strict=True)):
            wide = measures.cell(cell, shortens=column.shortens) + (CHEVRON + PAD if place == last else 0)
            self._widths[place] = max(self._widths[place], wide)
            if cell.part is not None:
                self._bars.add(place)

    def forget(self) -> None:
        """The cells are to be made and measured anew: another day, other words."""
        self.model.forget()
        self._measure_anew()

    def _measure_anew(self) -> None:
        self._measured.clear()
        self._widths.clear()
        self.measure()

    def _spread(self) -> None:
        """All the room is used."""
        if not self._widths:
            return
        share = share_out(self._wishes(), self.view.viewport().width())
        self.view.painter_of_cells.bar_shorter = share.bar
        for column, width in enumerate(share.widths):
            self.view.setColumnWidth(column, width)
        self._place_heads()

    def _wishes(self) -> list[Wish]:
        """What each column shows whole, and what it can do without where not all would fit."""
        measures, least = self.view.painter_of_cells.measures, round(self.kit.look.base * _LEAST_WORDS)
        heads = [head.sizeHint().width() for head in self.heads.heads.values()]
        wishes = []
        for place, (column, whole) in enumerate(zip(self.model.columns, self._widths, strict=True)):
            end = CHEVRON + PAD if column is self.model.columns[-1] else 0
            words = max(0, whole - max(heads[place], least))
            wishes.append(
                Wish(
                    whole,
                    words=words if column.gives else 0,
                    bar=min(measures.bar_spare, max(0, whole - heads[place])) if place in self._bars else 0,
                    chips=max(0, words - end) if column.shortens else 0,
                )
            )
        return wishes

    def _place_heads(self) -> None:
        edges = [
            (self.view.columnViewportPosition(column), self.view.columnWidth(column))
            for column in range(len(self.model.columns))
        ]
        if self.view.first_stays:
            edges[0] = (0, edges[0][1])
        self.heads.place(edges, still=self.view.first_stays)

    def _reveal(self, key: str) -> None:
        """Scroll sideways to a column."""
        column = [each.key for each in self.model.columns].index(key)
        left, wide = self.view.columnViewportPosition(column), self.view.columnWidth(column)
        bar, room = self.view.horizontalScrollBar(), self.view.viewport().width()
        bar.setValue(bar.value() + min(left, max(0, left + wide - room)))

    # -- which row is chosen -------------------------------------------------

    @property
    def current(self) -> T | None:
        """The item chosen now."""
        at = self.view.currentIndex()
        return self.model.items[at.row()] if at.isValid() and at.row() < len(self.model.items) else None

    @property
    def current_key(self) -> str:
        """Its name; empty where there is none."""
        current = self.current
        return "" if current is None else self._key_of(current)

    @property
    def hidden(self) -> str:
        """All that the chosen row's cell tells that has no room for its chips, in words; else empty."""
        at, last = self.view.currentIndex(), len(self.model.columns) - 1
        measures = self.view.painter_of_cells.measures
        for place, cell in enumerate(self.model.row(at.row()) if self.current is not None else ()):
            if measures.hides(cell, self.view.columnWidth(place), last=place == last):
                return cell.words
        return ""

    def choose(self, key: str) -> None:
        """Choose an item by its name, else the first."""
        keys = [self._key_of(item) for item in self.model.items]
        if keys:
            self.view.selectRow(keys.index(key) if key in keys else 0)

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and self.view.hasFocus():
            row = self.model.row(now.row())
            heads = [column.head for column in self.model.columns]
            told = [f"{head}: {cell.words}" for head, cell in zip(heads, row, strict=True) if cell.words]
            a11y.announce(self.view, ". ".join(told))
