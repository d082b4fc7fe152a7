"""Answers of the questionnaire: rows for four points, tiles for seven; equal size, no colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.choices import Choice, ChoiceGroup
from diary_app.ui.widgets.themed import Themed, antialiased

_BOX = 48
_TILE_EDGE = 10  # px about an end word in its tile


class _Answer(Choice):
    """What rows and tiles share: frame, tint and ring."""

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("big")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the page: it goes on, or asks where nothing is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _paint_frame(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        line = 3 if chosen else 2
        painter.setPen(QPen(self.kit.colour("accent" if chosen else "line-strong"), line))
        fill = "accent-soft" if chosen else "sunken" if self.underMouse() else "surface"
        painter.setBrush(self.kit.colour(fill))
        box = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(box, self.ring_radius, self.ring_radius)


class _Row(_Answer):
    """A full-width answer with its number box."""

    def _box(self) -> int:
        return max(_BOX, round(self.kit.look.base * 1.6))

    def restyle(self) -> None:
        """Take font and height."""
        self.setFont(self.kit.font("answer"))
        self.setMinimumHeight(self.kit.look.target("answer"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Long words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        room = QRect(0, 0, max(1, width - self._box() - 60), 4000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return max(
            self.minimumHeight(), self.fontMetrics().boundingRect(room, flags, self.text()).height() + 24
        )

    def sizeHint(self) -> QSize:
        """As high as needed, as wide as there is."""
        return QSize(320, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any page."""
        return QSize(200, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, number box and words."""
        painter = antialiased(self)
        self._paint_frame(painter)
        size = self._box()
        box = QRectF(24, (self.height() - size) / 2, size, size)
        self._paint_number(painter, box)
        painter.setFont(self.kit.font("answer"))
        painter.setPen(self.kit.colour("ink"))
        words = QRectF(24 + size + 20, 0, self.width() - size - 60, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), self.text())
        painter.end()

    def _paint_number(self, painter: QPainter, box: QRectF) -> None:
        chosen = self.isChecked()
        radius = self.kit.look.radius("tile")
        painter.setBrush(self.kit.colour("accent" if chosen else "sunken"))
        painter.setPen(Qt.PenStyle.NoPen if chosen else QPen(self.kit.colour("line"), 1))
        painter.drawRoundedRect(box, radius, radius)
        if chosen:
            mark = QRectF(0, 0, 26, 26)
            mark.moveCenter(box.center())
            paint_icon(painter, "check", self.kit.look.colour("on-accent"), mark, 3)
            return
        font = self.kit.font("answer")
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.kit.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.value))


class AnswerRows(ChoiceGroup):
    """Four full-width rows; a choice never moves on by itself."""

    def __init__(self, kit: Kit, name: str, words: Sequence[str]) -> None:
        super().__init__(kit, name)
        self.enter_chooses = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        rows = [_Row(kit, self, place, word) for place, word in enumerate(words, start=1)]
        for row in rows:
            row.setAccessibleName(f"{row.value} {row.text()}")
        self.fill(rows)
        for choice in self.choices:
            column.addWidget(choice)


class _Tile(_Answer):
    """A large number, with an end word in the first and the last."""

    of_group: AnswerTiles

    def restyle(self) -> None:
        """Take the height; a stacked tile is as high as a row."""
        self.setFont(self.kit.font("tile-number"))
        target = "answer" if self.of_group.stacked else "tile"
        self.setMinimumHeight(self.kit.look.target(target))
        self.setMaximumHeight(self.minimumHeight())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Equal for all."""
        return QSize(110, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Seven fit the smallest window."""
        return QSize(72, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, number and end word."""
        painter = antialiased(self)
        self._paint_frame(painter)
        painter.setPen(self.kit.colour("accent" if self.isChecked() else "ink"))
        if self.of_group.stacked:
            painter.setFont(self.kit.font("answer"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, f"{self.value}  {self.text()}".strip()
            )
        else:
            self._paint_tall(painter)
        painter.end()

    def _paint_tall(self, painter: QPainter) -> None:
        middle = self.height() / 2
        painter.setFont(self.kit.font("tile-number"))
        high = painter.fontMetrics().height()
        number = QRectF(0, middle - 0.75 * high, self.width(), high)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(self.value))
        painter.setFont(self.kit.font("body-strong"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        words = QRectF(4, number.bottom(), self.width() - 8, self.height() - number.bottom() - 4)
        painter.drawText(words, int(flags), self.text())
        if self.isChecked():
            mark = QRectF(self.width() / 2 - 12, 14, 24, 24)
            paint_icon(painter, "check", self.kit.look.colour("accent"), mark, 3)


class AnswerTiles(Themed, ChoiceGroup):
    """Seven equal tiles; the end words stand in the first and the last."""

    def __init__(self, kit: Kit, name: str, lowest: str, highest: str, count: int = 7) -> None:
        super().__init__(kit, name)
        self.enter_chooses = False
        self.stacked = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        words = {1: lowest, count: highest}
        tiles = [_Tile(kit, self, place, words.get(place, "")) for place in range(1, count + 1)]
        for tile in tiles:
            tile.setAccessibleName(f"{tile.value} {tile.text()}".strip())
        self.fill(tiles)
        for choice in self.choices:
            self._row.addWidget(choice, 1)
        self.follow(kit)

    def restyle(self) -> None:
        """One below the other at the largest text sizes, and where an end word has no room in its tile."""
        metrics = QFontMetrics(self.kit.font("body-strong"))
        word = max(metrics.horizontalAdvance(choice.text()) for choice in self.choices)
        tile = (self.width() - (len(self.choices) - 1) * self._row.spacing()) / len(self.choices)
        self.stacked = self.kit.look.stacked or tile < word + _TILE_EDGE
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self.stacked else across)
        for choice in self.choices:
            choice.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self.restyle()
