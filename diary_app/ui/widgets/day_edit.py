"""A day, typed or chosen in a calendar that is large enough to hit."""

from __future__ import annotations

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CELL = 50  # px; the grid takes a little of the 48 that a target needs
_ROWS = 7  # six weeks and the names of the days
_COLUMNS = 7


class DayEdit(Themed, QDateEdit):
    """``entered``: Enter was pressed, the form can go on."""

    entered = Signal()

    def __init__(self, kit: Kit, day: QDate) -> None:
        super().__init__(day)
        self.setDisplayFormat(kit.tr("d MMMM yyyy"))
        self.setLocale(kit.locale)
        self.setCalendarPopup(True)
        self.days = self.calendarWidget()
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.days.setContentsMargins(1, 1, 1, 1)  # the line around it
        self.follow(kit)

    def restyle(self) -> None:
        """Cells of at least 48 px; weekends in the colour of every other day: red means urgent."""
        cell = max(_CELL, round(self.kit.look.base * 2.2))
        head = max(_CELL, round(self.kit.look.base * 2.6))
        self.days.setFont(self.kit.font("body"))
        self.days.setMinimumSize(QSize(_COLUMNS * cell + 16, _ROWS * cell + head + 16))
        plain = QTextCharFormat()
        plain.setForeground(self.kit.colour("ink"))
        for weekday in Qt.DayOfWeek:
            self.days.setWeekdayTextFormat(weekday, plain)
        names = QTextCharFormat()
        names.setForeground(self.kit.colour("ink-2"))
        self.days.setHeaderTextFormat(names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what was typed and goes on."""
        super().keyPressEvent(event)
        if event.key() in _ENTER and not event.isAutoRepeat():
            event.accept()
            self.entered.emit()
