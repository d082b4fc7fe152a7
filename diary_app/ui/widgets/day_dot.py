"""One day of the cycle: a dot with a shape of its own for every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from diary_app.common.i18n import N_
from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import antialiased

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object  # the face goes with a plain widget and with a button


@dataclass(frozen=True, slots=True)
class DotStyle:
    """Fill, ring and mark of a state; colours are token names."""

    word: str
    fill: str
    ring: str
    width: float
    icon: str = ""
    icon_colour: str = "ink"
    small: bool = False
    dashed: bool = False


STATES: dict[str, DotStyle] = {
    "taken": DotStyle(N_("Taken"), "accent", "accent", 0, "check", "on-accent"),
    "late": DotStyle(N_("Taken late"), "accent-soft", "accent", 2, "clock", "accent"),
    "not_taken": DotStyle(N_("Not taken"), "surface", "ink-2", 2, "x", "ink-2"),
    "held": DotStyle(N_("Held by clinic"), "sunken", "ink-3", 1, "pause", "ink-3"),
    "due": DotStyle(N_("Due today"), "due-soft", "due-line", 3),
    "to_come": DotStyle(N_("To come"), "surface", "line-strong", 1),
    "rest": DotStyle(N_("Rest"), "sunken", "line-strong", 1, small=True),
    "rest_today": DotStyle(N_("Rest day"), "surface", "accent", 3, "moon", "accent"),
    "not_recorded": DotStyle(N_("No entry"), "surface", "line-strong", 1.5, "?", "ink-2", dashed=True),
}
_SMALL = 20 / 34
_WALKING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


def paint_dot(kit: Kit, painter: QPainter, state: str, middle: QPointF, diameter: float) -> None:
    """Paint a state's dot of ``diameter`` pixels about ``middle`` (rest days are smaller)."""
    style = STATES[state]
    size = diameter * _SMALL if style.small else diameter
    box = QRectF(0, 0, size, size)
    box.moveCenter(middle)
    pen = QPen(kit.colour(style.ring), style.width) if style.width else QPen(Qt.PenStyle.NoPen)
    if style.dashed:
        pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(kit.colour(style.fill))
    inset = style.width / 2
    painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    if style.icon:
        _paint_mark(kit, painter, style, middle, size)


def _paint_mark(kit: Kit, painter: QPainter, style: DotStyle, middle: QPointF, size: float) -> None:
    mark = QRectF(0, 0, size * 0.56, size * 0.56)
    mark.moveCenter(middle)
    if style.icon != "?":
        paint_icon(painter, style.icon, kit.look.colour(style.icon_colour), mark, 3)
        return
    font = kit.font("body-strong")
    font.setPixelSize(round(size * 0.5))
    painter.setFont(font)
    painter.setPen(kit.colour(style.icon_colour))
    painter.drawText(mark.adjusted(-8, -8, 8, 8), Qt.AlignmentFlag.AlignCenter, "?")


@dataclass(frozen=True, slots=True)
class DayMark:
    """What the strip shows of one day. ``name`` is its full accessible name.

    ``day``: which day it is; ``can_open``: whether a press on the dot opens it to be written.
    """

    name: str
    label: str
    state: str
    today: bool = False
    day: date | None = None
    can_open: bool = False


class DotFace(_Base):
    """How a day of the strip looks: dot above its number, focusable, with its full name."""

    def show_mark(self, kit: Kit, mark: DayMark, diameter: int) -> None:
        """Take what to show; called once."""
        self._kit, self.mark, self._diameter = kit, mark, diameter
        self.setAccessibleName(mark.name)
        self.setToolTip(mark.name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return 8

    def sizeHint(self) -> QSize:
        """Room for the dot and the number below it."""
        return QSize(self._diameter + 4, self._diameter + self._label_height() + 4)

    def minimumSizeHint(self) -> QSize:
        """The dot itself; the present day has room for its word."""
        metrics = QFontMetrics(self._kit.font("second-strong"))
        word = metrics.horizontalAdvance(self.mark.label) + 2 if self.mark.today else 0
        return QSize(max(self._diameter, word), self.sizeHint().height())

    def _label_height(self) -> int:
        return round(self._kit.look.pixels("second") * 1.6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint dot and number; a day that can be pressed answers to the mouse."""
        painter = antialiased(self)
        pressable = self.mark.can_open
        if pressable and self.underMouse():
            painter.setBrush(self._kit.colour("accent-soft"))
            painter.drawRoundedRect(self.rect(), self.ring_radius, self.ring_radius)
        middle = QPointF(self.width() / 2, 1 + self._diameter / 2)
        paint_dot(self._kit, painter, self.mark.state, middle, self._diameter)
        role = "second-strong" if self.mark.today or pressable else "second"
        font = self._kit.font(role, tabular=True)
        font.setUnderline(pressable)
        painter.setFont(font)
        tone = "accent" if pressable else "ink" if self.mark.today else "ink-3"
        painter.setPen(self._kit.colour(tone))
        box = QRectF(0, self._diameter + 4, self.width(), self._label_height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.mark.label)
        painter.end()


class DayDot(DotFace, QWidget):
    """A day that only tells its state."""

    def __init__(self, kit: Kit, mark: DayMark, diameter: int) -> None:
        super().__init__()
        self.show_mark(kit, mark, diameter)


class OpenDayDot(DotFace, QAbstractButton):
    """A past day without an entry that can still be written: a button to eye, keys and screen reader."""

    def __init__(self, kit: Kit, mark: DayMark, diameter: int) -> None:
        super().__init__()
        self.show_mark(kit, mark, diameter)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does; the strip knows what the arrows mean."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif event.key() in _WALKING:
            event.ignore()
        else:
            super().keyPressEvent(event)


class DotSample(QWidget):
    """A small dot for the legend; decoration, the word stands beside it."""

    def __init__(self, kit: Kit, state: str) -> None:
        super().__init__()
        self._kit, self._state = kit, state
        size = 14 if STATES[state].small else 20
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = antialiased(self)
        middle = QPointF(self.width() / 2, self.height() / 2)
        diameter = self.width() / _SMALL if STATES[self._state].small else self.width()
        paint_dot(self._kit, painter, self._state, middle, diameter)
        painter.end()
