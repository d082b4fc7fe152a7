"""One day with everything written about it: what holds, when and by whom it was entered, every change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.domain.facts import Dose, Fact, Pressure, SignAnswer, SymptomPage, Temperature, Weight
from diary_app.domain.protocol import Protocol
from diary_app.services.history import DayStory, HistoryView
from diary_app.services.history_entries import Written
from diary_app.ui.kit import Kit
from diary_app.ui.pages.history import entry_words, words
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, clear, divider
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.labels import IconLabel, Label

_CORRECTED = (Dose, SymptomPage, SignAnswer, Pressure, Weight, Temperature)


class StoryCard(Card):
    """The chosen day. ``pressed`` carries (act, the entry it is about, or nothing for the day itself)."""

    pressed = Signal(str, object)
    stepped = Signal(int)

    def __init__(self, kit: Kit, plan: Protocol) -> None:
        super().__init__("plain", (20, 18, 20, 16))
        self.kit, self._plan = kit, plan
        self.buttons: dict[str, Button] = {}  # by act, the last one of each
        self._acts: list[Button] = []
        self._offers = True
        head = QHBoxLayout()
        head.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.title = Label(kit, "", "card-title")
        self.line = Label(kit, "", "second", "ink-2")
        texts.addWidget(self.title)
        texts.addWidget(self.line)
        head.addLayout(texts, 1)
        self.before_button = self._step("chevron-left", kit.tr("The day before"), -1)
        self.after_button = self._step("chevron-right", kit.tr("The day after"), 1)
        head.addWidget(self.before_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.after_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addSpacing(10)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(8)
        self.column.addLayout(self._entries)
        self.column.addStretch(1)

    def _step(self, icon: str, name: str, step: int) -> Button:
        button = Button(self.kit, name, size="small", icon=icon)
        button.set_icon_only(True)
        button.clicked.connect(lambda: self.stepped.emit(step))
        return button

    def show_story(self, story: DayStory, view: HistoryView) -> None:
        """Show a day."""
        kit, shown = self.kit, story.day
        self.story = story
        self.buttons, self._acts = {}, []
        clear(self._entries)
        self.title.setText(kit.long_date(shown.day))
        self.line.setText(words.day_line(kit, shown, view))
        self.before_button.explain(
            "" if view.first and shown.day > view.first else kit.tr("The diary begins here.")
        )
        self.after_button.explain(
            "" if view.last and shown.day < view.last else kit.tr("The diary ends here.")
        )
        for written in story.written:
            self._entries.addWidget(divider())
            self._entries.addWidget(self._entry(story, written))
        self._entries.addWidget(divider())
        if not story.written:
            empty = kit.tr("Nothing is written down for this day.")
            self._entries.addWidget(Label(kit, empty, "body", "ink-2"))
        self._entries.addWidget(self._foot(story, view))

    def offer_acts(self, offers: bool) -> None:
        """One thing at a time: while a form is open no other is offered."""
        self._offers = offers
        for button in self._acts:
            button.setVisible(offers)

    def told(self) -> list[tuple[str, str]]:
        """(title, line) of every entry that holds."""
        held = [written for written in self.story.written if written.fact is not None]
        return [
            (
                entry_words.fact_title(self.kit, each)[1],
                entry_words.fact_line(self.kit, each.fact, self._plan),
            )
            for each in held
        ]

    def _entry(self, story: DayStory, written: Written) -> QWidget:
        kit = self.kit
        body = QWidget()
        across = not kit.look.large
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom, body
        )
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        icon, title = entry_words.fact_title(kit, written)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(IconLabel(kit, icon, "ink-2", 22), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(kit, title, "body", "ink-2"), 1, Qt.AlignmentFlag.AlignTop)
        if across:
            head.setFixedWidth(round(kit.look.base * 9.6))
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._values(story, written, title), 1)
        return body

    def _values(self, story: DayStory, written: Written, title: str) -> QVBoxLayout:
        kit, plan = self.kit, self._plan
        column = QVBoxLayout()
        column.setSpacing(3)
        fact = written.fact if written.fact is not None else written.before
        text = entry_words.fact_line(kit, fact, plan)
        if written.fact is None:
            text = kit.tr("Undone. It said: {what}", what=text)
        if isinstance(written.fact, SymptomPage):
            column.addLayout(self._grades(written.fact))
        else:
            column.addWidget(Label(kit, text, "body", "ink" if written.fact is not None else "ink-2"))
        chips = self._chips(written)
        if chips:
            column.addWidget(Flow(chips, 6))
        if isinstance(written.fact, Dose) and written.fact.taken:
            stomach = kit.tr("Stomach: {answer}", answer=entry_words.stomach_line(kit, written.fact))
            column.addWidget(Label(kit, stomach, "body"))
        if written.record.note and written.fact is not None:
            column.addWidget(Label(kit, kit.tr("Note: {note}", note=written.record.note), "second", "ink-2"))
        column.addWidget(Label(kit, entry_words.provenance(kit, written), "caption", "ink-2"))
        why = entry_words.late_reason(kit, written, plan)
        if why:
            told = entry_words.why_late(kit, written, why)
            column.addWidget(Label(kit, told, "caption", "ink-2"))
        for change in written.changes:
            column.addWidget(Label(kit, entry_words.change_line(kit, change, plan), "caption", "ink-2"))
        if story.in_window and written.own:
            column.addLayout(self._mending(written, title))
        return column

    def _grades(self, page: SymptomPage) -> QVBoxLayout:
        """Each symptom felt with its grade on the ramp, then those that were none."""
        kit, column = self.kit, QVBoxLayout()
        column.setSpacing(4)
        for term, grade in entry_words.felt(page):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Label(kit, entry_words.term_words(kit, self._plan, term)))
            row.addWidget(Chip(kit, words.grade_words(kit, grade), f"sev-{grade}"))
            row.addStretch(1)
            column.addLayout(row)
        none = entry_words.none_line(kit, page, self._plan)
        if none:
            column.addWidget(Label(kit, none, "body"))
        return column

    def _chips(self, written: Written) -> list[Chip]:
        kit, tr = self.kit, self.kit.tr
        chips = []
        if written.late:
            chips.append(Chip(kit, tr("Taken late"), "ok", "clock"))
        if written.off_plan:
            chips.append(Chip(kit, tr("Outside the plan"), "plain", "plus"))
        late = entry_words.late_words(kit, written)
        if late:
            chips.append(Chip(kit, late, "plain", "history"))
        if written.record.conflict:
            chips.append(Chip(kit, tr("Corrected twice, your clinic looks at it"), "due", "circle-alert"))
        return chips

    def _mending(self, written: Written, title: str) -> QBoxLayout:
        tr = self.kit.tr
        down = self.kit.look.stacked
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)
        row.setSpacing(8)
        fact = written.fact
        if isinstance(fact, _CORRECTED):
            row.addWidget(self._act("correct", tr("Correct…"), "pencil", written, title))
        if isinstance(fact, _CORRECTED):
            words_ = tr("Undo") if written.fresh else tr("Undo…")
            row.addWidget(self._act("undo", words_, "undo-2", written, title))
        if fact is None and isinstance(written.before, _CORRECTED):
            row.addWidget(self._act("bring_back", tr("Bring it back"), "undo-2", written, title))
        row.addStretch(1)
        return row

    def _act(self, act: str, text: str, icon: str, about: Written | None, title: str = "") -> Button:
        button = Button(self.kit, text, size="small", icon=icon)
        if about is not None:
            line = entry_words.fact_line(self.kit, about.fact or about.before, self._plan).replace("\n", ", ")
            button.setAccessibleName(self.kit.tr("{act} {what}: {line}", act=text, what=title, line=line))
        button.clicked.connect(lambda: self.pressed.emit(act, about))
        self.buttons[act] = button
        self._acts.append(button)
        if not self._offers:
            button.hide()
        return button

    def _foot(self, story: DayStory, view: HistoryView) -> QFrame:
        kit, tr = self.kit, self.kit.tr
        foot = QFrame()
        down = kit.look.stacked
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight, foot)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        if story.day.day > view.today:
            row.addWidget(Label(kit, tr("This day is still to come."), "second", "ink-2"), 1)
            return foot
        if not story.in_window:
            row.addWidget(Label(kit, words.older_line(kit, story.window_days, view.clinic_phone), "body"), 1)
            return foot
        acts = [
            self._act("symptoms", tr("Add symptoms…"), "plus", None),
            self._act("reading", tr("Add a reading…"), "heart-pulse", None),
        ]
        if story.missing_dose:
            acts.insert(0, self._act("missing", tr("Write down the capsule…"), "pill", None))
        row.addWidget(Flow(acts), 1)
        return foot


def correctable(fact: Fact | None) -> bool:
    """Whether the window has a form for it."""
    return isinstance(fact, _CORRECTED)
