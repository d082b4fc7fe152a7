"""The form that adds a patient: study number, site, and the planned first dose where it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import date_field, day_of, refuse_unread, text_field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.ticks import Tick

_LONGEST_ID, _LONGEST_SITE = 40, 40
_WIDE = 360  # px
_BACK, _AHEAD = timedelta(days=730), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class NewPatient:
    """What was typed: the id as it stands, no site for an empty one."""

    participant: str
    site: str | None
    first_dose: date | None


class AddPatientForm(Card):
    """``wanted`` carries what was typed, once it can be tried; ``given_up``: nobody is to be added."""

    wanted = Signal(object)
    given_up = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__("dominant", (20, 16, 20, 16))
        self.kit, tr = kit, kit.tr
        self.column.setSpacing(12)
        self.title = Label(kit, tr("Add a patient"), "card-title")
        words = tr("Letters, digits, hyphens and points, for instance S003-014. No name.")
        self.number = text_field(kit, tr("Study no."), words, _LONGEST_ID)
        self.site = text_field(kit, tr("Site"), tr("May be left empty."), _LONGEST_SITE)
        self.known = Tick(kit, tr("The day of the first dose is planned"))
        today = date.today()  # noqa: DTZ011 - until the store's own day is told
        self.first = date_field(kit, tr("Planned first dose"), today, today - _BACK, today + _AHEAD)
        for field in (self.number, self.site, self.first):
            field.narrow(_WIDE)
        self.first.hide()
        self.known.toggled.connect(self.first.setVisible)
        self.save_button = Button(kit, tr("Add"), "primary", icon="user-plus")
        self.save_button.setAccessibleName(tr("Add this patient"))
        self.save_button.clicked.connect(self._save)
        self.cancel_button = Button(kit, tr("Do not add"))
        self.cancel_button.clicked.connect(self.given_up)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        for part in (self.title, self.number, self.site, self.known, self.first):
            self.column.addWidget(part)
        self.column.addLayout(buttons)
        self.column.addStretch(1)
        self.number.control.returnPressed.connect(self._save)
        self.site.control.returnPressed.connect(self._save)

    def begin(self, today: date) -> None:
        """Empty, with the focus on the study number."""
        self.number.control.clear()
        self.site.control.clear()
        self.known.setChecked(False)
        self.first.control.setDateRange(_qdate(today - _BACK), _qdate(today + _AHEAD))
        self.first.control.setDate(_qdate(today))
        self.number.show_error("")
        self.number.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        number = self.number.control.text().strip()
        if not number:
            self.number.show_error(self.kit.tr("Please type the study number."))
            self.number.control.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not refuse_unread(self):
            self.number.show_error("")
            site = self.site.control.text().strip() or None
            self.wanted.emit(NewPatient(number, site, day_of(self.first) if self.known.isChecked() else None))

    def refuse(self, sentence: str) -> None:
        """What did not fit, at the study number; what was typed stays."""
        self.number.show_error(sentence)
        self.number.control.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- drafts --------------------------------------------------------------

    def as_json(self) -> dict[str, Any] | None:
        """What was typed and not added; None where nothing was."""
        number, site = self.number.control.text(), self.site.control.text()
        if not (number or site):
            return None
        first = day_of(self.first).isoformat() if self.known.isChecked() else None
        return {"number": number, "site": site, "first": first}

    def put(self, kept: Mapping[str, Any]) -> None:
        """What was kept stands there again."""
        self.number.control.setText(kept["number"])
        self.site.control.setText(kept["site"])
        self.known.setChecked(kept["first"] is not None)
        if kept["first"] is not None:
            self.first.control.setDate(_qdate(date.fromisoformat(kept["first"])))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
