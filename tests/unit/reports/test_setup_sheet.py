"""The sheet that goes with a set-up file: one page, code and fingerprint whole, every font embedded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from diary_app.common.i18n import translator
from diary_app.reports.setup_sheet import SetupSheet, setup_sheet_pdf

SHEET = SetupSheet("S003-014", "WWMM-9QXD-WWMM-QQ01", "WWDW MMMM 307T D6D7 FWWS", date(2026, 1, 4))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_one_page_with_all_that_is_typed_or_compared(language: str) -> None:
    content = setup_sheet_pdf(SHEET, translator(language))
    assert content == setup_sheet_pdf(SHEET, translator(language))
    [page] = PdfReader(BytesIO(content)).pages
    lines = page.extract_text().splitlines()
    assert SHEET.code in lines  # on a line of its own, not broken
    assert SHEET.fingerprint in lines
    assert "S003-014" in page.extract_text()
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    used = [font.get_object() for font in fonts.values()]
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in used)


def test_a_number_with_markup_is_shown_as_it_is() -> None:
    odd = replace(SHEET, participant="<b>S003</b>")
    [page] = PdfReader(BytesIO(setup_sheet_pdf(odd, translator("en")))).pages
    assert "<b>S003</b>" in page.extract_text()
