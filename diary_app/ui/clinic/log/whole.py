"""Entries with all their words, in lines as high as they need; for one value's life."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.domain.protocol import Protocol
from diary_app.services.clinic.log_view import LogRow
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.log.words import cells, heads
from diary_app.ui.kit import Kit

_CHANGED = 4


class WholeEntries(DataTable):
    """As high as its rows."""

    def __init__(self, kit: Kit, name: str, plan: Protocol) -> None:
        self._plan = plan
        super().__init__(kit, name)

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        """Take other rows."""
        texts = [cells(self.kit, row, self._plan).texts() for row in rows]
        self.show_data(TableData(heads(self.kit), texts, wraps=frozenset({_CHANGED})))
