from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.platypus import SimpleDocTemplate

from diary_app.common.i18n import Translator
from diary_app.reports.fonts import (
    CHINESE,
    CHINESE_BOLD,
    LATIN,
    MISSING,
    font_of,
    register_fonts,
    runs,
    text_width,
)
from diary_app.reports.pages.parts import para
from diary_app.reports.text import clean, cut, markup

ATTACKS = [
    "<b>bold</b>",
    "</para><para>",
    "<img src='/etc/passwd'/>",
    "<a href='http://example.org'>x</a>",
    '<font size="99">big</font>',
    "&amp; &lt; &#65; &unknown;",
    "a < b > c & d",
    "]]> <![CDATA[x]]>",
    "<?xml version='1.0'?>",
    "<!-- comment -->",
    "<onDraw name='x' label='y'/>",
    "<seq id='x'/>",
    "<br",
    "'\"`",
    "{n} %s %(x)s {0}",
    "\\x00 \\u202e",
]


def printed(text: str) -> str:
    """What a PDF of one paragraph says."""
    out = BytesIO()
    SimpleDocTemplate(out, initialFontName="Inter").build([para(text)])
    return "".join(page.extract_text() for page in PdfReader(out).pages)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_is_shown_as_it_was_typed(attack: str) -> None:
    assert "".join(printed(attack).split()) == "".join(attack.split())


@pytest.mark.parametrize(
    "sign",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x1b",
        "\x1f",
        "\x7f",
        "\x85",
        "\x9b",
        "\ud800",
        "\ufffe",
        "\uffff",
        "\u202e",
        "\u2066",
    ],
)
def test_control_characters_become_a_visible_mark(sign: str) -> None:
    assert clean(f"a{sign}b") == "a\ufffdb"
    assert printed(f"a{sign}b").strip() == f"a{MISSING}b"


def test_line_ends_of_every_system_are_kept() -> None:
    assert clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"
    assert markup("a\n\nb") == "a<br/><br/>b"


def test_signs_without_a_shape_are_dropped() -> None:
    assert clean("a\u200b\u200d\ufe0f\ufeffb") == "ab"


def test_each_run_is_set_in_a_font_that_has_it() -> None:
    assert runs("Feet 有点疼 ok") == [(LATIN, "Feet "), (CHINESE, "有点疼"), (LATIN, " ok")]
    assert markup("疼", bold=True) == f'<font name="{CHINESE_BOLD}">疼</font>'


@pytest.mark.parametrize("sign", ["😀", "🩸", "ن", "\U0010ffff", "\ufffd"])
def test_what_no_font_has_is_a_hollow_square(sign: str) -> None:
    assert font_of(sign) is None
    assert runs(f"a{sign}b") == [(LATIN, f"a{MISSING}b")]


@given(st.text(max_size=300))
def test_any_text_makes_a_paragraph(text: str) -> None:
    register_fonts()
    paragraph = para(text)
    _, height = paragraph.wrap(400, 10_000)
    assert height > 0 or not clean(text).strip()


def test_width_is_the_sum_of_its_runs() -> None:
    register_fonts()
    assert text_width("a有b", 9, True) == pytest.approx(
        text_width("a", 9, True) + text_width("有", 9, True) + text_width("b", 9, True)
    )
    assert text_width("有", 9) == pytest.approx(9)


def test_a_cut_text_says_so(en: Translator, zh: Translator) -> None:
    assert cut("x" * 10, 10, en) == "x" * 10
    assert cut("x" * 11, 10, en) == "x" * 10 + " (cut)"
    assert cut("疼" * 11, 10, zh).endswith("（已截断）")
