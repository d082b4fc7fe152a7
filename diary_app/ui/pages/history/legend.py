"""What the marks of the calendar mean: only those that are shown, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.pages.history.cell import DayCell, paint_cell, paint_grade
from diary_app.ui.widgets.day_dot import STATES
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import antialiased

_GAP, _BETWEEN = 6, 14


class Sample(QWidget):
    """A mark as it stands in the calendar; decoration, the word stands beside it."""

    def __init__(self, kit: Kit, mark: str) -> None:
        super().__init__()
        self._kit, self._mark = kit, mark
        self.setFixedSize(QSize(kit.look.grown(18), kit.look.grown(22)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter: QPainter = antialiased(self)
        box = QRectF(self.rect())
        if self._mark in STATES:
            paint_cell(self._kit, painter, self._mark, box)
        elif self._mark == "grade":
            paint_grade(self._kit, painter, 2, box.adjusted(2, 2, -2, -2))
        else:
            paint_icon(painter, self._mark, self._kit.look.colour("ink"), box.adjusted(1, 3, -1, -3))
        painter.end()


class Legend(QWidget):
    """The marks that are shown, with their words; wraps."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._items: list[tuple[str, str]] = []
        self._width = 0
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)

    def show_for(self, cells: Sequence[DayCell]) -> None:
        """Explain what stands in ``cells``."""
        tr, states = self._kit.tr, {cell.state for cell in cells}
        self._items = [(state, tr(style.word)) for state, style in STATES.items() if state in states]
        others = (
            ("plus", tr("Outside the plan"), any(cell.shown.off_plan for cell in cells)),
            ("history", tr("Written down later"), any(cell.shown.late for cell in cells)),
            ("pencil", tr("Corrected"), any(cell.shown.changed for cell in cells)),
            ("grade", tr("Strongest symptom"), any(cell.shown.worst is not None for cell in cells)),
            ("heart-pulse", tr("Readings"), any(cell.shown.readings for cell in cells)),
            ("clipboard-list", tr("Questionnaire"), any(cell.shown.questionnaire for cell in cells)),
        )
        self._items += [(mark, word) for mark, word, there in others if there]
        self._build()

    def fit(self, width: int) -> None:
        """The room there is, in pixels."""
        if width != self._width:
            self._width = width
            self._build()

    def _build(self) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        lines = QVBoxLayout(self._body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        row, used = self._line(lines), 0
        for mark, word in self._items:
            label = Label(self._kit, word, "caption", "ink-2", wrap=False)
            wide = self._kit.look.grown(18) + _GAP + label.sizeHint().width() + _BETWEEN
            if used and used + wide > self._width:
                row, used = self._line(lines), 0
            row.insertWidget(row.count() - 1, Sample(self._kit, mark))
            row.insertWidget(row.count() - 1, label)
            row.insertSpacing(row.count() - 1, _BETWEEN - _GAP)
            used += wide
        self._column.addWidget(self._body)

    def _line(self, lines: QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addStretch(1)
        lines.addLayout(row)
        return row
