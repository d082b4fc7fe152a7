"""Corrects what is written down about a capsule that was taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from diary_app.domain.facts import Dose
from diary_app.domain.protocol import Choice as PlanChoice
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.values import put_fasting, put_time
from diary_app.ui.pages.forms.why import CorrectionForm
from diary_app.ui.pages.today.parts import StomachPanel
from diary_app.ui.widgets.fields import time_field, time_of
from diary_app.ui.widgets.labels import IconLabel, Label


class CorrectForm(CorrectionForm):
    """Before, after and a reason; ``saved`` carries (fields of the record line, reason)."""

    def __init__(self, kit: Kit, view: TodayView, dose: Dose, reasons: Sequence[PlanChoice]) -> None:
        tr = kit.tr
        super().__init__(kit, view, tr("Correct this entry"), reasons)
        self._dose = dose
        before = dose.taken_at.time() if dose.taken_at else view.now.time()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(down if kit.look.large else across)
        row.setSpacing(16)
        self.time = time_field(kit, tr("Time taken"), before)
        row.addWidget(self.time, 1)
        row.addWidget(self.why, 2)
        self.column.addLayout(row)
        self.column.addWidget(self.other)
        self.column.addSpacing(12)
        self.stomach = StomachPanel(kit, tr("Was your stomach empty?"))
        put_fasting(self.stomach, dose.fasting or "")
        self.column.addWidget(self.stomach)
        self.column.addSpacing(12)
        self.column.addLayout(self._before_and_after())
        self.time.control.changed.connect(self.look)
        self.stomach.segments.chosen.connect(self.look)
        self.main = self.time.control
        self.end(tr("Save correction"))

    def _before_and_after(self) -> QHBoxLayout:
        kit = self.kit
        row = QHBoxLayout()
        row.setSpacing(10)
        self.before = Label(kit, "", "body", "ink-2", wrap=False)
        self.after = Label(kit, "", "body-strong", "ink", wrap=False)
        row.addWidget(self.before)
        self._arrow = IconLabel(kit, "arrow-right", "ink-2", 20)
        row.addWidget(self._arrow)
        row.addWidget(self.after)
        row.addStretch(1)
        return row

    @property
    def fields(self) -> dict[str, Any]:
        """What changes, by the names of a record line."""
        changed: dict[str, str] = {}
        new_time = f"{time_of(self.time):%H:%M}"
        old_time = f"{self._dose.taken_at:%H:%M}" if self._dose.taken_at else ""
        if new_time != old_time:
            changed["time"] = new_time
        if self.stomach.fasting != (self._dose.fasting or "unknown"):
            changed["fasting"] = self.stomach.fasting
        return changed

    def missing(self) -> str:
        """Nothing changed yet."""
        return "" if self.fields else self.kit.tr("Change something first.")

    def look(self) -> None:
        """Say before and after, and at the button what is missing."""
        tr, changed = self.kit.tr, self.fields
        if "time" in changed:
            old = f"{self._dose.taken_at:%H:%M}" if self._dose.taken_at else tr("no time")
            self.before.setText(tr("Before {value}", value=old))
            self.after.setText(tr("After {value}", value=changed["time"]))
        elif "fasting" in changed:
            shown = {"yes": tr("yes"), "no": tr("no"), "unknown": tr("no answer")}
            self.before.setText(
                tr("Before: stomach empty, {value}", value=shown[self._dose.fasting or "unknown"])
            )
            self.after.setText(tr("After: {value}", value=shown[changed["fasting"]]))
        for widget in (self.before, self.after, self._arrow):
            widget.setVisible(bool(changed))
        super().look()

    def values(self) -> dict[str, str]:
        """Time, stomach, reason and its words."""
        stands = {"time": f"{time_of(self.time):%H:%M}", "fasting": self.stomach.fasting}
        return stands | super().values()

    def put_values(self, values: Mapping[str, str]) -> None:
        """Time, stomach, reason and its words."""
        put_time(self.time.control, values.get("time", ""))
        put_fasting(self.stomach, values.get("fasting", ""))
        super().put_values(values)
