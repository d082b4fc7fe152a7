"""The clinic's Settings: people; keys, locking and backups; language and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from diary_app.ui.clinic.add_person import AddPersonStep
from diary_app.ui.clinic.importing.folder_section import FolderSection
from diary_app.ui.clinic.people import PeopleSection
from diary_app.ui.kit import Kit
from diary_app.ui.pages.settings.page import AnyStep, SettingsPage
from diary_app.ui.pages.settings.section import Row, Section
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk


class ClinicSettingsPage(SettingsPage):
    """The patient's page without what is a patient's: reminders and the key of a clinic; with people."""

    people: PeopleSection

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner, session, desk.at, desk.housekeeper)
        self.column.setContentsMargins(24, 18, 24, 18)

    def make_sections(self, kit: Kit, runner: TaskRunner, session: Session) -> list[Section]:
        """People, keeping it safe, where files come in, the wording of the questions, language and text."""
        self._account = session.store.staff.signed_in
        self.people = PeopleSection(kit, runner, session)
        self.people.step_wanted.connect(self.open_step)
        self.folder = FolderSection(kit, session.store.opened.store.folder)
        return [self.people, self.safe, self.folder, self.wording, self.look]

    def step_kinds(self) -> dict[str, Callable[..., AnyStep]]:
        """The patient's, and the adding of a person."""
        return {**super().step_kinds(), "person": AddPersonStep}

    def first_stop(self, step: AnyStep | None = None) -> QWidget:
        """Who leads begins with the people; everybody else with their own passphrase."""
        if isinstance(step, AddPersonStep) or (step is None and not self.people.add_button.isHidden()):
            return self.people.add_button
        return super().first_stop(step)

    def row_of(self, step: AnyStep) -> Row:
        """What came of the adding is said beside the people."""
        return self.people.about if isinstance(step, AddPersonStep) else super().row_of(step)

    def load(self) -> None:
        """Learn how everything stands, and who works here."""
        super().load()
        self.people.load()
        self.folder.load()
        account = self._account()
        self.safe.recovery_button.setVisible(account is None or account.manages)

    def _about(self) -> str:
        if self._visit:
            return super()._about()
        return self.tr_("People; keys, locking and backups; language and text.")
