"""The page "Patients" (picture 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.pages.today.notes import Notes
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import PageHeader

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk


class PatientsPage(Page):
    """Every patient of the store; Enter opens one."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        self._store, self._desk = session.store, desk
        self.header = PageHeader(kit, kit.tr("Patients"))
        self.notes = Notes(kit)
        for part in (self.header, self.notes, self.notice):
            self.column.addWidget(part)
        self.column.addStretch(1)
