"""A form of the Visits tab: fields in two columns, one at large text; refusals stand at its foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from diary_app.ui import a11y
from diary_app.ui.clinic.visits.all_inputs import make_inputs
from diary_app.ui.clinic.visits.inputs import ChoiceInput, LineInput, Spec
from diary_app.ui.clinic.visits.specs import FormKind
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import refuse_unread
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

WHY = "reason_for_change"  # of a correction, beside the fields of the line


class EntryForm(Themed, Card):
    """``saved`` carries the values by the names of a record line; ``given_up``: nothing is written."""

    saved = Signal(object)
    given_up = Signal()

    def __init__(self, kit: Kit, kind: FormKind, today: date, *, correcting: bool = False) -> None:
        super().__init__("dominant", (20, 14, 20, 14))
        self.kind, self.correcting = kind, correcting
        tr = kit.tr
        self.column.setSpacing(10)
        title = tr("Correct: {what}", what=kind.title) if correcting else kind.title
        self.title = Label(kit, title, "card-title")
        self.column.addWidget(self.title)
        if kind.line and not correcting:
            self.column.addWidget(Label(kit, kind.line, "body", "ink-2"))
        specs = [*kind.specs, *([_why(kit)] if correcting else [])]
        self.inputs = make_inputs(kit, specs, today)
        self._lines = [QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in _in_lines(specs)]
        for line, names in zip(self._lines, _in_lines(specs), strict=True):
            line.setSpacing(16)
            for name in names:
                line.addWidget(self.inputs[name].widget, 1)
            self.column.addLayout(line)
        self.problem = Label(kit, "", "second", "urgent")
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.column.addLayout(self._foot(kit, tr("Save the correction") if correcting else kind.act))
        self._name_after_symptom()
        self._ask_only_where_it_fits()
        self._at_first = self.values()
        self.follow(kit)

    def _foot(self, kit: Kit, act: str) -> QHBoxLayout:
        self.back_button = Button(kit, kit.tr("Back"), icon="arrow-left")
        self.back_button.setAccessibleName(kit.tr("Back without saving"))
        self.back_button.clicked.connect(self.given_up)
        self.save_button = Button(kit, act, "primary", icon="check")
        self.save_button.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        return row

    def _name_after_symptom(self) -> None:
        """An event that is one of the plan's symptoms takes its name, where none is typed yet."""
        symptom, term = self.inputs.get("symptom"), self.inputs.get("term")
        if not isinstance(symptom, ChoiceInput) or not isinstance(term, LineInput):
            return
        box = symptom.field.control

        def take() -> None:
            names = [box.itemText(place) for place in range(box.count())]
            if box.currentData() and term.text() in ("", *names):
                term.put(box.currentText())

        symptom.edited.connect(take)

    def _ask_only_where_it_fits(self) -> None:
        """A field that belongs to another one's value is in view only with that value."""
        for each in self.inputs.values():
            name, _ = each.spec.only
            if name:
                self.inputs[name].edited.connect(self._ask_anew)
        self._ask_anew()

    def _ask_anew(self) -> None:
        for each in self.inputs.values():
            name, value = each.spec.only
            if name:
                each.widget.setVisible(self.inputs[name].text() == value)

    def begin(self) -> None:
        """The focus on the first field."""
        next(iter(self.inputs.values())).focus.setFocus(Qt.FocusReason.OtherFocusReason)
        a11y.announce(self, self.title.text())

    def restyle(self) -> None:
        """Two fields beside each other, or one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for line in self._lines:
            line.setDirection(down if self.kit.look.large else across)
            line.setSpacing(10 if self.kit.look.large else 16)
        for each in self.inputs.values():
            each.bend(self.kit.look.large)

    # -- what stands in it -----------------------------------------------------

    def values(self) -> dict[str, str]:
        """What stands in the fields, as text."""
        return {name: each.text() for name, each in self.inputs.items()}

    def put(self, values: Mapping[str, str], *, at_first: bool = False) -> None:
        """Put values there; ``at_first``: they count as untouched."""
        for name, text in values.items():
            if name in self.inputs:
                self.inputs[name].put(text)
        self._ask_anew()
        if at_first:
            self._at_first = self.values()

    @property
    def touched(self) -> bool:
        """Whether a person has filled in anything."""
        return self.values() != self._at_first

    def changed(self) -> dict[str, Any]:
        """The fields that are not as they stood, by the names of a record line."""
        return {
            name: each.value()
            for name, each in self.inputs.items()
            if name != WHY and each.text() != self._at_first[name]
        }

    def line(self) -> dict[str, Any]:
        """The fields that say something, by the names of a record line."""
        return {name: each.value() for name, each in self.inputs.items() if each.text()}

    # -- saving ----------------------------------------------------------------

    def _save(self) -> None:
        if refuse_unread(self):
            return
        for each in self.inputs.values():
            missing = each.spec.needed and not each.text() and not each.widget.isHidden()
            each.show_error(self.kit.tr("Please fill this in.") if missing else "")
            if missing:
                each.focus.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.refuse("")
        self.saved.emit(self)

    def refuse(self, sentence: str) -> None:
        """Say why it does not fit; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            a11y.alarm(self, sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back; Enter saves where a field does not want it itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)


def _in_lines(specs: Sequence[Spec]) -> list[list[str]]:
    """The names of the fields line by line: two beside each other, a wide one alone."""
    lines: list[list[str]] = []
    room = False  # beside the last one
    for spec in specs:
        if room and not spec.wide:
            lines[-1].append(spec.name)
            room = False
        else:
            lines.append([spec.name])
            room = not spec.wide
    return lines


def _why(kit: Kit) -> Spec:
    return Spec(WHY, "text", kit.tr("Why is it corrected?"), needed=True, wide=True)
