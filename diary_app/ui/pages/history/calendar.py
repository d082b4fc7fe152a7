"""The calendar: a cycle a row, capsule days, a gap, rest days; lines of seven days at large text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.services.history import HistoryView
from diary_app.services.history_days import BEFORE, HistoryRow
from diary_app.ui.kit import Kit
from diary_app.ui.pages.history import words
from diary_app.ui.pages.history.cell import DayCell
from diary_app.ui.pages.history.legend import Legend
from diary_app.ui.pages.today.words import dot_state
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

_NARROW = 900  # px of the card
_WEEK = 7
_LINE = 21  # days of a line where there is room
_USUAL, _SMALLER, _LARGE = QSize(30, 38), QSize(28, 38), QSize(44, 48)
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
}


class Calendar(Themed, Card):
    """A few cycles. One stop of Tab; arrows walk through the days, also to older and newer cycles.

    ``day_chosen``: a day was opened; ``walked``: the arrows lead to a day that is not shown;
    ``turned``: older (-1) or newer (1) cycles are wanted.
    """

    day_chosen = Signal(object)
    walked = Signal(object)
    turned = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__("plain", (20, 14, 20, 14))
        self._view: HistoryView | None = None
        self._chosen: date | None = None
        self._narrow = False
        self._lines: list[list[DayCell]] = []
        self._body: QWidget | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = Label(kit, kit.tr("Capsule days"), "small-title")
        self.older_button = Button(kit, kit.tr("Older"), size="small", icon="chevron-left")
        self.newer_button = Button(kit, kit.tr("Newer"), size="small", icon="chevron-right", icon_after=True)
        self.older_button.setAccessibleName(kit.tr("Older cycles"))
        self.newer_button.setAccessibleName(kit.tr("Newer cycles"))
        self.older_button.clicked.connect(lambda: self.turned.emit(-1))
        self.newer_button.clicked.connect(lambda: self.turned.emit(1))
        head.addWidget(self.title, 1)
        head.addWidget(self.older_button)
        head.addWidget(self.newer_button)
        self.column.addLayout(head)
        self.column.addSpacing(8)
        self._place_of_rows = QVBoxLayout()
        self.column.addLayout(self._place_of_rows)
        self.legend = Legend(kit)
        self.column.addWidget(self.legend)
        self.follow(kit)

    @property
    def rows_shown(self) -> int:
        """How many cycles are shown at once."""
        return 1 if self.kit.look.large else 3

    @property
    def cells(self) -> dict[date, DayCell]:
        """The cells by their day."""
        return {cell.shown.day: cell for line in self._lines for cell in line}

    def show_view(self, view: HistoryView, chosen: date | None) -> None:
        """Show these cycles; the chosen day keeps its frame."""
        self._view, self._chosen = view, chosen
        self.older_button.explain("" if view.older else self.kit.tr("There are no older cycles."))
        self.newer_button.explain("" if view.newer else self.kit.tr("There are no newer cycles."))
        for button in (self.older_button, self.newer_button):
            button.setVisible(view.older or view.newer)
        self._build()

    def show_chosen(self, day: date) -> None:
        """Frame the day that stands open below, and let Tab come to it."""
        self._chosen = day
        for each, cell in self.cells.items():
            cell.show_chosen(each == day)
        self._set_stop()

    def focus_day(self, day: date) -> None:
        """Give the focus to a day's cell, or to the nearest one shown."""
        cells = self.cells
        if cells:
            nearest = min(cells, key=lambda each: abs((each - day).days))
            cells[nearest].setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        """Build anew for another text size."""
        if self._view is not None:
            self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller cells in a narrow window."""
        super().resizeEvent(event)
        self.legend.fit(event.size().width() - 40)
        narrow = event.size().width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right: a day; Up, Down: a line; Home, End: ends of a line; Page keys: other cycles."""
        spot = next(
            (
                (n, place)
                for n, line in enumerate(self._lines)
                for place, c in enumerate(line)
                if c.hasFocus()
            ),
            None,
        )
        key = Qt.Key(event.key())
        if spot is None or self._view is None:
            super().keyPressEvent(event)
            return
        line, place = spot
        cells = self._lines[line]
        if key in _STEPS:
            self._walk_to(cells[place].shown.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            cells[0 if key == Qt.Key.Key_Home else -1].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._to_line(line + (1 if key == Qt.Key.Key_Down else -1), place)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageUp else -1)
        else:
            super().keyPressEvent(event)

    def _to_line(self, line: int, place: int) -> None:
        if 0 <= line < len(self._lines):
            target = self._lines[line]
            target[min(place, len(target) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.turned.emit(1 if line < 0 else -1)

    def _walk_to(self, day: date) -> None:
        view = self._view
        assert view is not None
        if day in self.cells:
            self.cells[day].setFocus(Qt.FocusReason.TabFocusReason)
        elif view.first is not None and view.last is not None and view.first <= day <= view.last:
            self.walked.emit(day)

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        assert self._view is not None
        focused = next((day for day, cell in self.cells.items() if cell.hasFocus()), None)
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._lines = []
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for place, row in enumerate(self._view.rows):
            if not self.kit.look.large and (place == 0 or row.number == BEFORE):
                column.addWidget(self._numbers(row))
            column.addWidget(self._large_row(row) if self.kit.look.large else self._row(row))
        self._place_of_rows.addWidget(self._body)
        self.legend.show_for([cell for line in self._lines for cell in line])
        if self._chosen is not None:
            self.show_chosen(self._chosen)
        self._set_stop()
        if focused is not None:
            self.focus_day(focused)

    def _numbers(self, row: HistoryRow) -> QWidget:
        """The days of a cycle by number, above the first row; dates above days before cycle 1."""
        body, days = self._frame(row)
        for place, shown in enumerate(row.days[:_LINE]):
            text = str(shown.cycle_day or shown.day.day)
            label = Label(self.kit, text, "caption", "ink-2", wrap=False)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumWidth(1)
            days.addWidget(label, 0, self._column_of(row, place))
        return body

    def _column_of(self, row: HistoryRow, place: int) -> int:
        return place + (1 if place >= row.treatment_days > 0 else 0)  # a gap before the rest days

    def _frame(self, row: HistoryRow, *parts: QWidget) -> tuple[QWidget, QGridLayout]:
        """Side, days and sum of a row, so that all rows stand in the same columns."""
        body = QWidget()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        side, total = parts or (QWidget(), QWidget())
        for part, wide in zip((side, total), self._widths(), strict=True):
            part.setFixedWidth(round(self.kit.look.base * wide))
        days = QGridLayout()
        days.setSpacing(0)
        for place in range(_LINE + 1):
            days.setColumnStretch(place, 0 if place == row.treatment_days > 0 else 1)
            days.setColumnMinimumWidth(place, _SMALLER.width() - 4)
        if row.treatment_days:
            days.setColumnMinimumWidth(row.treatment_days, 4 if self._narrow else 12)
        across.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(days, 1)
        across.addWidget(total, 0, Qt.AlignmentFlag.AlignTop)
        return body, days

    def _widths(self) -> tuple[float, float]:
        """Of side and sum, in letters; in Chinese the days are the longer ones, and the sums shorter."""
        if self._narrow:
            return 6.4, 3.6
        return (9.0, 4.4) if self.kit.tr.language.startswith("zh") else (7.4, 6.0)

    def _set_stop(self) -> None:
        cells = self.cells
        assert self._view is not None
        stop = next((day for day in (self._chosen, self._view.today) if day in cells), None)
        for day, cell in cells.items():
            first = day == (stop or next(iter(cells)))
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)

    def _row(self, row: HistoryRow) -> QWidget:
        total = Label(self.kit, words.row_sum(self.kit, row), "second", "ink-2")
        total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        total.setContentsMargins(0, 8, 0, 0)
        body, days = self._frame(row, self._side(row), total)
        for line, cells in enumerate(self._cells_of(row, _LINE)):
            for place, cell in enumerate(cells):
                days.addWidget(cell, line, self._column_of(row, place))
        return body

    def _side(self, row: HistoryRow) -> QWidget:
        side = QWidget()
        lines = QVBoxLayout(side)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Label(self.kit, words.row_title(self.kit, row), "second-strong"))
        lines.addWidget(Label(self.kit, words.row_dates(self.kit, row), "caption", "ink-2"))
        return side

    def _large_row(self, row: HistoryRow) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        parts = (words.row_dates(self.kit, row), words.row_sum(self.kit, row))
        column.addWidget(Label(self.kit, words.row_title(self.kit, row), "body-strong"))
        column.addWidget(Label(self.kit, " · ".join(part for part in parts if part), "second", "ink-2"))
        days = QGridLayout()
        days.setSpacing(4)
        for line, cells in enumerate(self._cells_of(row, _WEEK)):
            for place, cell in enumerate(cells):
                days.addWidget(cell, line, place)
        for place in range(_WEEK):
            days.setColumnStretch(place, 1)
        column.addLayout(days)
        return body

    def _cells_of(self, row: HistoryRow, in_line: int) -> Sequence[list[DayCell]]:
        view = self._view
        assert view is not None
        side = _LARGE if self.kit.look.large else _SMALLER if self._narrow else _USUAL
        cells = [
            DayCell(
                self.kit,
                shown,
                dot_state(shown.state, view.today),
                words.day_name(self.kit, shown, view),
                side,
            )
            for shown in row.days
        ]
        for cell in cells:
            cell.clicked.connect(lambda _=False, day=cell.shown.day: self.day_chosen.emit(day))
        lines = [cells[start : start + in_line] for start in range(0, len(cells), in_line)]
        self._lines += lines
        return lines
