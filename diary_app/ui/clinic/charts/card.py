"""A card with a chart, its title, a line of words, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from diary_app.ui.clinic.charts.chart import Chart
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.chart_view import Layout
from diary_app.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A chart that can be saved: a short name for its file, its title, its layout, what its signs mean."""

    key: str
    title: str
    layout: Layout
    lines: float
    note: str = ""


class ChartCard(Card):
    """Shows a chart or, in its place, a table of the same."""

    def __init__(self, kit: Kit, key: str, title: str, lines: float = 12) -> None:
        super().__init__("plain", (16, 10, 16, 10))
        self.kit, self.key = kit, key
        self._lines = lines
        self._layout: Layout | None = None
        self._data: TableData | None = None
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.title = Label(kit, title, "small-title")
        self.head.addWidget(self.title, 1)
        self.column.addLayout(self.head)
        self.column.addSpacing(6)
        self.chart = Chart(kit, title, lines)
        self.table = DataTable(kit, kit.tr("{title}, as a table", title=title))
        self.table.hide()
        self.note = Label(kit, "", "caption", "ink-2")
        self.note.hide()
        for part in (self.chart, self.table, self.note):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def add_to_head(self, part: QWidget) -> None:
        """Put something at the right of the title."""
        self.head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_chart(self, layout: Layout, table: TableData, title: str = "", note: str = "") -> None:
        """Take another chart with its table; ``note``: a line below it."""
        self._layout = layout
        if title:
            self.title.setText(title)
            self.table.setAccessibleName(self.kit.tr("{title}, as a table", title=title))
        self.chart.show_layout(layout, self.title.text())
        self._data = table
        if not self.table.isHidden():
            self._fill_table()
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_as_table(self, table: bool) -> None:
        """The table in the chart's place, or the chart again."""
        if table:
            self._fill_table()
        self.table.setVisible(table)
        self.chart.setVisible(not table)

    def _fill_table(self) -> None:
        """A table is filled when it is asked for: it costs more than the chart."""
        if self._data is not None:
            self.table.show_data(self._data)
            self._data = None

    @property
    def file(self) -> ChartFile | None:
        """What can be saved, once there is a chart."""
        if self._layout is None:
            return None
        return ChartFile(self.key, self.title.text(), self._layout, self._lines, self.note.text())
