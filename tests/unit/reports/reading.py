"""Reading a PDF back: pages, texts with their sizes and places, fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from diary_app.common.i18n import Translator
from diary_app.reports.render import render_visit_summary
from diary_app.reports.summary import VisitSummary


@dataclass(frozen=True)
class Piece:
    """A piece of text on a page: its size and where it begins, in points."""

    page: int
    text: str
    size: float
    x: float
    y: float


@dataclass(frozen=True)
class Read:
    """A PDF read back."""

    reader: PdfReader
    pages: list[str]
    pieces: list[Piece]

    @property
    def text(self) -> str:
        """All pages in one text without any white space, as line ends fall anywhere."""
        return bare("".join(self.pages))

    def has(self, words: str) -> bool:
        """Whether the document holds ``words``, wherever its lines break."""
        return bare(words) in self.text

    def fonts(self) -> dict[str, bool]:
        """Every font's name, and whether it is embedded."""
        found: dict[str, bool] = {}
        for page in self.reader.pages:
            for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
                entry: Any = font.get_object()
                descriptor = entry.get("/FontDescriptor")
                name = entry["/BaseFont"].removeprefix("/")
                found[name] = descriptor is not None and "/FontFile2" in descriptor.get_object()
        return found


def bare(text: str) -> str:
    """``text`` without white space."""
    return re.sub(r"\s+", "", text)


def read(summary: VisitSummary, tr: Translator) -> Read:
    """Render ``summary`` and read the result."""
    out = BytesIO()
    render_visit_summary(summary, tr, out)
    reader = PdfReader(out)
    pieces: list[Piece] = []
    pages = []
    for number, page in enumerate(reader.pages, start=1):

        def keep(text: str, cm: Any, tm: Any, _: Any, size: float, number: int = number) -> None:
            if text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                pieces.append(Piece(number, text, size * abs(tm[3] * cm[3]), x, y))

        pages.append(page.extract_text(visitor_text=keep))
    return Read(reader, pages, pieces)
