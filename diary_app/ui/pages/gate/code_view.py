"""The recovery code in large type, every character in a cell of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed, antialiased

_PAD = 16
_CELL = 1.06  # of the text size: a W beside an M keeps clear of it
_LINE = 1.36
_NUMBER_ROOM = 2.0  # of the small text's size
_WHOLE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)  # W is wider than the others


def code_font(kit: Kit, role: str = "card-title") -> QFont:
    """Large figures and capitals that cannot be taken for one another (zeros have a slash)."""
    font = kit.font(role, tabular=True)
    font.setFeature(QFont.Tag("zero"), 1)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
    return font


class CodeView(Themed, QWidget):
    """Shows the lines, numbered as on the printed page; a stop of Tab, so that it can be read out."""

    def __init__(self, kit: Kit, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = list(lines)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(kit.tr("Your recovery code"))
        said = [kit.tr("Line {n}: {code}", n=n, code=" ".join(line)) for n, line in enumerate(lines, start=1)]
        self.setAccessibleDescription(". ".join(said))
        self.follow(kit)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("control")

    def restyle(self) -> None:
        """Take the size of the look in force."""
        size = self._font().pixelSize()
        self.setMinimumSize(self._block_width(size) + 2 * _PAD, 0)
        self.setFixedHeight(round(4 * size * _LINE) + 2 * _PAD - 8)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as its text needs."""
        return QSize(self.minimumWidth(), self.height())

    def _font(self) -> QFont:
        font = code_font(self.kit, "page-title")
        font.setWeight(QFont.Weight.Bold)
        return font

    def _block_width(self, size: int) -> int:
        longest = max(map(len, self._lines))
        return round(longest * size * _CELL + self._number_room())

    def _number_room(self) -> float:
        return self.kit.font("second").pixelSize() * _NUMBER_ROOM

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel and the lines."""
        painter = antialiased(self)
        painter.setBrush(self.kit.colour("sunken"))
        painter.setPen(QPen(self.kit.colour("line-strong"), 1, Qt.PenStyle.DashLine))
        radius = self.kit.look.radius("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        size = self._font().pixelSize()
        high = (self.height() - 2 * _PAD + 8) / 4
        left = (self.width() - self._block_width(size)) / 2
        for place, line in enumerate(self._lines):
            row = QRectF(left, _PAD - 4 + place * high, self.width() - 2 * left, high)
            self._paint_line(painter, row, place + 1, line)
        painter.end()

    def _paint_line(self, painter: QPainter, row: QRectF, number: int, line: str) -> None:
        painter.setFont(self.kit.font("second"))
        painter.setPen(self.kit.colour("ink-3"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, left, str(number))
        painter.setFont(self._font())
        painter.setPen(self.kit.colour("ink"))
        cell = self._font().pixelSize() * _CELL
        for place, letter in enumerate(line):
            x = row.left() + self._number_room() + place * cell
            painter.drawText(QRectF(x, row.top(), cell, row.height()), _WHOLE, letter)
