"""How hard a passphrase is to guess, roughly, and the bar that shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import antialiased

ENOUGH = 3
_STEPS = (8, 12, 16, 22)  # characters, each different one counted at most three times


def strength(passphrase: str) -> int:
    """0 to 4; ``ENOUGH`` is asked for. Length counts, repeated characters do not."""
    counted = sum(min(passphrase.count(letter), 3) for letter in set(passphrase))
    return sum(counted >= step for step in _STEPS)


class StrengthBar(QWidget):
    """Four short bars, filled up to the strength."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit, self._strength = kit, 0
        self.setFixedSize(151, 8)

    def set_strength(self, value: int) -> None:
        """Show a strength of 0 to 4."""
        self._strength = value
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = antialiased(self)
        for place in range(4):
            painter.setBrush(self._kit.colour("accent" if place < self._strength else "line"))
            painter.drawRoundedRect(QRectF(place * 39, 0, 35, 8), 4, 4)
        painter.end()
