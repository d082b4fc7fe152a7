"""The Results page (picture 11): 16 small charts, or the same as a table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary_app.qlq_c30.scales import SUMMARY
from diary_app.qlq_c30.wording import Wording
from diary_app.reports.formats import span_text
from diary_app.services.results import ResultsView
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.pages.results.card import ScoreCard
from diary_app.ui.pages.results.empty import EmptyResults
from diary_app.ui.pages.results.group import GAP, ChartGroup, ChartWalk
from diary_app.ui.pages.results.parts import CountBar, Legend, Notes
from diary_app.ui.pages.results.table import ScoreTable
from diary_app.ui.pages.results.words import HIGHER, LOWER
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.page_parts import PageHeader, Scroller

_WIDE = 960  # px of content from which both groups stand side by side
_CARD = 176  # least width of a card, px at 100 %


class ResultsPage(Page):
    """Shows what was submitted; there is nothing to enter here."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner)
        self._service, self._questionnaires = session.store.results, session.store.questionnaires
        self._wording = session.wording
        self.view: ResultsView | None = None
        self._to_table = False
        self.column.setSpacing(12)
        self.header = PageHeader(kit, kit.tr("My results"))
        self.column.addWidget(self.header)
        self.column.addWidget(self.notice)
        self.bar = CountBar(kit)
        self._above = QVBoxLayout()  # for the bar where there is room; else it scrolls with the charts
        self.column.addLayout(self._above)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self.scroller = Scroller()
        self.walk = ChartWalk()
        self._build_charts()
        self.table = ScoreTable(kit)
        self.empty = EmptyResults(kit)
        for shown in (self.scroller, self.table, self.empty):
            self.stack.addWidget(shown)
        self._bottom = QWidget()
        self._foot = QHBoxLayout(self._bottom)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSpacing(16)
        self.legend: Legend | None = None
        self.table_button = Button(kit, kit.tr("Show as a table"), size="small", icon="table")
        self.table_button.clicked.connect(self.turn)
        self._foot.addWidget(self.table_button, 0, Qt.AlignmentFlag.AlignRight)
        self.column.addWidget(self._bottom)
        kit.appearance.changed.connect(self._arrange)
        self._show_only(None)

    def _build_charts(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.better_up = ChartGroup(kit, "arrow-up", tr(HIGHER))
        self.better_down = ChartGroup(kit, "arrow-down", tr(LOWER))
        body = QVBoxLayout(self.scroller.body)
        body.setContentsMargins(6, 6, 6, 6)
        body.setSpacing(GAP)
        self._head = QVBoxLayout()
        body.addLayout(self._head)
        body.addWidget(self.walk)
        self._below = QVBoxLayout()
        body.addLayout(self._below)
        body.addStretch(1)
        self._groups = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.walk)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(20)
        self._groups.addWidget(self.better_up, 2)
        self._between = QFrame()
        self._between.setProperty("panel", "divider")
        self._groups.addWidget(self._between)
        self._groups.addWidget(self.better_down, 3)

    # -- what the window asks ---------------------------------------------

    def open_page(self) -> None:
        """Load the scores; the charts come first again."""
        self.clear_notice()
        self.act(self._load, self._loaded)

    def place(self) -> object:
        """Whether the person reads the table."""
        return self.stack.currentWidget() is self.table

    def return_to(self, place: object) -> None:
        """Come back, to the table if that was read."""
        self._to_table = bool(place)
        self.open_page()

    # -- showing ------------------------------------------------------------

    def _load(self) -> tuple[ResultsView, Wording]:
        return self._service.view(), self._questionnaires.wording(self.tr_.language)

    def _loaded(self, loaded: tuple[ResultsView, Wording]) -> None:
        view, wording = loaded
        if (view, wording) != (self.view, self._wording):
            self.view, self._wording = view, wording
            self._fill(view)
        self._show_only(self.scroller if view.forms else self.empty)
        self.scroller.verticalScrollBar().setValue(0)
        if not view.forms:
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.walk.focus_first()
        if self._to_table:
            self._to_table = False
            self.turn()

    def _fill(self, view: ResultsView) -> None:
        kit, tr = self.kit, self.kit.tr
        filled = [place.day for place in view.days if place.filled]
        said = ""
        if filled:
            span = span_text(filled[0], filled[-1], tr)
            said = tr.plural("{n} questionnaire: {span}", "{n} questionnaires: {span}", view.forms, span=span)
        self.header.say(tr("My results"), said)
        self.bar.show_view(view)
        if not view.forms:
            return
        cards = [ScoreCard(kit, result, view) for result in view.scales]
        up = [card for card in cards if card.result.higher_is_better and card.result.code != SUMMARY]
        down = [card for card in cards if not card.result.higher_is_better]
        self.better_up.fill(up, cards[-1])
        self.better_down.fill(down, Notes(kit, view, self._wording))
        self.walk.take([*up, cards[-1], *down])
        a11y.tab_order([self.header, self.stack, self._bottom])
        for card in cards:
            card.focused.connect(self._bring_into_view)
        self.table.show_view(view)
        if self.legend is None:
            self.legend = Legend(kit, view.limit)
        self._arrange()

    def _show_only(self, shown: QWidget | None) -> None:
        """The charts, the table or the empty page; nothing around them before there is anything."""
        something = shown in (self.scroller, self.table)
        self.stack.setVisible(shown is not None)
        self.bar.setVisible(shown is self.scroller)
        self.table_button.setVisible(something)
        if self.legend is not None:
            self.legend.setVisible(shown is self.scroller)
        if shown is not None:
            self.stack.setCurrentWidget(shown)
        charts = shown is not self.table
        self.table_button.set_text(self.tr_("Show as a table") if charts else self.tr_("Show as charts"))
        self.table_button.set_icon("table" if charts else "chart-line")

    def turn(self) -> None:
        """From the charts to the table and back; a screen reader hears which."""
        to_table = self.stack.currentWidget() is self.scroller
        self._show_only(self.table if to_table else self.scroller)
        if to_table:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            a11y.announce(self, self.tr_("The results are shown as a table."))
        else:
            self.walk.focus_first()
            a11y.announce(self, self.tr_("The results are shown as charts."))

    def _bring_into_view(self, card: QWidget) -> None:
        """The whole card, and with it all above it or at least the head of its group where that has room."""
        self.scroller.ensureWidgetVisible(card, 8, 8)
        body, bar = self.scroller.body, self.scroller.verticalScrollBar()
        end = card.mapTo(body, QPoint(0, card.height() + 8)).y()
        group = self.better_up if self.better_up.isAncestorOf(card) else self.better_down
        for top in (0, group.mapTo(body, QPoint(0, -6)).y()):
            if end - top <= self.scroller.viewport().height():
                bar.setValue(min(bar.value(), top))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Both groups side by side where there is room, else one below the other."""
        look = self.kit.look
        content = self.width() - 64
        wide = content >= _WIDE and look.text <= 125
        ways = QBoxLayout.Direction
        self._groups.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        fitting = max(1, (content - 26 + GAP) // (round(_CARD * look.text / 100) + GAP))
        self.better_up.arrange(2 if wide else fitting)
        self.better_down.arrange(3 if wide else fitting)
        self._between.setVisible(wide)
        self._between.setFixedWidth(1)
        self.bar.arrange(wide)
        self._put(self.bar, self._above if wide else self._head)
        if self.legend is not None:
            self.legend.arrange(wide)
            self._put(self.legend, self._foot if wide else self._below)

    def _put(self, part: QWidget, place: QBoxLayout) -> None:
        """Move a part to where there is room for it."""
        if place.indexOf(part) < 0:
            for other in (self._above, self._head, self._foot, self._below):
                other.removeWidget(part)
            place.insertWidget(0, part, 1)
