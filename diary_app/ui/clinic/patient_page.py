"""One patient: who it is, what can be done, and the tabs (pictures 14, 16, 24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from diary_app.ui import a11y
from diary_app.ui.clinic import places
from diary_app.ui.clinic.patient_head import PatientHead
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk


@dataclass(frozen=True, slots=True)
class PatientPlace:
    """Whose page it is, the tab in view, and where in it the person is."""

    participant: str
    tab: str
    in_tab: object


class PatientPage(Page):
    """``participant`` is whom it shows; ``tab`` the tab in view. The tabs are those of ``places.TABS``."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        self._session, self._desk = session, desk
        self.participant = ""
        self.column.setContentsMargins(20, 14, 20, 14)
        self.column.setSpacing(10)
        self.header = PatientHead(kit)
        self.header.back_button.clicked.connect(self.go_back)
        self.column.addWidget(self.header)
        self.bar = TabBar(kit, kit.tr("Patient"), [(each.key, kit.tr(each.label)) for each in places.TABS])
        self.bar.opened.connect(self._choose)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.notice)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self.tabs: dict[str, PatientTab] = {}
        kit.commands.diary_changed.connect(self._changed)

    @property
    def tab(self) -> PatientTab | None:
        """The tab in view; None where the table of tabs is empty."""
        return self.tabs.get(self.bar.current)

    # -- whom it shows -------------------------------------------------------

    def open_patient(self, participant: str, tab: str = "") -> None:
        """Show a patient at a tab by its name, else at the first one; the page is in view already."""
        self.clear_notice()
        self._take(participant)
        if tab or self.bar.current == "":
            self.bar.set_current(tab or self.bar.first)
        self._show_tab()
        self.bar.focus_current()

    def _take(self, participant: str) -> None:
        self.participant = participant
        self.header.say(participant)
        a11y.announce(self, participant)

    # -- tabs ----------------------------------------------------------------

    def open_tab(self, key: str) -> None:
        """Bring a tab into view."""
        self.bar.set_current(key)
        self._choose(key)

    def _choose(self, key: str) -> None:
        before = self.stack.currentWidget()
        if isinstance(before, PatientTab) and before is not self.tabs.get(key):
            before.leave_tab()
        self._show_tab()

    def _made(self, key: str) -> PatientTab:
        if key not in self.tabs:
            entry = next(each for each in places.TABS if each.key == key)
            made = self.tabs[key] = entry.maker(self, self.kit, self.runner, self._session)
            self.stack.addWidget(made)
            self.kit.appearance.dress(made)
        return self.tabs[key]

    def _show_tab(self, place: object = None) -> None:
        if not self.bar.current:
            return
        tab = self._made(self.bar.current)
        self.kit.appearance.changed.catch_up()
        self.stack.setCurrentWidget(tab)
        self.header.show_actions(self.bar.current, tab.actions)
        if place is None:
            tab.load(self.participant)
        else:
            tab.return_to(self.participant, place)

    def _changed(self) -> None:
        """Something was written down: the tab in view shows it."""
        if self.in_view and self.tab is not None:
            self.tab.load(self.participant)

    # -- what the window asks ------------------------------------------------

    def open_page(self) -> None:
        """The same patient again."""
        if self.participant:
            self.open_patient(self.participant)

    def open_for(self, participant: str) -> None:
        """About a patient."""
        self.open_patient(participant)

    def keep_unfinished(self) -> None:
        """The tab keeps its own."""
        if self.tab is not None:
            self.tab.keep_unfinished()

    def leave_page(self) -> None:
        """The tab keeps its own."""
        if self.tab is not None:
            self.tab.leave_tab()

    def place(self) -> object:
        """Whose page, which tab, and where in it."""
        within = self.tab.place() if self.tab is not None else None
        return PatientPlace(self.participant, self.bar.current, within)

    def return_to(self, place: object) -> None:
        """The same patient at the same place."""
        if not isinstance(place, PatientPlace):
            self.open_page()
            return
        self._take(place.participant)
        self.bar.set_current(place.tab)
        self._show_tab(place.in_tab)
        self.bar.focus_current()

    def go_back(self) -> None:
        """One step back in the tab, else to the list, where it was."""
        if self.tab is None or not self.tab.go_back():
            self._desk.open_page(places.PATIENTS)

    def print_page(self) -> None:
        """Nothing is printed of a patient that nobody opened."""

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The tab bar takes it."""
        self.bar.focus_current(reason)
