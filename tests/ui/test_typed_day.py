"""Days as people type them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QLocale

from diary_app.ui.widgets.typed_day import typed_day

ENGLISH = QLocale(QLocale.Language.English)
CHINESE = QLocale(QLocale.Language.Chinese)


@pytest.mark.parametrize("text", [
    "5.1.2026", "05.01.2026", "5/1/2026", "05-01-2026", "2026-01-05", "2026/1/5", "2026 1 5", " 5. 1. 2026 ",
    "5 January 2026", "5 Jan 2026", "January 5, 2026", "2026年1月5日",
    "２０２６－０１－０５", "2026年01月05号",
])  # fmt: skip
@pytest.mark.parametrize("locale", [ENGLISH, CHINESE])
def test_each_of_these_is_the_fifth_of_january(text: str, locale: QLocale) -> None:
    assert typed_day(text, locale) == QDate(2026, 1, 5)


@pytest.mark.parametrize("text", [
    "", "5", "5.1.", "31.2.2026", "5.1.26", "1/15/2026", "2026-13-01", "next Monday", "1.2.3.2026",
    "0.0.0", "5 Brumaire 2026", "9" * 41, "99999999999999999999.1.2026",
])  # fmt: skip
def test_none_of_these_names_one_day(text: str) -> None:
    assert typed_day(text, ENGLISH) is None
