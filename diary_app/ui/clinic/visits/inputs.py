"""The fields of a clinic's form, each made from a short description and read as a record line takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.day_edit import DayEdit
from diary_app.ui.widgets.fields import Field, choice_field, date_field, day_of, text_field
from diary_app.ui.widgets.ticks import Tick

DAY, MAYBE_DAY, TEXT, CHOICE, TICKS = "day", "maybe_day", "text", "choice", "ticks"
EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Spec:
    """One field: ``name`` as on a record line, ``kind``, its label.

    ``options`` of a choice are (value, words); an empty value: nothing is said.
    ``needed``: the form refuses without it. ``wide``: it takes a whole line.
    ``joined``: it stands in a list of one on the record line (a reading).
    ``only``: name and value of the field without which it is not asked.
    ``start``: what stands there at first.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    wide: bool = False
    joined: bool = False
    start: str = ""
    only: tuple[str, str] = ("", "")


class Input(QObject):
    """A field (``widget``) with its value as text; ``edited``: a person changed it."""

    edited = Signal()
    widget: QWidget

    def __init__(self, spec: Spec) -> None:
        super().__init__()
        self.spec = spec

    @property
    def focus(self) -> QWidget:
        """What takes the focus."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands there; empty where nothing is said."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Put a value there."""
        raise NotImplementedError

    def bend(self, large: bool) -> None:
        """Take less width at large text; most inputs need not."""

    def show_error(self, sentence: str) -> None:
        """Say at the field what is wrong."""
        raise NotImplementedError

    def value(self) -> Any:
        """As a record line takes it: ``None`` where nothing is said, digits as text."""
        text = self.text()
        return [text] if text and self.spec.joined else text or None


class LineInput(Input):
    """A line of text or digits."""

    def __init__(self, kit: Kit, spec: Spec) -> None:
        super().__init__(spec)
        self.field: Field[QLineEdit] = text_field(kit, spec.label, spec.help)
        self.field.control.textEdited.connect(self.edited)
        self.widget = self.field

    @property
    def focus(self) -> QWidget:
        """The line."""
        return self.field.control

    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.field.control.text().strip()

    def put(self, text: str) -> None:
        """Put a text there."""
        self.field.control.setText(text)

    def show_error(self, sentence: str) -> None:
        """Below the line."""
        self.field.show_error(sentence)


class ChoiceInput(Input):
    """One of a short list."""

    def __init__(self, kit: Kit, spec: Spec) -> None:
        super().__init__(spec)
        none = () if spec.needed else (("", kit.tr("Not said")),)
        empty = kit.tr("Choose") if spec.needed else kit.tr("Not said")
        self.field: Field[QComboBox] = choice_field(kit, spec.label, [*none, *spec.options], empty)
        if spec.help:
            self.field.help.setText(spec.help)
            self.field.help.show()
        self.field.control.activated.connect(self.edited)
        self.widget = self.field

    @property
    def focus(self) -> QWidget:
        """The box."""
        return self.field.control

    def text(self) -> str:
        """The value that is chosen."""
        return str(self.field.control.currentData() or "")

    def put(self, text: str) -> None:
        """Choose a value; an empty one, or one that is not offered, is none."""
        self.field.control.setCurrentIndex(self.field.control.findData(text) if text else -1)

    def show_error(self, sentence: str) -> None:
        """Below the box."""
        self.field.show_error(sentence)


class DayInput(Input):
    """A day that is always said."""

    def __init__(self, kit: Kit, spec: Spec, today: date) -> None:
        super().__init__(spec)
        self.field: Field[DayEdit] = date_field(kit, spec.label, today, EARLIEST, LATEST, spec.help)
        self.field.control.dateChanged.connect(self.edited)
        self.widget = self.field

    @property
    def focus(self) -> QWidget:
        """The day."""
        return self.field.control

    def text(self) -> str:
        """The day as a record line writes it."""
        return day_of(self.field).isoformat()

    def put(self, text: str) -> None:
        """Put a day there."""
        if text:
            day = date.fromisoformat(text)
            self.field.control.setDate(QDate(day.year, day.month, day.day))

    def show_error(self, sentence: str) -> None:
        """Below the day."""
        self.field.show_error(sentence)


class MaybeDayInput(DayInput):
    """A day behind a tick."""

    def __init__(self, kit: Kit, spec: Spec, today: date) -> None:
        super().__init__(kit, spec, today)
        self.tick = Tick(kit, spec.label)
        self.field.label.hide()
        self.field.control.setAccessibleName(kit.tr("{what}: the day", what=spec.label))
        self.field.put_before(self.tick)
        self.field.control.hide()
        self.tick.toggled.connect(self.field.control.setVisible)
        self.tick.toggled.connect(lambda _: self.edited.emit())

    @property
    def focus(self) -> QWidget:
        """The tick."""
        return self.tick

    def text(self) -> str:
        """The day, if it is ticked."""
        return super().text() if self.tick.isChecked() else ""

    def put(self, text: str) -> None:
        """Tick it with a day, or not."""
        self.tick.setChecked(bool(text))
        super().put(text)
