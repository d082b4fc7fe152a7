"""The date that stands on a paper: empty until somebody says it, short to type, never filled in by itself."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.day_edit import DayEdit
from diary_app.ui.widgets.fields import Field, unread_day
from diary_app.ui.widgets.typed_day import typed_day

_EARLIEST = QDate(2000, 1, 1)
_DIGITS, _PARTS, _NAMED = r"(\d\d)(\d\d)", r"(\d{1,2})[-./ ] ?(\d{1,2})\.?", r"(\d{1,2})月(\d{1,2})[日号]?"
_ENTER, _STEPS = (Qt.Key.Key_Return, Qt.Key.Key_Enter), (Qt.Key.Key_Up, Qt.Key.Key_Down)


def short_day(text: str, latest: QDate, *, month_first: bool) -> QDate | None:
    """Day and month without a year, such as 1406 or 14-6: the last such day up to ``latest``.

    ``month_first``: the month stands first, as Chinese writes it; 6月14日 says so itself.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if named := re.fullmatch(_NAMED, plain):
        month, day = map(int, named.groups())
    elif found := re.fullmatch(_DIGITS, plain) or re.fullmatch(_PARTS, plain):
        first, second = map(int, found.groups())
        month, day = (first, second) if month_first else (second, first)
    else:
        return None
    days = (QDate(latest.year() - ago, month, day) for ago in (0, 1))
    return next((each for each in days if each.isValid() and each <= latest), None)


class FormDayEdit(DayEdit):
    """A day field that may be ``blank``; scrolling over it or looking into its calendar says no day."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, _EARLIEST)
        self.setMinimumDate(_EARLIEST)
        self._looking = self._picked = False
        self.days.installEventFilter(self)
        for chosen in (self.days.clicked, self.days.activated):
            chosen.connect(self._pick)
        self.forget()

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.lineEdit().text().strip()

    def forget(self) -> None:
        """Empty it."""
        self.setDate(self.maximumDate())
        self._understood()
        self.lineEdit().clear()
        self.unread = True

    def say(self, day: QDate) -> None:
        """Put a day there."""
        self.setDate(day)
        self._understood()

    def set_latest(self, day: QDate) -> None:
        """Up to which day fits; what is typed stays."""
        typed, unread = self.lineEdit().text(), self.unread
        self.setMaximumDate(day)
        if unread:
            self.setDate(day)  # the month that the calendar opens with
            self.lineEdit().setText(typed)
            self.unread = True

    def complain(self) -> None:
        """Say what fits, where no day stands there."""
        if self.unread:
            self.read.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In an empty field Up and Down say today, and Enter asks for the day."""
        plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.blank and plain and event.key() in _STEPS:
            self.say(self.maximumDate())
            self.selectAll()
        elif self.blank and event.key() in _ENTER:
            self.complain()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leaves the field; Qt's own would look for the parts of a day in what is typed."""
        return QWidget.focusNextPrevChild(self, forward)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls; no day is said by that."""
        event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt would put the day behind it into an empty field that goes out of view."""
        typed = self.lineEdit().text()
        super().hideEvent(event)
        if self.unread:
            self.lineEdit().setText(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A calendar that is left without a choice leaves the field empty."""
        if watched is self.days and event.type() == QEvent.Type.Show:
            self._looking, self._picked = self.blank, False
        elif watched is self.days and event.type() == QEvent.Type.Hide and self._looking:
            self._looking = False
            QTimer.singleShot(0, self, self._looked)
        return super().eventFilter(watched, event)

    def _pick(self, day: QDate) -> None:
        self._picked = True
        self.say(day)

    def _looked(self) -> None:
        if not self._picked:
            self.forget()

    def _not_understood(self) -> None:
        if self.blank:
            self.unread = True  # passing through says nothing yet
        else:
            super()._not_understood()

    def _day_in(self, text: str) -> QDate | None:
        day = super()._day_in(text)
        if day is not None:
            return day
        chinese = self._spoken.language() == QLocale.Language.Chinese
        short = short_day(text, self.maximumDate(), month_first=chinese)
        return short if short is not None and short >= self.minimumDate() else None

    def day_to_come(self) -> QDate | None:
        """The day that was typed, where it has not come yet."""
        day = typed_day(self.lineEdit().text(), self._spoken)
        return day if day is not None and day > self.maximumDate() else None


class FormDayField(Field[FormDayEdit]):
    """The form's date, with a button for one that was filled in today."""

    def __init__(self, kit: Kit) -> None:
        label, fits = kit.tr("The form's date"), kit.tr("Day and month are enough, such as 1406 or 14-6.")
        super().__init__(kit, label, FormDayEdit(kit), fits)
        self.today = Button(kit, kit.tr("Today"), size="small")
        self.today.setAccessibleName(kit.told(label, kit.tr("Today")))
        self.today.clicked.connect(self._say_today)
        self._row.setSpacing(8)
        self._row.addWidget(self.today)
        self.control.read.connect(self._say)

    @property
    def chosen(self) -> date:
        """The day that stands there; to be asked where the field is not ``unread``."""
        day = self.control.date()
        return date(day.year(), day.month(), day.day())

    def _say_today(self) -> None:
        self.control.say(self.control.maximumDate())
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, fits: bool) -> None:
        self.show_error("" if fits else self._wrong_day())

    def _wrong_day(self) -> str:
        kit, edit = self.kit, self.control
        if edit.blank:
            return kit.tr("Please type the date that stands on the paper.")
        to_come = edit.day_to_come()
        if to_come is not None:
            return kit.tr("The day {day} has not come yet.", day=to_come.toString(Qt.DateFormat.ISODate))
        return unread_day(kit, edit)
