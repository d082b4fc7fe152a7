"""The progress bar of the questionnaire."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import antialiased

_HEIGHT = 12


class Progress(QProgressBar):
    """A bar of 12 px, accent on sunken; counts finished questions."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self._kit = kit
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """As wide as there is."""
        return QSize(200, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bar and filled part."""
        painter = antialiased(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._kit.colour("line"), 1))
        painter.setBrush(self._kit.colour("sunken"))
        painter.drawRoundedRect(box, 6, 6)
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        if share > 0:
            painter.setPen(QPen(self._kit.colour("accent"), 1))
            painter.setBrush(self._kit.colour("accent"))
            box.setWidth(max(_HEIGHT, box.width() * share))
            painter.drawRoundedRect(box, 6, 6)
        painter.end()
