"""The section "My clinic": its phone number, and the files that it hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.settings.section import Row, Section
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.services.calls import Contact
    from diary_app.services.transfer.pinning import Pinned


class ClinicSection(Section):
    """Shows number and clinic; ``step_wanted`` asks the page for a step by name."""

    step_wanted = Signal(str)

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        tr = kit.tr
        super().__init__(kit, tr("My clinic"))
        self._runner, self._session = runner, session
        self.phone = Row(kit, tr("Phone number"))
        self.help_button = self.phone.add_button(tr("See Help"), "circle-question-mark")
        self.help_button.clicked.connect(lambda: kit.commands.page_requested.emit("help"))
        self.add_row(self.phone)
        self.file = Row(kit, tr("File from your clinic"))
        self.file_button = self.file.add_button(tr("Open a file…"), "folder-open")
        self.file_button.clicked.connect(lambda: self.step_wanted.emit("setup"))
        self.add_row(self.file)

    def load(self) -> None:
        """Learn the number and the clinic."""
        self._runner.run(self._session.store.calls.contact, self._show, self._failed)
        self._runner.run(self._session.store.setup.pinned, self._show_clinic, self._not_known)

    def _show(self, contact: Contact | None) -> None:
        self.phone.say(contact.phone if contact else self.kit.tr("Not written down yet"))

    def _failed(self, error: Exception) -> None:
        self.phone.result.say(sentence_for(self.kit, error), "bad")

    def _show_clinic(self, clinic: Pinned | None) -> None:
        tr = self.kit.tr
        if clinic is None:
            words = tr("A set-up file from your clinic brings its decisions, and lets you seal files for it.")
        else:
            whose = tr("the clinic of site {site}", site=clinic.site) if clinic.site else tr("your clinic")
            key = short_key(clinic.keys.fingerprint)
            words = tr("This diary belongs to {clinic}, key {key}. A new file brings what was decided.",
                       clinic=whose, key=key)  # fmt: skip
        self.file.say(words)

    def _not_known(self, error: Exception) -> None:
        self.file.result.say(sentence_for(self.kit, error), "bad")


def short_key(fingerprint: str) -> str:
    """The first two groups, as a reminder and never to compare by."""
    return " ".join(fingerprint.split(" ")[:2])
