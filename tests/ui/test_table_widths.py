"""How the columns of a table share its room, and that the first one stays at the edge in both tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from diary_app.common.i18n import translator
from diary_app.domain.clinic.patient_row import FormState, NextForm, PatientRow
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.patients import words
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Cell, CellChip, Column
from diary_app.ui.theme.fonts import load_chinese
from diary_app.ui.theme.tokens import Look
from diary_app.ui.widgets.table import Table
from diary_app.ui.widgets.table_paint import Measures
from diary_app.ui.widgets.table_widths import Share, Wish, share_out
from tests.ui.screens.pictures import image_of, share_differing
from tests.ui.test_clinic_list import PLAN, row

PAST, LATE = date(2025, 12, 20), date(2026, 11, 23)
WISHES = [Wish(100), Wish(130, bar=28), Wish(220, chips=50)]


@pytest.mark.parametrize(
    ("room", "share"),
    [
        (500, Share([108, 138, 254])),  # left over: up to 8 px each, the rest at the end
        (450, Share([100, 130, 220])),
        (432, Share([94, 124, 214])),  # a little comes off the gaps
        (431, Share([94, 123, 214], bar=1)),  # then off the bar
        (404, Share([94, 96, 214], bar=28)),
        (403, Share([94, 96, 213], bar=28)),  # then off the chips
        (354, Share([94, 96, 164], bar=28)),
        (353, Share([94, 124, 214])),  # it is scrolled sideways, so that all is whole again
    ],
)
def test_what_lacks_comes_off_gaps_bars_and_chips(room: int, share: Share) -> None:
    assert share_out(WISHES, room) == share


def test_words_that_give_come_first_and_several_bars_are_alike() -> None:
    assert share_out([Wish(100), Wish(300, words=150)], 300) == Share([100, 200])
    assert share_out([Wish(60, bar=20), Wish(60, bar=30)], 100) == Share([50, 50], bar=4)


@pytest.fixture
def chinese(kit: Kit) -> Kit:
    """The clinic's look at 100 %, in Chinese."""
    load_chinese()
    kit.appearance.set_look(Look("clinic", "light", 100))
    return replace(kit, tr=translator("zh_CN"))


def _wide_row(number: int) -> PatientRow:
    """As wide as those of a made-up trial become."""
    form = NextForm(day=LATE, opens=LATE, closes=LATE, state=FormState.DUE, days_left=14, on_its_way=False)
    return replace(
        row(number), participant=f"SAMPLE-{number:03d}", cycle=29, cycle_day=26, adherence_percent=100.0,
        last_dose=PAST, data_to=PAST, last_qlq=PAST, next_qlq=form, alerts=(),
        days_without_file=37, awaiting_start=True,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_patients_list_fits_the_window_of_the_design(qtbot: QtBot, chinese: Kit, language: str) -> None:
    kit = replace(chinese, tr=translator(language))
    table = Table(
        kit, "Patients", words.columns(kit), lambda each: words.row_of(kit, PLAN, LATE, each),
        lambda each: each.participant,
    )  # fmt: skip
    qtbot.addWidget(table)
    kit.appearance.dress(table)
    table.resize(1056, 600)  # what a window of 1280 px leaves
    table.show()
    table.set_items([_wide_row(each) for each in range(44)])
    table.measure()
    QApplication.processEvents()
    view = table.view
    assert view.verticalScrollBar().maximum() > 0
    assert view.horizontalScrollBar().maximum() == 0
    assert view.visualRect(view.model().index(0, 7)).right() < view.viewport().width()
    assert (view.painter_of_cells.bar_shorter > 0) == (language == "zh_CN")  # and no chip is cut


def test_a_chip_without_room_ends_in_dots(kit: Kit) -> None:
    measures = Measures(kit)
    chip, more = CellChip("three days without a file", "due", "clock"), CellChip("+1")
    room = measures.chip_width(chip) + measures.chip_width(more)  # without the gap between them
    [cut, rest] = measures.fitting((chip, CellChip("another one")), room)
    assert (cut.text[-1], cut.kind, cut.icon, rest) == ("…", "due", "clock", more)
    assert cut.text[:-1] == chip.text[: len(cut.text) - 1]
    assert measures.fitting((chip,), room) == (chip,)


def _clinic_table(kit: Kit) -> tuple[Table[str], QTableView]:
    columns = [Column("id", "Study no.", sorts=False), Column("why", "Reason", sorts=False)]
    table = Table(kit, "Rows", columns, lambda each: (Cell(each), Cell("reason " * 30)), str)
    table.set_items(["S003-014", "S003-015"])
    table.measure()
    return table, table.view


def _data_table(kit: Kit) -> tuple[DataTable, QTableView]:
    table = DataTable(kit, "Doses")
    table.show_data(TableData(("Study no.", "Reason"), [("S003-014", "reason " * 30)] * 2))
    return table, table


@pytest.mark.parametrize("make", [_clinic_table, _data_table])
def test_the_first_column_is_painted_where_it_was(qtbot: QtBot, kit: Kit, make) -> None:  # type: ignore[no-untyped-def]
    table, view = make(kit)
    qtbot.addWidget(table)
    kit.appearance.dress(table)
    table.resize(400, 300)
    table.show()
    QApplication.processEvents()
    view.selectRow(1)
    QApplication.processEvents()

    def first() -> Image.Image:
        return image_of(view.viewport().grab(QRect(0, 0, view.columnWidth(0) - 1, view.rowHeight(0) - 1)))

    before = first()
    view.horizontalScrollBar().setValue(30)
    QApplication.processEvents()
    assert view.horizontalScrollBar().value() == 30
    assert share_differing(first(), before) == 0
    edge = view.viewport().grab().toImage().pixelColor(view.columnWidth(0) - 1, 3)
    assert edge == kit.colour("line-strong")
