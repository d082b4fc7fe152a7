"""One small chart with its name and what became of the score."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout

from diary_app.charts.shapes import Measure, Picture
from diary_app.charts.small_score import SmallScore, small_score
from diary_app.qlq_c30.scales import SUMMARY
from diary_app.services.results import ResultsView, ScaleResult
from diary_app.ui.kit import Kit
from diary_app.ui.pages.results import words
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.chart_view import ChartView, Layout
from diary_app.ui.widgets.labels import IconLabel, Label

_LINES = 6.8  # height of a chart, in lines of captions


class ScoreCard(Card):
    """Name, verdict in a word, chart; the focus reads the whole in one sentence."""

    focused = Signal(object)

    def __init__(self, kit: Kit, result: ScaleResult, view: ResultsView) -> None:
        super().__init__("plain", (12, 8, 8, 6))
        self.result = result
        self.setAccessibleName(words.sentence(kit, result, view))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        found = words.verdict(kit, result, view)
        self.name = Label(kit, kit.tr(result.name), "body-strong")
        self.column.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(IconLabel(kit, found.icon, found.tone, 17, 2.4))
        role = "caption-strong" if found.strong else "caption"
        self.verdict = Label(kit, found.word, role, found.tone)
        row.addWidget(self.verdict, 1)
        self.column.addLayout(row)
        shown = _shown(kit, result, view, found.tone)
        self.chart = ChartView(kit, _layout(shown), _LINES)
        self.column.addWidget(self.chart)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return 16

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that it wants to be seen."""
        super().focusInEvent(event)
        self.focused.emit(self)


def _layout(shown: SmallScore) -> Layout:
    def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
        return small_score(shown, width, height, size, measure)

    return lay_out


def _shown(kit: Kit, result: ScaleResult, view: ResultsView, tone: str) -> SmallScore:
    return SmallScore(
        days=[place.day for place in view.days],
        values=result.values,
        higher_is_better=result.higher_is_better,
        first=result.first,
        threshold=result.threshold.value if result.threshold else None,
        tone="ink-2" if tone == "ink-3" else tone,
        beyond=bool(result.beyond),
        start=kit.tr("Start"),
        now=kit.tr("Now"),
        ticks=result.code == SUMMARY,
    )
