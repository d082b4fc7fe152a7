"""One diary sheet from paper: typed row by row, once or twice, settled, written into the diary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from diary_app.domain.clinic.paper import Typing, Value
from diary_app.domain.clinic.paper_compare import outcome
from diary_app.domain.clinic.paper_sheet import REASON, Left, day_of
from diary_app.qlq_c30.wording import Wording
from diary_app.services.clinic.paper_state import PaperView, Step
from diary_app.ui.clinic.paper.cells import column_names
from diary_app.ui.clinic.paper.frame import Loaded, PaperFrame
from diary_app.ui.clinic.paper.settle import Asked, SettleCard
from diary_app.ui.clinic.paper.sheet_table import SheetTable
from diary_app.ui.clinic.paper.words import BLANK_SIGN, read_blank
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import Label


class _SheetCard(QWidget):
    """Where one is on the sheet, what fits there, and the button that saves the entry."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.count = Label(kit, "", "second", "ink-2")
        self.title = Label(kit, "", "card-title")
        self.fits = Label(kit, "", "body", "ink-2")
        row = kit.tr("Enter ends a row: what is still empty in it was left blank.")
        self.wrong = Label(kit, "", "second-strong", "urgent")
        self.who = Label(kit, "", "second", "due")
        for label in (
            self.count,
            self.title,
            self.fits,
            Label(kit, row, "body", "ink-2"),
            self.wrong,
            self.who,
        ):
            column.addWidget(label)
        column.addStretch(1)
        self.button = Button(kit, kit.tr("Save this entry"), "primary", icon="check")
        column.addWidget(self.button)


