"""What gives way where room lacks: the patient's head, words of a table, and the column that stays."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary_app.domain.log.entry import Kind
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.log import store_words
from diary_app.ui.clinic.patient_head import PatientHead
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Cell, Column
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.table import Table

LONG = "The capsule was taken later than usual because of a journey"


@pytest.fixture
def stage(qtbot: QtBot, kit: Kit) -> QWidget:
    """A window to put things into."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def _show(qtbot: QtBot, stage: QWidget, part: QWidget, width: int) -> None:
    layout = stage.layout() or QVBoxLayout(stage)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
    _wide(qtbot, stage, width)


def _wide(qtbot: QtBot, stage: QWidget, width: int) -> None:
    stage.resize(width, 400)
    stage.show()
    qtbot.wait(20)


def test_words_of_a_table_wrap_before_it_scrolls_sideways(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    table = DataTable(kit, "Corrections")
    rows = [("25 March 2026 (C24 D1)",) * 3, ("short",) * 3]
    table.show_data(TableData(("About", "When", "Reason"), rows, wraps=frozenset({0, 1, 2})))
    _show(qtbot, stage, table, 900)
    one_line = table.rowHeight(0)
    _wide(qtbot, stage, 420)
    assert table.horizontalScrollBar().maximum() == 0
    assert table.rowHeight(0) > one_line
    assert table.rowHeight(1) == one_line


def _table(kit: Kit) -> Table[str]:
    columns = [Column("id", "Study no.", sorts=False), Column("why", "Reason", sorts=False, gives=True)]
    table = Table(kit, "Rows", columns, lambda row: (Cell(row, strong=True), Cell(LONG, spoken=LONG)), str)
    table.set_items(["S003-014", "S003-015"])
    table.measure()
    return table


def test_a_column_that_gives_is_cut_and_the_others_are_not(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    table = _table(kit)
    _show(qtbot, stage, table, 900)
    whole = [table.view.columnWidth(place) for place in range(2)]
    _wide(qtbot, stage, 420)
    assert table.view.horizontalScrollBar().maximum() == 0
    assert table.view.columnWidth(0) > whole[0] - 12
    assert table.view.columnWidth(1) < whole[1]


def test_the_first_column_stays_while_the_others_pass(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    table = _table(kit)
    _show(qtbot, stage, table, 260)
    bar = table.view.horizontalScrollBar()
    assert bar.maximum() > 0
    assert not table.view.first_stays
    bar.setValue(bar.maximum())
    first, second = table.heads.heads.values()
    assert table.view.first_stays
    assert first.x() == 0
    assert second.x() < first.width()


def test_the_line_about_a_patient_goes_below_the_id(qtbot: QtBot, stage: QWidget, kit: Kit) -> None:
    head = PatientHead(
        kit, [Button(kit, text, size="head", icon="printer") for text in ("Hand over", "Print")]
    )
    head.say("S003-014", "Site 04. Since 30 December 2025", [Chip(kit, "2 to review", "due")])
    _show(qtbot, stage, head, 1000)
    assert head.since.geometry().center().y() == head.title.geometry().center().y()
    in_one_line = head.height()
    _wide(qtbot, stage, 620)
    assert head.since.y() >= head.title.geometry().bottom()
    assert head.sizeHint().height() < 2 * in_one_line


def test_a_backup_is_told_in_words(kit: Kit) -> None:
    told = {"automatic": True, "made_at": "2026-06-19T07:42:00.000Z", "epoch": 1, "entries": 28848}
    assert store_words.said(kit, Kind.BACKUP, told) == "By itself, 28848 entries"
    assert store_words.said(kit, Kind.DEVICE, {"algorithm": "Ed25519"}).endswith("(Ed25519)")
    assert store_words.said(kit, Kind.DOSE, {"mg": "12"}) == ""
