"""The two buttons of a tab with charts: save one of them, and all of them as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from diary_app.reports.formats import date_text
from diary_app.services.clinic.overview_service import ChartFormat
from diary_app.ui import a11y
from diary_app.ui.clinic.charts.card import ChartCard, ChartFile
from diary_app.ui.clinic.charts.files import about_line, chart_bytes
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import still_open
from diary_app.ui.places import documents
from diary_app.ui.widgets.buttons import Button

FORMATS: tuple[ChartFormat, ...] = ("svg", "png")


class TablesButton(Button):
    """Turns the charts of a tab to tables and back."""

    def __init__(self, kit: Kit, cards: Callable[[], Sequence[ChartCard]]) -> None:
        super().__init__(kit, kit.tr("Show as a table"), size="small", icon="table")
        self._cards, self.tables = cards, False
        self.clicked.connect(self.turn)

    def turn(self) -> None:
        """From charts to tables and back; a screen reader hears which."""
        self.tables = not self.tables
        self.apply()
        tr = self.kit.tr
        self.set_text(tr("Show as charts") if self.tables else tr("Show as a table"))
        self.set_icon("chart-line" if self.tables else "table")
        said = tr("Shown as tables.") if self.tables else tr("Shown as charts.")
        a11y.announce(self, said)

    def apply(self) -> None:
        """Show every card of the tab as it was chosen."""
        for card in self._cards():
            card.show_as_table(self.tables)


class SaveChartButton(Button):
    """Offers every chart of a tab as SVG and PNG, and writes the one chosen."""

    def __init__(self, tab: PatientTab, cards: Callable[[], Sequence[ChartCard]]) -> None:
        super().__init__(tab.kit, tab.kit.tr("Save chart…"), size="small", icon="save")
        self._tab, self._cards = tab, cards
        self.participant = ""
        self.clicked.connect(self.offer)

    def offer(self) -> None:
        """The list of charts below the button."""
        self.menu_of_charts().popup(self.mapToGlobal(QPoint(0, self.height() + 6)))

    def menu_of_charts(self) -> QMenu:
        """Each chart in each format."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for file in filter(None, (card.file for card in self._cards())):
            for form in FORMATS:
                words = self.kit.tr("{chart} as {format}", chart=file.title, format=form.upper())
                action = menu.addAction(words)
                action.triggered.connect(lambda _=False, file=file, form=form: self._ask(file, form))
        return menu

    def _ask(self, file: ChartFile, form: ChartFormat) -> None:
        tr = self.kit.tr
        kinds = tr("SVG pictures (*.svg)") if form == "svg" else tr("PNG pictures (*.png)")
        start = documents() / f"{self.participant}-{file.key}.{form}"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Where should the chart go?"), str(start), kinds)
        if chosen and still_open(self._tab.page):
            self.save(file, form, Path(chosen))

    def save(self, file: ChartFile, form: ChartFormat, out: Path) -> None:
        """Write the chart's file; what came of it is said on the page."""
        store, whose, tr, kit = self._tab.session.store, self.participant, self.kit.tr, self.kit

        def facts() -> tuple[str, bool]:
            return date_text(store.opened.today(whose), tr), store.opened.nature.sample

        def write(found: tuple[str, bool]) -> None:
            content = chart_bytes(kit, file, form, about_line(tr, whose, *found))
            self._tab.page.act(
                lambda: store.overview.save_chart(whose, file.key, form, content, out),
                lambda _: self._done(out),
            )

        self._tab.page.act(facts, write)

    def _done(self, out: Path) -> None:
        tr = self.kit.tr
        a11y.announce(self, tr("The chart is saved as {path}", path=out))
        self.kit.commands.told.emit(tr("The chart is saved."), tr("Saved as {path}", path=out), True)
