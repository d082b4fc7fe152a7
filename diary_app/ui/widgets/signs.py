"""Yes/no signs of the study plan: rows, a list of them, and the question that stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from diary_app.domain.protocol import Sign
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.choices import Choice, Segments
from diary_app.ui.widgets.labels import Label, SpokenLabel
from diary_app.ui.widgets.themed import Themed

YES, NO = 1, 0
_KEYS = {Qt.Key.Key_Y: YES, Qt.Key.Key_N: NO}


def still_to_ask(signs: Sequence[Sign], answers: Mapping[str, bool]) -> bool:
    """Whether one of ``signs`` is open; after a "yes" the others make no difference to what is to be done."""
    known = [answers.get(sign.code) for sign in signs]
    return None in known and True not in known


class YesNo(Segments):
    """Yes and No; Y and N choose, Up and Down go to the next question."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__(kit, name, [(YES, kit.tr.within("sign", "Yes")), (NO, kit.tr.within("sign", "No"))])
        self.arrows_step = True

    def take_key(self, event: QKeyEvent, choice: Choice) -> bool:
        """Y and N besides the keys of every choice."""
        value = _KEYS.get(Qt.Key(event.key()))
        if value is None or event.modifiers():
            return super().take_key(event, choice)
        self.choose(value)
        self.focus_place(next(place for place, one in enumerate(self.choices) if one.value == value))
        return True


class SignRow(Themed, QFrame):
    """One sign with Yes and No, neither chosen. ``answered`` tells its code."""

    answered = Signal(str)
    stepped = Signal(object, int)

    def __init__(self, kit: Kit, question: str, sign: Sign) -> None:
        super().__init__()
        self.sign = sign
        self.asked = True
        self._kept: bool | None = None
        self.setProperty("panel", "row")
        label = sign.label.in_language(kit.tr.language)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, 10, 20, 10)
        self._row.setSpacing(16)
        self.label = Label(kit, label, "body-strong")
        self._row.addWidget(self.label, 1)
        self.choice = YesNo(kit, f"{question} {label}")
        self.choice.setMinimumWidth(230)
        self.choice.chosen.connect(self._chosen)
        self.choice.stepped.connect(lambda steps: self.stepped.emit(self, steps))
        self._row.addWidget(self.choice, 0)
        self.follow(kit)

    def restyle(self) -> None:
        """At large text the choice stands below the words."""
        large = self.kit.look.large
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if large else across)

    def be_about(self, question: str) -> None:
        """Stand below another question, in every accessible name too."""
        self.choice.rename(f"{question} {self.label.text()}")

    @property
    def present(self) -> bool | None:
        """Yes, no, or not answered."""
        value = self.choice.value
        return None if value is None else value == YES

    def show_answer(self, present: bool | None, *, kept: bool = False) -> None:
        """Show an answer without telling anybody; one that is ``kept`` can be changed, not made unsaid."""
        if kept:
            self._kept = present
        self.choice.set_value(None if present is None else int(present))

    def ask(self, asked: bool) -> None:
        """Whether the sign is asked now; one that is not takes no room and has no say."""
        self.asked = asked
        self.setVisible(asked)

    def focus_place(self, place: int) -> None:
        """Give the focus to Yes (0) or No (1 and over)."""
        self.choice.focus_place(place)

    @property
    def focused_place(self) -> int:
        """Where the focus is; 0 if it is not here."""
        return self.choice.focused_place()

    def _chosen(self, value: int | None) -> None:
        if value is None and self._kept is not None:
            self.choice.set_value(int(self._kept))
        self.answered.emit(self.sign.code)


