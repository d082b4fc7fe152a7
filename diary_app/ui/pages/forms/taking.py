"""The form that asks when a capsule was taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QHBoxLayout

from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm
from diary_app.ui.pages.forms.values import put_fasting, put_time
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.parts import StomachPanel
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.fields import time_field, time_of


class TimeForm(CardForm):
    """At what time the capsule was taken; ``saved`` carries (HH:MM, fasting)."""

    def __init__(
        self,
        kit: Kit,
        view: TodayView,
        title: str,
        line: str,
        act: str,
        quick: Sequence[time] | None = None,
        start: time | None = None,
    ) -> None:
        """``quick``: times to choose by one press (else the last hours); ``start``: at first (else now)."""
        super().__init__(kit, view, title, line)
        self.quick: list[Button] = []
        last_hours = [moment.time() for moment in words.past_times(view.now)]
        self.column.addLayout(self._quick_row(last_hours if quick is None else quick))
        self.column.addSpacing(14)
        self.time = time_field(kit, kit.tr("Time taken"), view.now.time() if start is None else start)
        self.time.narrow(260)
        self.column.addWidget(self.time)
        self.column.addSpacing(14)
        self.stomach = StomachPanel(
            kit, kit.tr("Was your stomach empty?"), kit.tr("You can leave this open.")
        )
        self.column.addWidget(self.stomach)
        self.column.addSpacing(8)
        self.add_foot(act)
        self.main = self.time.control

    def _quick_row(self, times: Sequence[time]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for moment in times:
            text = self.kit.clock_time(moment)
            button = Button(self.kit, text, size="small", icon="clock")
            button.setAccessibleName(self.kit.tr("Taken at {time}", time=text))
            button.clicked.connect(lambda _=False, at=moment: self._set_time(at))
            row.addWidget(button)
            self.quick.append(button)
        row.addStretch(1)
        return row

    def _set_time(self, moment: time) -> None:
        self.time.control.choose(QTime(moment.hour, moment.minute))
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say at the time what does not fit."""
        self.time.show_error(sentence)
        if sentence:
            self.time.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, str]:
        """The time and the stomach's answer."""
        return {"time": f"{time_of(self.time):%H:%M}", "fasting": self.stomach.fasting}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The time and the stomach's answer."""
        put_time(self.time.control, values.get("time", ""))
        put_fasting(self.stomach, values.get("fasting", ""))

    def save(self) -> None:
        """Tell the time and the stomach's answer."""
        self.saved.emit((f"{time_of(self.time):%H:%M}", self.stomach.fasting))
