"""One paper questionnaire: typed twice, compared, settled, scored (picture 15)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer

from diary_app.domain.clinic.paper import Value, untyped
from diary_app.domain.clinic.paper_compare import Match, outcome
from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.wording import Wording
from diary_app.services.clinic.paper_state import PaperView, Step
from diary_app.ui.clinic.paper.cards import ScoreCard, TypingCard
from diary_app.ui.clinic.paper.frame import Loaded, PaperFrame
from diary_app.ui.clinic.paper.grid import ItemGrid
from diary_app.ui.clinic.paper.grid_paint import GridItem
from diary_app.ui.clinic.paper.settle import Asked, SettleCard
from diary_app.ui.clinic.paper.words import BLANK_SIGN, answer_words, read_blank
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label

_CARD, _WIDE = 312, 900  # px: the card at the right; below this width it stands under the items


class PaperForm(PaperFrame):
    """Shows a paper and tells what a person does; the page calls the services."""

    def __init__(self, kit: Kit, wording: Wording) -> None:
        super().__init__(kit, wording)
        names = self._wording.items
        items = [GridItem(str(one.n), names[one.n - 1].short, one.highest) for one in ITEMS]
        self.grid = ItemGrid(self.kit, items)
        frame = Card("plain", (1, 1, 1, 1))
        frame.column.addWidget(self.grid)
        self.body.insertWidget(0, frame, 1)
        self.type_card, self.settle_card = TypingCard(self.kit), SettleCard(self.kit)
        self.score_card = ScoreCard(self.kit)
        self.ready = Label(self.kit, "", "body")
        for part in (self.type_card, self.settle_card, self.score_card, self.ready):
            self.side.column.addWidget(part, 0 if part is self.ready else 1)
            part.hide()
        self.side.column.addStretch(0)
        self.grid.typed.connect(self._typed)
        self.grid.moved.connect(self._moved)
        self.grid.saved.connect(self._finish)
        self.grid.refused.connect(self._refuse)
        self.type_card.answered.connect(self._answered)
        self.type_card.finished.connect(self._finish)
        self.settle_card.settled.connect(self.settled)
        self.settle_card.stepped.connect(self.step)

    # -- what is shown -------------------------------------------------------

    def load(self, loaded: Loaded, *, fresh: bool = True) -> None:
        """Show a paper as it stands now; ``fresh``: it comes into view, at the first item that is open."""
        view = loaded.view
        self.view, self.typing, self.unsaved = view, loaded.typing, False
        self.reads_only = loaded.reads_only
        self.show_head(view)
        self.show_steps(view)
        self.show_refusal("")
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
        heads = [tr("1st"), tr("2nd")]
        empty: dict[str, Value | None] = {}
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
        if waiting and not self.reads_only:
            self.settle_card.show()
            QTimer.singleShot(0, self.settle_card, self.settle_card.take_focus)
            return
        self.ready.setText(self.open_words(view) if waiting else self._settled_words(view))
        self.ready.show()
        chosen = self.grid if self.reads_only else self.score
        QTimer.singleShot(0, chosen, chosen.setFocus)

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
            what = self.kit.told(f"{each.cell}. {item.short}", words)
            lines.append(f"{what}\n{each.reason}")
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
        self.show_refusal("")
        self._show_typed()

    def _answered(self, value: object) -> None:
        assert value is None or isinstance(value, int)
        self.grid.setFocus()
        if self.grid.editable:
            self.grid.answer(value)

    def hold(self, held: bool) -> None:
        """Neither a key nor a press on an answer types anything."""
        self.grid.editable = not held

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
        elif self.reads_only:
            return
        elif pair := next((one for one in self.view.differ if one.cell == cell), None):
            self.settle_card.show_pair(self.view, pair, self._asked(self.view, int(cell)))
            self.ready.hide()
            self.settle_card.show()

    def _asked(self, view: PaperView, number: int) -> Asked:
        """What is asked about an item that differs."""
        tr, item, highest = self.kit.tr, self._wording.item(number), ITEMS[number - 1].highest
        rest = [int(one.cell) for one in view.unsettled if int(one.cell) != number]
        later = [one for one in rest if one > number] or rest

        def read(text: str) -> tuple[bool, Value | None]:
            fits = text.isascii() and text.isdigit() and 1 <= int(text) <= highest
            return fits or read_blank(text), int(text) if fits else None

        return Asked(
            title=f"{number}. {item.short}",
            words=lambda value: answer_words(self.kit, item.options, value),
            other=tr("The answer on the paper (1 to {highest}, or {blank} for left blank)",
                     highest=highest, blank=BLANK_SIGN),
            read=read,
            fits=tr("Type 1 to {highest}, or a dash.", highest=highest),
            then=tr("item {n}", n=later[0]) if later else "",
        )  # fmt: skip

    def _refuse(self, sentence: str) -> None:
        self.show_refusal(sentence)
        self.said.emit(sentence)

    def _finish(self) -> None:
        if self.grid.editable:
            self.finished.emit(self.typing)

    def show_refusal(self, sentence: str) -> None:
        """In the card; where that does not stand beside the items, below them."""
        self.type_card.wrong.setText(sentence)
        super().show_refusal(sentence)
        QTimer.singleShot(0, self, self._reveal)

    # -- settling ------------------------------------------------------------

    @property
    def here(self) -> str:
        """The cell the person stands on."""
        return self.grid.current.cell

    def go_to(self, cell: str) -> None:
        """Stand on a cell and ask about it."""
        self.grid.go_to_cell(cell)
        if not self.reads_only:
            self.settle_card.take_focus()
