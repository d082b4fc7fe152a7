"""What every paper that is open has around it: head, steps, a card at the right, foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.domain.clinic.paper import Cells, Typing
from diary_app.domain.clinic.paper_compare import Settlement
from diary_app.domain.clinic.paper_sheet import LeftOut
from diary_app.qlq_c30.scoring import Scores
from diary_app.qlq_c30.wording import Wording
from diary_app.services.clinic.paper_state import PaperView, Step
from diary_app.ui.clinic.paper.steps import StepBar, StepWords
from diary_app.ui.clinic.paper.words import BLANK_SIGN, pass_words, title_of
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.page_parts import Scroller, key_hint

_CARD, _WIDE = 312, 900  # px: the card at the right; below this width it stands above the items
_UNBOUND = 16_777_215  # px, as wide as Qt lets a widget be


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A paper as the page shows it.

    ``typing``: the pass that ``actor``, who looks at it, has begun. ``scores``
    and ``answers``: of a form that is written. ``columns`` of a diary sheet: code
    and words, ``choices``: reasons and signs by column; ``left_out``: what of a
    written one did not become an entry. ``reads_only``: a monitor looks at it.
    """

    view: PaperView
    typing: Typing
    actor: str
    scores: Scores | None = None
    answers: Cells | None = None
    columns: tuple[tuple[str, str], ...] = ()
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    reads_only: bool = False


