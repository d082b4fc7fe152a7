"""The cycle strip: capsule days, a divider, rest days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.day_dot import STATES, DayDot, DayMark, DotSample, OpenDayDot
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

_NARROW = 900  # below this width of the strip: smaller dots, no legend
_WEEK = 7
_LEGEND_BESIDE = 4  # a longer legend goes below the days


class CycleStrip(Themed, Card):
    """A cycle's days as dots; one Tab stop, arrows walk through the days.

    ``day_pressed`` tells the past day whose dot was pressed to write it down.
    """

    day_pressed = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__("plain", (22, 16, 22, 12))
        self._marks: Sequence[DayMark] = ()
        self._capsule_days = 14
        self._days: list[DayDot | OpenDayDot] = []
        self._narrow = False
        self._body: QWidget | None = None
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title = Label(kit, "", "small-title", wrap=False)
        self.summary = Label(kit, "", "second", "ink-2")
        self._legend = QHBoxLayout()
        self._legend.setSpacing(6)
        self._legend_box = QWidget()
        self._legend_box.setLayout(self._legend)
        self._legend.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        self._head = head
        self.column.addLayout(head)
        self.column.addSpacing(10)
        self._place_of_days = QVBoxLayout()
        self.column.addLayout(self._place_of_days)
        self.hint = Label(kit, kit.tr("Press a day with ? to write it down."), "caption", "ink-2")
        self._foot = QHBoxLayout()
        self._foot.setSpacing(12)
        self._foot.addWidget(self.hint, 1)
        self.column.addLayout(self._foot)
        self.hint.hide()
        self.follow(kit)

    def show_days(self, title: str, summary: str, marks: Sequence[DayMark], capsule_days: int) -> None:
        """Show a cycle: ``capsule_days`` days with a capsule, then rest days."""
        self.title.setText(title)
        self.summary.setText(summary)
        self._marks, self._capsule_days = marks, capsule_days
        self._build()

    @property
    def days(self) -> Sequence[DayDot | OpenDayDot]:
        """The dots in order."""
        return self._days

    def focus_day(self, day: date) -> None:
        """Give the focus to a day's dot."""
        for dot in self._days:
            if dot.mark.day == day:
                dot.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Build anew for another text size."""
        if self._marks:
            self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller dots and no legend in a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End walk through the days."""
        place = next((index for index, day in enumerate(self._days) if day.hasFocus()), None)
        moves = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: _WEEK,
            Qt.Key.Key_Up: -_WEEK,
            Qt.Key.Key_Home: -len(self._days),
            Qt.Key.Key_End: len(self._days),
        }
        move = moves.get(Qt.Key(event.key()))
        if place is None or move is None:
            super().keyPressEvent(event)
            return
        target = min(max(place + move, 0), len(self._days) - 1)
        self._days[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        large = self.kit.look.large
        diameter = 48 if large else 28 if self._narrow else 34
        self._days = [self._dot(mark, diameter) for mark in self._marks]
        stop = next((day for day in self._days if day.mark.today), self._days[0])
        stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body = self._weeks() if large else self._line()
        self._place_of_days.addWidget(self._body)
        self._build_legend()
        self.hint.setVisible(any(mark.can_open for mark in self._marks))

    def _dot(self, mark: DayMark, diameter: int) -> DayDot | OpenDayDot:
        if not mark.can_open:
            return DayDot(self.kit, mark, diameter)
        dot = OpenDayDot(self.kit, mark, diameter)
        dot.clicked.connect(lambda _=False, day=mark.day: self.day_pressed.emit(day))
        return dot

    def _weeks(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        for place, day in enumerate(self._days):
            grid.addWidget(day, place // _WEEK, place % _WEEK)
        return body

    def _line(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        capsules, rest = self._days[: self._capsule_days], self._days[self._capsule_days :]
        count = self.kit.tr.plural("{n} capsule day", "{n} capsule days", len(capsules))
        row.addWidget(self._group(capsules, count, "accent-line"), max(1, len(capsules)))
        if rest:
            edge = QFrame()
            edge.setProperty("panel", "divider")
            edge.setFixedWidth(1)
            row.addWidget(edge)
            count = self.kit.tr.plural("{n} rest day", "{n} rest days", len(rest))
            row.addWidget(self._group(rest, count, "line"), len(rest))
        return body

    def _group(self, days: Sequence[DayDot | OpenDayDot], words: str, line: str) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(0)
        for day in days:
            row.addWidget(day, 1)
        column.addLayout(row)
        rule = QFrame()
        rule.setProperty("rule", line)
        rule.setFixedHeight(2)
        column.addWidget(rule)
        label = Label(self.kit, words, "caption", "ink-2", wrap=False)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
        return box

    def _build_legend(self) -> None:
        while (item := self._legend.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = {mark.state for mark in self._marks}
        if len(shown) <= _LEGEND_BESIDE:
            self._head.addWidget(self._legend_box)
        else:
            self._foot.addWidget(self._legend_box, 0, Qt.AlignmentFlag.AlignRight)
        self._legend_box.setVisible(not self._narrow and not self.kit.look.large)
        for state, style in STATES.items():
            if state in shown:
                self._legend.addWidget(DotSample(self.kit, state))
                self._legend.addWidget(
                    Label(self.kit, self.kit.tr(style.word), "caption", "ink-2", wrap=False)
                )
                self._legend.addSpacing(8)
