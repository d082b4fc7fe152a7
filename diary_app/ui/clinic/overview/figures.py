"""The six key figures of one patient."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from diary_app.services.clinic.overview import Figures
from diary_app.ui.clinic.overview import words
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card, clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import Label

GAP = 8


class FigureCard(Card):
    """What it is, the figure, and a line below it."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__("plain", (14, 8, 12, 8))
        self._kit, self._name = kit, name
        self.column.addWidget(Label(kit, name, "caption", "ink-2"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.value = Label(kit, "", "key-figure", wrap=False)
        row.addWidget(self.value)
        self._beside = QHBoxLayout()
        row.addLayout(self._beside)
        row.addStretch(1)
        self.column.addLayout(row)
        self.line = Label(kit, "", "caption", "ink-2")
        self.column.addWidget(self.line)
        self.column.addStretch(1)

    def say(self, told: words.Figure) -> None:
        """Show a figure; a screen reader reads the card as one sentence."""
        self.value.setText(told.value)
        self.line.setText(told.line)
        self.line.setVisible(bool(told.line))
        clear(self._beside)
        if told.chip:
            self._beside.addWidget(Chip(self._kit, told.chip))
        elif told.beside:
            self._beside.addWidget(Label(self._kit, told.beside, "body-strong", "ink-2", wrap=False))
        parts = (told.value, told.beside, told.chip, told.line)
        self.setAccessibleName(self._kit.told(self._name, self._kit.listed(parts)))


class FigureRow(QWidget):
    """The six cards: in one row where there is room, else in two or three."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit, self._columns = kit, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.cards: Sequence[FigureCard] = [FigureCard(kit, name) for name in words.figure_names(kit.tr)]

    def show_figures(self, figures: Figures) -> None:
        """Say all six."""
        for card, told in zip(self.cards, words.figures(self._kit, figures), strict=True):
            card.say(told)

    def arrange(self, columns: int) -> None:
        """Lay the cards out in so many columns."""
        if columns == self._columns:
            return
        for place in range(max(columns, self._columns)):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
