"""All scores in a list: the name, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed

_CODE, _TOLD, _TONE = (Qt.ItemDataRole.UserRole + n for n in range(3))
_ROOM = 2.15
_PAD = 10


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """A score, or with an empty code a heading. ``spoken`` is the whole sentence."""

    code: str
    name: str
    told: str = ""
    tone: str = "ink-2"
    spoken: str = ""


class ScaleList(Themed, QListWidget):
    """One score is always chosen; ``chosen`` tells which."""

    chosen = Signal(str)
    without_ring = True  # it may be higher than the view; the chosen row has a ring of its own

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setAccessibleName(kit.tr("Scores"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QListWidget { background: transparent; border: 0; }")
        self.setItemDelegate(_Painter(kit, self))
        self.currentItemChanged.connect(self._tell)
        self.follow(kit)

    def show_lines(self, lines: Sequence[ScaleLine], code: str) -> None:
        """Take other scores; ``code`` is the chosen one."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.name)
            for role, value in ((_CODE, line.code), (_TOLD, line.told), (_TONE, line.tone)):
                item.setData(role, value)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken or line.name)
            if not line.code:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.blockSignals(False)
        self.choose(code)

    def choose(self, code: str) -> None:
        """Choose a score by its code."""
        for place in range(self.count()):
            if self.item(place).data(_CODE) == code:
                self.setCurrentRow(place)

    @property
    def code(self) -> str:
        """The chosen score."""
        item = self.currentItem()
        return str(item.data(_CODE)) if item is not None else ""

    def _tell(self, now: QListWidgetItem | None) -> None:
        if now is not None and now.data(_CODE):
            self.chosen.emit(str(now.data(_CODE)))

    def restyle(self) -> None:
        """Rows grow with the text."""
        self.setFont(self.kit.font("second"))
        self.doItemsLayout()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(round(self.kit.look.base * 14.5), rows + 4)


class _Painter(QStyledItemDelegate):
    """Paints a row: name at the left, change at the right."""

    def __init__(self, kit: Kit, parent: QListWidget) -> None:
        super().__init__(parent)
        self._kit = kit

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(100, round(self._kit.look.pixels("second") * _ROOM))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        kit = self._kit
        box = QRectF(option.rect)
        heading = not index.data(_CODE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setBrush(kit.colour("accent-soft"))
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(kit.colour("ink"), 2) if focused else QPen(kit.colour("accent-line"), 1))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        inside = box.adjusted(2 if heading else _PAD, 0, -_PAD, 0)
        painter.setFont(kit.font("second-strong" if chosen or heading else "second"))
        painter.setPen(kit.colour("ink-2" if heading else "accent" if chosen else "ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        tone = str(index.data(_TONE) or "ink-2")
        painter.setFont(kit.font("second" if tone == "ink-2" else "second-strong", tabular=True))
        painter.setPen(kit.colour(tone))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, str(index.data(_TOLD) or ""))
        painter.restore()
