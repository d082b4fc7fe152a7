"""The QLQ-C30 tab (picture 16): every score over time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary_app.qlq_c30.interpretation import beyond_threshold
from diary_app.qlq_c30.scales import SUMMARY, higher_is_better, score_name
from diary_app.services.clinic.trends import TrendsView, steps
from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.charts.save import SaveChartButton, TablesButton
from diary_app.ui.clinic.charts.table import DataTable
from diary_app.ui.clinic.qlq import content, names
from diary_app.ui.clinic.qlq.scale_list import ScaleList
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Card, clear
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller

_LINES, _LINES_LARGE = 31, 22
_NARROW = 900


class QlqTab(PatientTab):
    """A list of scores; the chosen one as a large chart and as a table of forms."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        tr = kit.tr
        self.view: TrendsView | None = None
        self._wanted = SUMMARY
        self.scales = ScaleList(kit)
        self.scales.chosen.connect(self._chosen)
        self.card = ChartCard(kit, "qlq-c30", tr("QLQ-C30"), _LINES)
        self.since = Segments(
            kit,
            tr("Changes"),
            [(content.BASELINE, tr("From baseline")), (content.LAST, tr("From last form"))],
        )
        self.since.set_value(content.BASELINE)
        self.since.chosen.connect(lambda _: self._show())
        self.forms = DataTable(kit, tr("Forms"))
        self.tables = TablesButton(kit, lambda: [self.card])
        self.save = SaveChartButton(self, lambda: [self.card])
        self._build()
        kit.appearance.changed.connect(self._restyled)

    def _build(self) -> None:
        self.scroller = Scroller()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.scroller.body)
        self._row.setContentsMargins(2, 2, 4, 8)
        self._row.setSpacing(12)
        self._side = Card("plain", (8, 10, 8, 10))
        self._side.column.addWidget(self.scales)
        self._row.addWidget(self._side)
        self._row.addWidget(self.card, 1)
        self._chips = QVBoxLayout()
        self.card.column.insertLayout(1, self._chips)
        self.card.add_to_head(self.since)
        self.card.column.insertSpacing(self.card.column.count() - 1, 10)
        self.card.column.insertWidget(self.card.column.count() - 1, self.forms)
        self.empty = Label(self.kit, self.tr_("No form yet."), "body", "ink-2")
        self._row.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.content = self.scroller.body
        self.content.hide()

    def actions(self) -> list[QWidget]:  # type: ignore[override]  # as the tab it is
        """The chart as a table, and saved."""
        return [self.tables, self.save]

    def load(self, participant: str) -> None:
        """Show a patient; the same score as before."""
        service, language = self.session.store.overview, self.tr_.language
        self.look(participant, lambda: service.trends(participant, language), self.show_view)

    def choose(self, code: str) -> None:
        """Show a score."""
        if self.view is None:
            self._wanted = code
        else:
            self.scales.choose(code)
            self.scales.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: TrendsView) -> None:
        """Show what was found."""
        self.view, self.save.participant = view, view.participant
        some = bool(view.forms)
        for part in (self._side, self.card):
            part.setVisible(some)
        self.empty.setVisible(not some)
        for button in (self.tables, self.save):
            button.setEnabled(some)
        self.scroller.body.show()
        if some:
            self._show()
            self.tables.apply()
        self._arrange()

    def _chosen(self, code: str) -> None:
        if code != self._wanted:
            self._wanted = code
            self._show_score()

    def _show(self) -> None:
        if self.view is not None:
            self.scales.show_lines(content.lines(self.view, self._since, self.tr_), self._wanted)
            self.scales.setFixedHeight(self.scales.sizeHint().height())
            self._show_score()

    @property
    def _since(self) -> int:
        return content.BASELINE if self.since.value is None else self.since.value

    def _show_score(self) -> None:
        view, code, tr = self.view, self._wanted, self.tr_
        assert view is not None
        title = tr(score_name(code))
        self.card.key = f"qlq-c30-{code.lower()}"
        self.card.show_chart(
            content.chart_layout(view, code, self._since, tr), content.table(view, code, tr), title
        )
        self.forms.show_data(content.table(view, code, tr))
        self._show_chips(view, code)

    def _show_chips(self, view: TrendsView, code: str) -> None:
        """Which way is better, and the threshold: a flag of its own, apart from any change."""
        kit, tr = self.kit, self.tr_
        up = higher_is_better(code)
        way = tr("Higher is better") if up else tr("Lower is better")
        last = content.newest(steps(view, code))
        beyond = beyond_threshold(code, last.value) if last is not None else None
        words = names.threshold_words(tr, code, beyond)
        chips = [Chip(kit, way, "plain", "arrow-up" if up else "arrow-down")]
        if words:
            chips.append(Chip(kit, words[:1].upper() + words[1:], "due" if beyond else "plain",
                              "triangle-alert" if beyond else ""))  # fmt: skip
        clear(self._chips)
        self._chips.addWidget(Flow(chips, 6))

    def _restyled(self) -> None:
        """Chips take other widths with other text."""
        if self.view is not None and self.view.forms:
            self._show_chips(self.view, self._wanted)
            self.scales.setFixedHeight(self.scales.sizeHint().height())
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = self.kit.look
        wide = self.width() >= _NARROW * look.text / 100 or (self.width() >= _NARROW and look.text <= 125)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._side.setMaximumWidth(round(look.base * 17.5) if wide else 16_777_215)
        self._side.setMinimumWidth(round(look.base * 16.8) if wide else 0)
        self.card.head.setDirection(ways.TopToBottom if look.large else ways.LeftToRight)
        self._row.setAlignment(self._side, Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag(0))
