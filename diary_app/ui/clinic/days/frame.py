"""What the tabs of days have in common: a scroller, charts, and their two buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.charts.save import SaveChartButton, TablesButton
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import Scroller


class DaysTab(PatientTab):
    """``body`` is filled by each tab; :meth:`cards` are its charts."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        self.participant = ""
        self.scroller = Scroller()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self.body = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.scroller.body)
        self.body.setContentsMargins(2, 2, 4, 8)
        self.body.setSpacing(10)
        self.tables = TablesButton(kit, self.cards)
        self.save = SaveChartButton(self, self.cards)
        self.content = self.scroller.body
        self.content.hide()

    def cards(self) -> Sequence[ChartCard]:
        """The charts in view."""
        return ()

    def actions(self) -> list[QWidget]:  # type: ignore[override]  # as the tab it is
        """Charts as tables, and one saved."""
        return [self.tables, self.save]

    def shown(self, participant: str) -> None:
        """The content stands: show it, from the top where it is another patient's."""
        self.tables.apply()
        self.scroller.body.show()
        if participant != self.participant:
            self.scroller.verticalScrollBar().setValue(0)
        self.participant = self.save.participant = participant
