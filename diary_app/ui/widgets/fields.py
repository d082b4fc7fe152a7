"""Fields: label above, help below, and one sentence when something does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.day_edit import DayEdit
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.themed import Themed
from diary_app.ui.widgets.time_edit import TimeEdit

W = TypeVar("W", bound=QWidget)


class Field(Themed, QWidget, Generic[W]):
    """A control with its label, its help and its error."""

    def __init__(self, kit: Kit, label: str, control: W, help_text: str = "") -> None:
        super().__init__()
        self.control = control
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.label = Label(kit, label, "second-strong")
        self.label.setBuddy(control)
        control.setAccessibleName(label)
        column.addWidget(self.label)
        self._row = QHBoxLayout()
        self._row.addWidget(control, 1)
        column.addLayout(self._row)
        self.help = Label(kit, help_text, "second", "ink-2")
        column.addWidget(self.help)
        self.help.setVisible(bool(help_text))
        self._wrong = QWidget()
        line = QHBoxLayout(self._wrong)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel(kit, "circle-alert", "urgent", 20), 0, Qt.AlignmentFlag.AlignTop)
        self.error = Label(kit, "", "second", "urgent")
        line.addWidget(self.error, 1)
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addStretch()  # beside one with an error it stays at the top
        self.follow(kit)

    def put_before(self, widget: QWidget) -> None:
        """Put something above the control, where the label stands."""
        self._column.insertWidget(0, widget)

    def narrow(self, width: int) -> None:
        """Let the control take ``width`` px at most; label, help and error keep the room there is."""
        self.control.setMaximumWidth(width)
        self._row.setStretchFactor(self.control, 100)
        self._row.addStretch(1)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and what fits; an empty sentence takes it away."""
        if sentence and self.control.isVisible():
            a11y.alarm(self.control, sentence)
        self.error.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.control.setProperty("wrong", "true" if sentence else "false")
        self.control.setAccessibleDescription(sentence or self.help.text())
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)

    def restyle(self) -> None:
        """Take height and font."""
        self.control.setFont(self.kit.font("body"))
        for inner in self.control.findChildren(QLineEdit):  # a stepped field's own does not follow it
            inner.setFont(self.kit.font("body"))
        self.control.setMinimumHeight(self.kit.look.target("field"))


def text_field(kit: Kit, label: str, help_text: str = "", limit: int = 200) -> Field[QLineEdit]:
    """A line of text of at most ``limit`` characters."""
    line = QLineEdit()
    line.setMaxLength(limit)
    return Field(kit, label, line, help_text)


def date_field(
    kit: Kit, label: str, day: date, earliest: date, latest: date, help_text: str = ""
) -> Field[DayEdit]:
    """A day, by calendar and by typing."""
    edit = DayEdit(kit, _qdate(day))
    edit.setDateRange(_qdate(earliest), _qdate(latest))
    field = Field(kit, label, edit, help_text)
    edit.read.connect(lambda fits: field.show_error("" if fits else unread_day(kit, edit)))
    return field


def unread_day(kit: Kit, edit: DayEdit) -> str:
    """What fits into a field whose day could not be read."""
    first, last = (kit.long_date(_day(each)) for each in (edit.minimumDate(), edit.maximumDate()))
    return kit.tr(
        "Please type a day from {first} to {last}, or choose it in the calendar.", first=first, last=last
    )


def time_field(kit: Kit, label: str, moment: time, help_text: str = "") -> Field[TimeEdit]:
    """A time of day, 24 hours, typed or stepped."""
    edit = TimeEdit(QTime(moment.hour, moment.minute))
    edit.lineEdit().setTextMargins(14, 0, 0, 0)  # a style sheet's padding does not reach it
    field = Field(kit, label, edit, help_text)
    unread = kit.tr("Please type a time from 00:00 to 23:59, for instance 07:10.")
    edit.read.connect(lambda fits: field.show_error("" if fits else unread))
    return field


def refuse_unread(root: QWidget) -> bool:
    """Whether a day or a time below ``root`` could not be read; it is said again and gets the focus."""
    edits: list[DayEdit | TimeEdit] = [*root.findChildren(DayEdit), *root.findChildren(TimeEdit)]
    for edit in edits:
        if edit.unread and edit.isVisible():
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            a11y.alarm(edit, edit.accessibleDescription())
            return True
    return False


def choice_field(
    kit: Kit, label: str, options: Sequence[tuple[str, str]], placeholder: str = ""
) -> Field[QComboBox]:
    """One of a short list; ``options`` are (code, text) and nothing is chosen at the start."""
    box = QComboBox()
    # else it keeps the width that its longest text had at another text size
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for code, text in options:
        box.addItem(text, code)
    box.setCurrentIndex(-1)
    box.setPlaceholderText(placeholder)
    return Field(kit, label, box)


def day_of(field: Field[DayEdit]) -> date:
    """The day in a date field."""
    return _day(field.control.date())


def time_of(field: Field[TimeEdit]) -> time:
    """The time in a time field."""
    chosen = field.control.moment()
    return time(chosen.hour(), chosen.minute())


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
