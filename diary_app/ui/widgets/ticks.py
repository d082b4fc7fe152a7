"""A tick box with its words and, at the right, a count."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed, antialiased

_BOX = 26


class Tick(Themed, QCheckBox):
    """A row whose whole width is the target."""

    def __init__(self, kit: Kit, text: str, checked: bool = False) -> None:
        super().__init__(text)
        self._count = ""
        self.setChecked(checked)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(kit)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return 8

    def set_count(self, words: str) -> None:
        """What stands at the right, for instance "5 days"."""
        self._count = words
        self.setAccessibleDescription(words)
        self.update()

    def restyle(self) -> None:
        """Take font and height."""
        self.setFont(self.kit.font("body"))
        self.setMinimumHeight(self.kit.look.target("button"))

    def sizeHint(self) -> QSize:
        """Box, words and count."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._count)
        return QSize(words + _BOX + 48, self.minimumHeight())

    def hitButton(self, pos: QPoint) -> bool:
        """Anywhere in the row."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, words and count."""
        painter = antialiased(self)
        box = QRectF(1, (self.height() - _BOX) / 2, _BOX, _BOX)
        ticked = self.isChecked()
        painter.setBrush(self.kit.colour("accent" if ticked else "surface"))
        painter.setPen(QPen(self.kit.colour("accent" if ticked else "line-strong"), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        if ticked:
            paint_icon(painter, "check", self.kit.look.colour("on-accent"), box.adjusted(4, 4, -4, -4), 3)
        painter.setFont(self.font())
        painter.setPen(self.kit.colour("ink"))
        words = QRectF(_BOX + 16, 0, self.width() - _BOX - 16, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(self.kit.font("second"))
        painter.setPen(self.kit.colour("ink-2"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(words, flags, self._count)
        painter.end()
