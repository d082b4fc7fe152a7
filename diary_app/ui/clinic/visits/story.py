"""The Visits tab as it is read: next steps on top, then two columns of cards, one at large text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from diary_app.services.clinic.visit_story import VisitsView
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.visits import rows, specs
from diary_app.ui.clinic.visits.acts import Loaded
from diary_app.ui.clinic.visits.parts import NextCard, Section
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, clear
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller
from diary_app.ui.widgets.themed import Themed


class ResponseCard(Section):
    """The tumour responses, the newest first; they belong to visits and are corrected there."""

    def __init__(self, kit: Kit) -> None:
        tr = kit.tr
        super().__init__(kit, tr("Tumour response"), tr("None is written down."),
                         [(specs.RESPONSE, tr("Add a response"))])  # fmt: skip

    def show_view(self, view: VisitsView) -> None:
        """Take other responses."""
        clear(self.rows)
        told = rows.responses(self.kit, view.responses)
        for day, words in told:
            self.rows.addWidget(Label(self.kit, f"{day}: {words}", "body"))
        if not told:
            self.rows.addWidget(Label(self.kit, self._nothing, "body", "ink-2"))


class CapsulesCard(Section):
    """Three lines a strength that stay apart, then what was handed out and came back."""

    def __init__(self, kit: Kit) -> None:
        tr = kit.tr
        acts = [(specs.DISPENSE, tr("Hand out")), (specs.TAKE_BACK, tr("Take in what came back"))]
        super().__init__(kit, tr("Capsules"), tr("None were handed out yet."), acts)
        self.table = DataTable(kit, tr("Count of capsules"))
        self.line = Label(kit, "", "second", "ink-2")
        self.column.insertWidget(2, self.table)
        self.column.insertWidget(3, self.line)

    def show_view(self, view: VisitsView) -> None:
        """Take another count."""
        heads, lines = rows.capsule_table(self.kit, view)
        self.table.show_data(TableData(heads, lines, frozenset(range(1, len(heads)))))
        told = self.kit.tr("The three lines come from three places, and none is worked out from another.")
        if view.data_to is not None:
            until = self.kit.long_date(min(view.data_to, view.today))
            told = self.kit.sentences(told, self.kit.tr("Diary and plan: up to {day}.", day=until))
        self.line.setText(told)
        self.show_rows([rows.capsule_row(self.kit, each) for each in view.moves])


class StoryView(Themed, Scroller):
    """``wanted`` names a form; ``correct`` and ``take_back`` carry a row."""

    wanted = Signal(str)
    correct = Signal(object)
    take_back = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        tr = kit.tr
        column = QVBoxLayout(self.body)
        column.setContentsMargins(2, 2, 4, 8)
        column.setSpacing(10)
        self.next = NextCard(kit)
        column.addWidget(self.next)
        self.decisions = Section(kit, tr("Dose decisions"), tr("Nothing was decided yet."), _deciding(kit))
        self.visits = Section(kit, tr("Visits"), tr("No visit is written down."),
                              [(specs.VISIT, tr("Add a visit"))])  # fmt: skip
        self.events = Section(kit, tr("Adverse events"), tr("None is written down."),
                              [(specs.EVENT, tr("Add an event"))])  # fmt: skip
        self.medicines = Section(kit, tr("Other medicines"), tr("None is written down."),
                                 [(specs.MEDICINE, tr("Add a medicine"))])  # fmt: skip
        self.responses = ResponseCard(kit)
        self.capsules = CapsulesCard(kit)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(10)
        self._sides.addLayout(_stacked(self.decisions, self.visits), 1)
        self._sides.addLayout(_stacked(self.events, self.medicines, self.responses), 1)
        column.addLayout(self._sides)
        column.addWidget(self.capsules)
        column.addStretch(1)
        for card in self.sections:
            card.wanted.connect(self.wanted)
            card.correct.connect(self.correct)
            card.take_back.connect(self.take_back)
        self.body.hide()
        self.follow(kit)

    @property
    def sections(self) -> list[Section]:
        """The cards with buttons, in order."""
        return [self.decisions, self.visits, self.events, self.medicines, self.responses, self.capsules]

    def button_of(self, form: str) -> Button | None:
        """What opens a form."""
        return next((card.buttons[form] for card in self.sections if form in card.buttons), None)

    def restyle(self) -> None:
        """One column at large text."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if self.kit.look.stacked or self.kit.look.large else across)

    def show_loaded(self, loaded: Loaded) -> None:
        """Take another story."""
        kit, view = self.kit, loaded.view
        self.next.show_lines(rows.next_lines(kit, view))
        self.decisions.offer(offered(view))
        if loaded.reads_only:
            for card in self.sections:
                card.read_only()
        self.decisions.show_rows([rows.decision_row(kit, each) for each in view.decisions])
        signed, may = loaded.signatures, loaded.may_sign
        visits = [rows.visit_row(kit, each, signed.get(each.fact.record.id, ()), may_sign=may)
                  for each in view.visits]  # fmt: skip
        self.visits.show_rows(visits)
        self.events.show_rows([rows.event_row(kit, each) for each in view.events])
        self.medicines.show_rows([rows.medicine_row(kit, each) for each in view.medications])
        self.responses.show_view(view)
        self.capsules.show_view(view)
        self.body.show()


def _deciding(kit: Kit) -> list[tuple[str, str]]:
    tr = kit.tr
    return [
        (specs.START, tr("Cycle start")),
        (specs.DELAY, tr("Delay")),
        (specs.HOLD, tr("Hold")),
        (specs.RESUME, tr("End the hold")),
        (specs.REDUCE, tr("Reduce")),
        (specs.RAISE, tr("Raise again")),
        (specs.STOP, tr("Stop")),
    ]


def offered(view: VisitsView) -> list[str]:
    """The decisions that can be written down as things stand."""
    if view.stopped is not None:
        return []
    if view.next.cycle is None:
        return [specs.START]
    found = [specs.START, specs.DELAY, specs.RESUME if view.next.held_since else specs.HOLD]
    found += [specs.REDUCE] if view.lower else []
    found += [specs.RAISE] if view.higher else []
    return [*found, specs.STOP]


def _stacked(*cards: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(10)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
