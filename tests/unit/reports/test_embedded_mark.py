"""The mark in a PDF's keywords."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from diary_app.common.i18n import translator
from diary_app.reports.embedded_mark import find_mark, keywords
from diary_app.reports.render import render_visit_summary


@given(st.binary(min_size=1, max_size=400), st.binary(max_size=80))
def test_found_again_among_other_bytes(mark: bytes, around: bytes) -> None:
    [word] = keywords(mark)
    assert find_mark(around + b" (" + word.encode() + b") " + around) == mark


def test_none_and_more_than_one() -> None:
    assert keywords(b"") == []
    assert find_mark(b"%PDF-1.4 nothing") is None
    one, two = keywords(b"one")[0].encode(), keywords(b"two")[0].encode()
    assert find_mark(one + b" " + one) == b"one"
    assert find_mark(one + b" " + two) is None  # which of them counts, nobody can say
    assert find_mark(b"morning-diary-mark:abc!") is None


@pytest.mark.slow
def test_a_pdf_reader_finds_it_too() -> None:
    from dataclasses import replace

    from tests.unit.reports import example

    summary = example.example()
    plain, marked = BytesIO(), BytesIO()
    render_visit_summary(summary, translator(summary.header.language), plain)
    assert PdfReader(plain).metadata.get("/Keywords") in (None, "")
    summary = replace(summary, footer=replace(summary.footer, mark=b'{"format":"x"}'))
    render_visit_summary(summary, translator(summary.header.language), marked)
    assert PdfReader(marked).metadata["/Keywords"] == keywords(b'{"format":"x"}')[0]
    assert find_mark(marked.getvalue()) == b'{"format":"x"}'
