"""The severity scale, 0 to 4: a number, a word, and one hue that darkens at every step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QWidget

from diary_app.common.i18n import N_
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.choices import Choice, ChoiceGroup
from diary_app.ui.widgets.themed import Themed, antialiased, corners

GRADE_WORDS = (N_("None"), N_("Mild"), N_("Moderate"), N_("Severe"), N_("Very severe"))
_BAND = 5


class _Grade(Choice):
    """One grade of a scale."""

    of_group: SeverityScale

    @property
    def ring_target(self) -> QWidget:
        """The ring goes about the whole scale; about the grade where they stand one below the other."""
        return self if self.of_group.stacked else self.of_group

    def restyle(self) -> None:
        """Take the height of the look."""
        self.setFont(self.kit.font("grade"))
        self.setMinimumSize(96 if self.kit.look.text <= 100 else 0, self.kit.look.target("grade"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wide enough for its word."""
        word = max(self.kit.tr(one) for one in GRADE_WORDS)
        metrics_width = self.fontMetrics().horizontalAdvance(word)
        return QSize(max(96, metrics_width + 16), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """As wide as the row allows."""
        return QSize(64, self.minimumHeight())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hovering shows what this grade means."""
        self.of_group.pointed.emit(self.value)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Back to the chosen grade's sentence."""
        self.of_group.pointed.emit(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keyboard focus shows what this grade means."""
        super().focusInEvent(event)
        self.of_group.pointed.emit(self.value)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Back to the chosen grade's sentence."""
        super().focusOutEvent(event)
        self.of_group.pointed.emit(None)

    def _shape(self, inset: float) -> QPainterPath:
        first, last = self.place()
        radius = float(self.kit.look.radius("control"))
        right = 0.0 if not last and not self.of_group.stacked else inset
        box = QRectF(self.rect()).adjusted(inset, inset, -right, -inset)
        if self.of_group.stacked:
            top, bottom = (radius if first else 0, radius if last else 0)
            return corners(box, top, top, bottom, bottom)
        left, end = (radius if first else 0, radius if last else 0)
        return corners(box, left, end, end, left)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the grade: a band when open, filled and framed when chosen."""
        painter = antialiased(self)
        chosen = self.isChecked()
        self._paint_fill(painter, chosen)
        self._paint_words(painter, f"on-sev-{self.value}" if chosen else "ink")
        if self.hasFocus() and not chosen:
            self._paint_place(painter)
        painter.end()

    def _paint_fill(self, painter: QPainter, chosen: bool) -> None:
        ramp = self.kit.colour(f"sev-{self.value}")
        shape = self._shape(0.5)
        painter.fillPath(
            shape, ramp if chosen else self.kit.colour("sunken" if self.underMouse() else "surface")
        )
        if not chosen:
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(QRectF(0, self.height() - _BAND - 0.5, self.width(), _BAND), ramp)
            painter.restore()
        painter.setPen(QPen(self.kit.colour("line-strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if chosen:
            painter.setPen(QPen(self.kit.colour("sev-4"), 3))
            painter.drawPath(self._shape(1.5))

    def _paint_place(self, painter: QPainter) -> None:
        """Where the arrows are, inside the ring."""
        painter.setPen(QPen(self.kit.colour("ink"), 2))
        painter.drawLine(14, 6, self.width() - 14, 6)

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        number, word = self.kit.font("grade"), self.kit.font("caption")
        if self.isChecked():
            number.setWeight(number.Weight.Bold)
            word.setWeight(word.Weight.Bold)
        painter.setPen(self.kit.colour(ink))
        middle = QRectF(0, 0, self.width(), self.height() - (0 if self.isChecked() else _BAND))
        if self.of_group.stacked:
            painter.setFont(number)
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, f"{self.value}  {self.text()}")
            return
        painter.setFont(number)
        high = painter.fontMetrics().height() - 2
        painter.setFont(word)
        low = painter.fontMetrics().height()
        top = (self.height() - 2 - high - low) / 2
        painter.drawText(QRectF(0, top + high, self.width(), low), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setFont(number)
        painter.drawText(QRectF(0, top, self.width(), high), Qt.AlignmentFlag.AlignCenter, str(self.value))


class SeverityScale(Themed, ChoiceGroup):
    """Five equal segments. ``pointed`` tells the grade looked at (hover or focus), None when none is."""

    pointed = Signal(object)

    def __init__(self, kit: Kit, name: str, words: Sequence[str]) -> None:
        super().__init__(kit, name)
        self.arrows_step = True
        self.stacked = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        grades = [_Grade(kit, self, grade, word) for grade, word in enumerate(words)]
        for grade in grades:
            grade.setAccessibleName(f"{grade.value} {grade.text()}")
        self.fill(grades)
        for choice in self.choices:
            self._row.addWidget(choice, 1)
        self.follow(kit)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("control")

    def restyle(self) -> None:
        """One row per grade at the largest text sizes."""
        self.stacked = self.kit.look.stacked
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self.stacked else across)
