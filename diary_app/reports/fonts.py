"""The fonts of the PDF: Inter for Latin, Noto Sans SC for Chinese, both embedded as subsets.

No text is ever set in one of the PDF's built-in fonts: they are not embedded
and know no Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any
from unicodedata import category

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from diary_app.common.resources import resource

LATIN, LATIN_BOLD = "Inter", "Inter-Bold"
CHINESE, CHINESE_BOLD = "NotoSansSC", "NotoSansSC-Bold"
MISSING = "\u25a1"
"""Printed in place of a character that neither font has: a hollow square."""

_FILES = {
    LATIN: "Inter-Regular.ttf",
    LATIN_BOLD: "Inter-Bold.ttf",
    CHINESE: "NotoSansSC-Regular.ttf",
    CHINESE_BOLD: "NotoSansSC-Bold.ttf",
}
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BOLD = {LATIN: LATIN_BOLD, CHINESE: CHINESE_BOLD}


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the fonts known to reportlab, once a process (about 0.1 s)."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
    for name, bold in _BOLD.items():
        pdfmetrics.registerFontFamily(name, normal=name, bold=bold, italic=name, boldItalic=bold)


@lru_cache(maxsize=2)
def _glyphs(name: str) -> Mapping[int, int]:
    register_fonts()
    font: Any = pdfmetrics.getFont(name)
    glyphs: Mapping[int, int] = font.face.charToGlyph
    return glyphs


@lru_cache(maxsize=8192)
def font_of(character: str) -> str | None:
    """The family that has ``character``: Inter first, then Noto Sans SC, else ``None``.

    Control and format characters have none, whatever the fonts say: they must not
    act on the text around them.
    """
    if category(character) in _INVISIBLE:
        return None
    for name in (LATIN, CHINESE):
        if ord(character) in _glyphs(name):
            return name
    return None


def runs(text: str) -> list[tuple[str, str]]:
    """``text`` in pieces of one family each; characters without a glyph become :data:`MISSING`."""
    pairs = [(font_of(character) or LATIN, _shown(character)) for character in text]
    return [
        (family, "".join(character for _, character in group))
        for family, group in groupby(pairs, key=lambda pair: pair[0])
    ]


def _shown(character: str) -> str:
    return character if font_of(character) else MISSING


def face(family: str, bold: bool) -> str:
    """The registered font of a family in normal or bold."""
    return _BOLD[family] if bold else family


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width in points of one line, run by run; this is the ``measure`` of the charts."""
    return sum(pdfmetrics.stringWidth(part, face(family, bold), size) for family, part in runs(text))
