"""The card of a capsule that is still to take, and what comes before it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout

from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.pages.today.parts import Capsule, StomachPanel
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import IconLabel, Label


@dataclass(frozen=True, slots=True)
class DueState:
    """What else Today says about a capsule that is due.

    ``past_late``: the plan's late hour is over. ``call_first``: a call to the
    clinic stands. ``ask_first``: the words of the button that leads to the
    questionnaire of before the first capsule, if that one is open.
    """

    past_late: bool = False
    call_first: bool = False
    ask_first: str = ""


class DueCard(DayCard):
    """The capsule is still to take: three ways to say what happened."""

    def __init__(self, kit: Kit, view: TodayView, how_to_take: str, state: DueState) -> None:
        super().__init__(kit, view, "plain" if state.call_first else "dominant")
        tr = kit.tr
        self.start_button: Button | None = None
        # the call card stands above; with larger text what comes first takes the chip's place
        self._short = state.call_first or (kit.look.text > 100 and bool(state.ask_first))
        self._add_head(state)
        self.add_titles(
            tr("Take {mg} mg before breakfast", mg=words.mg_text(view.planned_mg)),
            "" if self._short else how_to_take,
        )
        self.column.addStretch(1)
        self.column.addSpacing(12)
        self.stomach = StomachPanel(kit, tr("Is your stomach empty?"), tr("Nothing eaten yet today"))
        self.column.addWidget(self.stomach)
        self.column.addSpacing(16)
        kind = "secondary" if state.call_first else "primary"  # the call is the first thing to do
        self.now_button = self.tell(Button(kit, tr("I took it now"), kind, "big", "check"), "now")
        self.column.addWidget(self.now_button)
        self.column.addSpacing(18)
        self._add_other_ways()
        if self._short:
            self.column.addSpacing(12)
            self.column.addWidget(Label(kit, how_to_take, "body", "ink-2"))
        self.main = self.now_button

    def _add_head(self, state: DueState) -> None:
        """What comes first, then the chip, if there is room for both."""
        kit, tr = self.kit, self.kit.tr
        if state.call_first:
            self._add_first("phone", "urgent", tr("Call your clinic first."))
        if state.ask_first:
            line = tr("Please answer the questionnaire before the first capsule.")
            button = self.tell(Button(kit, state.ask_first, size="small"), "questions")
            button.setAccessibleName(f"{state.ask_first}: {line}")
            self.start_button = button
            self._add_first("clipboard-list", "ink", line, button)
        if self._short:
            return
        head = QHBoxLayout()
        self.chip = Chip(
            kit,
            tr("Due today") if state.past_late else tr("Due this morning"),
            "due",
            "clock",
            "second-strong",
        )
        head.addWidget(self.chip)
        head.addStretch()
        if kit.look.text < 175:
            head.addWidget(Capsule(kit))
        self.column.addLayout(head)
        self.column.addSpacing(8 if kit.look.large else 18)

    def _add_first(self, icon: str, tone: str, words_: str, button: Button | None = None) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        if not self.kit.look.large:
            row.addWidget(IconLabel(self.kit, icon, tone, 24))
        row.addWidget(Label(self.kit, words_, "body-strong", tone), 1)
        if button is not None:
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addSpacing(8 if self.kit.look.large else 14)

    def _add_other_ways(self) -> None:
        kit, tr = self.kit, self.kit.tr
        earlier = Button(kit, tr("I took it earlier…"), size="secondary", icon="clock")
        not_taken = Button(kit, tr("I did not take it…"), size="secondary")
        self.earlier_button = self.tell(earlier, "earlier")
        self.not_taken_button = self.tell(not_taken, "not_taken")
        self.column.addLayout(self.pair(self.earlier_button, self.not_taken_button))
