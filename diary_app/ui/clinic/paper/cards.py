"""The card at the right while a pass is typed, and the scores at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from diary_app.qlq_c30.scales import CODES, SUMMARY, higher_is_better, score_name
from diary_app.ui.clinic.paper.options import OptionList
from diary_app.ui.clinic.paper.words import BLANK_SIGN
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import clear
from diary_app.ui.widgets.labels import Label

_BLANK = 0  # the value of the choice "left blank"


class TypingCard(QWidget):
    """The item that is typed, with its answers to press; ``finished``: the pass is to be saved."""

    answered = Signal(object)
    finished = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.count = Label(kit, "", "second", "ink-2")
        self.title = Label(kit, "", "card-title")
        self.who = Label(kit, "", "second", "due")
        for label in (self.count, self.title):
            column.addWidget(label)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self.wrong = Label(kit, "", "second-strong", "urgent")
        column.addWidget(self.wrong)
        column.addWidget(self.who)
        column.addStretch(1)
        self.button = Button(kit, kit.tr("Save this entry"), "primary", icon="check")
        self.button.clicked.connect(self.finished)
        column.addWidget(self.button)
        self.options: OptionList | None = None

    def show_item(self, title: str, words: Sequence[str], typed: object, count: str) -> None:
        """Show an item; ``typed``: its answer, ``None`` for left blank, anything else while not typed."""
        tr = self.kit.tr
        self.title.setText(title)
        self.count.setText(count)
        self.wrong.setText("")
        rows = [(value, f"{value} {word}".strip(), "") for value, word in enumerate(words, start=1)]
        rows.append((_BLANK, f"{BLANK_SIGN} {tr('Left blank')}", ""))
        clear(self._place)
        self.options = OptionList(self.kit, title, rows)
        self.options.set_value(_BLANK if typed is None else typed if isinstance(typed, int) else None)
        self.options.chosen.connect(self._chosen)
        self._place.addWidget(self.options)

    def _chosen(self, value: object) -> None:
        if isinstance(value, int):
            self.answered.emit(None if value == _BLANK else value)

    def say_missing(self, missing: int) -> None:
        """Whether the pass can be saved."""
        some = self.kit.tr.plural("{n} item is not typed yet.", "{n} items are not typed yet.", missing)
        self.button.explain(some if missing else "")


class ScoreCard(QWidget):
    """15 scales and the summary score with one decimal; a scale that cannot be computed says so."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = Label(kit, kit.tr("Scores, 0 to 100"), "card-title")
        column.addWidget(self.title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.rows: dict[str, Label] = {}
        for better, codes in groupby(CODES, higher_is_better):
            self._add(Label(kit, self._way(better), "caption", "ink-2"))
            for code in codes:
                self._row(code)

    def _way(self, better: bool) -> str:
        tr = self.kit.tr
        return tr("A higher score is better") if better else tr("A higher score is worse")

    def _add(self, label: Label) -> None:
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _row(self, code: str) -> None:
        role = "second-strong" if code == SUMMARY else "second"
        name = Label(self.kit, self.kit.tr(score_name(code)), role)
        self.rows[code] = value = Label(self.kit, "", role, wrap=False)
        place = self._grid.rowCount()
        self._grid.addWidget(name, place, 0)
        self._grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignRight)

    def show_scores(self, scores: Mapping[str, float | None]) -> None:
        """Show one form's scores, rounded for the eye only."""
        for code, label in self.rows.items():
            value = scores[code]
            label.setText(self.kit.tr("not computed") if value is None else f"{value:.1f}")
