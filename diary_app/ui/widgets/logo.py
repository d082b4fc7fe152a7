"""The app's sign: a sun over the horizon on a rounded tile."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import antialiased


class Logo(QWidget):
    """Decoration of ``size`` pixels; the name stands beside it."""

    def __init__(self, kit: Kit, size: int) -> None:
        super().__init__()
        self._kit = kit
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tile and sun."""
        painter = antialiased(self)
        size = self.width()
        painter.setBrush(self._kit.colour("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), size * 0.22, size * 0.22)
        inner = QRectF(self.rect()).adjusted(size * 0.09, size * 0.07, -size * 0.09, -size * 0.11)
        paint_icon(painter, "logo", self._kit.look.colour("on-accent"), inner)
        painter.end()
