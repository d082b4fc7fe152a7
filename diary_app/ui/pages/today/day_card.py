"""What every card in the main place of Today has in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label


class DayCard(Card):
    """The main card of Today. ``pressed`` names the act; ``main`` has the focus at first."""

    pressed = Signal(str)

    def __init__(self, kit: Kit, view: TodayView, kind: str) -> None:
        padding = 20 if kit.look.large else 30
        super().__init__(kind, (padding, padding - 4, padding, padding - 4))
        self.kit, self.view = kit, view
        self.main: QWidget | None = None
        self.offered: set[str] = set()  # the acts its buttons name

    def tell(self, button: Button, act: str) -> Button:
        """Let a button name its act."""
        self.offered.add(act)
        button.clicked.connect(lambda: self.pressed.emit(act))
        return button

    def add_titles(self, title: str, line: str) -> None:
        """The card's large words and the line below."""
        self.title = Label(self.kit, title, "hero")
        self.column.addWidget(self.title)
        self.line = Label(self.kit, line, "body", "ink-2")
        self.column.addSpacing(4)
        self.column.addWidget(self.line)
        self.line.setVisible(bool(line))

    def pair(self, first: Button, second: Button | None) -> QBoxLayout:
        """Two buttons side by side, one below the other at the largest text."""
        down = self.kit.look.stacked
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)
        row.setSpacing(12)
        row.addWidget(first, 1)
        if second is not None:
            row.addWidget(second, 1)
        return row
