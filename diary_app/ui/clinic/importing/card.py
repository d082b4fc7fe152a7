"""One file on the Import page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui.clinic.importing.words import Told
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import Label


class FileCard(Card):
    """Its name, its state, what it brings; ``open_button`` leads to the patient once it is taken in."""

    def __init__(self, kit: Kit, told: Told, participant: str = "") -> None:
        super().__init__("plain", (16, 10, 16, 10))
        self.column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.title = Label(kit, told.title, "body-strong")
        head.addWidget(self.title, 1)
        head.addWidget(Chip(kit, told.state, told.kind), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        for line in told.lines:
            self.column.addWidget(Label(kit, line, "second", "ink-2"))
        self.open_button: Button | None = None
        if participant:
            self.open_button = Button(kit, kit.tr("Open {patient}", patient=participant), size="small")
            self.column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        ends = (kit.tr("{what}.", what=each) for each in (told.title, told.state))
        self.setAccessibleName(kit.sentences(*ends, *told.lines))
