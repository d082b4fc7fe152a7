"""How the clinic's table paints a cell: text, bar, chips; and how wide each of them is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Cell, CellChip
from diary_app.ui.models.rows import CELL
from diary_app.ui.theme.tokens import focus_line

PAD = 10  # px at each side of a cell
_BAR = 58  # px wide at 100 %
_LEAST_BAR = 30
_BAR_HIGH = 7
_GAP = 8
_EDGE = 4  # px of the chosen row's bar
_CHIP_PAD = 9
CHEVRON = 18  # px, at the end of a row
_CHIPS = {
    "plain": ("sunken", "line", "ink-2"),
    "due": ("due-soft", "due-line", "due"),
    "overdue": ("due", "due", "surface"),
    "urgent": ("urgent-soft", "urgent-line", "urgent"),
    "ok": ("accent-soft", "accent-line", "accent"),
}
Index = QModelIndex | QPersistentModelIndex


class Measures:
    """Widths of texts in the fonts of a table, each measured once."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.plain, self.strong = kit.font("body", tabular=True), kit.font("body-strong", tabular=True)
        self.chip = kit.font("caption-strong")
        self._metrics = {role: QFontMetrics(getattr(self, role)) for role in ("plain", "strong", "chip")}
        self._colours: dict[str, QColor] = {}
        self._marks: dict[tuple[str, str, int], QPixmap] = {}
        self._known: dict[tuple[str, str], int] = {}

    def colour(self, name: str) -> QColor:
        """A colour token."""
        if name not in self._colours:
            self._colours[name] = self.kit.colour(name)
        return self._colours[name]

    def mark(self, name: str, tone: str, size: int) -> QPixmap:
        """An icon, drawn once."""
        key = (name, tone, size)
        if key not in self._marks:
            self._marks[key] = self.kit.pixmap(name, tone, size)
        return self._marks[key]

    def text(self, role: str, text: str) -> int:
        """Pixels of a text; ``role``: plain, strong or chip."""
        key = (role, text)
        if key not in self._known:
            self._known[key] = self._metrics[role].horizontalAdvance(text)
        return self._known[key]

    def cut(self, role: str, text: str, box: QRectF) -> str:
        """As much of a text as fits, with dots."""
        room = max(0, round(box.width()) - PAD)
        return self._metrics[role].elidedText(text, Qt.TextElideMode.ElideRight, room)

    def height(self, role: str) -> int:
        """Pixels of a line."""
        return self._metrics[role].height()

    @property
    def icon(self) -> int:
        """Pixels of a chip's icon."""
        return self.kit.look.grown(16)

    @property
    def bar(self) -> int:
        """Pixels of a bar."""
        return self.kit.look.grown(_BAR)

    @property
    def bar_spare(self) -> int:
        """Pixels that a bar can do without."""
        return self.bar - self.kit.look.grown(_LEAST_BAR)

    def chip_width(self, chip: CellChip) -> int:
        """Pixels of a chip."""
        icon = self.icon + 6 if chip.icon else 0
        return self.text("chip", chip.text) + icon + 2 * _CHIP_PAD

    def fitting(self, chips: Sequence[CellChip], room: float) -> tuple[CellChip, ...]:
        """The chips that fit into ``room`` px, then how many do not; of the first as much as fits."""
        kept = len(chips)
        while kept > 1 and self._chips_width(_shortened(chips, kept)) > room:
            kept -= 1
        return self._first_cut(_shortened(chips, kept), room)

    def _first_cut(self, chips: tuple[CellChip, ...], room: float) -> tuple[CellChip, ...]:
        """The first chip's words end in dots where it does not fit."""
        over = math.ceil(self._chips_width(chips) - room)
        if over <= 0 or not chips:
            return chips
        wide = max(0, self.text("chip", chips[0].text) - over)
        cut = self._metrics["chip"].elidedText(chips[0].text, Qt.TextElideMode.ElideRight, wide)
        return replace(chips[0], text=cut), *chips[1:]

    def hides(self, cell: Cell, wide: int, *, last: bool) -> bool:
        """Whether chips of a cell ``wide`` px wide are only counted, or cut."""
        before = self.text("strong" if cell.strong else "plain", cell.text) + _GAP if cell.text else 0
        room = wide - PAD - before - (CHEVRON + PAD if last else 0)
        return self.fitting(cell.chips, room) != cell.chips

    def _chips_width(self, chips: Sequence[CellChip]) -> int:
        return sum(map(self.chip_width, chips)) + _GAP * (len(chips) - 1)

    def cell(self, cell: Cell, *, shortens: bool = False) -> int:
        """Pixels of a cell with what stands around it; ``shortens``: at its shortest."""
        chips = _shortened(cell.chips, 1) if shortens else cell.chips
        parts = [self.chip_width(chip) for chip in chips]
        if cell.part is not None:
            parts.append(self.bar)
        if cell.text:
            parts.append(self.text("strong" if cell.strong else "plain", cell.text))
        return sum(parts) + _GAP * max(0, len(parts) - 1) + 2 * PAD


