"""A day, typed or chosen in a calendar that is large enough to hit."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QLocale, QSize, Qt, QTime, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed
from diary_app.ui.widgets.typed_day import typed_day
from diary_app.ui.widgets.typed_edit import TypedEdit

_CELL = 50  # px; the grid takes a little of the 48 that a target needs
_ROWS = 7  # six weeks and the names of the days
_COLUMNS = 7


class DayEdit(TypedEdit, Themed, QDateEdit):
    """A day counts when all of it is typed; where it was not read, the day before it stays."""

    entered = Signal()
    read = Signal(bool)
    _spoken = QLocale.c()  # Qt asks validate before the constructor has come back

    def __init__(self, kit: Kit, day: QDate) -> None:
        super().__init__(day)
        self.setDisplayFormat(kit.tr("d MMMM yyyy"))
        self._spoken = kit.locale
        self.setLocale(kit.locale)
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)  # a day counts when all of it is typed
        self.dateChanged.connect(self._understood)
        self.begin()
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

    def fits(self, text: str) -> bool:
        """Whether ``text`` names a day between the first and the last that fit."""
        return self._day_in(text) is not None

    def dateTimeFromText(self, text: str) -> QDateTime:
        """The day that was typed, else the one before it."""
        return QDateTime(self._day_in(text) or self.date(), QTime(0, 0))

    def stand_as(self, old: DayEdit) -> None:
        """The day of the same field in another language, or what was typed there and names none."""
        self.setDate(old.date())
        typed = old.lineEdit().text()
        if not old.fits(typed):
            self.take_typed(typed)
        elif (day := old._day_in(typed)) is not None:
            self.setDate(day)

    def stepBy(self, steps: int) -> None:
        """Up and Down go by days."""
        self.setDate(self.date().addDays(steps))

    def _day_in(self, text: str) -> QDate | None:
        day = typed_day(text, self._spoken)
        return day if day is not None and self.minimumDate() <= day <= self.maximumDate() else None
