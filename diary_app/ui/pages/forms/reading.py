"""Corrects blood pressure, weight or temperature."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from diary_app.domain.facts import Fact, Pressure, Temperature, Weight
from diary_app.domain.protocol import Choice
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.values import put_time
from diary_app.ui.pages.forms.why import CorrectionForm
from diary_app.ui.pages.today.words import mg_text
from diary_app.ui.widgets.fields import Field, text_field, time_field, time_of
from diary_app.ui.widgets.time_edit import TimeEdit

_LONGEST_VALUE = 12


class ReadingForm(CorrectionForm):
    """Corrects blood pressure, weight or temperature: one field a value."""

    def __init__(self, kit: Kit, view: TodayView, fact: Fact, title: str, reasons: Sequence[Choice]) -> None:
        tr = kit.tr
        super().__init__(kit, view, title, reasons)
        self._fact = fact
        self.typed: list[Field[QLineEdit]] = []
        for label, value in _readings(kit, fact):
            field = text_field(kit, label, limit=_LONGEST_VALUE)
            field.control.setText(value)
            field.control.textChanged.connect(self.look)
            self.typed.append(field)
            self.column.addWidget(field)
            self.column.addSpacing(12)
        self.time: Field[TimeEdit] | None = None
        if isinstance(fact, Pressure) and fact.measured_at is not None:
            self.time = time_field(kit, tr("Time of the last reading"), fact.measured_at.time())
            self.time.control.changed.connect(self.look)
            self.column.addWidget(self.time)
            self.column.addSpacing(12)
        self._before = self._now()
        self.finish(tr("Save correction"))
        self.main = self.typed[0].control

    def _now(self) -> tuple[list[str], str]:
        """What stands in the fields: the values in plain digits, and the time where there is one."""
        at = f"{time_of(self.time):%H:%M}" if self.time is not None else ""
        return [_plain(field.control.text()) for field in self.typed], at

    @property
    def fields(self) -> dict[str, Any]:
        """The values as typed, in plain digits; a time only where it was changed."""
        given, at = self._now()
        if isinstance(self._fact, Pressure):
            return {"readings": given} | ({"time": at} if at != self._before[1] else {})
        return {"kg" if isinstance(self._fact, Weight) else "celsius": given[0].replace(",", ".")}

    def missing(self) -> str:
        """Nothing changed yet, or a field is empty."""
        now = self._now()
        return self.kit.tr("Change something first.") if now == self._before or not all(now[0]) else ""

    def values(self) -> dict[str, str]:
        """The values, the reason and its words."""
        typed = {f"value {n}": field.control.text() for n, field in enumerate(self.typed)}
        return super().values() | typed | {"time": self._now()[1]}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The values, the reason and its words."""
        for n, field in enumerate(self.typed):
            field.control.setText(values.get(f"value {n}", field.control.text()))
        if self.time is not None:
            put_time(self.time.control, values.get("time", ""))
        super().put_values(values)


def _readings(kit: Kit, fact: Fact) -> list[tuple[str, str]]:
    tr = kit.tr
    if isinstance(fact, Pressure):
        return [
            (tr("Reading {n}, upper and lower number", n=n), f"{high}/{low}")
            for n, (high, low) in enumerate(fact.readings, start=1)
        ]
    if isinstance(fact, Weight):
        return [(tr("Weight in kg"), mg_text(fact.kg))]
    assert isinstance(fact, Temperature)
    return [(tr("Temperature in °C"), mg_text(fact.celsius))]


def _plain(text: str) -> str:
    """Full-width figures and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()
