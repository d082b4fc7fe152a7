"""A row of tabs: one stop of Tab, arrows go from one to the next; a second line where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.choices import Choice, ChoiceGroup
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.themed import antialiased

_PAD = 12  # px at each side of a word
_BAR = 3  # px, below the tab in view
_LARGE_ROOM = 2.1  # a tab's height at large text, in text sizes: they stand in two or three lines there
_LEAST = 40  # px


class TabItem(Choice):
    """One tab: its word, and a bar below it while it is in view."""

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("tile")

    def restyle(self) -> None:
        """Take font and height."""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFont(self._font())
        look = self.kit.look
        room = round(look.base * _LARGE_ROOM) if look.large else look.target("button")
        self.setMinimumHeight(max(_LEAST, room))
        self.updateGeometry()

    def _font(self) -> QFont:
        return self.kit.font("button" if self.isChecked() else "body")

    def sizeHint(self) -> QSize:
        """As wide as the word when it is strong, so that nothing moves when a tab is chosen.

        Measured without giving the tab another font: that would ask for a new layout, for ever.
        """
        wide = QFontMetrics(self.kit.font("button")).horizontalAdvance(self.text())
        return QSize(wide + 2 * _PAD, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The word and the bar."""
        painter = antialiased(self)
        if self.underMouse() and not self.isChecked():
            painter.setBrush(self.kit.colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), self.ring_radius, self.ring_radius)
        painter.setFont(self._font())
        painter.setPen(self.kit.colour("accent" if self.isChecked() else "ink-2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.kit.colour("accent"))
            painter.drawRect(QRectF(0, self.height() - _BAR, self.width(), _BAR))
        painter.end()


class TabBar(ChoiceGroup):
    """``opened`` tells the name of the tab that a person chose; ``current`` is the one in view, or empty."""

    opened = Signal(str)

    def __init__(self, kit: Kit, name: str, tabs: Sequence[tuple[str, str]]) -> None:
        """``tabs``: their names and words, from left to right."""
        super().__init__(kit, name)
        self._keys = [key for key, _ in tabs]
        items = [TabItem(kit, self, place, words) for place, (_, words) in enumerate(tabs)]
        self.fill(items) if items else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.flow = Flow(items, 0)
        column.addWidget(self.flow)
        self.chosen.connect(self._tell)
        if not items:
            self.hide()  # never shown here: without a parent yet it would be a window of its own

    def sizeHint(self) -> QSize:
        """All tabs in one line."""
        wide = sum(choice.sizeHint().width() for choice in self.choices)
        return QSize(wide, super().sizeHint().height())

    @property
    def first(self) -> str:
        """The name of the first tab; empty where there is none."""
        return self._keys[0] if self._keys else ""

    @property
    def current(self) -> str:
        """The name of the tab in view."""
        return "" if self.value is None else self._keys[self.value]

    def set_current(self, key: str) -> None:
        """Mark the tab in view without telling anybody."""
        self.set_value(self._keys.index(key) if key in self._keys else None)

    def focus_current(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the focus to the tab in view."""
        if self.choices:
            self.choices[self.value or 0].setFocus(reason)

    def take_key(self, event: QKeyEvent, choice: Choice) -> bool:
        """Arrows open the neighbour, Home and End the first and the last; digits and Backspace do nothing."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.key() not in steps:
            return False
        place = self.choices.index(choice) + steps[Qt.Key(event.key())]
        self.focus_place(place)
        self.choose(max(0, min(place, len(self.choices) - 1)))
        return True

    def _tell(self, place: int | None) -> None:
        for choice in self.choices:
            choice.update()
        if place is not None:
            self.opened.emit(self._keys[place])