class PaperFrame(QWidget):
    """The frame; ``written`` asks to save and score, ``step`` is what F8 and Shift+F8 do."""

    shows_wording, save_icon = True, "chart-column"
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
        self.unsaved = self.reads_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        self.steps = StepBar(kit)
        column.addWidget(self.steps)
        self.scroller = Scroller()
        column.addWidget(self.scroller, 1)
        self._make_body()
        self.wrong = Label(kit, "", "second-strong", "urgent")
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addWidget(self._make_foot())
        for keys, steps in (("F8", 1), ("Shift+F8", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda steps=steps: self.step(steps))

    def save_words(self) -> str:
        """What the button says that writes the form."""
        return self.kit.tr("Save and score")

    def last_step(self) -> tuple[str, str]:
        """The last step, and a line about it."""
        return self.kit.tr("Score"), self.kit.tr("15 scales")

    def keys(self) -> list[tuple[str, bool]]:
        """The line of keys at the foot: words, and keys."""
        tr = self.kit.tr
        return [(tr("During entry"), False), ("1", True), (tr("to"), False), ("7", True),
                (tr("moves on"), False), (BLANK_SIGN, True), (tr("left blank"), False),
                ("F8", True), (tr("next difference"), False)]  # fmt: skip

    def _make_head(self) -> QHBoxLayout:
        tr, row = self.kit.tr, QHBoxLayout()
        row.setSpacing(10)
        self.back = Button(self.kit, tr("Back to the papers"), size="small", icon="arrow-left")
        self.back.set_icon_only(True)
        self.back.clicked.connect(self.left)
        self.title = Label(self.kit, "", "page-title", wrap=False)
        self.about = Label(self.kit, "", "body", "ink-2")
        self.draft = Button(self.kit, tr("Save draft"), icon="save")
        self.draft.clicked.connect(self.keep)
        self.score = Button(self.kit, self.save_words(), icon=self.save_icon)
        self.score.clicked.connect(self.written)
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heading.setSpacing(10)
        self._heading.addWidget(self.title)
        self._heading.addWidget(self.about, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._heading, 1)
        for button in (self.draft, self.score):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _make_body(self) -> None:
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.scroller.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.side = Card("plain", (16, 14, 16, 14))
        self.body.addWidget(self.side)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        pack = self._wording
        told = " ".join(part for part in ("" if pack.official else pack.notice, pack.copyright) if part)
        told = told if self.shows_wording else ""
        if told:
            row.addWidget(IconLabel(self.kit, "info", "ink-2", 18))
        row.addWidget(Label(self.kit, told, "second", "ink-2"), 1)
        self.hint = key_hint(self.kit, self.keys())
        row.addWidget(self.hint)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card goes below the items where there is no room beside them; the keys' line falls away."""
        super().resizeEvent(event)
        self._bend()

    def _bend(self) -> None:
        """Beside each other; where there is no room, what is typed comes first, or the card that asks."""
        wide = self.width() >= _WIDE * self.kit.look.text / 100
        typing = self.view is None or self.view.step in (Step.FIRST, Step.SECOND)
        down = QBoxLayout.Direction.TopToBottom if typing else QBoxLayout.Direction.BottomToTop
        self.body.setDirection(QBoxLayout.Direction.LeftToRight if wide else down)
        width = round(_CARD * (1 + (self.kit.look.text - 100) / 300))
        self.side.setMinimumWidth(width if wide else 0)
        self.side.setMaximumWidth(width if wide else _UNBOUND)
        self.hint.setVisible(wide and not self.reads_only)
        large = self.kit.look.large
        across, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._heading.setDirection(below if large else across)
        self.title.setWordWrap(large)
        for button in (self.draft, self.score):
            button.set_icon_only(not wide and self.kit.look.stacked)

    def add_part(self, part: QWidget) -> None:
        """Something that stands below the card's own words."""
        part.setContentsMargins(0, 14, 0, 0)
        self.side.column.addWidget(part)

    def show_head(self, view: PaperView) -> None:
        """Which paper it is, and whether it can be saved and scored."""
        self._bend()
        tr, day = self.kit.tr, self.kit.short_date(view.ref.day)
        self.title.setText(title_of(self.kit, view.ref.kind))
        dated = tr("{id}, form dated {day} {year}", id=view.ref.participant, day=day, year=view.ref.day.year)
        told = [view.time or self.typing.time, view.zone or self.typing.zone]
        self.about.setText(self.kit.listed([dated, *told]))
        self.draft.setVisible(view.step in (Step.FIRST, Step.SECOND))
        self.score.setVisible(view.step is not Step.DONE and not self.reads_only)
        single = view.step is Step.SECOND and not view.twice
        ready = single or (view.step is Step.COMPARE and not view.unsettled)
        self.score.set_kind("primary" if ready and not single else "secondary")
        self.score.explain(
            "" if ready else self.open_words(view) if view.unsettled else tr("Both entries come first.")
        )

    def open_words(self, view: PaperView) -> str:
        """How many differences nobody has settled."""
        return self.kit.tr.plural(
            "{n} difference is not settled yet.", "{n} differences are not settled yet.", len(view.unsettled)
        )

    def show_steps(self, view: PaperView) -> None:
        """How far it has come, who typed each entry and when."""
        tr = self.kit.tr
        told = [pass_words(self.kit, one) for one in view.passes] + ["", ""]
        differ = tr("{n} of {all} differ", n=len(view.differ), all=len(view.cells)) if view.pairs else ""
        second = tr("Second entry, blind")
        words = [
            StepWords(tr("First entry"), told[0]),
            StepWords(second, told[1]),
            StepWords(tr("Compare and settle"), differ),
            StepWords(*self.last_step()),
        ]
        self.steps.show_steps(words, list(Step).index(view.step) + (view.step is Step.DONE))

    def show_refusal(self, sentence: str) -> None:
        """Below the items, where the card that says it does not stand beside them."""
        beside = self.body.direction() == QBoxLayout.Direction.LeftToRight
        self.wrong.setText("" if beside else sentence)
        self.wrong.setVisible(not beside and bool(sentence))

    def hold(self, held: bool) -> None:
        """While a pass is being written nothing is typed into it any more."""
        raise NotImplementedError

    def take_typed(self) -> bool:
        """Take what is being typed into one cell; whether it fits there."""
        return True

    def keep(self) -> None:
        """Ask to keep what was typed as a draft."""
        self.take_typed()
        self.unsaved = False
        self.kept.emit(self.typing)

    # -- the differences -----------------------------------------------------

    @property
    def here(self) -> str:
        """The cell the person stands on."""
        raise NotImplementedError

    def go_to(self, cell: str) -> None:
        """Stand on a cell and ask about it."""
        raise NotImplementedError

    def load(self, loaded: Loaded, *, fresh: bool = True) -> None:
        """Show a paper as it stands now; ``fresh``: it comes into view, at the first cell that is open."""
        raise NotImplementedError

    def step(self, steps: int) -> None:
        """Go to the next or previous difference, settled ones too, round the end."""
        if self.view is not None and self.view.differ:
            self._go_on([pair.cell for pair in self.view.differ], self.here, steps)

    def next_after(self, settlement: Settlement) -> None:
        """Go on to the next unsettled difference."""
        if self.view is not None and self.view.unsettled:
            self._go_on([pair.cell for pair in self.view.unsettled], settlement.cell, 1)

    def _go_on(self, cells: list[str], here: str, steps: int) -> None:
        assert self.view is not None
        place = {cell: number for number, cell in enumerate(self.view.cells)}
        ahead = [cell for cell in cells if (place[cell] - place.get(here, -1)) * steps > 0]
        self.go_to((ahead or cells)[0 if steps > 0 else -1])
