"""What Today's cards are made of: the capsule, the stomach question, the large mark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import antialiased, corners

YES, NO = 1, 0
FASTING = {YES: "yes", NO: "no", None: "unknown"}


class Capsule(QWidget):
    """A capsule, for the eye only."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setFixedSize(102, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint two halves."""
        painter = antialiased(self)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        radius = box.height() / 2
        painter.setPen(QPen(self._kit.colour("accent"), 3))
        painter.setBrush(self._kit.colour("surface"))
        painter.drawRoundedRect(box, radius, radius)
        half = QRectF(box.center().x(), box.top(), box.width() / 2, box.height())
        painter.setBrush(self._kit.colour("accent"))
        painter.drawPath(corners(half, 0, radius, radius, 0))
        painter.setPen(
            QPen(self._kit.colour("accent-line"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawLine(15, 13, 38, 13)
        painter.end()


class StomachPanel(QFrame):
    """Is your stomach empty? It may be left open."""

    answered = Signal(object)

    def __init__(self, kit: Kit, question: str, help_text: str = "") -> None:
        super().__init__()
        self.setProperty("panel", "sunken")
        row = QHBoxLayout(self)
        row.setContentsMargins(*((14, 8, 8, 8) if kit.look.large else (18, 11, 12, 11)))
        row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addStretch()
        lines.addWidget(Label(kit, question, "small-title"))
        if help_text and not kit.look.large:
            lines.addWidget(Label(kit, help_text, "second", "ink-2"))
        lines.addStretch()
        row.addLayout(lines, 1)
        self.segments = Segments(kit, question, [(YES, kit.tr("Yes")), (NO, kit.tr("No"))])
        self.segments.setMinimumWidth(230)
        self.segments.chosen.connect(self.answered)
        row.addWidget(self.segments)

    @property
    def fasting(self) -> str:
        """``yes``, ``no`` or, while open, ``unknown``."""
        return FASTING[self.segments.value]


class OptionButton(Button):
    """One of several options; the chosen one is tinted and has a check mark."""

    def __init__(self, kit: Kit, text: str) -> None:
        super().__init__(kit, text, size="small")
        self.setCheckable(True)

    def show_chosen(self, chosen: bool) -> None:
        """Tint and mark it, or neither."""
        self._icon = "check" if chosen else ""
        self.set_kind("chosen" if chosen else "secondary")
        self.updateGeometry()


class RoundMark(QWidget):
    """The large mark of a settled day; the words beside it say the same."""

    _STYLES = {"taken": ("accent", "accent", "on-accent"), "late": ("accent-soft", "accent", "accent")}  # noqa: RUF012
    _OTHER = ("surface", "ink-2", "ink-2")

    def __init__(self, kit: Kit, icon: str, tone: str) -> None:
        super().__init__()
        self._kit, self._icon, self._tone = kit, icon, tone
        self.setFixedSize(64, 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint disc and mark."""
        painter = antialiased(self)
        fill, ring, ink = self._STYLES.get(self._tone, self._OTHER)
        painter.setBrush(self._kit.colour(fill))
        painter.setPen(QPen(self._kit.colour(ring), 2))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        paint_icon(painter, self._icon, self._kit.look.colour(ink), QRectF(15, 15, 34, 34), 2.5)
        painter.end()
