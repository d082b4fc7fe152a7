"""Choices in rows: a radio mark, what is chosen, and a line below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.choices import Choice, ChoiceGroup
from diary_app.ui.widgets.themed import antialiased

_PAD, _RADIO = 12, 20  # px
_WRAP = int(Qt.TextFlag.TextWordWrap)


class OptionRow(Choice):
    """One row; its second line tells where it comes from."""

    def __init__(self, kit: Kit, group: ChoiceGroup, value: int, text: str, detail: str) -> None:
        self.detail = detail
        super().__init__(kit, group, value, text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("control")

    def restyle(self) -> None:
        """Take the height of the look."""
        self.setFont(self.kit.font("second-strong"))
        self.updateGeometry()
        self.update()

    def _left(self) -> int:
        return _PAD + self.kit.look.grown(_RADIO) + 10

    def _heights(self, width: int) -> tuple[int, int]:
        """How high the two texts are at a width."""
        room = QRect(0, 0, max(width - self._left() - _PAD, 40), 4000)
        title = self.fontMetrics().boundingRect(room, _WRAP, self.text()).height()
        if not self.detail:
            return title, 0
        small = QFontMetrics(self.kit.font("caption"))
        return title, small.boundingRect(room, _WRAP, self.detail).height()

    def hasHeightForWidth(self) -> bool:
        """Texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Both texts and the padding."""
        return max(sum(self._heights(width)) + 14, self.kit.look.target("button"))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(260, self.heightForWidth(260))

    def minimumSizeHint(self) -> QSize:
        """The layout asks for the height at the width there is."""
        return QSize(140, self.kit.look.target("button"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, radio mark and both texts."""
        painter = antialiased(self)
        chosen = self.isChecked()
        painter.setBrush(self.kit.colour("accent-soft" if chosen else "surface"))
        painter.setPen(QPen(self.kit.colour("accent" if chosen else "line-strong"), 2 if chosen else 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(1, 1, -1, -1), self.ring_radius, self.ring_radius
        )
        size = self.kit.look.grown(_RADIO)
        circle = QRectF(_PAD, (self.height() - size) / 2, size, size).adjusted(1, 1, -1, -1)
        painter.setBrush(self.kit.colour("surface"))
        painter.setPen(QPen(self.kit.colour("accent" if chosen else "line-strong"), 6 if chosen else 2))
        painter.drawEllipse(circle.adjusted(2, 2, -2, -2) if chosen else circle)
        title, detail = self._heights(self.width())
        top = (self.height() - title - detail) // 2
        room = self.width() - self._left() - _PAD
        painter.setFont(self.font())
        painter.setPen(self.kit.colour("ink"))
        painter.drawText(QRect(self._left(), top, room, title + 2), _WRAP, self.text())
        if self.detail:
            painter.setFont(self.kit.font("caption"))
            painter.setPen(self.kit.colour("ink-2"))
            painter.drawText(QRect(self._left(), top + title, room, detail + 2), _WRAP, self.detail)
        painter.end()


class OptionList(ChoiceGroup):
    """Rows one below the other; nothing is chosen at the start."""

    def __init__(self, kit: Kit, name: str, options: Sequence[tuple[int, str, str]]) -> None:
        super().__init__(kit, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        rows = [OptionRow(kit, self, value, text, detail) for value, text, detail in options]
        self.fill(rows)
        for row in rows:
            row.explain(row.detail)
            column.addWidget(row)
