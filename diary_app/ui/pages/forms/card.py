"""A form in a card: its fields, then "Back" and the named act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from diary_app.domain.protocol import Choice
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.late import LateReasons
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.fields import refuse_unread
from diary_app.ui.widgets.labels import Label

_LATE = "late"  # among what is kept


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
        self._late: LateReasons | None = None
        self._foot_at = 0
        self.title = Label(kit, title, "card-title")
        self.column.addWidget(self.title)
        if line:
            self.column.addSpacing(4)
            self.column.addWidget(Label(kit, line, "body", "ink-2"))
        self.column.addSpacing(16)
        self.problem = Label(kit, "", "second", "urgent")

    def add_foot(self, act: str, icon: str = "check") -> None:
        """Back at the left, the act at the right."""
        self._foot_at = self.column.count()
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.column.addStretch(1)
        self.column.addSpacing(16)
        self.back_button = Button(self.kit, self.kit.tr("Back"), size="secondary", icon="arrow-left")
        self.back_button.clicked.connect(self.cancelled)
        self.save_button = Button(self.kit, act, "primary", "secondary", icon)
        self.save_button.clicked.connect(self._pressed)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.back_button)
        row.addWidget(self.save_button, 1)
        self.column.addLayout(row)

    def ask_why_late(self, reasons: Sequence[Choice]) -> None:
        """Offer the plan's reasons for writing something down late, above the foot; none: nothing."""
        if reasons:
            question = self.kit.tr("Why are you writing it down only now?")
            self._late = LateReasons(self.kit, reasons, question)
            self.column.insertWidget(self._foot_at, self._late)
            self.column.insertSpacing(self._foot_at, 12)
            for button in (self.back_button, self.save_button):
                button.raise_()  # last of the card for Tab too

    @property
    def late_reason(self) -> str | None:
        """Why it comes late, where somebody said."""
        return self._late.code if self._late is not None else None

    def _pressed(self) -> None:
        if not refuse_unread(self):
            self.save()

    def save(self) -> None:
        """Tell what was filled in."""
        raise NotImplementedError

    # what was typed, so that it can be kept behind the lock

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {}

    def put_values(self, values: Mapping[str, str]) -> None:
        """Put into the fields what ``values`` once gave; a field it does not name stays."""

    def kept_values(self) -> dict[str, str]:
        """What stands in the fields and in the question why it comes late."""
        return self.values() | ({_LATE: self._late.code or ""} if self._late is not None else {})

    def put_kept(self, values: Mapping[str, str]) -> None:
        """Put back what :meth:`kept_values` once gave."""
        self.put_values(values)
        if self._late is not None:
            self._late.put(values.get(_LATE, ""))

    def come_from(self, origin: Origin) -> None:
        """Which form this is; what stands in it now was not typed."""
        self.origin = origin
        self._at_first = self.kept_values()

    @property
    def touched(self) -> bool:
        """Whether a person has filled in anything."""
        return self.kept_values() != self._at_first

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
