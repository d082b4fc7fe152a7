"""A time of day, typed in any usual form or stepped."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QTimeEdit

from diary_app.ui.widgets.typed_edit import TypedEdit
from diary_app.ui.widgets.typed_time import typed_time

_STEP = 5 * 60  # seconds; Up and Down


class TimeEdit(TypedEdit, QTimeEdit):
    """Shows ``HH:mm``. ``changed``: another time stands here, or is being typed (:meth:`moment`)."""

    entered = Signal()
    read = Signal(bool)
    changed = Signal()

    def __init__(self, moment: QTime) -> None:
        super().__init__(moment)
        self.setDisplayFormat("HH:mm")
        self.setWrapping(True)
        self.setKeyboardTracking(False)  # a time counts when all of it is typed
        self.timeChanged.connect(self._understood)
        self.timeChanged.connect(self.changed)
        self.begin()
        self.lineEdit().textEdited.connect(self.changed)

    def choose(self, moment: QTime) -> None:
        """A time that was pressed, not typed: whatever was said of another one is over."""
        self.setTime(moment)
        self._understood()  # also where it is the time that stood there before

    def moment(self) -> QTime:
        """What is being typed where that names a time, else the time that counts."""
        return typed_time(self.lineEdit().text()) or self.time()

    def fits(self, text: str) -> bool:
        """Whether ``text`` names a time of day."""
        return typed_time(text) is not None

    def dateTimeFromText(self, text: str) -> QDateTime:
        """The time that was typed, else the one before it."""
        return QDateTime(QDate(2000, 1, 1), typed_time(text) or self.time())

    def stand_as(self, old: TimeEdit) -> None:
        """The time of the same field in another language, or what was typed there and names none."""
        self.setTime(old.time())
        self.take_typed(old.lineEdit().text())

    def stepBy(self, steps: int) -> None:
        """Up and Down go to the next five minutes, around midnight too."""
        now = QTime(0, 0).secsTo(self.time())
        low = now // _STEP * _STEP
        start = low if steps > 0 or low == now else low + _STEP
        self.setTime(QTime(0, 0).addSecs((start + steps * _STEP) % (24 * 60 * 60)))
