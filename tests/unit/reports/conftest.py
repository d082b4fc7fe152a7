"""Translators and a reader of made PDFs for the report tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diary_app.common.i18n import Translator, translator
from diary_app.reports.summary import VisitSummary
from tests.unit.reports.reading import Read, read


@pytest.fixture(scope="session")
def en() -> Translator:
    return translator("en")


@pytest.fixture(scope="session")
def zh() -> Translator:
    return translator("zh_CN")


@pytest.fixture
def made(en: Translator, zh: Translator) -> Callable[[VisitSummary], Read]:
    """Render a summary in its own language and read the PDF back."""
    return lambda summary: read(summary, zh if summary.header.language == "zh_CN" else en)
