"""What stands in the list's place while nobody is enrolled, and where a filter leaves nobody."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, IconTile
from diary_app.ui.widgets.labels import SpokenLabel
from diary_app.ui.widgets.themed import Themed

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class EmptyList(Themed, Card):
    """One icon, one sentence, and the buttons that change it."""

    def __init__(self, kit: Kit, buttons: list[Button]) -> None:
        super().__init__("plain", (24, 24, 24, 24))
        self.column.setSpacing(14)
        self.column.addStretch(1)
        self.column.addWidget(IconTile(kit, "users", "ink-2", 52), 0, _CENTRE)
        self.sentence = SpokenLabel(kit, "", "small-title")
        self.sentence.setAlignment(_CENTRE)
        self.column.addWidget(self.sentence)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        for button in buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.column.addLayout(self._row)
        self.column.addStretch(2)
        self.follow(kit)

    def restyle(self) -> None:
        """At large text the buttons stand below one another."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self.kit.look.large else across)
