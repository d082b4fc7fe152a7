"""One question a page (pictures 07 and 08), and the practice question before them."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.qlq_c30.administration import LAST, Administration
from diary_app.qlq_c30.wording import Wording, WordingItem
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.answers import AnswerRows, AnswerTiles
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, divider
from diary_app.ui.widgets.choices import ChoiceGroup
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.page_parts import Scroller, key_hint
from diary_app.ui.widgets.progress import Progress

_SEVEN = 7
_LONG, _LONG_ZH = 40, 20  # characters from which a question is a sentence, and no short description


class ItemView(QWidget):
    """Shows the item a person is at; every press is told by signal, nothing moves by itself."""

    answered = Signal(object)
    declined = Signal()
    next_pressed = Signal()
    back_pressed = Signal()
    skipped = Signal()
    put_off = Signal()

    def __init__(self, kit: Kit, wording: Wording) -> None:
        super().__init__()
        self.kit, self._wording = kit, wording
        self.group: ChoiceGroup | None = None
        self._shown: tuple[str, int] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(10)
        self._scroller = scroller = Scroller()
        self._body = QVBoxLayout(scroller.body)
        self._body.setContentsMargins(8, 6, 8, 6)
        self._body.setSpacing(6)
        self._fill_body()
        column.addWidget(scroller, 1)
        self._asking_place = QVBoxLayout()
        self._asking_place.setContentsMargins(8, 8, 8, 0)
        column.addLayout(self._asking_place)
        self._foot_row = self._foot()
        column.addLayout(self._foot_row)
        column.addSpacing(8)
        column.addWidget(divider())
        column.addSpacing(6)
        column.addLayout(notice_line(kit, wording))
        kit.appearance.changed.connect(self._restyle)
        self._restyle()

    def _head(self) -> QHBoxLayout:
        kit, tr = self.kit, self.kit.tr
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(8)
        line = QHBoxLayout()
        self.counter = Label(kit, "", "small-title", wrap=False)
        self.time_left = Label(kit, "", "second", "ink-2", wrap=False)
        line.addWidget(self.counter)
        line.addStretch()
        line.addWidget(self.time_left, 0, Qt.AlignmentFlag.AlignBottom)
        words.addLayout(line)
        self.progress = Progress(kit, tr("Questions done"))
        self.progress.setRange(0, LAST)
        words.addWidget(self.progress)
        row.addLayout(words, 1)
        self.later_button = Button(kit, tr("Save and finish later"), icon="save")
        self.later_button.clicked.connect(self.put_off)
        row.addWidget(self.later_button)
        return row

    def _fill_body(self) -> None:
        kit = self.kit
        self.recall = Label(kit, "", "body", "ink-2")
        self.question = Label(kit, "", "question")
        self._body.addWidget(self.recall)
        self._body.addWidget(self.question)
        self._body.addSpacing(8)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(14)
        self._body.addLayout(self._answers)
        self.asking = Banner(kit, "due", "circle-alert")
        self.asking.column.setContentsMargins(22, 5, 20, 5)  # low, so that all answers stay in view
        self.asking.column.setSpacing(10)
        self.skip_button = Button(kit, kit.tr("Skip this question"))
        self.skip_button.clicked.connect(self.skipped)
        self._body.addStretch(1)

    def _foot(self) -> QHBoxLayout:
        kit, tr = self.kit, self.kit.tr
        row = QHBoxLayout()
        row.setContentsMargins(8, 10, 8, 0)
        row.setSpacing(12)
        self.back_button = Button(kit, tr("Back"), size="footer", icon="arrow-left")
        self.back_button.clicked.connect(self.back_pressed)
        self.decline_button = Button(kit, tr("I prefer not to answer"), size="footer")
        self.decline_button.clicked.connect(self.declined)
        self.next_button = Button(kit, tr("Next"), "primary", "footer", "arrow-right", icon_after=True)
        self.next_button.setMinimumWidth(190)
        self.next_button.clicked.connect(self.next_pressed)
        row.addWidget(self.back_button)
        row.addWidget(self.decline_button)
        self.replaced = Label(kit, "", "second", "ink-2")
        row.addWidget(self.replaced, 1)
        row.addWidget(self.next_button)
        return row

    def _restyle(self) -> None:
        """At large text the extras step back."""
        large = self.kit.look.large
        self.time_left.setVisible(not large)
        self.later_button.set_icon_only(large)
        if large:  # too high to stand beside the question: it scrolls with the answers
            self._body.insertWidget(self._body.count() - 1, self.asking)
            self.asking.column.addWidget(self.skip_button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._asking_place.addWidget(self.asking)
            self.asking.row.addWidget(self.skip_button)
        if self.kit.look.stacked:  # below the answers, which need the room
            self._body.insertWidget(self._body.count() - 1, self.decline_button)
        else:
            self._foot_row.insertWidget(1, self.decline_button)
        self._fit_question()
        self._shown = None  # the hints are built anew with the next state

    def _fit_question(self) -> None:
        """A whole sentence in large text is written smaller, so that it stays in view with an answer."""
        long = len(self.question.text()) > (_LONG_ZH if self.kit.tr.language.startswith("zh") else _LONG)
        self.question.set_role("page-title" if long and self.kit.look.large else "question")

    def show_state(self, state: Administration, practice_value: int | None) -> None:
        """Show where the filling-in stands; the answers are built anew only for another item."""
        practice = state.place == "practice"
        item = self._practice() if practice else self._wording.item(state.at)
        page = (state.place, 0 if practice else state.at)
        built = page != self._shown
        if built:
            self._shown = page
            self._build_answers(item)
        assert self.group is not None
        self.group.set_value(practice_value if practice else state.answers.get(state.at))
        if built:
            self._scroller.verticalScrollBar().setValue(0)
            self.focus_answers()
        self._say_head(state, practice)
        self._say_foot(state, practice, practice_value is not None)
        if built:
            a11y.announce(self, self.kit.sentences(f"{self.counter.text()}.", self.question.accessibleName()))

    def focus_answers(self) -> None:
        """The chosen answer has the focus, else the first; the group is named after the question."""
        assert self.group is not None
        value = self.group.value
        places = [choice.value for choice in self.group.choices]
        self.group.focus_place(places.index(value) if value in places else 0)

    def say_replaced(self, sentence: str) -> None:
        """Say beside Next that a refusal became an answer; empty takes it away."""
        self.replaced.setText("" if self.kit.look.large else sentence)

    def _practice(self) -> WordingItem:
        practice = self._wording.practice
        assert practice is not None
        return practice

    def _say_head(self, state: Administration, practice: bool) -> None:
        tr = self.kit.tr
        self.progress.setValue(state.finished)
        if practice:
            self.counter.setText(tr("Practice question"))
            self.time_left.setText(tr("Only for practice. It is not kept."))
            return
        self.counter.setText(tr("Question {n} of {all}", n=state.at, all=LAST))
        minutes = state.minutes_left
        words = tr.plural("About {n} minute left", "About {n} minutes left", minutes) if minutes else ""
        self.time_left.setText(words)

    def _say_foot(self, state: Administration, practice: bool, practised: bool) -> None:
        tr = self.kit.tr
        ready = practised if practice else state.can_go_on
        self.next_button.set_kind("primary" if ready else "quiet")
        self.next_button.setAccessibleDescription("" if ready else tr("Choose an answer first."))
        self.next_button.setToolTip("" if ready else tr("Choose an answer first."))
        first = practice or (state.at == 1 and not state.to_review)
        self.back_button.explain(tr("This is the first question.") if first else "")
        self.decline_button.setVisible(state.skipping and not practice)
        declined = not practice and state.state(state.at) == "declined"
        self.decline_button.set_kind("chosen" if declined else "secondary")
        self.decline_button.set_icon("check" if declined else "")
        told = tr("Chosen") if declined else ""
        self.decline_button.setAccessibleDescription(told)
        self.asking.setVisible(state.asking)
        self._hint.setVisible(not state.asking)  # leaves its room to the banner
        if state.asking and self.kit.look.large:
            QTimer.singleShot(0, self, lambda: self._scroller.ensureWidgetVisible(self.asking))
        self.skip_button.setVisible(state.skipping)
        text = (
            tr("Choose an answer, or skip this question.")
            if state.skipping
            else tr("Choose an answer first.")
        )
        self.asking.say(tr("This question has no answer yet."), text)

    def _build_answers(self, item: WordingItem) -> None:
        kit, tr = self.kit, self.kit.tr
        _empty(self._answers)
        recall = self._wording.headings[item.recall]
        self.recall.setText(recall or " ")  # keeps its height
        self.question.setText(item.text)
        self._fit_question()
        self.question.setAccessibleName(f"{recall}: {item.text}" if recall else item.text)
        if len(item.options) == _SEVEN:
            self.group = AnswerTiles(kit, "", item.options[0], item.options[-1])
            hint: QWidget = self._ends(item)
        else:
            self.group = AnswerRows(kit, "", item.options)
            keys = [(str(place), True) for place in range(1, len(item.options) + 1)]
            told = tr("Choose an answer.") if kit.look.large else tr("Choose an answer, or press")
            hint = key_hint(kit, [(told, False), *([] if kit.look.large else keys)])
        self.group.setAccessibleName(item.text)
        self.group.chosen.connect(self.answered)
        self._answers.addWidget(self.group)
        self._answers.addWidget(hint)
        self._hint = hint
        self._take_their_places()
        foot = [self.skip_button, self.back_button, self.decline_button, self.next_button]
        for before, after in pairwise([*self.group.choices, *foot]):
            QWidget.setTabOrder(before, after)

    def _take_their_places(self) -> None:
        """At once: else the page is scrolled to where the first answer stands before it has its place."""
        if self.isVisible() and self.group is not None:
            self.group.show()
            self._hint.show()
            self._body.activate()

    def _ends(self, item: WordingItem) -> QFrame:
        kit, tr = self.kit, self.kit.tr
        panel = QFrame()
        panel.setProperty("panel", "sunken")
        row = QHBoxLayout(panel)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel(kit, "info", "ink-2", 22))
        words = tr(
            "1 means {lowest}. 7 means {highest}. Choose any number in between.",
            lowest=item.options[0].lower(),
            highest=item.options[-1].lower(),
        )
        row.addWidget(Label(kit, words, "body"), 1)
        if not kit.look.large:
            keys = [(tr("or press"), False), ("1", True), (tr("to"), False), ("7", True)]
            row.addWidget(key_hint(kit, keys))
        return panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer wherever the focus is; Enter goes on."""
        text, group = event.text(), self.group
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (
            plain
            and group is not None
            and text.isdigit()
            and group.choices[0].value <= int(text) <= len(group.choices)
        ):
            group.choose(int(text))
            if group is self.group:  # else the answers were built anew, in another look, and have the focus
                group.focus_place(int(text) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat():
            self.next_pressed.emit()
        else:
            super().keyPressEvent(event)


def notice_line(kit: Kit, wording: Wording) -> QHBoxLayout:
    """The notice of an unofficial wording, and the copyright line that a pack has."""
    return notice_row(kit, kit.sentences(wording.notice, wording.copyright))


def notice_row(kit: Kit, text: str) -> QHBoxLayout:
    """A line in small print with a sign before it."""
    row = QHBoxLayout()
    row.setContentsMargins(8, 0, 8, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel(kit, "info", "ink-3", 18))
    row.addWidget(Label(kit, text, "caption", "ink-3"), 1)
    return row


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
