"""Filters with their counts: joined segments, one always chosen; apart, in lines, at large text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.choices import Choice, ChoiceGroup, Segment
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.themed import Themed

_GAP = 6


class FilterItem(Segment):
    """One filter: its word and its count."""

    apart = False  # from the others: at large text, and where they go on in a second line

    def place(self) -> tuple[bool, bool]:
        """By itself where it stands apart."""
        return (True, True) if self.apart else super().place()

    def sizeHint(self) -> QSize:
        """Room for the check mark, so that nothing moves when another one is chosen."""
        # Not by wearing the strong font for a moment: that asks for another layout, which asks for this.
        wide = QFontMetrics(self.kit.font("button")).horizontalAdvance(self.text())
        return QSize(wide + self.kit.look.grown(18) + 8 + 24, self.minimumHeight())


class FilterBar(Themed, ChoiceGroup):
    """``filtered`` tells the name of the filter that a person chose; ``current`` is the one in force."""

    target, roles, least_width = "segment", ("second", "second-strong"), 0
    tint, tone, stacked = "accent-soft", "accent", False
    apart = False  # whether each filter stands by itself
    filtered = Signal(str)

    def __init__(self, kit: Kit, name: str, filters: Mapping[str, str]) -> None:
        """``filters``: their names and words, in order; the first is chosen."""
        super().__init__(kit, name)
        self._words = dict(filters)
        self._items = [FilterItem(kit, self, place, word) for place, word in enumerate(filters.values())]
        self.fill(self._items)
        self._flow = Flow(self._items, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)
        self.set_value(0)
        self.chosen.connect(self._tell)
        self.follow(kit)

    @property
    def current(self) -> str:
        """The name of the filter in force."""
        return list(self._words)[self.value or 0]

    def choose_name(self, name: str) -> None:
        """Choose a filter by its name, as a person does."""
        self.choose(list(self._words).index(name))

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many each filter leaves."""
        for item, (name, word) in zip(self._items, self._words.items(), strict=True):
            item.setText(f"{word}  {counts[name]}")
            item.setAccessibleName(f"{self.name}: {word}, {counts[name]}")
            item.updateGeometry()
        self.restyle()
        self.updateGeometry()

    def whole_width(self) -> int:
        """Px of all filters in one line."""
        return sum(item.sizeHint().width() for item in self._items)

    def restyle(self) -> None:
        """Apart at large text and in several lines."""
        self.apart = self._stands_apart()
        for item in self._items:
            item.apart = self.apart
        self._flow.set_gap(_GAP if self.apart else 0)

    def _stands_apart(self) -> bool:
        return self.kit.look.large or self.whole_width() > self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line may have become two, or two one."""
        super().resizeEvent(event)
        if self.apart != self._stands_apart():
            self.restyle()

    def take_key(self, event: QKeyEvent, choice: Choice) -> bool:
        """Digits and Backspace do nothing here: one filter is always in force."""
        return False if event.text().isdigit() or event.text() == "\b" else super().take_key(event, choice)

    def _tell(self, place: int | None) -> None:
        if place is not None:
            for item in self._items:
                item.restyle()
            self.filtered.emit(list(self._words)[place])
