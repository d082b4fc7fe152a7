"""The list of a thousand patients: what is typed shows at once, whose row is chosen stays chosen."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary_app.domain.clinic.patient_row import FormState, NextForm, PatientRow, RowAlert
from diary_app.protocols.loader import find_protocol
from diary_app.ui.clinic.patients import words
from diary_app.ui.clinic.patients.foot import ListFoot
from diary_app.ui.clinic.patients.listing import Listing
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Cell, CellChip
from diary_app.ui.widgets.table import Table
from diary_app.ui.widgets.table_paint import Measures

TODAY = date(2026, 6, 19)
FRAME = 0.016  # s
PLAN = find_protocol("alter-s003").protocol


def row(number: int) -> PatientRow:
    """One of many made-up patients."""
    form = NextForm(
        day=TODAY + timedelta(days=number % 40 - 20),
        opens=TODAY,
        closes=TODAY,
        state=list(FormState)[number % 3],
        days_left=number % 3,
        on_its_way=False,
    )
    raised = RowAlert(
        rule="bp",
        level="call_today",
        day=TODAY,
        code="pressure",
        values={"systolic": "165", "diastolic": "102"},
    )
    alerts = (raised,) if number % 7 == 0 else ()
    return PatientRow(
        participant=f"S003-{number:04d}", site="04", first_dose=date(2025, 8, 1), cycle=3, cycle_day=5,
        awaiting_start=False, off_plan=0,
        mg=Decimal(12), held=number % 11 == 0, stopped=False, adherence_taken=90, adherence_due=100,
        adherence_percent=70.0 + number % 31, last_dose=TODAY, data_to=TODAY - timedelta(days=number % 30),
        days_without_file=number % 30, last_qlq=None, next_qlq=form, alerts=alerts, to_review=len(alerts),
    )  # fmt: skip


@pytest.fixture
def table(kit: Kit, qtbot: QtBot) -> Table[PatientRow]:
    """The table of the patients page, shown."""
    made: Table[PatientRow] = Table(
        kit,
        "Patients",
        words.columns(kit),
        lambda each: words.row_of(kit, PLAN, TODAY, each),
        lambda each: each.participant,
    )
    qtbot.addWidget(made)
    kit.appearance.dress(made)
    made.resize(1056, 600)
    made.show()
    return made


def test_a_thousand_are_filtered_within_a_frame(table: Table[PatientRow]) -> None:
    listing = Listing()
    listing.take([row(number) for number in range(1000)])
    table.set_items(listing.shown)
    table.measure()
    took = []
    for text in ("0", "01", "012", "0123"):
        began = time.process_time()
        listing.text = text
        table.set_items(listing.shown)
        took.append(time.process_time() - began)

    assert min(took) < FRAME
    assert [each.participant for each in listing.shown] == ["S003-0123"]
    assert listing.counts()["alerts"] == 143
    QApplication.processEvents()


def test_the_chosen_row_stays_and_rows_as_before_are_not_made_anew(table: Table[PatientRow]) -> None:
    listing = Listing()
    listing.take([row(number) for number in range(40)])
    table.set_items(listing.shown)
    table.choose("S003-0021")
    listing.press_head("participant")
    table.set_items(listing.shown)
    assert table.current_key == "S003-0021"

    before = listing.shown[5]
    listing.take([row(number) for number in range(41)])
    assert listing.shown[5] is before
    listing.filter = "alerts"
    table.set_items(listing.shown)
    assert table.current_key == "S003-0021"
    listing.text = "0007"
    table.set_items(listing.shown)
    assert table.current_key == "S003-0007"


def test_alerts_sort_by_who_needs_attention_and_both_ways() -> None:
    listing = Listing()
    listing.take([row(number) for number in range(1, 15)])
    assert listing.head == "alerts"
    assert [each.participant for each in listing.shown[:2]] == ["S003-0007", "S003-0014"]
    listing.press_head("alerts")
    assert listing.way == -1
    assert listing.shown[-1].participant == "S003-0007"
    listing.press_head("data_to")
    assert (listing.head, listing.way) == ("data_to", 1)


def test_chips_that_do_not_fit_are_counted(kit: Kit) -> None:
    measures = Measures(kit)
    chips = tuple(CellChip(text) for text in ("one alert", "another alert", "a third"))
    whole = measures.cell(Cell(chips=chips))

    assert measures.fitting(chips, whole) == chips
    room = measures.cell(Cell(chips=chips), shortens=True)
    assert [chip.text for chip in measures.fitting(chips, room)] == ["one alert", "+2"]
    assert measures.cell(Cell(chips=chips), shortens=True) < whole


def test_words_of_a_row(kit: Kit) -> None:
    told = [cell.words for cell in words.row_of(kit, PLAN, TODAY, row(21))]
    assert told == [
        "S003-0021", "cycle 3, day 5", "91%, 90 of 100 capsules", "Today", "29 May", "–", "Overdue 20 Jun",
        "BP 165/102, No file for 21 days",
    ]  # fmt: skip
    due = words.row_of(kit, PLAN, TODAY, row(1))[6]
    assert (due.words, due.chips[0].kind) == ("Open, 1 day left", "due")
    assert words.row_of(kit, PLAN, TODAY, row(3))[0].strong


def test_chips_without_room_are_told_to_eye_ear_and_keyboard(table: Table[PatientRow], qtbot: QtBot) -> None:
    foot = ListFoot(table.kit)
    table.rows_column.addWidget(foot)
    foot.say(3, 3, 0)
    usual = foot.words.text()
    table.view.moved.connect(lambda: foot.tell_hidden(table.current_key, table.hidden))
    table.set_items([row(1), replace(row(21), awaiting_start=True), row(2)])
    table.measure()
    told = "BP 165/102, No file for 21 days, Start not told"
    hidden = table.model.index(1, 7)
    assert hidden.data(Qt.ItemDataRole.ToolTipRole) == told
    assert hidden.data(Qt.ItemDataRole.AccessibleTextRole) == f"Alerts: {told}"

    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert (table.hidden, foot.words.text()) == (told, f"S003-0021: {told}")
    qtbot.keyClick(table.view, Qt.Key.Key_Down)  # all of this row is in view
    assert (table.hidden, foot.words.text()) == ("", usual)


def test_a_next_start_that_nobody_told_is_seen_and_heard(kit: Kit) -> None:
    waiting = replace(row(2), cycle=1, cycle_day=43, awaiting_start=True)
    cells = words.row_of(kit, PLAN, TODAY, waiting)
    assert (cells[1].text, cells[1].words) == ("1 / 43", "cycle 1, day 43, next start not told")
    assert cells[7].chips[-1].text == "Start not told"
    assert "Start not told" in cells[7].words
