"""A form in a card: its fields, then "Back" and the named act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from diary_app.services.today import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class Origin:
    """Which form it is, and what it is about: an entry's id or a day, where there can be several."""

    name: str
    about: str = ""


class CardForm(DayCard):
    """A form in place of the card: its fields, then "Back" and the named act."""

    cancelled = Signal()
    saved = Signal(object)

    def __init__(self, kit: Kit, view: TodayView, title: str, line: str = "") -> None:
        super().__init__(kit, view, "dominant")
        self.origin = Origin("")
        self._at_first: dict[str, str] = {}
        self.title = Label(kit, title, "card-title")
        self.column.addWidget(self.title)
        if line:
            self.column.addSpacing(4)
            self.column.addWidget(Label(kit, line, "body", "ink-2"))
        self.column.addSpacing(16)
        self.problem = Label(kit, "", "second", "urgent")

    def add_foot(self, act: str, icon: str = "check") -> None:
        """Back at the left, the act at the right."""
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.column.addStretch(1)
        self.column.addSpacing(16)
        self.back_button = Button(self.kit, self.kit.tr("Back"), size="secondary", icon="arrow-left")
        self.back_button.clicked.connect(self.cancelled)
        self.save_button = Button(self.kit, act, "primary", "secondary", icon)
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.back_button)
        row.addWidget(self.save_button, 1)
        self.column.addLayout(row)

    def save(self) -> None:
        """Tell what was filled in."""
        raise NotImplementedError

    # what was typed, so that it can be kept behind the lock

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {}

    def put_values(self, values: Mapping[str, str]) -> None:
        """Put into the fields what ``values`` once gave; a field it does not name stays."""

    def come_from(self, origin: Origin) -> None:
        """Which form this is; what stands in it now was not typed."""
        self.origin = origin
        self._at_first = self.values()

    @property
    def touched(self) -> bool:
        """Whether a person has filled in anything."""
        return self.values() != self._at_first

    def refuse(self, sentence: str) -> None:
        """Say why it does not fit; what was typed stays. An empty sentence takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
