"""What goes into the file: the period, and a tick for each part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from diary_app.services.reporting import Part, ShareFacts
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card, divider
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.fields import date_field, day_of
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.ticks import Tick

SINCE_LAST, EVERYTHING, CHOSEN = 0, 1, 2


class ShareChoices(Card):
    """``period_changed`` asks for new counts."""

    period_changed = Signal()

    def __init__(self, kit: Kit, participant: str) -> None:
        super().__init__("plain", (26, 20, 26, 20))
        self.kit = kit
        tr = kit.tr
        self._last_shared: date | None = None
        self._days_set = False
        self.column.addWidget(Label(kit, tr("What goes into the file"), "card-title"))
        self.column.addSpacing(14)
        options = [
            (SINCE_LAST, tr("Since last time")),
            (EVERYTHING, tr("Everything")),
            (CHOSEN, tr("Choose dates…")),
        ]
        self.period = Segments(kit, tr("Period"), options)
        self.period.set_value(EVERYTHING)
        self.period.chosen.connect(self._period_chosen)
        self.column.addWidget(self.period)
        words = tr("No PDF was made yet, so there is no last time.")
        self.no_last = Label(kit, words, "second", "ink-2")
        self.no_last.setContentsMargins(0, 6, 0, 0)
        self.no_last.hide()
        self.column.addWidget(self.no_last)
        self.column.addWidget(self._dates())
        self.column.addSpacing(12)
        self.ticks = {part: Tick(kit, words, part is not Part.NOTES) for part, words in self._parts()}
        for tick in self.ticks.values():
            self.column.addWidget(divider())
            self.column.addWidget(tick)
        self.column.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(IconLabel(kit, "info", "ink-2", 20))
        text = tr("Your name is not in the file. It shows your study number, {id}.", id=participant)
        line.addWidget(Label(kit, text, "second", "ink-2"), 1)
        self.column.addSpacing(8)
        self.column.addLayout(line)

    def _parts(self) -> list[tuple[Part, str]]:
        tr = self.kit.tr
        return [
            (Part.DOSES, tr("Capsules")),
            (Part.SYMPTOMS, tr("Symptoms")),
            (Part.PRESSURE, tr("Blood pressure")),
            (Part.QUESTIONNAIRES, tr("Questionnaires")),
            (Part.CORRECTIONS, tr("My corrections and reasons")),
            (Part.NOTES, tr("My private notes")),
        ]

    def _dates(self) -> QWidget:
        kit, tr = self.kit, self.kit.tr
        self.dates = QWidget()
        row = self._dates_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.dates)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(16)
        anyday = date(2000, 1, 1)
        self.first = date_field(kit, tr("From"), anyday, anyday, anyday)
        self.last = date_field(kit, tr("To"), anyday, anyday, anyday)
        for field in (self.first, self.last):
            row.addWidget(field, 1)
            field.control.dateChanged.connect(self._day_changed)
        self.first.control.entered.connect(self.last.control.setFocus)
        self.dates.hide()
        kit.appearance.changed.connect(self._arrange_dates)
        self._arrange_dates()
        return self.dates

    def _arrange_dates(self) -> None:
        """One below the other at the largest text sizes."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._dates_row.setDirection(down if self.kit.look.stacked else across)

    def set_days(self, earliest: date, today: date, last_shared: date | None) -> None:
        """The days there are; "since last time" only when there was one."""
        from PySide6.QtCore import QDate

        self._last_shared = last_shared
        chosen = self.period.value == CHOSEN and self._days_set
        self._days_set = True
        before = (day_of(self.first), day_of(self.last)) if chosen else (earliest, today)
        for field, day in ((self.first, before[0]), (self.last, before[1])):
            field.control.blockSignals(True)
            low, high = (
                QDate.fromString(earliest.isoformat(), "yyyy-MM-dd"),
                QDate.fromString(today.isoformat(), "yyyy-MM-dd"),
            )
            field.control.setDateRange(low, high)
            field.control.setDate(QDate.fromString(day.isoformat(), "yyyy-MM-dd"))
            field.control.blockSignals(False)
        first = self.period.choices[0]
        first.setEnabled(last_shared is not None)
        self.no_last.setVisible(last_shared is None)
        first.setToolTip("" if last_shared else self.kit.tr("No PDF was made yet."))
        first.setAccessibleDescription(first.toolTip())

    @property
    def since(self) -> date | None:
        """The first day that goes in; None: from the beginning."""
        if self.period.value == SINCE_LAST and self._last_shared is not None:
            return self._last_shared + timedelta(days=1)
        return day_of(self.first) if self.period.value == CHOSEN else None

    @property
    def until(self) -> date | None:
        """The last day that goes in; None: today."""
        return day_of(self.last) if self.period.value == CHOSEN else None

    @property
    def parts(self) -> frozenset[Part]:
        """The parts ticked."""
        return frozenset(part for part, tick in self.ticks.items() if tick.isChecked())

    def as_json(self) -> dict[str, Any]:
        """What is chosen, so that it can be kept behind the lock."""
        days = [day_of(field).isoformat() for field in (self.first, self.last)]
        return {"period": self.period.value, "days": days, "parts": sorted(part.value for part in self.parts)}

    def put(self, kept: Mapping[str, Any]) -> None:
        """Choose again what ``as_json`` gave; call it after ``set_days``."""
        from PySide6.QtCore import QDate

        if kept["period"] != SINCE_LAST or self._last_shared is not None:
            self.period.set_value(kept["period"])
        self.dates.setVisible(self.period.value == CHOSEN)
        if self.period.value == CHOSEN:
            for field, text in zip((self.first, self.last), kept["days"], strict=True):
                field.control.setDate(QDate.fromString(text, "yyyy-MM-dd"))
        for part, tick in self.ticks.items():
            tick.setChecked(part.value in kept["parts"])
        self.period_changed.emit()

    def say_counts(self, facts: ShareFacts) -> None:
        """How much of each part the period holds."""
        tr = self.kit.tr
        days = ("{n} day", "{n} days")
        self.ticks[Part.DOSES].set_count(tr.plural(*days, facts.dose_days))
        self.ticks[Part.SYMPTOMS].set_count(tr.plural(*days, facts.symptom_days))
        self.ticks[Part.PRESSURE].set_count(tr.plural(*days, facts.pressure_days))
        forms = tr.plural("{n} form", "{n} forms", facts.forms) if facts.forms else tr("none")
        self.ticks[Part.QUESTIONNAIRES].set_count(forms)
        self.ticks[Part.CORRECTIONS].set_count(str(facts.corrections))
        self.ticks[Part.NOTES].set_count(tr.plural("{n} note", "{n} notes", facts.notes))

    def _period_chosen(self, value: int | None) -> None:
        if value is None:  # one of the three always stands
            self.period.set_value(EVERYTHING)
        self.dates.setVisible(self.period.value == CHOSEN)
        self.period_changed.emit()

    def _day_changed(self) -> None:
        if day_of(self.first) > day_of(self.last):
            self.first.show_error(self.kit.tr("This day lies after the last one."))
            return
        self.first.show_error("")
        self.period_changed.emit()
