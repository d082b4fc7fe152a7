"""What the patients page is made of, and how it bends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.domain.clinic.patient_row import PatientRow
from diary_app.ui.clinic import keys
from diary_app.ui.clinic.header import ClinicHeader
from diary_app.ui.clinic.patients import words
from diary_app.ui.clinic.patients.add_form import AddPatientForm
from diary_app.ui.clinic.patients.empty import EmptyList
from diary_app.ui.clinic.patients.find_field import FindField
from diary_app.ui.clinic.patients.foot import ListFoot
from diary_app.ui.clinic.patients.waiting import WaitingBanner
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.notes import Notes
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.filter_bar import FilterBar
from diary_app.ui.widgets.table import Table
from diary_app.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk

_ROOM_FOR_FIND = 300  # px


class PatientsParts(Themed, QWidget):
    """Header, filters, find, the banner of waiting files, and the list or what stands in its place."""

    def __init__(self, kit: Kit, table: Table[PatientRow], desk: ClinicDesk, notice: QWidget) -> None:
        super().__init__()
        self.table, self._desk = table, desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        tr = kit.tr
        self.header = ClinicHeader(kit, tr("Patients"))
        self.notes = Notes(kit)
        self.add_button = self.header.add_button(Button(kit, tr("Add a patient…"), icon="user-plus"))
        self._lead_to(kit, keys.PAPER, tr("Enter paper form"), "file-pen-line")
        self._lead_to(kit, keys.IMPORT, tr("Import sealed files"), "download", "primary")
        self.filters = FilterBar(kit, tr("Show"), words.filter_names(kit))
        self.find_field = FindField(kit)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(12)
        self._bar.addWidget(self.filters, 1)
        self._bar.addWidget(self.find_field)
        self._tools = QWidget()
        self._tools.setLayout(self._bar)
        self._bar.setContentsMargins(0, 0, 0, 0)
        self.waiting = WaitingBanner(kit, desk)
        self.foot = ListFoot(kit)
        table.rows_column.addWidget(self.foot)
        self.form = AddPatientForm(kit)
        self.empty, self.nobody = self._empty(kit)
        self.stack = QStackedWidget()
        for each in (table, self.form, self.empty):
            self.stack.addWidget(each)
        for part in (self.header, self.notes, notice, self._tools, self.waiting):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        self.follow(kit)

    def _lead_to(self, kit: Kit, key: str, text: str, icon: str, kind: str = "secondary") -> None:
        """A button to another page of the rail, where that exists."""
        if self._desk.offers(key):
            button = self.header.add_button(Button(kit, text, kind, icon=icon))
            button.clicked.connect(lambda: self._desk.open_page(key))

    def _empty(self, kit: Kit) -> tuple[EmptyList, Button]:
        add = Button(kit, kit.tr("Add a patient"), "primary", icon="user-plus")
        return EmptyList(kit, [add]), add

    @property
    def add_buttons(self) -> tuple[Button, Button]:
        """Both lead to the form."""
        return self.add_button, self.nobody

    # -- what is shown ---------------------------------------------------------

    def say_day(self, enrolled: int, today: date) -> None:
        """For instance "24 enrolled, Friday 19 June 2026"."""
        kit = self.kit
        count = kit.tr.plural("{n} enrolled", "{n} enrolled", enrolled)
        self.header.say(kit.tr("Patients"), kit.tr("{count}, {day}", count=count, day=kit.long_date(today)))

    def show_form(self, wanted: bool) -> None:
        """The form in the list's place, or the list again."""
        self.stack.setCurrentWidget(self.form if wanted else self.table)
        self._tools.setVisible(not wanted)
        self.header.show_buttons(not wanted)

    def show_state(self, enrolled: int, shown: int) -> None:
        """The list, also an empty one; the empty page while nobody is enrolled."""
        del shown
        if self.stack.currentWidget() is self.form:
            return
        self.stack.setCurrentWidget(self.table if enrolled else self.empty)
        self._tools.setVisible(enrolled > 0)
        self.header.show_buttons(enrolled > 0)
        words = self.kit.tr("No patients yet. Add the first one; then their files can come in.")
        self.empty.sentence.setText(words)

    def restyle(self) -> None:
        """Find below the filters at large text."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._bar.setDirection(down if self.kit.look.text > 125 else across)
