"""The navigation rail: one short word a page, a badge where something is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.logo import Logo
from diary_app.ui.widgets.page_parts import Scroller
from diary_app.ui.widgets.themed import Themed, antialiased

_STACKED = {"patient": (28, 6), "clinic": (22, 2)}
"""Size of the icon and the room above it, px: seven items of the one, nine of the other fit the smallest
window at the largest text."""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A page as the rail shows it."""

    key: str
    icon: str
    label: str


class RailItem(Themed, QPushButton):
    """One page: icon and label, a bar at the left edge while it is open."""

    def __init__(self, kit: Kit, entry: RailEntry) -> None:
        super().__init__(entry.label)
        self.entry = entry
        self._current = False
        self._badge = 0
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.follow(kit)
        self._tell()

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("control")

    def set_current(self, current: bool) -> None:
        """Mark the page that is open."""
        self._current = current
        self._tell()
        self.update()

    def set_badge(self, count: int) -> None:
        """How many things wait on that page; 0 shows no badge."""
        self._badge = count
        self._tell()
        self.update()

    def _tell(self) -> None:
        waiting = self.kit.tr.plural("{n} open", "{n} open", self._badge) if self._badge else ""
        self.setAccessibleName(", ".join(part for part in (self.entry.label, waiting) if part))
        self.setAccessibleDescription(self.kit.tr("This page is open.") if self._current else "")

    def restyle(self) -> None:
        """Take font and height; stacked at large text."""
        self.setFont(self.kit.font("rail"))
        look = self.kit.look
        icon, above = _STACKED[look.mode]
        high = round(icon + look.pixels("rail") * 1.3) + 10 if look.large else look.target("rail")
        least = max(look.target("small"), self.fontMetrics().height() + 4) if look.large else high
        if look.large and look.mode == "clinic":
            least = icon + above + self.fontMetrics().height() + 1
        self.setMinimumHeight(min(least, high))
        self.setMaximumHeight(high)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(120, self.maximumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the item."""
        painter = antialiased(self)
        if self._current:
            self._paint_current(painter)
        elif self.underMouse():
            painter.setBrush(self.kit.colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        font = self.kit.font("rail")
        if self._current:
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        tone = "accent" if self._current else "ink-2"
        if self.kit.look.large:
            self._paint_stacked(painter, tone)
        else:
            self._paint_line(painter, tone)
        painter.end()

    def _paint_current(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.kit.colour("line"), 1))
        painter.setBrush(self.kit.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.kit.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 13, 4, self.height() - 26), 2, 2)

    def _paint_line(self, painter: QPainter, tone: str) -> None:
        clinic = self.kit.look.mode == "clinic"  # its rail is narrower, and a badge stands beside the words
        icon, left, badge = (20, 39, 22) if clinic else (24, 49, 24)
        box = QRectF(13, (self.height() - icon) / 2, icon, icon)
        paint_icon(painter, self.entry.icon, self.kit.look.colour(tone), box)
        painter.setPen(self.kit.colour(tone))
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.entry.label)
        side = self.width() - (badge + 4 if clinic else 32)
        self._paint_badge(painter, QRectF(side, (self.height() - badge) / 2, badge, badge))

    def _paint_stacked(self, painter: QPainter, tone: str) -> None:
        size, above = _STACKED[self.kit.look.mode]
        box = QRectF((self.width() - size) / 2, above, size, size)
        alone = self.height() < box.bottom() + painter.fontMetrics().height()
        if alone:
            box.moveBottom(0)  # something stands above the page for a while: the word alone
        else:
            paint_icon(painter, self.entry.icon, self.kit.look.colour(tone), box)
        painter.setPen(self.kit.colour(tone))
        words = QRectF(0, box.bottom() + 1, self.width(), self.height() - box.bottom() - 2)
        font, room = painter.font(), self.width() - 2
        wide = painter.fontMetrics().horizontalAdvance(self.entry.label)
        if wide > room:  # one short word must never be cut
            font.setPixelSize(int(font.pixelSize() * room / wide))
            painter.setFont(font)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.entry.label)
        beside = min((self.width() + min(wide, room)) / 2 + 6, self.width() - 29)
        badge = QRectF(max(self.width() / 2 + 16, beside), 3, 28, 28)  # tall letters reach up beside it
        if alone:
            badge.moveTop((self.height() - 28) / 2)
        self._paint_badge(painter, badge)

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        if not self._badge:
            return
        painter.setPen(QPen(self.kit.colour("due-line"), 1))
        painter.setBrush(self.kit.colour("due-soft"))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(self.kit.font("tiny-strong"))
        painter.setPen(self.kit.colour("due"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._badge))


class Rail(Themed, QFrame):
    """Logo, the pages that exist, and the promise at the foot."""

    opened = Signal(str)

    def __init__(
        self,
        kit: Kit,
        entries: Sequence[RailEntry],
        foot: Sequence[RailEntry] = (),
        *,
        under: str = "",
        at_foot: str | None = None,
    ) -> None:
        """``foot``: what stands below, apart from the pages of the day; numbers open only ``entries``.

        ``under``: a line below the program's name. ``at_foot``: the last line, in the promise's place.
        """
        super().__init__()
        self.places = [entry.key for entry in entries]
        self.setObjectName("rail")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        scroller = Scroller()  # a banner above the page may leave too little room at the largest text
        around.addWidget(scroller)
        column = self._column = QVBoxLayout(scroller.body)
        column.setSpacing(4)
        column.addWidget(self._head(kit, under))
        column.addSpacing(12)
        self.items: dict[str, RailItem] = {}
        for entry in entries:
            column.addWidget(self._item(kit, entry))
        column.addStretch()
        if foot:
            column.addWidget(_line())
            column.addSpacing(8)
        for entry in foot:
            column.addWidget(self._item(kit, entry))
        column.addSpacing(12 if foot else 0)
        promise = kit.tr("Kept on this computer. Nothing goes online.") if at_foot is None else at_foot
        self._promise = Label(kit, promise, "tiny" if at_foot is None else "caption", "ink-3")
        self._promise.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self._promise)
        self.follow(kit)

    def _item(self, kit: Kit, entry: RailEntry) -> RailItem:
        item = self.items[entry.key] = RailItem(kit, entry)
        item.clicked.connect(lambda: self.opened.emit(entry.key))
        return item

    def _head(self, kit: Kit, under: str) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Logo(kit, 36))
        self._name = QWidget()
        words = QVBoxLayout(self._name)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(Label(kit, kit.tr("Morning Diary"), "body-strong"))
        self._under = Label(kit, under, "caption", "ink-3")
        words.addWidget(self._under)
        self._under.setVisible(bool(under))
        row.addWidget(self._name, 1)
        return head

    def say_under(self, words: str) -> None:
        """Another line below the program's name."""
        self._under.setText(words)
        self._under.setVisible(bool(words))

    def say_at_foot(self, words: str) -> None:
        """Another last line."""
        self._promise.setText(words)

    def set_current(self, key: str) -> None:
        """Mark the page that is open."""
        for name, item in self.items.items():
            item.set_current(name == key)

    def restyle(self) -> None:
        """Take the width; at large text the labels go below the icons and the rest steps back."""
        self.setFixedWidth(self.kit.look.rail_width)
        self._column.setContentsMargins(12, *((8, 12, 8) if self.kit.look.large else (18, 12, 16)))
        self._name.setVisible(not self.kit.look.large)
        self._promise.setVisible(not self.kit.look.large)


def _line() -> QFrame:
    """A thin line above what stands at the foot."""
    line = QFrame()
    line.setProperty("panel", "divider")
    line.setFixedHeight(1)
    return line
