"""A tab that is one list, or two."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller


class ListCard(Card):
    """A title with a count, and a table; a sentence where there is nothing."""

    def __init__(self, kit: Kit, title: str, nothing: str, most: int = 12) -> None:
        super().__init__("plain", (16, 10, 16, 12))
        self._kit, self._title = kit, title
        self.title = Label(kit, title, "small-title")
        self.table = DataTable(kit, title, most)
        self.nothing = Label(kit, nothing, "body", "ink-2")
        self.column.setSpacing(6)
        for part in (self.title, self.table, self.nothing):
            self.column.addWidget(part)

    def show_rows(self, data: TableData) -> None:
        """Take other rows."""
        self.title.setText(self._kit.tr("{title}: {n}", title=self._title, n=len(data.rows)))
        self.table.show_data(data)
        self.table.setVisible(bool(data.rows))
        self.nothing.setVisible(not data.rows)


class ListTab(PatientTab):
    """Its cards stand one below the other."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        self.scroller = Scroller()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self.body = QVBoxLayout(self.scroller.body)
        self.body.setContentsMargins(2, 2, 4, 8)
        self.body.setSpacing(10)
        self.content = self.scroller.body
        self.content.hide()
