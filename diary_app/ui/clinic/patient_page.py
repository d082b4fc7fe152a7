"""One patient: who it is, what can be done, and the tabs (pictures 14, 16, 24)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from diary_app.ui import a11y
from diary_app.ui.clinic import patient_facts, places
from diary_app.ui.clinic.handing.panel import HandOverPanel
from diary_app.ui.clinic.patient_facts import PatientFacts
from diary_app.ui.clinic.patient_head import PatientHead
from diary_app.ui.clinic.summary_act import SummaryAct
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.beside import Beside
from diary_app.ui.widgets.buttons import Button
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
    """``participant`` is whom it shows. The tabs are those of ``places.TABS``, made when they are opened.

    That somebody looks is written down before anything is shown.
    """

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        self._session, self._desk = session, desk
        self.participant = ""
        self.column.setContentsMargins(20, 14, 20, 14)
        self.column.setSpacing(10)
        self.header = PatientHead(kit, self._make_buttons())
        self.header.back_button.clicked.connect(self._to_list)
        self.column.addWidget(self.header)
        self.bar = TabBar(kit, kit.tr("Patient"), [(each.key, kit.tr(each.label)) for each in places.TABS])
        self.bar.opened.connect(self._choose)
        self.tab_line = Beside(kit, self.bar, ending=self.bar.flow)
        self._actions: dict[str, list[QWidget]] = {}
        self.column.addWidget(self.tab_line)
        self.column.addWidget(self.notice)
        self.stack = QStackedWidget()
        kept = self.stack.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # else a failure's banner would fill its room
        self.stack.setSizePolicy(kept)
        self.column.addWidget(self.stack, 1)
        self.tabs: dict[str, PatientTab] = {}
        self.panel: HandOverPanel | None = None
        self.summary = SummaryAct(self, session, self.summary_button)
        kit.commands.diary_changed.connect(self._changed)

    def _make_buttons(self) -> list[Button]:
        tr, kit = self.tr_, self.kit
        self.hand_button = Button(kit, tr("Hand over…"), size="head", icon="file-lock-2")
        self.hand_button.clicked.connect(self.hand_over)
        self.summary_button = Button(kit, tr("Visit summary"), "primary", "head", icon="printer")
        self.summary_button.clicked.connect(self.print_page)
        self.paper_button = Button(kit, tr("Paper form"), size="head", icon="file-pen-line")
        self.paper_button.clicked.connect(lambda: self._desk.open_about(places.PAPER, self.participant))
        paper = [self.paper_button] if self._desk.offers(places.PAPER) else []
        return [self.hand_button, *paper, self.summary_button]

    @property
    def tab(self) -> PatientTab | None:
        """The tab in view; None where the table of tabs is empty or another form stands in its place."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, PatientTab) else None

    # -- whom it shows -------------------------------------------------------

    def open_patient(self, participant: str, tab: str = "") -> None:
        """Show a patient at a tab by its name, else at the first one; the page is in view already."""
        self._begin(participant, tab or self.bar.first)

    def _begin(self, participant: str, tab: str, place: object = None) -> None:
        self.clear_notice()
        self._close_panel()
        self.stack.hide()  # nothing is shown before it is written down that somebody looks
        if participant != self.participant:
            self.header.say(participant)
        self.participant = participant
        self.bar.set_current(tab)
        look = partial(patient_facts.look_at, self._session.store, participant, tab)
        self.act(look, partial(self._begun, participant, place))
        self.bar.focus_current()

    def _begun(self, participant: str, place: object, facts: PatientFacts) -> None:
        if participant != self.participant or not self.isEnabled():
            return
        self._say(participant, facts)
        self.stack.show()
        self._show_tab(place)

    def _say(self, participant: str, facts: PatientFacts) -> None:
        if participant == self.participant:
            since, chips = (
                patient_facts.since_words(self.kit, facts.row),
                patient_facts.chips(self.kit, facts.row),
            )
            self.header.say(participant, since, chips)

    def _changed(self) -> None:
        """Something was written down: the head and the tab in view show it."""
        if self.in_view and self.participant:
            look = partial(patient_facts.facts, self._session.store, self.participant)
            self.act(look, partial(self._say, self.participant))
            if self.tab is not None:
                self.tab.load(self.participant)

    # -- tabs ----------------------------------------------------------------

    def open_tab(self, key: str) -> None:
        """Bring a tab into view."""
        self.bar.set_current(key)
        self._choose(key)

    def _choose(self, key: str) -> None:
        self._close_panel()
        before = self.tab
        if before is not None and before is not self.tabs.get(key):
            before.leave_tab()
        self._show_tab()

    def _made(self, key: str) -> PatientTab:
        if key not in self.tabs:
            entry = next(each for each in places.TABS if each.key == key)
            made = self.tabs[key] = entry.maker(self, self.kit, self.runner, self._session)
            made.key = key
            self.stack.addWidget(made)
            self.kit.appearance.dress(made)
        return self.tabs[key]

    def _show_tab(self, place: object = None) -> None:
        if not self.bar.current:
            return
        tab = self._made(self.bar.current)
        self.kit.appearance.changed.catch_up()
        self.stack.setCurrentWidget(tab)
        if self.bar.current not in self._actions:
            self._actions[self.bar.current] = tab.actions()
        self.tab_line.set_parts(self._actions[self.bar.current])
        if place is None:
            tab.load(self.participant)
        else:
            tab.return_to(self.participant, place)

    # -- what is handed over ---------------------------------------------------

    def hand_over(self) -> None:
        """Show the set-up file and the receipt in the tabs' place."""
        if self.tab is not None:
            self.tab.leave_tab()
        if self.panel is None:
            self.panel = HandOverPanel(self, self.kit, self._session)
            self.panel.left.connect(self._leave_panel)
            self.stack.addWidget(self.panel)
            self.kit.appearance.dress(self.panel)
        self.tab_line.set_parts([])
        self.stack.setCurrentWidget(self.panel)
        a11y.announce(self, self.tr_("Hand over"))
        self.panel.load(self.participant)

    def _leave_panel(self) -> None:
        self._close_panel()
        self._show_tab()
        self.bar.focus_current()

    def _close_panel(self) -> None:
        if self.panel is not None and self.stack.currentWidget() is self.panel:
            self.panel.wipe()
            if self.bar.current in self.tabs:
                self.stack.setCurrentWidget(self.tabs[self.bar.current])

    # -- what the window asks ------------------------------------------------

    def open_page(self) -> None:
        """The same patient again."""
        if self.participant:
            self._begin(self.participant, self.bar.current or self.bar.first)

    def open_for(self, participant: str) -> None:
        """About a patient."""
        self.open_patient(participant)

    def keep_unfinished(self) -> None:
        """The tab keeps its own."""
        if self.tab is not None:
            self.tab.keep_unfinished()

    def leave_page(self) -> None:
        """The tab keeps its own; a code that was shown is forgotten."""
        if self.tab is not None:
            self.tab.leave_tab()
        self._close_panel()

    def place(self) -> object:
        """Whose page, which tab, and where in it."""
        within = self.tab.place() if self.tab is not None else None
        return PatientPlace(self.participant, self.bar.current, within)

    def return_to(self, place: object) -> None:
        """The same patient at the same place."""
        if isinstance(place, PatientPlace):
            self._begin(place.participant, place.tab, place.in_tab)
        else:
            self.open_page()

    def go_back(self) -> None:
        """From the hand-over to the tabs, one step back in the tab, else to the list."""
        if self.panel is not None and self.stack.currentWidget() is self.panel:
            self._leave_panel()
        elif self.tab is None or not self.tab.go_back():
            self._to_list()

    def _to_list(self) -> None:
        self._desk.open_page(places.PATIENTS)

    def print_page(self) -> None:
        """The visit summary (Ctrl+P)."""
        if self.participant and self.summary_button.isEnabled():
            self.summary.ask(self.participant)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The tab bar takes it."""
        self.bar.focus_current(reason)
