"""The yes/no signs on the symptom page: a group after the list, and follow-ups below their symptom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.domain.protocol import Sign
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.symptoms.row import SymptomRow
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.signs import SignList, SignRow


class DaySigns(SignList):
    """Takes the place after the rows of ``column``; a follow-up stands below the last symptom it goes with.

    ``stepped``: from a row, so many lines down.
    """

    stepped = Signal(object, int)

    def __init__(self, kit: Kit, column: QVBoxLayout, symptoms: Sequence[SymptomRow]) -> None:
        super().__init__(kit, kit.tr("Did any of this happen today?"))
        self._column, self._symptoms = column, symptoms
        self._below: dict[int, list[QWidget]] = {}  # a symptom and its follow-ups, by its place
        self._saved: dict[str, bool] = {}
        self._typed: dict[str, bool] = {}
        self._title = Label(kit, self.question, "card-title")
        self._title.setContentsMargins(20, 20, 20, 8)
        self.column.insertWidget(0, self._title)
        column.addWidget(self)
        self.hide()

    def be_about(self, question: str) -> None:
        """Ask about another day in its own words."""
        if question == self.question:
            return
        self.question = question
        self._title.setText(question)
        self._name_button()
        for row in self.rows:
            row.be_about(question)

    def start(self, saved: Mapping[str, bool], typed: Mapping[str, bool]) -> None:
        """Another day or the page anew: what is saved about it, and what was typed and not saved."""
        self._saved, self._typed = dict(saved), {**saved, **typed}
        self.forget_filled()
        for row in self.rows:
            self._show_answer(row)

    def ask(self, signs: Sequence[Sign]) -> None:
        """Ask about these and no others; a new follow-up is told to a screen reader."""
        before = {row.sign.code for row in self.asked}
        codes = {sign.code for sign in signs}
        rows = {row.sign.code: row for row in self.rows}
        for row in self.rows:
            row.ask(row.sign.code in codes)
        for sign in signs:
            if sign.code not in rows:
                self._make(sign)
        self.setVisible(bool(signs))
        a11y.tab_order([each for each in self.in_order if isinstance(each, QWidget)])
        for row in self.asked:
            if before and row.sign.code not in before:
                a11y.announce(self, row.choice.name)
        self.say_ready()

    def _make(self, sign: Sign) -> None:
        row = SignRow(self.kit, self.question, sign)
        places = [place for place, each in enumerate(self._symptoms) if each.symptom.code in sign.ask_with]
        if places:
            below = self._below.setdefault(places[-1], [self._symptoms[places[-1]]])
            self._column.insertWidget(self._column.indexOf(below[-1]) + 1, row)
            below.append(row)
        else:
            self.place(row)
        row.stepped.connect(self.stepped)
        self.add(row)
        self._show_answer(row)

    def _show_answer(self, row: SignRow) -> None:
        code = row.sign.code
        row.show_answer(self._saved.get(code), kept=True)
        row.show_answer(self._typed.get(code))

    def changed_answers(self) -> dict[str, bool]:
        """The answers that are not saved yet."""
        return {code: yes for code, yes in self.answers().items() if self._saved.get(code) != yes}

    @property
    def in_order(self) -> list[SymptomRow | SignRow]:
        """Symptoms and signs that are asked, from the top of the page down."""
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        widgets = [item.widget() for item in items if item is not None]
        above = [each for each in widgets if isinstance(each, SymptomRow) or each in self.asked]
        inside = [row for row in self.asked if row.parentWidget() is self]
        found: list[SymptomRow | SignRow] = []
        for each in [*above, *inside]:
            if isinstance(each, SymptomRow | SignRow):
                found.append(each)
        return found
