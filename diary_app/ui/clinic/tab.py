"""What every tab of one patient is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

T = TypeVar("T")


class PatientTab(QWidget):
    """One tab of the patient's page; ``page`` is that page, and acts go through ``page.act``.

    The tab is made once and shows one patient after another: ``holds`` is whose
    content stands in it, ``content`` where it stands. It fills the room below
    the tab bar, and brings its own scroll area where it needs one.
    """

    content: QWidget
    key = "overview"  # which tab it is, as the log calls it

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__()
        self.page, self.kit, self.runner, self.session = page, kit, runner, session
        self.tr_ = kit.tr
        self.holds = self._asked = ""

    def look(self, participant: str, call: Callable[[], T], show: Callable[[T], None]) -> None:
        """Ask about a patient, then ``show`` the answer, which brings ``content`` into view.

        That this tab of theirs is looked at is written down first.
        What another patient left goes out of view at once, its buttons cannot be
        pressed, and so it stays if the call fails: nobody's data ever stand under
        somebody else's name.
        """
        self._asked = participant
        if self.holds != participant:
            self.holds = ""
            self.content.hide()
            self._allow(False)

        def told(found: T) -> None:
            if participant != self._asked:
                return
            if self.holds != participant:
                self.holds = participant
                self._allow(True)  # a tab with nothing to save takes that back
            show(found)

        def noted() -> T:
            self.session.store.staff.note_read(participant, self.key)
            return call()

        self.page.act(noted, told)

    def _allow(self, allowed: bool) -> None:
        for each in self.actions():
            each.setEnabled(allowed)

    def load(self, participant: str) -> None:
        """Show a patient: each time the tab comes into view, and after a change."""
        raise NotImplementedError

    def actions(self) -> list[QWidget]:  # type: ignore[override]  # Qt's own are never asked here
        """Buttons that the page shows at its top right while this tab is in view; asked for once."""
        return []

    def keep_unfinished(self) -> None:
        """The person pauses: keep what is not saved yet."""

    def leave_tab(self) -> None:
        """The tab goes out of view: keep what is not saved yet."""

    def place(self) -> object:
        """Where in the tab the person is, as :meth:`return_to` takes it."""
        return None

    def return_to(self, participant: str, place: object) -> None:
        """Come back to a place, in another language."""
        del place  # most tabs begin where they always begin
        self.load(participant)

    def go_back(self) -> bool:
        """One step back inside the tab (Alt+Left); whether there was one."""
        return False
