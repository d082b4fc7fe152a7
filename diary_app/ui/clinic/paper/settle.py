"""One difference: what the two entries say, and what the paper says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from diary_app.domain.clinic.paper import Value
from diary_app.domain.clinic.paper_compare import How, Pair, Settlement
from diary_app.services.clinic.paper_state import PaperView
from diary_app.ui.clinic.paper.options import OptionList
from diary_app.ui.clinic.paper.words import BLANK_SIGN
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.fields import Field, text_field
from diary_app.ui.widgets.labels import Label

_HOWS = (How.FIRST, How.SECOND, How.OTHER, How.UNREADABLE)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A difference as it is asked about.

    ``title``: what the cell is; ``words``: an answer in words; ``other``: the label
    of the field for another answer; ``read``: what was typed there, whether it fits
    first; ``fits``: a sentence of what does; ``then``: the label of what comes after
    it, empty at the last one.
    """

    title: str
    words: Callable[[Value | None], str]
    other: str
    read: Callable[[str], tuple[bool, Value | None]]
    fits: str
    then: str


class SettleCard(QWidget):
    """Asks what the paper says; ``settled`` tells a :class:`Settlement`, ``stepped`` +1 or -1."""

    settled = Signal(object)
    stepped = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._pair: Pair | None = None
        self._asked: Asked | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        self.title = Label(kit, "", "card-title")
        self.ask = Label(kit, kit.tr("Look at the paper form. What does it say?"), "body", "ink-2")
        column.addWidget(self.title)
        column.addWidget(self.ask)
        self._place_options = QVBoxLayout()
        column.addLayout(self._place_options)
        self.options: OptionList | None = None
        self.other: Field[QLineEdit] = text_field(kit, kit.tr("The answer on the paper"), limit=20)
        column.addWidget(self.other)
        self.note: Field[QLineEdit] = text_field(kit, kit.tr("Reason (kept in the log)"), limit=_LONGEST)
        column.addWidget(self.note)
        column.addStretch(1)
        self.button = Button(kit, kit.tr("Settle"), "primary", icon="check")
        self.button.clicked.connect(self.settle)
        column.addWidget(self.button)
        self.other.control.returnPressed.connect(self.note.control.setFocus)
        self.note.control.returnPressed.connect(self.settle)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.chip = Chip(self.kit, "", "due")
        row.addWidget(self.chip)
        row.addStretch(1)
        self.before = Button(self.kit, self.kit.tr("Previous difference"), size="small", icon="chevron-left")
        self.after = Button(self.kit, self.kit.tr("Next difference"), size="small", icon="chevron-right")
        for button, steps in ((self.before, -1), (self.after, 1)):
            button.set_icon_only(True)
            button.clicked.connect(lambda _=False, steps=steps: self.stepped.emit(steps))
            row.addWidget(button)
        return row

    # -- what is shown -------------------------------------------------------

    def show_pair(self, view: PaperView, pair: Pair, asked: Asked) -> None:
        """Ask about one difference."""
        tr = self.kit.tr
        self._pair, self._asked = pair, asked
        cells = [each.cell for each in view.differ]
        sentence = tr("Difference {n} of {all}", n=cells.index(pair.cell) + 1, all=len(cells))
        self.chip.label.setText(f"\N{NOT EQUAL TO}  {sentence}")
        self.chip.setAccessibleName(sentence)
        self.title.setText(asked.title)
        self._show_options(view, pair, asked)
        self.other.label.setText(asked.other)
        for field in (self.other, self.note):
            field.control.clear()
            field.show_error("")
        self.button.set_text(tr("Settle and go to {what}", what=asked.then) if asked.then else tr("Settle"))
        for button in (self.before, self.after):
            button.setEnabled(len(cells) > 1)
        self._show_settled(view, pair)

    def _show_options(self, view: PaperView, pair: Pair, asked: Asked) -> None:
        tr = self.kit.tr
        first, second = view.passes
        rows = [
            (1, asked.words(pair.first), tr("First entry, {name}", name=first.by)),
            (2, asked.words(pair.second), tr("Second entry, {name}", name=second.by)),
            (3, tr("Another answer…"), tr("Both entries are wrong")),
            (4, tr("Cannot be read"), tr("Counts as not answered")),
        ]
        clear(self._place_options)
        self.options = OptionList(self.kit, tr("What the paper says"), rows)
        self.options.enter_chooses = False
        self.options.chosen.connect(self._chosen)
        self._place_options.addWidget(self.options)
        self.other.hide()

    def _show_settled(self, view: PaperView, pair: Pair) -> None:
        """What was settled of it before, to look at or to change."""
        done = next((each for each in view.settled if each.cell == pair.cell), None)
        if done is None or self.options is None:
            return
        self.options.set_value(_HOWS.index(done.how) + 1)
        self._chosen(self.options.value)
        if done.how is How.OTHER:
            self.other.control.setText(BLANK_SIGN if done.value is None else str(done.value))
        self.note.control.setText(done.reason)

    def _chosen(self, value: object) -> None:
        self.other.setVisible(value == 3)

    def take_focus(self) -> None:
        """Stand on the first choice."""
        if self.options is not None:
            chosen = self.options.value
            self.options.focus_place(0 if chosen is None else chosen - 1)

    # -- settling ------------------------------------------------------------

    def keyPressEvent(self, event: object) -> None:
        """Enter on a choice goes to the reason."""
        from PySide6.QtGui import QKeyEvent

        assert isinstance(event, QKeyEvent)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._on_choice():
            (self.other if self.options and self.options.value == 3 else self.note).control.setFocus()
            return
        super().keyPressEvent(event)

    def _on_choice(self) -> bool:
        return self.options is not None and any(one.hasFocus() for one in self.options.choices)

    def settle(self) -> None:
        """Tell what was chosen, if all of it is there; else say what is missing."""
        if self._pair is None or self._asked is None or self.options is None:
            return
        chosen = self.options.value
        if chosen is None:
            self.note.show_error(self.kit.tr("Choose first what the paper says."))
            self.take_focus()
            return
        how, value = _HOWS[chosen - 1], None
        if how is How.OTHER:
            fits, value = self._asked.read(self.other.control.text().strip())
            if not fits:
                self.other.show_error(self._asked.fits)
                self.other.control.setFocus()
                return
        reason = self.note.control.text().strip()
        if not reason:
            self.note.show_error(self.kit.tr("Write why: it is kept in the log."))
            self.note.control.setFocus()
            return
        self.settled.emit(Settlement(cell=self._pair.cell, how=how, reason=reason, value=value))
