"""What was just written down, with a way back."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, Label


class DoneBar(Card):
    """A line such as "Corrected", and Undo."""

    def __init__(self, kit: Kit) -> None:
        super().__init__("done", (20, 10, 12, 10))
        self._kit = kit
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(kit, "circle-check", "accent", 24))
        self.line = Label(kit, "", "small-title")
        row.addWidget(self.line, 1)
        self.button = Button(kit, kit.tr("Undo"), size="small", icon="undo-2")
        row.addWidget(self.button)
        self.column.addLayout(row)

    def say(self, said: str, can_undo: bool) -> None:
        """What was done; whether it can be undone here."""
        self.line.setText(said)
        self.button.setVisible(can_undo)
        self.button.setAccessibleName(self._kit.tr("Undo: {what}", what=said))
