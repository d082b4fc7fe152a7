"""The printed log: all rows, whatever was typed, the same bytes again."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import translator
from diary_app.reports.log_sheet import MOST_ROWS, LogSheet, log_sheet_pdf

SHEET = LogSheet(
    title="Log",
    asked="All people, last 30 days",
    heads=("Time", "Who", "Action", "Record", "What changed", "Reason"),
    rows=[("2026-06-19 09:14:02", "L. Wang", "Correction", "S003-014", "11:20 \u2192 07:20", "typed wrong")],
    head="Entry 1,482, 9c41",
    sample=False,
)


def text(sheet: LogSheet, language: str = "en") -> str:
    content = log_sheet_pdf(sheet, translator(language))
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_what_stands_on_it() -> None:
    told = text(SHEET)
    for part in ("Log", "All people", "2026-06-19", "L. Wang", "11:20 \u2192 07:20", "Entry 1,482", "Page 1"):
        assert part in told
    assert "SAMPLE" not in told
    assert "SAMPLE" in text(replace(SHEET, sample=True))
    assert log_sheet_pdf(SHEET, translator("en")) == log_sheet_pdf(SHEET, translator("en"))


def test_every_row_is_there() -> None:
    rows = [(f"row-{number}", "w", "a", "r", "c", "x") for number in range(120)]
    told = text(replace(SHEET, rows=rows))
    assert all(f"row-{number}" in told for number in range(120))
    assert "Page 2" in told


def test_typed_text_is_shown_as_typed() -> None:
    hostile = '<img src="/etc/passwd"/> <b>x</b> \u202e & 患者说错了时间'
    told = text(replace(SHEET, rows=[("t", "w", "a", "r", "c", hostile)]), "zh_CN")
    assert "<b>x</b>" in "".join(told.split("\n"))
    assert "患者说错了时间" in "".join(told.split("\n"))
    assert "nothing" in text(replace(SHEET, rows=[]))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(DoesNotFit, match=str(MOST_ROWS)):
        log_sheet_pdf(replace(SHEET, rows=[SHEET.rows[0]] * (MOST_ROWS + 1)), translator("en"))
