"""The clinic's Settings: keys, locking and backups; language and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.ui.kit import Kit
from diary_app.ui.pages.settings.page import SettingsPage
from diary_app.ui.pages.settings.section import Section
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk


class ClinicSettingsPage(SettingsPage):
    """The patient's page without what is a patient's: reminders and the key of a clinic."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner, session, desk.at, desk.housekeeper)
        self.column.setContentsMargins(24, 18, 24, 18)

    def make_sections(self, kit: Kit, runner: TaskRunner, session: Session) -> list[Section]:
        """Keeping it safe, language and text."""
        del kit, runner, session
        return [self.safe, self.look]
