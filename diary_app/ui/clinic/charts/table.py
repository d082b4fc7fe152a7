"""A chart's content, or any list of a tab, as a table that is read and walked through."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem

from diary_app.ui.clinic.charts.still import StillTable
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed

_ROOM = 2.2  # height of a row, in text sizes
_IN_LINES = 0.5  # of the width that words take in one line: two lines, or three
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_MOST = 18  # rows shown before the table scrolls by itself


@dataclass(frozen=True, slots=True)
class TableData:
    """Heads and rows of texts; ``numbers``: columns that stand right; ``wraps``: whose words wrap."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = field(default_factory=frozenset)
    wraps: frozenset[int] = field(default_factory=frozenset)


class DataTable(Themed, StillTable):
    """Read only; whole rows are chosen. As high as its rows, up to ``most`` of them."""

    without_ring = True  # it may be higher than the view; the current cell has a border of its own

    def __init__(self, kit: Kit, name: str, most: int = _MOST) -> None:
        super().__init__(kit)
        self._most, self._data = most, TableData((), ())
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.follow(kit)

    def show_data(self, data: TableData) -> None:
        """Take other rows."""
        self._data = data
        self.setWordWrap(bool(data.wraps))
        self.setColumnCount(len(data.heads))
        self.setRowCount(len(data.rows))
        self.setHorizontalHeaderLabels(list(data.heads))
        for place, row in enumerate(data.rows):
            for column, text in enumerate(row):
                self.setItem(place, column, _cell(text, right=column in data.numbers))
        if data.rows:
            self.setCurrentCell(0, 0)
            self.clearSelection()
        self._fit()

    def restyle(self) -> None:
        """Take fonts and heights of the look in force."""
        self.setFont(self.kit.font("second", tabular=True))
        self.horizontalHeader().setHighlightSections(False)
        self._fit()

    def _fit(self) -> None:
        strong = self.kit.font("second-strong")
        for column in range(self.columnCount()):
            head = self.horizontalHeaderItem(column)
            assert head is not None
            head.setFont(strong)  # a font of the header itself is not painted under a style sheet
            side = Qt.AlignmentFlag.AlignRight if column in self._data.numbers else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        line = round(self.kit.look.pixels("second") * _ROOM)
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(line)
        down.setDefaultSectionSize(line)
        self.horizontalHeader().setStretchLastSection(False)  # else it takes back the width it had
        self.resizeColumnsToContents()
        if self._data.wraps:
            self._wrap(line)
        self._spread()
        self.horizontalHeader().setStretchLastSection(True)
        shown = min(self.rowCount(), self._most)
        rows = sum(self.rowHeight(row) for row in range(shown))
        bar = 16 if self.horizontalHeader().length() > self.width() else 2
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A bar to scroll sideways takes room of its own."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _wrap(self, line: int) -> None:
        """Columns of words are at most a third of the table wide, and narrower where all would not fit.

        Their rows grow.
        """
        widest = max(round(self.kit.look.base * 12), self.width() // 3)
        around = self._around()
        for column in self._data.wraps:
            self.setColumnWidth(column, min(self.columnWidth(column), widest))
        self._squeeze(around)
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(line, self._height(row, around) + line - self.fontMetrics().height()))

    def _squeeze(self, around: int) -> None:
        """Take what lacks from the columns of words, each by what it can do without."""
        over = sum(map(self.columnWidth, range(self.columnCount()))) - self._room()
        spare = {column: self._spare(column, around) for column in self._data.wraps}
        most = sum(spare.values())
        if over > 0 and most > 0:
            for column, pixels in spare.items():
                taken = math.ceil(min(over, most) * pixels / most)
                self.setColumnWidth(column, self.columnWidth(column) - taken)

    def _spread(self) -> None:
        """Numbers at the end stand near the others: what is over goes to all columns alike."""
        count = self.columnCount()
        over = self._room() - sum(map(self.columnWidth, range(count)))
        if count - 1 in self._data.numbers and over > 0:
            for column in range(count):
                self.setColumnWidth(column, self.columnWidth(column) + over // count)

    def _room(self) -> int:
        """Pixels for the columns; a bar at the right takes its own."""
        bar = self.verticalScrollBar().sizeHint().width() if self.rowCount() > self._most else 0
        return self.width() - bar - 2

    def _around(self) -> int:
        """Pixels around the words of a cell; the columns are as wide as they need."""
        longest = {column: max((self._words(row[column]) for row in self._data.rows), default=0)
                   for column in self._data.wraps}  # fmt: skip
        return max(0, min(self.columnWidth(column) - words for column, words in longest.items()))

    def _words(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _spare(self, column: int, around: int) -> int:
        """How many pixels a column can do without: its words stand in two lines then, or three."""
        lines = [row[column] for row in self._data.rows]
        longest = max((self._words(word) for line in lines for word in line.split()), default=0)
        half = round(max(map(self._words, lines), default=0) * _IN_LINES)
        least = max(self.horizontalHeader().sectionSizeHint(column), max(longest, half) + around)
        return max(0, self.columnWidth(column) - least)

    def _height(self, row: int, around: int) -> int:
        """Pixels of the highest words of a row."""
        # 2 px more: a column of its own width does not wrap for a part of a pixel
        cells, measure = self._data.rows[row], self.fontMetrics().boundingRect
        boxes = (
            measure(QRect(0, 0, self.columnWidth(column) - around + 2, 9999), _WRAPPED, cells[column])
            for column in self._data.wraps
        )
        return max((box.height() for box in boxes), default=0)


def _cell(text: str, right: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
