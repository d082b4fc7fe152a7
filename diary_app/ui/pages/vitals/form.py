"""What can be typed on the measurements page, and what of it can be saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.domain.protocol import VitalLimits
from diary_app.domain.vitals import Question, ask_pressure, ask_temperature, ask_weight
from diary_app.services.vitals import Measured
from diary_app.ui.kit import Kit
from diary_app.ui.pages.vitals import words
from diary_app.ui.pages.vitals.reading import (
    TEMPERATURE_OUTSIDE,
    WEIGHT_OUTSIDE,
    NumberField,
    ReadingRow,
    turn,
)
from diary_app.ui.pages.vitals.rest import RestTimer
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import Field, refuse_unread, time_field, time_of
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.time_edit import TimeEdit


class VitalsForm(QWidget):
    """The cards. ``edited`` after each key; ``reading_done`` when a reading has become whole."""

    edited = Signal()
    reading_done = Signal()

    def __init__(self, kit: Kit, limits: VitalLimits) -> None:
        super().__init__()
        self.kit, self._limits = kit, limits
        self.time_chosen = False
        self._stamping = False
        self._whole = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(kit.look.gap("cards"))
        self._build_pressure(column)
        self._build_others(column)
        column.addStretch(1)
        self.fields: list[NumberField] = [
            self.first.high, self.first.low, self.second.high, self.second.low,
            self.weight, self.temperature,
        ]  # fmt: skip
        for field in self.fields:
            field.edited.connect(self._edited)
        self.time.control.changed.connect(self._time_changed)

    def _build_pressure(self, column: QVBoxLayout) -> None:
        kit, tr = self.kit, self.kit.tr
        card = Card("dominant")
        card.column.setSpacing(14)
        card.column.addWidget(Label(kit, tr("Blood pressure"), "card-title"))
        self.advice = Label(kit, words.advice(kit, self._limits.measuring), "body", "ink-2")
        self.written = Label(kit, "", "second-strong")
        self.written.hide()
        self.first = ReadingRow(kit, tr("First reading"))
        self.second = ReadingRow(kit, tr("Second reading"))
        self.rest = RestTimer(kit)
        self.pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.pair.setSpacing(32)
        self.pair.addWidget(self.first, 1)
        self.pair.addWidget(self.second, 1)
        self.mean = Label(kit, "", "body-strong")
        self.mean.hide()
        self.time: Field[TimeEdit] = time_field(kit, tr("Time of the last reading"), time(7, 0))
        for widget in (self.advice, self.written):
            card.column.addWidget(widget)
        card.column.addLayout(self.pair)
        card.column.addWidget(self.rest)
        card.column.addWidget(self.mean)
        below = QBoxLayout(QBoxLayout.Direction.LeftToRight)  # a greatest width would hide a wrapped label
        below.addWidget(self.time, 1)
        below.addStretch(1)
        card.column.addLayout(below)
        column.addWidget(card)

    def _build_others(self, column: QVBoxLayout) -> None:
        kit, tr = self.kit, self.kit.tr
        self.weight = NumberField(kit, tr("Weight (kg)"), tr("Weight (kg)"), " ")
        self.temperature = NumberField(kit, tr("Temperature (°C)"), tr("Temperature (°C)"), " ")
        self.others = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.others.setSpacing(kit.look.gap("cards"))
        for field in (self.weight, self.temperature):
            card = Card()
            card.column.addWidget(field)
            card.column.addStretch(1)
            self.others.addWidget(card, 1)
        column.addLayout(self.others)

    def arrange(self, beside: bool) -> None:
        """Pairs stand beside each other, or one below the other."""
        for pair in (self.pair, self.others):
            turn(pair, across=beside)

    def ask_for_one(self, alone: bool) -> None:
        """One more reading after a rest, or two."""
        tr = self.kit.tr
        self.first.name(tr("Reading after the rest") if alone else tr("First reading"))
        self.second.setVisible(not alone or not self.second.empty)

    # -- what is typed -------------------------------------------------------

    @property
    def rows(self) -> list[ReadingRow]:
        """The readings in which something is typed, in their order."""
        return [row for row in (self.first, self.second) if not row.empty]

    @property
    def touched(self) -> bool:
        """Whether anything is typed."""
        return any(not field.empty for field in self.fields)

    def _edited(self) -> None:
        whole = sum(row.complete(self._limits) for row in (self.first, self.second))
        more, self._whole = whole > self._whole, whole
        self.say_mean()
        if more:
            self.reading_done.emit()
        if not self.touched:
            self.rest.stop()
        self.edited.emit()

    def say_mean(self) -> None:
        """A reading's band, or the mean's, stands there once the numbers are whole."""
        readings = [row.reading for row in self.rows if row.complete(self._limits)]
        self.mean.setVisible(bool(readings))
        if readings:
            found = tuple(reading for reading in readings if reading is not None)
            self.mean.setText(words.mean_line(self.kit, found, self._limits.measuring))

    def _time_changed(self) -> None:
        if not self._stamping:
            self.time_chosen = True
            self.time.show_error("")
            self.edited.emit()

    def stamp(self, moment: time) -> None:
        """The last reading was taken now, unless somebody has said when."""
        if not self.time_chosen:
            self._stamping = True
            self.time.control.setTime(QTime(moment.hour, moment.minute))
            self._stamping = False

    def ask_time(self, asked: bool) -> None:
        """About a past day nobody but the person knows when it was: the time is asked."""
        self.time.help.setText(self.kit.tr("When was it? Choose the time, or type it. 24 hours."))
        self.time.help.setVisible(asked)
        self.advice.setVisible(not asked)
        self.time.show_error("")

    def check_time(self) -> bool:
        """Whether somebody said when the readings were taken; the field says so where not."""
        if self.time_chosen or not self.rows:
            return True
        self.time.show_error(self.kit.tr("Choose the time first."))
        self.time.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def measured(self, day: date) -> Measured | None:
        """What is to be written down; ``None`` where a field says what does not fit."""
        limits = self._limits
        if not all(row.check(limits) for row in self.rows) or (self.rows and refuse_unread(self.time)):
            return None
        if not self.weight.empty and not self.weight.check(WEIGHT_OUTSIDE, limits.weight, "62.5"):
            return None
        hot = self.temperature
        if not hot.empty and not hot.check(TEMPERATURE_OUTSIDE, limits.temperature, "36.8"):
            return None
        return Measured(
            day=day,
            readings=tuple(row.reading for row in self.rows if row.reading is not None),
            time=f"{time_of(self.time):%H:%M}",
            kg=self.weight.number,
            celsius=hot.number,
        )

    def odd(self, measured: Measured, weight_before: Decimal | None) -> list[Question]:
        """What is asked before saving."""
        found = ask_pressure(measured.readings, self._limits)
        if measured.kg is not None:
            found += ask_weight(measured.kg, weight_before, self._limits)
        if measured.celsius is not None:
            found += ask_temperature(measured.celsius, self._limits)
        return found

    # -- the unsaved page ----------------------------------------------------

    def values(self) -> dict[str, str]:
        """What is typed, by field; the time is part of it where a reading is."""
        typed = {name: field.control.text() for name, field in self._named().items()}
        typed |= {"time": f"{time_of(self.time):%H:%M}", "chosen": "yes" if self.time_chosen else ""}
        return typed

    def put(self, values: Mapping[str, str], now: time) -> None:
        """Show what ``values`` gave; empty fields and ``now`` with an empty mapping."""
        for name, field in self._named().items():
            field.put(values.get(name, ""))
        self.time_chosen = False
        at = QTime.fromString(values.get("time", ""), "HH:mm")
        self.stamp(time(at.hour(), at.minute()) if at.isValid() else now)
        self.time_chosen = bool(values.get("chosen"))
        self._whole = sum(row.complete(self._limits) for row in (self.first, self.second))
        self.say_mean()

    def _named(self) -> dict[str, NumberField]:
        names = ("first_upper", "first_lower", "second_upper", "second_lower", "weight", "temperature")
        return dict(zip(names, self.fields, strict=True))
