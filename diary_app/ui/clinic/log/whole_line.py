"""Whether the record is whole, in one line above the log."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, LeadLabel


class WholeLine(Card):
    """A few strong words, and when it was checked."""

    def __init__(self, kit: Kit) -> None:
        super().__init__("info", (14, 8, 14, 8))
        self._kit = kit
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(kit, "shield-check", "accent", 20))
        self.words = LeadLabel(kit)
        row.addWidget(self.words, 1)
        self.column.addLayout(row)

    def say(self, lead: str, rest: str) -> None:
        """What is known of it."""
        self.words.set_parts(lead, rest)
        self.setAccessibleName(self._kit.sentences(lead, rest))
