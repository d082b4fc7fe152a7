"""The same scores as a table: a row for each, a column for each questionnaire."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from diary_app.charts.small_score import whole_text
from diary_app.reports.formats import date_text
from diary_app.services.results import ResultsView, ScaleResult
from diary_app.ui.kit import Kit
from diary_app.ui.pages.results import words
from diary_app.ui.widgets.themed import Themed

_ROOM = 2.2  # height of a row, in text sizes


class ScoreTable(Themed, QTableWidget):
    """Read only; scrolls sideways where there are many questionnaires, with the names in view."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setAccessibleName(kit.tr("My results as a table"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.follow(kit)

    def show_view(self, view: ResultsView) -> None:
        """Take other scores."""
        tr = self.kit.tr
        dates = [date_text(place.day, tr) for place in view.days]
        heads = [tr("Since the start"), tr("Better is"), tr("Threshold"), *dates]
        self.setColumnCount(len(heads))
        self.setRowCount(len(view.scales))
        self.setHorizontalHeaderLabels(heads)
        self.setVerticalHeaderLabels([tr(result.name) for result in view.scales])
        for row, result in enumerate(view.scales):
            for column, text in enumerate(self._texts(result, view)):
                self.setItem(row, column, _cell(text, right=column > 2))
        self.setCurrentCell(0, 0)
        self._fit()

    def _texts(self, result: ScaleResult, view: ResultsView) -> list[str]:
        tr = self.kit.tr
        better = tr("higher") if result.higher_is_better else tr("lower")
        texts = [words.verdict(self.kit, result, view).word, better, words.threshold(self.kit, result)]
        for place, value in zip(view.days, result.values, strict=True):
            blank = tr("no score") if place.filled else tr("no form")
            texts.append(blank if value is None else whole_text(value))
        return texts

    def restyle(self) -> None:
        """Take fonts and heights of the look in force."""
        self.setFont(self.kit.font("second", tabular=True))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
        self._fit()

    def _fit(self) -> None:
        strong = self.kit.font("second-strong")
        heads = [self.horizontalHeaderItem(column) for column in range(self.columnCount())]
        for head in [*heads, *(self.verticalHeaderItem(row) for row in range(self.rowCount()))]:
            assert head is not None
            head.setFont(strong)  # a font of the header itself is not painted under a style sheet
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(round(self.kit.look.pixels("second") * _ROOM))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.resizeColumnsToContents()


def _cell(text: str, right: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