class SheetForm(PaperFrame):
    """Shows a sheet and tells what a person does; the page calls the services."""

    shows_wording, save_icon = False, "notebook-pen"

    def __init__(self, kit: Kit, wording: Wording) -> None:
        super().__init__(kit, wording)
        self._words: Mapping[str, str] = {}
        self.table = SheetTable(kit)
        frame = Card("plain", (1, 1, 1, 1))
        frame.column.addWidget(self.table)
        self.body.insertWidget(0, frame, 1)
        self.type_card, self.settle_card = _SheetCard(kit), SettleCard(kit)
        self.settle_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.told = Label(kit, "", "body")
        for part in (self.type_card, self.settle_card, self.told):
            self.side.column.addWidget(part, 0 if part is self.told else 1)
            part.hide()
        self.side.column.addStretch(0)
        self.table.typed.connect(self._typed)
        self.table.moved.connect(self._moved)
        self.table.saved.connect(self._finish)
        self.table.refused.connect(self._refuse)
        self.type_card.button.clicked.connect(self._finish)
        self.settle_card.settled.connect(self.settled)
        self.settle_card.stepped.connect(self.step)

    def save_words(self) -> str:
        """A sheet has no score."""
        return self.kit.tr("Save into the diary")

    def last_step(self) -> tuple[str, str]:
        """What comes of it."""
        return self.kit.tr("Into the diary"), ""

    def keys(self) -> list[tuple[str, bool]]:
        """The keys of a sheet."""
        tr = self.kit.tr
        return [("T", True), ("N", True), (tr("dose"), False), (BLANK_SIGN, True), (tr("left blank"), False),
                ("Enter", True), (tr("ends the row"), False), ("F8", True),
                (tr("next difference"), False)]  # fmt: skip

    # -- what is shown -------------------------------------------------------

    def load(self, loaded: Loaded, *, fresh: bool = True) -> None:
        """Show a sheet as it stands now; ``fresh``: it comes into view."""
        view = loaded.view
        here = "" if fresh else self.table.here
        self.view, self.typing, self.unsaved = view, loaded.typing, False
        self.reads_only = loaded.reads_only
        self._words = dict(loaded.columns)
        days = view.days or loaded.typing.days or 1
        self.table.set_up(loaded.columns, view.ref.day, days, loaded.choices)
        self.show_head(view)
        self.show_steps(view)
        self.show_refusal("")
        for card in (self.type_card, self.settle_card, self.told):
            card.hide()
        self.table.editable = view.step in (Step.FIRST, Step.SECOND)
        if self.table.editable:
            self._show_typing(view, loaded)
        elif view.step is Step.COMPARE:
            self._show_compare(view, here)
        else:
            self._show_done(loaded)

    def _show_typing(self, view: PaperView, loaded: Loaded) -> None:
        again = bool(view.passes) and view.passes[0].by == loaded.actor
        said = self.kit.tr("You typed the first entry too. The log will say so.") if again else ""
        self.type_card.who.setText(said)
        self.type_card.show()
        self.table.show_cells(self.typing.cells)
        rows = [row for row in range(self.table.rowCount()) if not self._row_done(row)]
        self.table.setCurrentCell(rows[0] if rows else self.table.rowCount() - 1, 0)
        self._show_count()
        QTimer.singleShot(0, self.table, self.table.setFocus)

    def _row_done(self, row: int) -> bool:
        return all(
            self.table.cell(row, each) in self.typing.cells for each in range(self.table.columnCount())
        )

    def _show_count(self) -> None:
        tr, rows = self.kit.tr, self.table.rowCount()
        done = sum(self._row_done(row) for row in range(rows))
        self.type_card.count.setText(tr("{n} of {all} days typed", n=done, all=rows))
        missing = tr.plural("{n} day is not typed yet.", "{n} days are not typed yet.", rows - done)
        self.type_card.button.explain(missing if done < rows else "")

    def _show_compare(self, view: PaperView, here: str) -> None:
        unsettled = [pair.cell for pair in view.unsettled]
        self.table.show_pairs(view.pairs, frozenset(unsettled))
        if unsettled:
            self.go_to(here if here in unsettled else unsettled[0])
        if unsettled and not self.reads_only:
            return
        self.told.setText(self.open_words(view) if unsettled else self._settled_words(view))
        self.told.show()
        chosen = self.table if self.reads_only else self.score
        QTimer.singleShot(0, chosen, chosen.setFocus)

    def _settled_words(self, view: PaperView) -> str:
        tr, pairs = self.kit.tr, {pair.cell: pair for pair in view.differ}
        lines = [tr.plural("{n} difference, settled.", "{n} differences, all settled.", len(pairs))]
        for each in view.settled:
            value = self._told(each.cell, outcome(pairs[each.cell], each))
            what = self.kit.told(self._cell_title(each.cell), value)
            lines.append(f"{what}\n{each.reason}")
        return "\n\n".join(lines) if pairs else tr("Nothing differs.")

    def _show_done(self, loaded: Loaded) -> None:
        tr = self.kit.tr
        self.table.show_cells(loaded.answers or {})
        lines = [tr("The sheet is written into the diary.")]
        names = {
            "dose": tr("Dose"),
            "time": tr("Time"),
            "bp": tr("Blood pressure"),
            "symptom": tr("Symptoms"),
            "reason": tr("Why not taken"),
            "sign": tr("Signs"),
            "weight": tr("Weight"),
            "temperature": tr("Temperature"),
        }
        for one in loaded.left_out:
            why = (
                tr("the diary already holds it; nothing was overwritten")
                if one.why is Left.HELD
                else tr("the dose was not marked as not taken")
                if one.what == REASON
                else tr("no dose was marked as taken")
            )
            what = self.kit.listed([self.kit.short_date(one.day), names[one.what]])
            lines.append(self.kit.told(what, why))
        self.told.setText("\n\n".join(lines))
        self.told.show()
        QTimer.singleShot(0, self.back, self.back.setFocus)

    def _told(self, cell: str, value: Value | None) -> str:
        return self.table.cells.told(cell.partition(".")[2], value)

    def _cell_title(self, cell: str) -> str:
        assert self.view is not None
        code = cell.partition(".")[2]
        names = column_names(self.kit)
        day = self.kit.short_date(day_of(self.view.ref.day, cell))
        return self.kit.listed([day, names.get(code) or self._words[code]])

    # -- typing --------------------------------------------------------------

    def _typed(self, cells: Mapping[str, Value | None]) -> None:
        self.typing = replace(self.typing, cells=cells)
        self.unsaved = True
        self.show_refusal("")
        self._show_count()

    def _moved(self, cell: str) -> None:
        if self.view is None:
            return
        if self.table.editable:
            self.type_card.title.setText(self._cell_title(cell))
            self.type_card.fits.setText(self.table.what_fits(cell.partition(".")[2]))
        elif self.reads_only:
            return
        elif pair := next((one for one in self.view.differ if one.cell == cell), None):
            self.settle_card.show_pair(self.view, pair, self._asked(self.view, cell))
            self.told.hide()
            self.settle_card.show()

    def _asked(self, view: PaperView, cell: str) -> Asked:
        """What is asked about a cell that differs."""
        tr, code = self.kit.tr, cell.partition(".")[2]
        order = {each: place for place, each in enumerate(view.cells)}
        rest = [one.cell for one in view.unsettled if one.cell != cell]
        later = [one for one in rest if order[one] > order[cell]] or rest

        def read(text: str) -> tuple[bool, Value | None]:
            value = self.table.cells.read(code, text)
            return value is not None or read_blank(text), value

        return Asked(
            title=self._cell_title(cell),
            words=lambda value: tr("Left blank") if value is None else self._told(cell, value),
            other=tr("The answer on the paper"),
            read=read,
            fits=self.table.what_fits(code),
            then=self._cell_title(later[0]) if later else "",
        )

    def _refuse(self, sentence: str) -> None:
        self.show_refusal(sentence)
        self.said.emit(sentence)

    def show_refusal(self, sentence: str) -> None:
        """In the card; where that does not stand beside the rows, below them."""
        self.type_card.wrong.setText(sentence)
        super().show_refusal(sentence)

    def hold(self, held: bool) -> None:
        """No key types anything."""
        self.table.editable = not held

    def take_typed(self) -> bool:
        """What stands in a cell counts, also before Enter."""
        return not self.table.editable or self.table.commit()

    def _finish(self) -> None:
        if not self.table.editable or not self.take_typed():
            return
        self.finished.emit(Typing(cells=self.typing.cells, time=None, zone=self.typing.zone,
                                  days=self.table.rowCount()))  # fmt: skip

    # -- the differences -----------------------------------------------------

    @property
    def here(self) -> str:
        """The cell the person stands on."""
        return self.table.here

    def go_to(self, cell: str) -> None:
        """Stand on a cell and ask about it."""
        self.table.go_to(cell)
        if not self.reads_only:
            QTimer.singleShot(0, self.settle_card, self.settle_card.take_focus)
