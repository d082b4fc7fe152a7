"""Several of a list to tick, and every field of a form made from its description."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.clinic.visits.inputs import (
    CHOICE,
    DAY,
    MAYBE_DAY,
    TICKS,
    ChoiceInput,
    DayInput,
    Input,
    LineInput,
    MaybeDayInput,
    Spec,
)
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.ticks import Tick


class TicksInput(Input):
    """Any of a short list, in two columns; one at large text."""

    def __init__(self, kit: Kit, spec: Spec) -> None:
        super().__init__(spec)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(kit, spec.label, "body-strong"))
        self.ticks = {code: Tick(kit, words) for code, words in spec.options}
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        column.addLayout(self._halves)
        every = list(self.ticks.values())
        for half in (every[: (len(every) + 1) // 2], every[(len(every) + 1) // 2 :]):
            beside = QVBoxLayout()
            beside.setSpacing(0)
            for tick in half:
                tick.setAccessibleName(f"{spec.label}: {tick.text()}")
                tick.toggled.connect(lambda _: self.edited.emit())
                beside.addWidget(tick)
            self._halves.addLayout(beside, 1)
        self.error = Label(kit, "", "second", "urgent")
        self.error.hide()
        column.addWidget(self.error)

    def bend(self, large: bool) -> None:
        """One column at large text."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if large else across)

    @property
    def focus(self) -> QWidget:
        """The first tick."""
        return next(iter(self.ticks.values()))

    def text(self) -> str:
        """The codes that are ticked, with commas; none while it is not asked."""
        asked = not self.widget.isHidden()
        return ",".join(code for code, tick in self.ticks.items() if tick.isChecked()) if asked else ""

    def put(self, text: str) -> None:
        """Tick these and no others."""
        for code, tick in self.ticks.items():
            tick.setChecked(code in text.split(","))

    def show_error(self, sentence: str) -> None:
        """Below the ticks."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def value(self) -> list[str] | None:
        """As a record line takes it."""
        return self.text().split(",") if self.text() else None


def make_input(kit: Kit, spec: Spec, today: date) -> Input:
    """The field of a description."""
    if spec.kind == DAY:
        return DayInput(kit, spec, today)
    if spec.kind == TICKS:
        return TicksInput(kit, spec)
    if spec.kind == MAYBE_DAY:
        return MaybeDayInput(kit, spec, today)
    return ChoiceInput(kit, spec) if spec.kind == CHOICE else LineInput(kit, spec)


def make_inputs(kit: Kit, specs: Sequence[Spec], today: date) -> dict[str, Input]:
    """All of a form, by name."""
    return {spec.name: make_input(kit, spec, today) for spec in specs}
