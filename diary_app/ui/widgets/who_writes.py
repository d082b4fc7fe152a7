"""Who writes: the participant alone, or with somebody's help; it stays until the diary is locked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.choices import Segment, Segments
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

ALONE, HELPED = 1, 2
_GAP = 8  # px
_ICONS = {ALONE: "user", HELPED: "users"}


class _Hand(Segment):
    """One of the two; at the largest text an icon, with its words as the tooltip."""

    of_group: _Hands

    def restyle(self) -> None:
        """Words or the icon."""
        super().restyle()
        self.setToolTip(self.accessibleName() if self.kit.look.stacked else "")

    def _icon_size(self) -> int:
        return round(20 * (1 + (self.kit.look.text - 100) / 200))

    def sizeHint(self) -> QSize:
        """The icon and its padding, where it stands alone."""
        if not self.kit.look.stacked:
            return super().sizeHint()
        return QSize(self._icon_size() + 2 * 14, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """The same: it is not cut."""
        return self.sizeHint()

    def _paint_text(self, painter: QPainter) -> None:
        if not self.kit.look.stacked:
            super()._paint_text(painter)
            return
        size = self._icon_size()
        box = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        colour = self.kit.look.colour("accent" if self.isChecked() else "ink")
        paint_icon(painter, _ICONS[self.value], colour, box)
        if self.isChecked():  # never by colour alone
            foot = QRectF(box.left(), box.bottom() + 8, size, 4)
            painter.fillRect(foot, self.kit.colour("accent"))


class _Hands(Segments):
    """The two of them, as low as the buttons beside them."""

    target = "small"
    roles = ("second", "second-strong")
    least_width = 72
    segment = _Hand


class WhoWrites(Themed, QWidget):
    """Shows who writes, in every page's header alike, and changes it by one press."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        tr = kit.tr
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.lead = Label(kit, tr("Writing:"), "second", "ink-2", wrap=False)
        self.hands = _Hands(kit, tr("Writing"), [(ALONE, tr("me")), (HELPED, tr("with help"))])
        self._named = {ALONE: tr("Writing: I write this myself"), HELPED: tr("Writing: somebody helps me")}
        for choice in self.hands.choices:
            choice.setAccessibleName(self._named[choice.value])
        row.addWidget(self.lead)
        row.addWidget(self.hands)
        self.hands.chosen.connect(self._chosen)
        kit.commands.helped_changed.connect(self._show)
        self._show(kit.commands.helped)
        self.follow(kit)

    def restyle(self) -> None:
        """At the largest text two icons, as the buttons beside them."""
        for choice in self.hands.choices:
            choice.restyle()

    def widths(self) -> tuple[int, int]:
        """What it takes with "Writing:" in front, and without."""
        hands = self.hands.sizeHint().width()
        return self.lead.sizeHint().width() + _GAP + hands, hands

    def _show(self, helped: bool) -> None:
        self.hands.set_value(HELPED if helped else ALONE)
        for choice in self.hands.choices:
            choice.restyle()  # the chosen one is stronger

    def _chosen(self, value: int | None) -> None:
        commands = self.kit.commands
        helped = commands.helped if value is None else value == HELPED  # one of the two always holds
        if helped == commands.helped:
            self._show(helped)
            return
        commands.helped = helped
        commands.helped_changed.emit(helped)
        tr = self.kit.tr
        told = (
            tr("From now on it is written down with help.")
            if helped
            else tr("From now on you write by yourself.")
        )
        a11y.announce(self, told)
