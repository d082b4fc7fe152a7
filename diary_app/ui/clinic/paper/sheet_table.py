"""The rows of a diary sheet, typed by keys alone: Enter ends a row, what is empty in it was left blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from diary_app.domain.clinic.paper import Value
from diary_app.domain.clinic.paper_compare import Match, Pair
from diary_app.domain.clinic.paper_sheet import DOSE, REASON, TIME
from diary_app.domain.facts import NOT_TAKEN, TAKEN
from diary_app.ui.clinic.paper.cells import Choices, SheetCells, column_names
from diary_app.ui.clinic.paper.words import BLANK_SIGN, read_blank
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed

_WIDTH = 96  # px of a column at the usual text size


class SheetTable(Themed, QTableWidget):
    """``typed`` tells every cell so far, ``saved`` Enter on the last row, ``moved`` where one stands."""

    typed = Signal(object)
    saved = Signal()
    moved = Signal(str)
    refused = Signal(str)
    without_ring = True  # the cell one stands on has a frame of its own

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.editable = False
        self.cells = SheetCells(kit)
        self._columns: list[str] = []
        self._cells: dict[str, Value | None] = {}
        self._buffer = ""
        self.setAccessibleName(kit.tr("Days on the paper sheet"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setMinimumHeight(260)
        self.currentCellChanged.connect(self._went)
        self.follow(kit)

    def restyle(self) -> None:
        """Row heights and column widths of the look."""
        self.setFont(self.kit.font("second", tabular=True))
        self.horizontalHeader().setFont(self.kit.font("caption-strong"))
        self.verticalHeader().setFont(self.kit.font("caption"))
        self._widen()
        self.horizontalHeader().setFixedHeight(round(self.kit.look.base * 3.9))  # three lines
        self.verticalHeader().setDefaultSectionSize(round(self.kit.look.base * 2.1))

    def _widen(self) -> None:
        """Every head in three lines at most, no word of it and no cell cut."""
        heads, cells = self.horizontalHeader().fontMetrics(), self.fontMetrics()
        least = round(_WIDTH * self.kit.look.text / 100)
        for column in range(self.columnCount()):
            head: QTableWidgetItem | None = self.horizontalHeaderItem(column)
            text = head.text() if head else ""
            words = [heads.horizontalAdvance(each) for each in (text.split() or [text])]
            held = [cells.horizontalAdvance(self._text(row, column)) for row in range(self.rowCount())]
            wide = max(*words, *held, heads.horizontalAdvance(text) // 2)
            self.setColumnWidth(column, max(least, wide + 32))

    def _text(self, row: int, column: int) -> str:
        item: QTableWidgetItem | None = self.item(row, column)
        return item.text() if item else ""

    # -- what is shown -------------------------------------------------------

    def set_up(
        self, columns: Sequence[tuple[str, str]], first: date, days: int, choices: Choices | None = None
    ) -> None:
        """The empty sheet: ``columns`` are codes, with the words of symptoms; ``choices``: their lists."""
        self.cells = SheetCells(self.kit, choices or {})
        words = column_names(self.kit)
        self._columns, self._buffer = [code for code, _ in columns], ""
        self.clear()
        self.setColumnCount(len(columns))
        self.setRowCount(days)
        self.setHorizontalHeaderLabels([words.get(code, label) for code, label in columns])
        dated = [f"{row + 1}  {self.kit.short_date(first + timedelta(days=row))}" for row in range(days)]
        self.setVerticalHeaderLabels(dated)
        self._widen()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))

    def show_cells(self, cells: Mapping[str, Value | None]) -> None:
        """Show one pass, or what was written."""
        self._cells, self._buffer = dict(cells), ""
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                cell = self.cell(row, column)
                self._put(
                    row, column, self.cells.words(self._columns[column], cells[cell]) if cell in cells else ""
                )

    def show_pairs(self, pairs: Sequence[Pair], unsettled: frozenset[str]) -> None:
        """Show both passes: one word where they are the same, both where they differ."""
        for pair in pairs:
            row, column = self.place(pair.cell)
            code = self._columns[column]
            first, second = self.cells.words(code, pair.first), self.cells.words(code, pair.second)
            differs = pair.match is Match.DIFFERS
            item = self._put(row, column, f"{first} \N{NOT EQUAL TO} {second}" if differs else first)
            if pair.cell in unsettled:
                item.setBackground(self.kit.colour("due-soft"))
        self._widen()

    def _put(self, row: int, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setItem(row, column, item)
        return item

    def cell(self, row: int, column: int) -> str:
        """The name of a cell."""
        return f"{row + 1}.{self._columns[column]}"

    def place(self, cell: str) -> tuple[int, int]:
        """Row and column of a cell."""
        number, _, code = cell.partition(".")
        return int(number) - 1, self._columns.index(code)

    @property
    def here(self) -> str:
        """The cell one stands on."""
        return self.cell(max(self.currentRow(), 0), max(self.currentColumn(), 0))

    def go_to(self, cell: str) -> None:
        """Stand on a cell."""
        self.setCurrentCell(*self.place(cell))
        self.moved.emit(cell)

    def _went(self, row: int, column: int, before: int, before_column: int) -> None:
        if self._buffer and before >= 0 and before_column >= 0:
            self._leave(before, before_column)
        if row >= 0 and column >= 0:
            self.moved.emit(self.cell(row, column))

    def _leave(self, row: int, column: int) -> None:
        """A press elsewhere: what was being typed belongs to the cell that is left, or to none."""
        text, self._buffer = self._buffer, ""
        cell, code = self.cell(row, column), self._columns[column]
        value = self.cells.read(code, text)
        if value is not None:
            self._cells[cell] = value
            self.typed.emit(dict(self._cells))
        held = self.cells.words(code, self._cells[cell]) if cell in self._cells else ""
        self._put(row, column, held)
        if value is None:
            self.refused.emit(self.what_fits(code))

    # -- keys ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits type, Enter ends the row, Backspace goes back; arrows, Home and End move."""
        harmless = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~harmless or not self.editable:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._end_row()
        elif event.key() == Qt.Key.Key_Backspace:
            self._back()
        elif event.text().strip() or (event.text() == " " and self._buffer):
            self._take(event.text())
        elif self.commit():
            super().keyPressEvent(event)

    def _column(self) -> str:
        return self._columns[self.currentColumn()]

    def _take(self, text: str) -> None:
        column = self._column()
        if not self._buffer and read_blank(text):
            self._set(None)
            self._next()
        elif letters := self.cells.letters(column):
            if text in letters:
                self._type_on(self._buffer + text)
        else:
            value = self.cells.read(column, text)
            if value is None:
                self.refused.emit(self.what_fits(column))
                return
            self._set(value)
            self._next()

    def _type_on(self, text: str) -> None:
        self._buffer = text
        self._put(self.currentRow(), self.currentColumn(), text)
        if self._column() == TIME and len(text.replace(":", "")) == 4 and self.commit():
            self._next()

    def commit(self) -> bool:
        """Take what is being typed; whether one may leave the cell."""
        if not self._buffer:
            return True
        value = self.cells.read(self._column(), self._buffer)
        if value is None:
            self.refused.emit(self.what_fits(self._column()))
            return False
        self._set(value)
        return True

    def what_fits(self, column: str) -> str:
        """What can be typed into a column."""
        return self.cells.fits(column)

    def _set(self, value: Value | None) -> None:
        self._buffer = ""
        self._cells[self.here] = value
        self._put(self.currentRow(), self.currentColumn(), self.cells.words(self._column(), value))
        self.typed.emit(dict(self._cells))

    def _next(self) -> None:
        """To the next column; past the time of a dose that was not taken, and the reason of one that was."""
        row, column = self.currentRow(), self.currentColumn() + 1
        skipped = {TAKEN: REASON, NOT_TAKEN: TIME}.get(str(self._cells.get(f"{row + 1}.{DOSE}")))
        if column < self.columnCount() and self._columns[column] == skipped:
            column += 1
        if column < self.columnCount():
            self.setCurrentCell(row, column)

    def _back(self) -> None:
        if self._buffer:
            self._buffer = self._buffer[:-1]
            self._put(self.currentRow(), self.currentColumn(), self._buffer)
        elif self.currentColumn() > 0:
            self.setCurrentCell(self.currentRow(), self.currentColumn() - 1)

    def _end_row(self) -> None:
        """What is still empty in this row was left blank; on to the next row, or save after the last."""
        if not self.commit():
            return
        row = self.currentRow()
        for column in range(self.columnCount()):
            if self.cell(row, column) not in self._cells:
                self._cells[self.cell(row, column)] = None
                self._put(row, column, BLANK_SIGN)
        self.typed.emit(dict(self._cells))
        if row == self.rowCount() - 1:
            self.saved.emit()
        else:
            self.setCurrentCell(row + 1, 0)
