"""A day, typed or chosen in a calendar that is large enough to hit."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QLocale, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat, QValidator
from PySide6.QtWidgets import QCalendarWidget, QDateEdit

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed
from diary_app.ui.widgets.typed_day import typed_day

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN_KEYS = (*_ENTER, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F4)
_CELL = 50  # px; the grid takes a little of the 48 that a target needs
_ROWS = 7  # six weeks and the names of the days
_COLUMNS = 7


class DayEdit(Themed, QDateEdit):
    """Takes a day as people type it, all of it at once (Qt's own field takes it only part by part).

    ``entered``: Enter was pressed, the form can go on. ``read`` tells whether
    what was typed last names a day that fits; where it does not, the field
    shows the day before it again.
    """

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
        self.unread = False
        self.dateChanged.connect(self._understood)
        self.lineEdit().textEdited.connect(self._typed)
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

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed; only a day between the first and the last that fit can stay."""
        state = QValidator.State.Acceptable if self._day_in(text) else QValidator.State.Intermediate
        return state, text, place

    def dateTimeFromText(self, text: str) -> QDateTime:
        """The day that was typed, else the one before it."""
        return QDateTime(self._day_in(text) or self.date(), QTime(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The person leaves: what is no day that fits is said, and the day before it shown again."""
        if not self.hasAcceptableInput():
            self._not_understood()
        super().focusOutEvent(event)

    def stepBy(self, steps: int) -> None:
        """Up and Down go by days."""
        self.setDate(self.date().addDays(steps))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what was typed and goes on; what is no day stays to be mended."""
        if event.key() not in _OWN_KEYS or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.lineEdit().event(event)
            return
        entering = event.key() in _ENTER
        if entering and not self.hasAcceptableInput():
            self._not_understood()
            event.accept()
            return
        if entering:
            self._understood()
        super().keyPressEvent(event)
        if entering and not event.isAutoRepeat():
            event.accept()
            self.entered.emit()

    def _day_in(self, text: str) -> QDate | None:
        day = typed_day(text, self._spoken)
        return day if day is not None and self.minimumDate() <= day <= self.maximumDate() else None

    def _typed(self) -> None:
        if self.hasAcceptableInput():
            self._understood()

    def _not_understood(self) -> None:
        self.unread = True
        self.read.emit(False)

    def _understood(self) -> None:
        self.unread = False
        self.read.emit(True)
