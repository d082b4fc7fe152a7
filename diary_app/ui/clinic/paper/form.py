"""One paper questionnaire: typed twice, compared, settled, scored (picture 15)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.domain.clinic.paper import Cells, Typing, untyped
from diary_app.domain.clinic.paper_compare import Match, Settlement, outcome
from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.scoring import Scores
from diary_app.qlq_c30.wording import Wording
from diary_app.services.clinic.paper_state import PaperView, Step
from diary_app.ui.clinic.paper.cards import ScoreCard, TypingCard
from diary_app.ui.clinic.paper.grid import GridItem, ItemGrid
from diary_app.ui.clinic.paper.settle import SettleCard
from diary_app.ui.clinic.paper.steps import StepBar, StepWords
from diary_app.ui.clinic.paper.words import BLANK_SIGN, answer_words, pass_words, title_of
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.page_parts import Scroller, key_hint

_CARD, _WIDE = 312, 900  # px: the card at the right; below this width it stands under the items


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A paper as the page shows it.

    ``typing``: the pass that ``actor``, who looks at it, has begun. ``scores``
    and ``answers``: of a form that is written.
    """

    view: PaperView
    typing: Typing
    actor: str
    scores: Scores | None = None
    answers: Cells | None = None


class PaperForm(QWidget):
    """Shows a paper and tells what a person does; the page calls the services."""

    left = Signal()
    kept = Signal(object)  # the Typing to keep as a draft
    finished = Signal(object)  # the Typing that is a whole pass
    settled = Signal(object)  # a Settlement
    written = Signal()  # save and score
    said = Signal(str)  # something to say to a screen reader and at the foot

    def __init__(self, kit: Kit, wording: Wording) -> None:
        super().__init__()
        self.kit, self._wording = kit, wording
        self.view: PaperView | None = None
        self.typing = Typing(cells={})
        self.unsaved = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        self.steps = StepBar(kit)
        column.addWidget(self.steps)
        self.scroller = Scroller()
        column.addWidget(self.scroller, 1)
        self._fill_body()
        self.wrong = Label(kit, "", "second-strong", "urgent")
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addWidget(self._make_foot())
        for keys, steps in (("F8", 1), ("Shift+F8", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda steps=steps: self.step(steps))

    def _make_head(self) -> QHBoxLayout:
        tr, row = self.kit.tr, QHBoxLayout()
        row.setSpacing(10)
        self.back = Button(self.kit, tr("Back to the papers"), size="small", icon="arrow-left")
        self.back.set_icon_only(True)
        self.back.clicked.connect(self.left)
        self.title = Label(self.kit, "", "page-title", wrap=False)
        self.about = Label(self.kit, "", "body", "ink-2")
        self.draft = Button(self.kit, tr("Save draft"), icon="save")
        self.draft.clicked.connect(self._keep)
        self.score = Button(self.kit, tr("Save and score"), icon="chart-column")
        self.score.clicked.connect(self.written)
        for part in (self.back, self.title, self.about, self.draft, self.score):
            row.addWidget(part, int(part is self.about), Qt.AlignmentFlag.AlignVCenter)
        return row

    def _fill_body(self) -> None:
        names = self._wording.items
        items = [GridItem(str(one.n), names[one.n - 1].short, one.highest) for one in ITEMS]
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.scroller.body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self.grid = ItemGrid(self.kit, items)
        frame = Card("plain", (1, 1, 1, 1))
        frame.column.addWidget(self.grid)
        self._body.addWidget(frame, 1)
        self.side = Card("plain", (16, 14, 16, 14))
        self.type_card, self.settle_card = TypingCard(self.kit), SettleCard(self.kit)
        self.score_card = ScoreCard(self.kit)
        self.ready = Label(self.kit, "", "body")
        for part in (self.type_card, self.settle_card, self.score_card, self.ready):
            self.side.column.addWidget(part, 0 if part is self.ready else 1)
            part.hide()
        self.side.column.addStretch(0)
        self._body.addWidget(self.side)
        self.grid.typed.connect(self._typed)
        self.grid.moved.connect(self._moved)
        self.grid.saved.connect(self._finish)
        self.grid.refused.connect(self._refuse)
        self.type_card.answered.connect(self._answered)
        self.type_card.finished.connect(self._finish)
        self.settle_card.settled.connect(self.settled)
        self.settle_card.stepped.connect(self.step)

    def _make_foot(self) -> QWidget:
        tr, foot = self.kit.tr, QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        pack = self._wording
        told = " ".join(part for part in ("" if pack.official else pack.notice, pack.copyright) if part)
        if told:
            row.addWidget(IconLabel(self.kit, "info", "ink-2", 18))
        row.addWidget(Label(self.kit, told, "second", "ink-2"), 1)
        hint = [(tr("During entry"), False), ("1", True), (tr("to"), False), ("7", True),
                (tr("moves on"), False), (BLANK_SIGN, True), (tr("left blank"), False),
                ("F8", True), (tr("next difference"), False)]  # fmt: skip
        self.hint = key_hint(self.kit, hint)
        row.addWidget(self.hint)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card goes below the items where there is no room beside them; the keys' line falls away."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE * self.kit.look.text / 100
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._body.setDirection(across if wide else down)
        self.side.setFixedWidth(round(_CARD * (1 + (self.kit.look.text - 100) / 300))) if wide else (
            self.side.setMinimumWidth(0), self.side.setMaximumWidth(16_777_215)
        )  # fmt: skip
        self.hint.setVisible(wide)
        for button in (self.draft, self.score):
            button.set_icon_only(not wide and self.kit.look.stacked)

    # -- what is shown -------------------------------------------------------

    def load(self, loaded: Loaded) -> None:
        """Show a paper as it stands now."""
        view = loaded.view
        fresh = self.view is None or (self.view.ref, self.view.step) != (view.ref, view.step)
        self.view, self.typing, self.unsaved = view, loaded.typing, False
        self._show_head(view)
        self._show_steps(view)
        self._show_refusal("")
        typing = view.step in (Step.FIRST, Step.SECOND)
        self.grid.editable = typing
        for card in (self.type_card, self.settle_card, self.score_card, self.ready):
            card.hide()
        if typing:
            self._show_typing(view, loaded.actor, fresh=fresh)
        elif view.step is Step.COMPARE:
            self._show_compare(view, fresh=fresh)
        else:
            self._show_done(loaded)

    def _show_head(self, view: PaperView) -> None:
        tr, day = self.kit.tr, self.kit.short_date(view.ref.day)
        self.title.setText(title_of(self.kit, view.ref.kind))
        self.about.setText(tr("{id}, form dated {day} {year}", id=view.ref.participant, day=day,
                              year=view.ref.day.year))  # fmt: skip
        self.draft.setVisible(view.step in (Step.FIRST, Step.SECOND))
        self.score.setVisible(view.step is not Step.DONE)
        ready = view.step is Step.COMPARE and not view.unsettled
        self.score.set_kind("primary" if ready else "secondary")
        count = len(view.unsettled)
        open_ones = tr.plural(
            "{n} difference is not settled yet.", "{n} differences are not settled yet.", count
        )
        self.score.explain("" if ready else open_ones if count else tr("Both entries come first."))

    def _show_steps(self, view: PaperView) -> None:
        tr = self.kit.tr
        told = [pass_words(self.kit, one) for one in view.passes] + ["", ""]
        differ = tr("{n} of {all} differ", n=len(view.differ), all=len(view.cells)) if view.pairs else ""
        second = tr("Second entry, blind")
        words = [
            StepWords(tr("First entry"), told[0]),
            StepWords(second, told[1]),
            StepWords(tr("Compare and settle"), differ),
            StepWords(tr("Score"), tr("15 scales")),
        ]
        self.steps.show_steps(words, list(Step).index(view.step) + (view.step is Step.DONE))

    def _show_typing(self, view: PaperView, actor: str, *, fresh: bool) -> None:
        self.type_card.show()
        again = bool(view.passes) and view.passes[0].by == actor
        self.type_card.who.setText(
            self.kit.tr("You typed the first entry too. The log will say so.") if again else ""
        )
        self._show_typed()
        if fresh:
            rest = untyped([str(one.n) for one in ITEMS], self.typing.cells)
            self.grid.go_to(int(rest[0]) - 1 if rest else len(ITEMS) - 1)
        QTimer.singleShot(0, self.grid, self.grid.setFocus)

    def _show_typed(self) -> None:
        assert self.view is not None
        tr = self.kit.tr
        heads, empty = [tr("1st"), tr("2nd")], {}
        second = self.view.step is Step.SECOND
        columns = [empty, self.typing.cells] if second else [self.typing.cells, empty]
        self.grid.show_cells(heads, columns, active=1 if second else 0)
        self.type_card.say_missing(len(untyped([str(one.n) for one in ITEMS], self.typing.cells)))

    def _show_compare(self, view: PaperView, *, fresh: bool) -> None:
        self._show_pairs(view)
        waiting = view.unsettled
        if waiting:
            cells = [pair.cell for pair in waiting]
            here = self.grid.current.cell
            self.grid.go_to_cell(cells[0] if fresh or here not in cells else here)
            self.settle_card.show()
            QTimer.singleShot(0, self.settle_card, self.settle_card.take_focus)
            return
        self.ready.setText(self._settled_words(view))
        self.ready.show()
        QTimer.singleShot(0, self.score, self.score.setFocus)

    def _settled_words(self, view: PaperView) -> str:
        """Every difference with what counts and why."""
        tr, pairs = self.kit.tr, {pair.cell: pair for pair in view.differ}
        count = len(pairs)
        lines = [tr.plural("{n} difference, settled.", "{n} differences, all settled.", count)]
        if not count:
            return tr("Nothing differs.")
        for each in sorted(view.settled, key=lambda one: int(one.cell)):
            item = self._wording.item(int(each.cell))
            words = answer_words(self.kit, item.options, outcome(pairs[each.cell], each))
            lines.append(f"{each.cell}. {item.short}: {words}\n{each.reason}")
        return "\n\n".join(lines)

    def _show_pairs(self, view: PaperView) -> None:
        marks = {pair.cell: pair.match is Match.SAME for pair in view.pairs}
        columns = [{pair.cell: getattr(pair, name) for pair in view.pairs} for name in ("first", "second")]
        unsettled = frozenset(pair.cell for pair in view.unsettled)
        self.grid.show_cells([self.kit.tr("1st"), self.kit.tr("2nd")], columns, marks, unsettled)

    def _show_done(self, loaded: Loaded) -> None:
        self.grid.show_cells([self.kit.tr("On paper")], [loaded.answers or {}])
        self.score_card.show_scores(loaded.scores or {})
        self.score_card.show()
        QTimer.singleShot(0, self.back, self.back.setFocus)
        QTimer.singleShot(0, self.scroller, lambda: self.scroller.verticalScrollBar().setValue(0))

    # -- typing --------------------------------------------------------------

    def _typed(self, cell: str, value: object) -> None:
        assert value is None or isinstance(value, int)
        self.typing = replace(self.typing, cells={**self.typing.cells, cell: value})
        self.unsaved = True
        self._show_refusal("")
        self._show_typed()

    def _answered(self, value: object) -> None:
        assert value is None or isinstance(value, int)
        self.grid.setFocus()
        self.grid.answer(value)

    def _reveal(self) -> None:
        """The current row in view."""
        middle = self.grid.mapTo(self.scroller.body, self.grid.row_rect().center())
        self.scroller.ensureVisible(0, middle.y(), 0, self.grid.row_rect().height())

    def _moved(self, cell: str) -> None:
        self._reveal()
        if self.view is None:
            return
        item = self._wording.item(int(cell))
        if self.view.step in (Step.FIRST, Step.SECOND):
            tr = self.kit.tr
            count = tr("{n} of {all} typed", n=len(self.typing.cells), all=len(ITEMS))
            typed = self.typing.cells.get(cell, "") if cell in self.typing.cells else ""
            self.type_card.show_item(f"{cell}. {item.short}", item.options, typed, count)
        elif pair := next((one for one in self.view.differ if one.cell == cell), None):
            rest = [one.cell for one in self.view.unsettled if one.cell != cell]
            later = [one for one in rest if int(one) > int(cell)] or rest
            highest = ITEMS[int(cell) - 1].highest
            self.settle_card.show_pair(
                self.view, pair, item.short, item.options, highest, later[0] if later else ""
            )
            self.ready.hide()
            self.settle_card.show()

    def _refuse(self, sentence: str) -> None:
        self._show_refusal(sentence)
        self.said.emit(sentence)

    def _show_refusal(self, sentence: str) -> None:
        """In the card where it stands beside the items, else below them."""
        self.type_card.wrong.setText(sentence)
        beside = self._body.direction() == QBoxLayout.Direction.LeftToRight
        self.wrong.setText("" if beside else sentence)
        self.wrong.setVisible(not beside and bool(sentence))
        QTimer.singleShot(0, self, self._reveal)

    def _finish(self) -> None:
        self.finished.emit(self.typing)

    def _keep(self) -> None:
        self.unsaved = False
        self.kept.emit(self.typing)

    # -- settling ------------------------------------------------------------

    def step(self, steps: int) -> None:
        """Go to the next or previous difference, settled ones too, round the end."""
        if self.view is None or not self.view.differ:
            return
        cells = [pair.cell for pair in self.view.differ]
        here = int(self.grid.current.cell)
        ahead = [cell for cell in cells if (int(cell) - here) * steps > 0]
        self.grid.go_to_cell((ahead or cells)[0 if steps > 0 else -1])
        self.settle_card.take_focus()

    def next_after(self, settlement: Settlement) -> None:
        """Go on to the next unsettled difference."""
        if self.view is None or not self.view.unsettled:
            return
        cells = [int(pair.cell) for pair in self.view.unsettled]
        later = [cell for cell in cells if cell > int(settlement.cell)] or cells
        self.grid.go_to_cell(str(later[0]))
        self.settle_card.take_focus()
