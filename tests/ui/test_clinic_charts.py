"""Charts of the clinic without a window: ways from mark to mark, what a table costs, what a file says."""

from __future__ import annotations

import re

import pytest

from diary_app.charts.shapes import Box, Measure, Picture, Target
from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.charts.files import about_line, broken, chart_bytes
from diary_app.ui.clinic.charts.table import DataTable, TableData
from diary_app.ui.clinic.charts.walk import step
from diary_app.ui.kit import Kit


def targets(*rows: int) -> list[Target]:
    """Lines of so many marks, side by side."""
    return [Target(Box(x * 10, y * 10, x * 10 + 8, y * 10 + 8), f"{y}/{x}", f"mark {y}/{x}")
            for y, count in enumerate(rows) for x in range(count)]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        ("0/0", "right", "0/1"), ("0/2", "right", "1/0"), ("1/0", "left", "0/2"), ("0/0", "left", "0/0"),
        ("0/1", "down", "1/1"), ("0/2", "down", "1/1"), ("2/0", "down", "2/0"), ("2/2", "up", "1/1"),
        ("1/1", "first", "0/0"), ("1/1", "last", "2/2"),
    ],
)  # fmt: skip
def test_keys_lead_to_the_nearest_mark(start: str, way: str, end: str) -> None:
    marks = targets(3, 2, 3)
    keys = [mark.key for mark in marks]
    assert keys[step(marks, keys.index(start), way)] == end


def test_the_first_key_comes_to_the_first_mark_and_there_may_be_none() -> None:
    assert step(targets(3), -1, "right") == 0
    assert step([], -1, "right") == -1


def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
    del size, measure
    return Picture(width, height / 10, (), tuple(targets(3)), "three marks")


def test_a_table_is_filled_when_it_is_asked_for(kit: Kit) -> None:
    card = ChartCard(kit, "key", "Title")
    card.show_chart(lay_out, TableData(["A"], [["1"], ["2"]]))
    assert card.table.rowCount() == 0
    assert card.chart.accessibleDescription() == "three marks"
    card.show_as_table(True)
    assert card.table.rowCount() == 2
    card.show_chart(lay_out, TableData(["A"], [["3"]]))
    assert card.table.item(0, 0).text() == "3"


def test_numbers_in_the_last_column_stand_no_further_off_than_the_others(kit: Kit) -> None:
    table = DataTable(kit, "Questionnaires")
    table.resize(900, 300)
    rows = [["Week 6", "44", "0"]]
    table.show_data(TableData(["Visit", "Due", "Not due"], rows, numbers=frozenset({1, 2})))
    visit, due, not_due = map(table.columnWidth, range(3))
    assert visit + due + not_due >= 890
    assert not_due < 1.5 * due
    table.show_data(TableData(["Visit", "Due", "Reason"], rows, numbers=frozenset({1})))
    assert table.columnWidth(2) > 600  # words take it as before


def test_a_file_of_made_up_data_says_so(kit: Kit) -> None:
    card = ChartCard(kit, "key", "Title")
    card.show_chart(lay_out, TableData((), ()))
    assert card.file is not None
    about = about_line(kit.tr, "SAMPLE-001", "19 June 2026", True)
    assert about == "SAMPLE: made-up data  SAMPLE-001, 19 June 2026"
    assert b"SAMPLE: made-up data  SAMPLE-001" in chart_bytes(kit, card.file, "svg", about)
    assert about_line(kit.tr, "S003-007", "19 June 2026", False) == "S003-007, 19 June 2026"


def test_a_file_says_what_its_signs_mean_in_lines_that_fit(kit: Kit) -> None:
    card = ChartCard(kit, "key", "Title")
    card.show_chart(lay_out, TableData((), ()), note="Shaded: about the same. " * 12)
    assert card.file is not None
    texts = re.findall("<text[^>]*>([^<]*)</text>", chart_bytes(kit, card.file, "svg", "about").decode())
    below = [text for text in texts if "Shaded" in text or "the same" in text]
    assert len(below) > 1
    assert " ".join(below) == ("Shaded: about the same. " * 12).strip()
    assert broken("12345 678 9", lambda line: len(line) <= 6) == ["12345", "678 9"]
    chinese = "\u4e00\u4e8c\u3001\u4e09\u56db"
    assert broken(chinese, lambda line: len(line) <= 3) == ["\u4e00\u4e8c\u3001", "\u4e09\u56db"]
    assert broken("", lambda line: not line) == []