def _shortened(chips: Sequence[CellChip], kept: int) -> tuple[CellChip, ...]:
    """The first ``kept`` chips, and how many others there are."""
    more = len(chips) - kept
    return (*chips[:kept], CellChip(f"+{more}")) if more > 0 else tuple(chips)


class CellPainter(QStyledItemDelegate):
    """Paints cells from left to right; the chosen row is tinted, with a bar at its left edge."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.measures = Measures(kit)
        self.bar_shorter = 0  # px, where the columns would not fit otherwise

    def renew(self) -> None:
        """Another look."""
        self.measures = Measures(self.kit)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Of one cell."""
        return QSize(self.measures.cell(index.data(CELL)), self.kit.look.target("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell with the line below its row."""
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, self.measures.colour("accent-soft"))
            if index.column() == 0 and not option.widget.hasFocus():
                painter.fillRect(
                    QRectF(box.left(), box.top(), _EDGE, box.height()), self.measures.colour("accent")
                )
        line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, self.measures.colour("line"))
        last = index.column() == index.model().columnCount() - 1
        end = CHEVRON + PAD if last else 0
        self._contents(painter, box, index.data(CELL), box.right() - end)
        if last:
            mark = QRectF(box.right() - PAD - CHEVRON, box.center().y() - CHEVRON / 2, CHEVRON, CHEVRON)
            painter.drawPixmap(
                mark.topLeft(), self.measures.mark("chevron-right", "ink-3", round(mark.width()))
            )
        if chosen and option.widget.hasFocus():
            self._ring(painter, box, index.column() == 0, last)
        painter.restore()

    def _ring(self, painter: QPainter, box: QRectF, first: bool, last: bool) -> None:
        """Around the whole chosen row, while the table has the focus."""
        wide, ink = focus_line(), self.measures.colour("ink")
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), wide), ink)
        painter.fillRect(QRectF(box.left(), box.bottom() - wide, box.width(), wide), ink)
        if first:
            painter.fillRect(QRectF(box.left(), box.top(), wide, box.height()), ink)
        if last:
            painter.fillRect(QRectF(box.right() - wide, box.top(), wide, box.height()), ink)

    def _contents(self, painter: QPainter, box: QRectF, cell: Cell, end: float) -> None:
        left = box.left() + PAD
        if cell.part is not None:
            wide = self.measures.bar - self.bar_shorter
            self._bar(painter, QRectF(left, box.center().y() - _BAR_HIGH / 2, wide, _BAR_HIGH), cell)
            left += wide + _GAP
        if cell.text:
            role = "strong" if cell.strong else "plain"
            painter.setFont(getattr(self.measures, role))
            painter.setPen(self.measures.colour(cell.tone))
            words = QRectF(left, box.top(), max(0.0, end - left), box.height() - 1)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._fitting(role, cell.text, words))
            left += self.measures.text(role, cell.text) + _GAP
        for chip in self.measures.fitting(cell.chips, end - left):
            left += self._chip(painter, left, box, chip) + _GAP

    def _fitting(self, role: str, text: str, box: QRectF) -> str:
        """The text, cut with dots where it does not fit."""
        return text if self.measures.text(role, text) <= box.width() else self.measures.cut(role, text, box)

    def _bar(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        """How much is filled; a low one is in the colour of what needs a look, and its number is strong."""
        painter.setPen(QPen(self.measures.colour("line-strong"), 1))
        painter.setBrush(self.measures.colour("sunken"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.measures.colour("due" if cell.strong else "accent"))
        painter.drawRoundedRect(
            QRectF(box.left(), box.top(), box.width() * (cell.part or 0), box.height()), 3, 3
        )

    def _chip(self, painter: QPainter, left: float, row: QRectF, chip: CellChip) -> int:
        fill, line, ink = _CHIPS[chip.kind]
        wide, high = self.measures.chip_width(chip), self.measures.height("chip") + 7
        box = QRectF(left, row.center().y() - high / 2, wide, high).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self.measures.colour(line), 1))
        painter.setBrush(self.measures.colour(fill))
        radius = self.kit.look.radius("chip")
        painter.drawRoundedRect(box, radius, radius)
        inside = box.adjusted(_CHIP_PAD, 0, -_CHIP_PAD + 2, 0)
        if chip.icon:
            size = self.measures.icon
            mark = QRectF(inside.left(), box.center().y() - size / 2, size, size)
            painter.drawPixmap(mark.topLeft(), self.measures.mark(chip.icon, ink, round(mark.width())))
            inside.setLeft(inside.left() + size + 6)
        painter.setFont(self.measures.chip)
        painter.setPen(self.measures.colour(ink))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, chip.text)
        return wide
