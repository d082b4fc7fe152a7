"""The line of counts, the legend and the notes of the Results page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.charts.shapes import Line, Picture
from diary_app.charts.small_score import FIRST_DASH, GAP_DASH, diamond, whole_text
from diary_app.qlq_c30.wording import Wording
from diary_app.services.results import ResultsView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.questions.item import notice_row
from diary_app.ui.widgets.chart_view import paint
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.themed import antialiased

_SAMPLE = (30, 14)


class CountBar(QFrame):
    """How many scores are better, about the same and worse, and whom to talk with."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("panel", "sunken")
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(18, 9, 18, 9)
        self._outer.setSpacing(14)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(14)
        self._lead = Label(kit, "", "body-strong")
        self._row.addWidget(self._lead)
        kinds = (
            ("thumbs-up", "accent", "body-strong"),
            ("equal", "ink-2", "body"),
            ("message-circle", "worse", "body-strong"),
        )
        self._counts = [_with_icon(kit, *kind) for kind in kinds]
        for box, _ in self._counts:
            self._row.addWidget(box)
        self._row.addStretch(1)
        self._outer.addLayout(self._row)
        talk = kit.tr("Talk with your doctor about what this means for you.")
        self._talk = Label(kit, talk, "second", "ink-2")
        self._outer.addWidget(self._talk, 1)

    def show_view(self, view: ResultsView) -> None:
        """Say the counts, or why there are none yet."""
        tr = self._kit.tr
        for box, _ in self._counts:
            box.setVisible(view.compared)
        self._lead.setWordWrap(not view.compared)
        self._row.setStretchFactor(self._lead, 0 if view.compared else 1)
        if view.compared:
            self._lead.setText(tr("Since the start:"))
            texts = (
                tr("{n} better", n=view.count("better")),
                tr("{n} about the same", n=view.count("same")),
                tr("{n} worse", n=view.count("worse")),
            )
            for (_, label), text in zip(self._counts, texts, strict=True):
                label.setText(text)
        elif view.begun:
            self._lead.setText(tr("Changes show from the second questionnaire on."))
        else:
            self._lead.setText(tr("There are no first answers to compare with."))

    def arrange(self, across: bool) -> None:
        """In one line, else the advice below; at large text everything one below the other."""
        ways = QBoxLayout.Direction
        self._outer.setDirection(ways.LeftToRight if across else ways.TopToBottom)
        side = Qt.AlignmentFlag.AlignRight if across else Qt.AlignmentFlag.AlignLeft
        self._talk.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        large = self._kit.look.large
        self._row.setDirection(ways.TopToBottom if large else ways.LeftToRight)


def _with_icon(kit: Kit, icon: str, tone: str, role: str) -> tuple[QWidget, Label]:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    label = Label(kit, "", role, "ink", wrap=False)  # the teal is too pale for words on this panel
    row.addWidget(IconLabel(kit, icon, tone, 20))
    row.addWidget(label, 1)
    return box, label


class Legend(QWidget):
    """What the arrow, the dashed line and the two words mean."""

    def __init__(self, kit: Kit, limit: float) -> None:
        super().__init__()
        tr = kit.tr
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        arrow = IconLabel(kit, "arrow-up", "accent", 18, 2.4)
        self._add(kit, arrow, tr("The arrow points to better"))
        self._add(kit, Sample(kit, FIRST_DASH, "ink-3"), tr("Your first answers"))
        text = tr("“Better” and “worse” mean {n} points or more", n=whole_text(limit))
        self._row.addWidget(Label(kit, text, "caption", "ink-2"), 1)

    def _add(self, kit: Kit, sign: QWidget, words: str) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(sign)
        row.addWidget(Label(kit, words, "caption", "ink-2"), 1)
        self._row.addWidget(box)

    def arrange(self, across: bool) -> None:
        """In a line, or one below the other."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if across else ways.TopToBottom)


class Sample(QWidget):
    """A piece of a line of the charts; decoration, the words stand beside it."""

    def __init__(self, kit: Kit, dash: tuple[float, ...], color: str, marked: bool = False) -> None:
        super().__init__()
        self._kit = kit
        width, height = _SAMPLE
        line = Line(0, height / 2, width, height / 2, color, 1.0, dash)
        mark = (diamond((width / 2, height / 2), 4.8, color),) if marked else ()
        self._picture = Picture(width, height, (line, *mark))
        self.setFixedSize(width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the piece."""
        painter = antialiased(self)
        paint(self._kit, painter, self._picture)
        painter.end()


class Notes(QFrame):
    """What the dotted line is, the scale, and the notice of wording that is not the licensed one."""

    def __init__(self, kit: Kit, view: ResultsView, wording: Wording) -> None:
        super().__init__()
        tr = kit.tr
        self.setProperty("panel", "sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Sample(kit, GAP_DASH, "ink", marked=True))
        row.addWidget(Label(kit, tr("Threshold for clinical importance"), "second-strong"), 1)
        column.addLayout(row)
        told = kit.sentences(
            tr("Doctors look more closely at a score past the dotted line; the diamond marks it."),
            tr("Overall health and the summary score have no published threshold."),
            tr("Every chart goes from 0 to 100. A missing questionnaire leaves a gap."),
        )
        column.addWidget(Label(kit, told, "caption", "ink-2"))
        if view.unofficial:
            past = tr("Filled in with unofficial wording, not the licensed EORTC wording.")
            column.addLayout(notice_row(kit, past if wording.official else wording.notice))
        column.addStretch(1)
