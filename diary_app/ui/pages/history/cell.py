"""One day of the calendar: a cell with the strip's marks, and small marks for what else stands there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from diary_app.services.history_days import HistoryDay
from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.day_dot import STATES
from diary_app.ui.widgets.themed import antialiased

_RADIUS = 8
_BESIDE = 5  # px between the number and the cell
_FOOT = 20  # at 100 % text
_WALKING = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


def paint_cell(kit: Kit, painter: QPainter, state: str, box: QRectF) -> None:
    """Paint a state into ``box``: the strip's fill, ring and mark; a rest day has a dash."""
    style = STATES[state]
    rest = state == "rest"
    width = 1.0 if rest else style.width
    pen = QPen(kit.colour("line" if rest else style.ring), width) if width else QPen(Qt.PenStyle.NoPen)
    if style.dashed:
        pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(kit.colour(style.fill))
    inset = max(width, 1) / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
    side = min(box.width(), box.height()) * 0.56
    mark = QRectF(0, 0, side, side)
    mark.moveCenter(box.center())
    if style.icon == "?":
        font = kit.font("body-strong")
        font.setPixelSize(round(side))
        painter.setFont(font)
        painter.setPen(kit.colour(style.icon_colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
    elif style.icon or rest:
        tone = "ink-3" if rest else style.icon_colour
        paint_icon(painter, "minus" if rest else style.icon, kit.look.colour(tone), mark, 3)


def paint_grade(kit: Kit, painter: QPainter, grade: int, box: QRectF) -> None:
    """Paint a severity's number on its step of the ramp."""
    painter.setPen(QPen(kit.colour("line-strong"), 1) if grade == 0 else Qt.PenStyle.NoPen)
    painter.setBrush(kit.colour(f"sev-{grade}"))
    painter.drawRoundedRect(box, 4, 4)
    font = kit.font("caption-strong", tabular=True)
    font.setPixelSize(round(box.height() * 0.82))
    painter.setFont(font)
    painter.setPen(kit.colour(f"on-sev-{grade}"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(grade))


class DayCell(QAbstractButton):
    """A day that can be opened; the calendar knows what the arrows mean."""

    def __init__(self, kit: Kit, shown: HistoryDay, state: str, name: str, side: QSize) -> None:
        super().__init__()
        self._kit, self.shown, self.state, self._side = kit, shown, state, side
        self._chosen = False
        self._scale = min(kit.look.text, 160) / 100
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return _RADIUS

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the day whose entries stand below."""
        self._chosen = chosen
        self.setAccessibleDescription(self._kit.tr("This day is open below.") if chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        """The cell and the small marks below it."""
        return QSize(self._side.width() + 4, self._side.height() + round(_FOOT * self._scale) + 3)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the cell."""
        return QSize(self._side.width() - 4, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif event.key() in _WALKING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the state, the chosen frame, and what else stands there."""
        painter = antialiased(self)
        box = self._box()
        paint_cell(self._kit, painter, self.state, box)
        if self._chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._kit.colour("ink"), 3))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), _RADIUS, _RADIUS)
        elif self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._kit.colour("ink-2"), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        self._paint_number(painter, box)
        self._paint_corners(painter, box)
        self._paint_foot(painter, box)
        painter.end()

    def _box(self) -> QRectF:
        """The cell; where its number stands beside it, both are in the middle."""
        box = QRectF(0, 0, min(self._side.width(), self.width() - 2), self._side.height() - 2)
        aside = (
            (QFontMetrics(self._number_font()).horizontalAdvance("00") + _BESIDE) / 2 if self.number else 0
        )
        box.moveCenter(QPointF(self.width() / 2 + aside, self._side.height() / 2))
        return box

    def _number_font(self) -> QFont:
        return self._kit.font("caption", tabular=True)

    @property
    def number(self) -> str:
        """The day of the cycle, or of the month before cycle 1, where no line of numbers stands above."""
        return str(self.shown.cycle_day or self.shown.day.day) if self._kit.look.large else ""

    def _paint_number(self, painter: QPainter, box: QRectF) -> None:
        """At large text, on the left of the cell."""
        painter.setFont(self._number_font())
        painter.setPen(self._kit.colour("ink-2"))
        room = QRectF(0, box.top(), box.left() - _BESIDE, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.number)

    def _paint_corners(self, painter: QPainter, box: QRectF) -> None:
        kit = self._kit
        size, far = 15 * self._scale, 7 * self._scale
        marks = [
            ("pencil", box.bottomRight() + QPointF(-far, -far), self.shown.changed),
            ("plus", box.topRight() + QPointF(-far, far), self.shown.off_plan),
            ("history", box.topLeft() + QPointF(far, far), self.shown.late),
        ]
        for icon, place, wanted in marks:
            if not wanted:
                continue
            disc = QRectF(0, 0, size, size)
            disc.moveCenter(place)
            painter.setBrush(kit.colour("surface"))
            painter.setPen(QPen(kit.colour("ink-2"), 1))
            painter.drawEllipse(disc)
            inside = disc.adjusted(size / 5, size / 5, -size / 5, -size / 5)
            paint_icon(painter, icon, kit.look.colour("ink"), inside, 2.5)

    def _paint_foot(self, painter: QPainter, box: QRectF) -> None:
        shown, kit = self.shown, self._kit
        icons = [
            name
            for name, there in (("heart-pulse", shown.readings), ("clipboard-list", shown.questionnaire))
            if there
        ]
        side, grade = (13.0 if len(icons) < 2 else 10.0) * self._scale, 14.0 * self._scale
        high = 17.0 * self._scale
        wide = (grade if shown.worst is not None else 0) + side * len(icons)
        left, top = box.center().x() - wide / 2, self._side.height() + 1.0
        if shown.worst is not None:
            paint_grade(kit, painter, shown.worst, QRectF(left, top, grade, high))
            left += grade
        for name in icons:
            spot = QRectF(left, top + (high - side) / 2, side, side)
            paint_icon(painter, name, kit.look.colour("ink-2"), spot.adjusted(0.5, 0.5, -0.5, -0.5), 2)
            left += side
