"""Charts whose better way is the same, under one head, and the keys that walk through all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.pages.results.card import ScoreCard
from diary_app.ui.widgets.labels import IconLabel, Label

GAP = 12


class ChartGroup(QWidget):
    """A head with an arrow, cards in a grid, and one wide thing below them."""

    def __init__(self, kit: Kit, icon: str, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(kit, icon, "accent", 24, 2.4))
        head.addWidget(Label(kit, words, "small-title"), 1)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._cards: Sequence[QWidget] = ()
        self._wide: QWidget | None = None
        self._columns = 0

    def fill(self, cards: Sequence[QWidget], wide: QWidget) -> None:
        """Take other cards; the old ones go."""
        for old in (*self._cards, self._wide):
            if old is not None:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._cards, self._wide = cards, wide
        columns, self._columns = self._columns, 0
        self.arrange(columns or 1)

    def arrange(self, columns: int) -> None:
        """Lay the cards out in so many columns."""
        if columns == self._columns or self._wide is None:
            return
        for place in range(max(columns, self._columns)):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        self._grid.addWidget(self._wide, -(-len(self._cards) // columns), 0, 1, columns)


class ChartWalk(QWidget):
    """Holds all charts: one stop of Tab, arrows, Home and End walk from chart to chart."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: Sequence[ScoreCard] = ()

    def take(self, cards: Sequence[ScoreCard]) -> None:
        """Walk through these from now on."""
        self.cards = cards
        self._stop_at(cards[0])

    def focus_first(self) -> None:
        """Give the focus to the first chart."""
        if self.cards:
            self._go(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End."""
        place = next((index for index, card in enumerate(self.cards) if card.hasFocus()), None)
        back, on, far = -1, 1, len(self.cards)
        moves = {
            Qt.Key.Key_Right: on,
            Qt.Key.Key_Down: on,
            Qt.Key.Key_Left: back,
            Qt.Key.Key_Up: back,
            Qt.Key.Key_Home: -far,
            Qt.Key.Key_End: far,
        }
        move = moves.get(Qt.Key(event.key()))
        if place is None or move is None:
            super().keyPressEvent(event)
        else:
            self._go(min(max(place + move, 0), far - 1))

    def _go(self, place: int) -> None:
        card = self.cards[place]
        self._stop_at(card)
        card.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: ScoreCard) -> None:
        for card in self.cards:
            policy = Qt.FocusPolicy.StrongFocus if card is stop else Qt.FocusPolicy.ClickFocus
            card.setFocusPolicy(policy)
