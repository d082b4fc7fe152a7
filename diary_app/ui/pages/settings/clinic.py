"""The section "My clinic": its phone number, which is written down under Help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.settings.section import Row, Section
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.services.calls import Contact


class ClinicSection(Section):
    """Shows the number and leads to where it is changed."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        tr = kit.tr
        super().__init__(kit, tr("My clinic"))
        self._runner, self._session = runner, session
        self.phone = Row(kit, tr("Phone number"))
        self.help_button = self.phone.add_button(tr("See Help"), "circle-question-mark")
        self.help_button.clicked.connect(lambda: kit.commands.page_requested.emit("help"))
        self.add_row(self.phone)

    def load(self) -> None:
        """Learn the number."""
        self._runner.run(self._session.store.calls.contact, self._show, self._failed)

    def _show(self, contact: Contact | None) -> None:
        self.phone.say(contact.phone if contact else self.kit.tr("Not written down yet"))

    def _failed(self, error: Exception) -> None:
        self.phone.result.say(sentence_for(self.kit, error), "bad")
