"""The page "Patients" (picture 13): every patient of the store, those who need attention first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.patient_row import PatientRow
from diary_app.ui import a11y
from diary_app.ui.clinic import keys
from diary_app.ui.clinic.patients import acts, words
from diary_app.ui.clinic.patients.add_form import AddPatientForm, NewPatient
from diary_app.ui.clinic.patients.listing import Listing
from diary_app.ui.clinic.patients.parts import PatientsParts
from diary_app.ui.clinic.unsaved import Unsaved
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Row
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import Scroller
from diary_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk


@dataclass(frozen=True, slots=True)
class ListPlace:
    """What was chosen of the list, and whose row."""

    filter: str
    text: str
    sort: str
    way: int
    current: str


class PatientsPage(Page):
    """Enter or a press opens a patient; the list is where it was when one comes back.

    ``came_into_view`` fires whenever a person comes to it.
    """

    came_into_view = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        self._store, self._plan, self._desk = session.store, session.protocol, desk
        self._today = date.min
        self._unsaved = Unsaved(self, self._store)
        self.listing = Listing()
        self.column.setContentsMargins(18, 12, 18, 12)
        scroller = Scroller()
        self.column.addWidget(scroller)
        table: Table[PatientRow] = Table(
            kit, kit.tr("Patients"), words.columns(kit), self._row, lambda row: row.participant
        )
        self.parts = PatientsParts(kit, table, desk, self.notice)
        inside = QVBoxLayout(scroller.body)
        inside.setContentsMargins(6, 6, 6, 6)  # room for the ring of what has the focus
        inside.addWidget(self.parts)
        self.header, self.notes, self.table = self.parts.header, self.parts.notes, table
        self.stack: QStackedWidget = self.parts.stack
        self._connect()

    def _connect(self) -> None:
        parts, commands = self.parts, self.kit.commands
        parts.find_field.textChanged.connect(self._find)
        parts.find_field.went_down.connect(self._to_list)
        parts.find_field.entered.connect(self._open_current)
        parts.filters.filtered.connect(self._filter)
        self.table.pressed_head.connect(self._sort)
        self.table.opened.connect(self._open)
        self.table.view.left_upwards.connect(
            lambda: parts.find_field.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.table.view.moved.connect(
            lambda: parts.foot.tell_hidden(self.table.current_key, self.table.hidden)
        )
        for button in parts.add_buttons:
            button.clicked.connect(self.add_patient)
        parts.form.wanted.connect(self._add)
        parts.form.given_up.connect(self._give_up)
        commands.diary_changed.connect(self._reload)

    def _row(self, row: PatientRow) -> Row:
        return words.row_of(self.kit, self._plan, self._today, row)

    @property
    def form(self) -> AddPatientForm:
        """Adds a patient; in view after :meth:`add_patient`."""
        return self.parts.form

    # -- loading -------------------------------------------------------------

    def open_page(self) -> None:
        """Load everybody; the list takes the focus, at the row where it was."""
        self.clear_notice()
        self.came_into_view.emit()
        self._load()
        self._to_list()

    def _load(self) -> None:
        self._growing = not self.listing.rows
        self.act(partial(acts.load, self._store, 0), self._show)

    def _reload(self) -> None:
        if self.in_view:
            self._load()

    def _show(self, loaded: acts.Loaded) -> None:
        """Who is known at once; the others as they are worked out."""
        if not self.isEnabled():
            return
        if loaded.today != self._today:
            self._today = loaded.today
            self.table.forget()
        self.listing.take(loaded.rows)
        self._missing = loaded.missing
        self.parts.filters.set_counts(self.listing.counts())
        if not loaded.missing:
            self._desk.set_badge(keys.REVIEW, sum(row.to_review for row in loaded.rows))
        self.parts.say_day(len(loaded.rows) + loaded.missing, loaded.today)
        self._show_list()
        self._growing = bool(loaded.missing)
        self.table.measure()
        self._unsaved.name = loaded.draft_name
        draft = self.draft(loaded.draft_name, loaded.draft)  # also what the disk refused before the lock
        if self._unsaved.kept is None and draft is not None and self.stack.currentWidget() is not self.form:
            self._unsaved.kept = draft
            self._put_back(draft)
        if loaded.missing and self.in_view:
            self.act(partial(acts.load, self._store, acts.AT_ONCE), self._show)

    _missing = 0
    _growing = False
    _first = ""
    """Whose row was chosen for want of a better one while the list still grew."""

    def _show_list(self) -> None:
        shown = self.listing.shown
        untouched = self.table.current_key == self._first
        self.table.set_items(shown)
        if self._growing and untouched:  # whoever needs attention most may come last
            self.table.choose("")
            self._first = self.table.current_key
        self.table.heads.show_sorting(self.listing.head, self.listing.way)
        everybody = len(self.listing.rows) + self._missing
        self.parts.foot.say(len(shown), everybody, self._missing)
        self.parts.show_state(everybody, len(shown))

    # -- finding, filtering, sorting ------------------------------------------

    def _find(self, text: str) -> None:
        self.listing.text = text
        self._show_list()

    def _filter(self, name: str) -> None:
        self.listing.filter = name
        self._show_list()
        a11y.announce(self, self.parts.foot.words.text())

    def _sort(self, column: str) -> None:
        self.listing.press_head(column)
        self._show_list()
        head = self.table.heads.heads[column]
        a11y.announce(head, head.accessibleDescription())

    def find_patient(self) -> None:
        """To the field that finds (Ctrl+F)."""
        self.parts.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.parts.find_field.selectAll()

    def _to_list(self) -> None:
        if self.stack.currentWidget() is self.form:
            self.form.number.control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- opening one -----------------------------------------------------------

    def _open(self, row: PatientRow) -> None:
        self._desk.open_patient(row.participant)

    def _open_current(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    # -- adding one ------------------------------------------------------------

    def add_patient(self) -> None:
        """Show the form in the list's place."""
        self.parts.show_form(True)
        self.form.begin(self._today)

    def _put_back(self, kept: Mapping[str, Any]) -> None:
        self.add_patient()
        self.form.put(kept)
        self.say_notice(
            self.tr_("You left this page before saving."), self.tr_("What you filled in is here again.")
        )

    def _give_up(self) -> None:
        self._close_form()
        self._to_list()

    def _close_form(self) -> None:
        self.parts.show_form(False)
        self._show_list()
        self._unsaved.keep(None)

    def _add(self, new: NewPatient) -> None:
        self.form.save_button.setEnabled(False)
        self.write_down(
            partial(acts.add, self._store, new), lambda _: acts.load(self._store, acts.AT_ONCE),
            partial(self._added, new.participant), self._not_added,
        )  # fmt: skip

    def _added(self, participant: str, loaded: acts.Loaded) -> None:
        self.form.save_button.setEnabled(True)
        self._close_form()
        self._show(loaded)
        self.table.choose(participant)
        self._to_list()
        a11y.announce(self, self.tr_("{participant} is added.", participant=participant))

    def _not_added(self, error: Exception) -> None:
        self.form.save_button.setEnabled(True)
        if isinstance(error, DoesNotFit):
            self.form.refuse(self.tr_.error(error))
        else:
            self.say_failure(error)

    # -- what the window asks --------------------------------------------------

    def keep_unfinished(self) -> None:
        """Keep a patient that is being typed, where it changed."""
        typed = self.form.as_json() if self.stack.currentWidget() is self.form else None
        if self.isEnabled():
            self._unsaved.keep(typed)

    def leave_page(self) -> None:
        """Keep what was typed and not added."""
        self.keep_unfinished()

    def place(self) -> object:
        """What was chosen of the list."""
        chosen = self.listing
        return ListPlace(chosen.filter, chosen.text, chosen.sort, chosen.way, self.table.current_key)

    def return_to(self, place: object) -> None:
        """The same list, the same row."""
        if isinstance(place, ListPlace):
            self.came_into_view.emit()
            chosen = self.listing
            chosen.sort, chosen.way = place.sort, place.way
            self.parts.filters.choose_name(place.filter)
            self.parts.find_field.setText(place.text)
            self.act(partial(acts.load, self._store, 0), partial(self._show_again, place.current))
        else:
            self.open_page()

    def _show_again(self, current: str, loaded: acts.Loaded) -> None:
        self._show(loaded)
        self.table.choose(current)

    def print_page(self) -> None:
        """Nothing is printed of a list."""

    def go_back(self) -> None:
        """From the form to the list."""
        if self.stack.currentWidget() is self.form:
            self.keep_unfinished()
            self.parts.show_form(False)
            self._to_list()
