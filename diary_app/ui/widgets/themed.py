"""The mixin of everything that must change when the look changes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from diary_app.ui.kit import Kit


class Themed:
    """Calls ``restyle`` once at the start and again whenever the look changes."""

    kit: Kit

    def follow(self, kit: Kit) -> None:
        """Start following ``kit``'s look; the last thing a widget's ``__init__`` does."""
        self.kit = kit
        kit.appearance.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take fonts, sizes and icons from the look in force."""


def antialiased(widget: QWidget) -> QPainter:
    """A painter on ``widget`` with smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return painter


def corners(
    box: QRectF, top_left: float, top_right: float, bottom_right: float, bottom_left: float
) -> QPainterPath:
    """A rectangle whose four corners have radii of their own."""
    path = QPainterPath()
    path.moveTo(box.left() + top_left, box.top())
    path.lineTo(box.right() - top_right, box.top())
    path.arcTo(QRectF(box.right() - 2 * top_right, box.top(), 2 * top_right, 2 * top_right), 90, -90)
    path.lineTo(box.right(), box.bottom() - bottom_right)
    path.arcTo(
        QRectF(
            box.right() - 2 * bottom_right,
            box.bottom() - 2 * bottom_right,
            2 * bottom_right,
            2 * bottom_right,
        ),
        0,
        -90,
    )
    path.lineTo(box.left() + bottom_left, box.bottom())
    path.arcTo(QRectF(box.left(), box.bottom() - 2 * bottom_left, 2 * bottom_left, 2 * bottom_left), 270, -90)
    path.lineTo(box.left(), box.top() + top_left)
    path.arcTo(QRectF(box.left(), box.top(), 2 * top_left, 2 * top_left), 180, -90)
    path.closeSubpath()
    return path