class SignList(QWidget):
    """Rows of signs, and "None of these", which answers what is still open and can be taken back.

    ``question`` stands above the rows and in every accessible name. ``changed``
    after each answer. A row may stand elsewhere on the page: :meth:`add` takes it in.
    """

    changed = Signal()

    def __init__(self, kit: Kit, question: str) -> None:
        super().__init__()
        self.kit, self.question = kit, question
        self.rows: list[SignRow] = []
        self._filled: list[SignRow] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.none_button = Button(kit, kit.tr("None of these"), size="secondary")
        self._name_button()
        self.none_button.clicked.connect(self.fill_none)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        foot.addWidget(self.none_button, 0, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(foot)

    def fill(self, signs: Sequence[Sign], answers: Mapping[str, bool]) -> None:
        """Rows for ``signs`` and what is answered about them already; called once."""
        for sign in signs:
            row = SignRow(self.kit, self.question, sign)
            row.show_answer(answers.get(sign.code), kept=True)
            self.place(row)
            row.stepped.connect(self._step)
            self.add(row)

    def place(self, row: SignRow) -> None:
        """Below the rows that stand here already."""
        self._rows.addWidget(row)

    def add(self, row: SignRow) -> None:
        """Take in a row, wherever it stands."""
        row.answered.connect(self._answered)
        self.rows.append(row)

    @property
    def asked(self) -> list[SignRow]:
        """The rows that are asked now."""
        return [row for row in self.rows if row.asked]

    def answers(self) -> dict[str, bool]:
        """Every answer shown, by the sign's code."""
        return {row.sign.code: row.present for row in self.asked if row.present is not None}

    def fill_none(self) -> None:
        """Answer "no" to all that is open, or take that back."""
        if self._filled:
            for row in self._filled:
                row.show_answer(None)
            self.forget_filled()
            self.changed.emit()
            return
        self._filled = [row for row in self.asked if row.present is None]
        for row in self._filled:
            row.show_answer(False)
        self.none_button.set_text(self.kit.tr("Undo: none of these"))
        self._name_button()
        self.changed.emit()

    @property
    def filled(self) -> bool:
        """Whether "None of these" can be taken back."""
        return bool(self._filled)

    def forget_filled(self) -> None:
        """It can no longer be taken back as a whole."""
        self._filled = []
        self.none_button.set_text(self.kit.tr("None of these"))
        self._name_button()

    def say_ready(self) -> None:
        """Nothing to fill: the button says why."""
        still_open = any(row.present is None for row in self.asked)
        done = "" if still_open or self._filled else self.kit.tr("Every question has an answer already.")
        self.none_button.explain(done)

    def _name_button(self) -> None:
        self.none_button.setAccessibleName(f"{self.question} {self.none_button.text()}")

    def _answered(self, _code: str) -> None:
        self.forget_filled()
        self.changed.emit()

    def _step(self, row: SignRow, steps: int) -> None:
        asked = self.asked
        target = asked.index(row) + steps
        if 0 <= target < len(asked):
            asked[target].focus_place(row.focused_place)


class SignsCard(Themed, Card):
    """The question alone: its rows, "None of these", and Save. ``saved`` tells the answers by code.

    Save wants one "yes", or an answer to everything.
    """

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, kit: Kit, kind: str = "dominant", *, back: bool = False) -> None:
        super().__init__(kind, (24, 20, 24, 20))
        tr = kit.tr
        question = tr("Do you have any of this now?")
        self.title = SpokenLabel(kit, question, "hero")
        self.why = Label(kit, "", "body", "ink-2")
        self.why.hide()
        self.list = SignList(kit, question)
        self.list.changed.connect(self._changed)
        self.save_button = Button(kit, tr("Save answers"), "primary", "secondary", "check")
        self.save_button.clicked.connect(self._save)
        self.column.setSpacing(8)
        for part in (self.title, self.why, self.list):
            self.column.addWidget(part)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(12)
        self.back_button: Button | None = None
        if back:
            self.back_button = Button(kit, tr("Back"), size="secondary", icon="arrow-left")
            self.back_button.setAccessibleName(f"{tr('Back')}: {question}")
            self.back_button.clicked.connect(self.cancelled)
            self._foot.addWidget(self.back_button)
        self._foot.addWidget(self.save_button, 1)
        self.column.addLayout(self._foot)
        self.follow(kit)

    def restyle(self) -> None:
        """At the largest text the buttons stand one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._foot.setDirection(down if self.kit.look.stacked else across)

    def ask(self, signs: Sequence[Sign], answers: Mapping[str, bool], why: str = "") -> None:
        """Ask about ``signs``; ``why``: what led to the question."""
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.list.fill(signs, answers)
        self._changed()

    def speak(self) -> None:
        """The question takes the focus, so that it is read out; Tab goes to the first row."""
        self.title.leads_to = self.list.rows[0].choice.choices[0] if self.list.rows else None
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        a11y.announce(self, self.kit.sentences(self.title.text(), self.why.text()))

    def _changed(self) -> None:
        self.list.say_ready()
        answers = self.list.answers()
        enough = any(answers.values()) or len(answers) == len(self.list.asked)
        missing = self.kit.tr('Answer every line, or press "None of these" first.')
        self.save_button.explain("" if enough else missing)

    def _save(self) -> None:
        self.saved.emit(self.list.answers())
