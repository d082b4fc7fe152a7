"""The fields of numbers: one blood pressure reading, and one number with its unit."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from diary_app.common.i18n import N_
from diary_app.domain.pressure import Reading
from diary_app.domain.protocol import Bounds, VitalLimits
from diary_app.domain.vitals import fits, typed_number
from diary_app.domain.writing.fields import decimal_text
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.fields import Field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

_LONGEST = 8  # characters somebody may type for a number, blanks and a point too


UPPER_OUTSIDE = N_("Please check: the upper number is usually between {lowest} and {highest}.")
LOWER_OUTSIDE = N_("Please check: the lower number is usually between {lowest} and {highest}.")
WEIGHT_OUTSIDE = N_("Please check: a weight is usually between {lowest} and {highest} kg.")
TEMPERATURE_OUTSIDE = N_("Please check: a temperature is usually between {lowest} and {highest} °C.")


def turn(pair: QBoxLayout, *, across: bool) -> None:
    """Two things beside each other, equally wide, or one below the other, each as high as it needs."""
    pair.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
    for place in range(pair.count()):
        pair.setStretch(place, int(across))


class NumberField(Field[QLineEdit]):
    """A number, in full-width digits too; ``edited`` after each key."""

    edited = Signal()

    def __init__(self, kit: Kit, label: str, name: str, help_text: str = "") -> None:
        made = QLineEdit()
        made.setMaxLength(_LONGEST)
        super().__init__(kit, label, made, help_text)
        made.setAccessibleName(name)
        made.textEdited.connect(self._edited)

    def _edited(self) -> None:
        self.show_error("")
        self.edited.emit()

    def say_help(self, text: str) -> None:
        """What stands below the field."""
        self.help.setText(text)
        self.help.setVisible(bool(text))
        self.control.setAccessibleDescription(text)

    @property
    def empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.control.text().strip()

    @property
    def number(self) -> Decimal | None:
        """What is typed, if it is a number."""
        return typed_number(self.control.text())

    @property
    def whole(self) -> int | None:
        """What is typed, if it is a whole number."""
        number = self.number
        return int(number) if number is not None and number == int(number) else None

    def put(self, text: str) -> None:
        """Show a text without an error."""
        self.control.setText(text)
        self.show_error("")

    def refuse(self, sentence: str) -> bool:
        """Say what is wrong and take the focus; always False."""
        self.show_error(sentence)
        self.control.setFocus()
        return False

    def check(self, sentence: str, bounds: Bounds, example: str) -> bool:
        """Whether the number is there and within ``bounds``; says ``sentence``, marked with N_, if not."""
        if self.number is None:
            return self.refuse(self.kit.tr("Please write a number, such as {number}.", number=example))
        lowest, highest = decimal_text(bounds.lowest), decimal_text(bounds.highest)
        return fits(self.number, bounds) or self.refuse(self.kit.tr(sentence, lowest=lowest, highest=highest))


class ReadingRow(Themed, QWidget):
    """One reading: the upper number and the lower one."""

    edited = Signal()

    def __init__(self, kit: Kit, title: str) -> None:
        super().__init__()
        tr = kit.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = Label(kit, title, "small-title")
        column.addWidget(self.title)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(12)
        self.high = NumberField(kit, tr("Upper number"), "")
        self.low = NumberField(kit, tr("Lower number"), "")
        for field in (self.high, self.low):
            field.edited.connect(self.edited)
            self._pair.addWidget(field, 1)
        column.addLayout(self._pair)
        column.addStretch()
        self.name(title)
        self.follow(kit)

    def restyle(self) -> None:
        """At the largest text the numbers stand one below the other."""
        turn(self._pair, across=not self.kit.look.stacked)

    def name(self, title: str) -> None:
        """What this reading is called."""
        self.title.setText(title)
        for field in (self.high, self.low):
            field.control.setAccessibleName(f"{title}: {field.label.text()}")

    @property
    def empty(self) -> bool:
        """Whether nothing is typed."""
        return self.high.empty and self.low.empty

    @property
    def reading(self) -> Reading | None:
        """The reading, if both are whole numbers."""
        high, low = self.high.whole, self.low.whole
        return (high, low) if high is not None and low is not None else None

    def complete(self, limits: VitalLimits) -> bool:
        """Whether this is a reading that the plan does not refuse."""
        reading = self.reading
        if reading is None:
            return False
        high, low = reading
        return fits(high, limits.systolic) and fits(low, limits.diastolic) and high > low

    def check(self, limits: VitalLimits) -> bool:
        """Whether it can be saved; says what does not fit."""
        tr = self.kit.tr
        for field, number in ((self.high, "128"), (self.low, "82")):
            if field.whole is None:
                return field.refuse(tr("Please write a whole number, such as {number}.", number=number))
        if not self.high.check(UPPER_OUTSIDE, limits.systolic, "128"):
            return False
        if not self.low.check(LOWER_OUTSIDE, limits.diastolic, "82"):
            return False
        if not self.complete(limits):
            return self.low.refuse(tr("Please check: the lower number is below the upper one."))
        return True
