"""The filters of the log: what, who, when, and whose."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Role
from diary_app.services.clinic.log_view import Group, LogFilter
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.fields import Field, choice_field
from diary_app.ui.widgets.flow import Flow

_WHAT = (
    (Group.ALL, N_("Everything")),
    (Group.CORRECTIONS, N_("Corrections")),
    (Group.DECISIONS, N_("Decisions and reviews")),
    (Group.CLINIC_RECORDS, N_("Visits, events, capsules")),
    (Group.HAND_OVER, N_("Imports")),
    (Group.OUT, N_("Printed and exported")),
    (Group.SIGN_INS, N_("Sign-ins and looks")),
    (Group.KEEPING, N_("Backups, clock, settings")),
)
_DAYS = ((30, N_("Last 30 days")), (7, N_("Last 7 days")), (365, N_("Last 12 months")), (0, N_("All days")))
_EVERYBODY, _PATIENTS, _NAMED = "", "patients", "name:"
_WIDE = 186  # px of a filter at 100 %


class Asking(Flow):
    """Four short lists; ``changed`` tells that a person chose."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        tr = kit.tr
        self._kit, self._filling = kit, False
        self.what = choice_field(kit, tr("What"), [(group.value, tr(text)) for group, text in _WHAT])
        self.who = choice_field(kit, tr("Who"), [])
        self.when = choice_field(kit, tr("When"), [(str(days), tr(text)) for days, text in _DAYS])
        self.whose = choice_field(kit, tr("Patient"), [])
        parts: list[Field[QComboBox]] = [self.what, self.who, self.when, self.whose]
        super().__init__(parts, 12)
        self.fill([], [])
        for field in parts:
            field.control.setMinimumWidth(_WIDE)
            field.control.currentIndexChanged.connect(self._chosen)
        for field in (self.what, self.when):
            self._choose(field, 0)

    def fill(self, people: list[tuple[str, Role]], participants: list[str]) -> None:
        """Take who wrote here and who is enrolled; what was chosen stays chosen."""
        tr = self._kit.tr
        names = list(dict.fromkeys(name for name, role in people if role != Role.SYSTEM))
        who = [
            (_EVERYBODY, tr("All people")),
            (_PATIENTS, tr("Patients")),
            (Role.SYSTEM.value, tr("The program")),
        ]
        self._refill(self.who, [*who, *((_NAMED + name, name) for name in names)])
        self._refill(self.whose, [("", tr("All patients")), *((each, each) for each in participants)])

    def filter(self, today: date) -> LogFilter:
        """What was asked for, on a day."""
        days, who = int(self._code(self.when) or 0), self._code(self.who)
        role = {_PATIENTS: Role.PARTICIPANT, Role.SYSTEM.value: Role.SYSTEM}.get(who)
        return LogFilter(
            group=Group(self._code(self.what) or Group.ALL),
            actor=who.removeprefix(_NAMED) if who.startswith(_NAMED) else None,
            role=role,
            participant=self._code(self.whose) or None,
            since=today - timedelta(days=days - 1) if days else None,
        )

    def words(self) -> str:
        """The filter in words, for the printed sheet."""
        fields = (self.what, self.who, self.when, self.whose)
        return self._kit.tr("; ").join(field.control.currentText() for field in fields)

    def controls(self) -> list[QWidget]:
        """The lists from left to right."""
        return [field.control for field in (self.what, self.who, self.when, self.whose)]

    def _refill(self, field: Field[QComboBox], options: list[tuple[str, str]]) -> None:
        before = self._code(field)
        self._filling = True
        field.control.clear()
        for code, text in options:
            field.control.addItem(text, code)
        field.control.setCurrentIndex(max(0, field.control.findData(before)))
        self._filling = False

    def _choose(self, field: Field[QComboBox], place: int) -> None:
        self._filling = True
        field.control.setCurrentIndex(place)
        self._filling = False

    @staticmethod
    def _code(field: Field[QComboBox]) -> str:
        return str(field.control.currentData() or "")

    def _chosen(self) -> None:
        if not self._filling:
            self.changed.emit()
