"""The form that asks for the day on which the clinic starts the next cycle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QDate

from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm
from diary_app.ui.pages.today import words
from diary_app.ui.widgets.fields import date_field, day_of


class StartForm(CardForm):
    """The day the clinic told; ``saved`` carries it."""

    def __init__(self, kit: Kit, view: TodayView) -> None:
        tr = kit.tr
        level = words.mg_text(view.planned_mg)
        line = tr(
            "The dose stays at {mg} mg. If your clinic told you another one, please call them first.",
            mg=level,
        )
        super().__init__(kit, view, tr("Which day did your clinic tell you?"), line)
        earliest = view.strip[0].day + timedelta(days=1) if view.strip else view.day
        latest = view.day + timedelta(days=60)
        self.day = date_field(kit, tr("First capsule of the next cycle"), view.day, earliest, latest)
        self.day.narrow(420)
        self.column.addWidget(self.day)
        self.add_foot(tr("Write down this day"))
        self.main = self.day.control

    def values(self) -> dict[str, str]:
        """The day."""
        return {"day": day_of(self.day).isoformat()}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The day."""
        day = QDate.fromString(values.get("day", ""), "yyyy-MM-dd")
        if day.isValid():
            self.day.control.setDate(day)

    def save(self) -> None:
        """Tell the day."""
        chosen: date = day_of(self.day)
        self.saved.emit(chosen)
