"""The log as a table: a row an entry, the action in the colour of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from diary_app.domain.protocol import Protocol
from diary_app.services.clinic.log_view import LogRow
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.log.words import cells, heads
from diary_app.ui.kit import Kit

_ACTION, _CHANGED, _REASON = 2, 4, 5
_TONES = {"due": "due", "ok": "accent", "urgent": "urgent"}
_MOST = 400  # rows shown before the table scrolls by itself: the page scrolls


class LogTable(DataTable):
    """``opened`` tells the entry whose life somebody wants to see (Enter, or a double click)."""

    opened = Signal(str)

    def __init__(self, kit: Kit, name: str, plan: Protocol) -> None:
        self._plan, self._rows = plan, list[LogRow]()
        super().__init__(kit, name, _MOST)
        self.cellDoubleClicked.connect(lambda row, _: self._open(row))

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        """Take other rows; the one that was chosen stays chosen where it is still there."""
        chosen = self.chosen
        self._rows = list(rows)
        told = [cells(self.kit, row, self._plan) for row in rows]
        texts = [each.texts() for each in told]
        self.show_data(TableData(heads(self.kit), texts, wraps=frozenset({_CHANGED, _REASON})))
        for place, each in enumerate(told):
            item = self.item(place, _ACTION)
            if item is not None and each.chip in _TONES:
                item.setForeground(self.kit.colour(_TONES[each.chip]))
                item.setFont(self.kit.font("second-strong"))
        ids = [row.id for row in rows]
        if chosen in ids:
            self.setCurrentCell(ids.index(chosen), 0)

    @property
    def chosen(self) -> str:
        """The id of the entry in the chosen row; empty without one."""
        row = self.currentRow()
        return self._rows[row].id if 0 <= row < len(self._rows) else ""

    def restyle(self) -> None:
        """Take fonts and colours of the look in force."""
        super().restyle()
        if self._rows:
            self.show_rows(self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentRow())
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.opened.emit(self._rows[row].id)
