"""A sheet of paper in large type, to be printed and kept: the recovery page, the sheet of a set-up file."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from diary_app.common.i18n import Translator

_SIDE = 62  # points


def sheet_pdf(title: str, flow: list[Any], tr: Translator) -> bytes:
    """``flow`` (of reportlab) as a PDF of A4 in the bundled fonts; the same sheet gives the same bytes."""
    from reportlab.platypus import SimpleDocTemplate

    from diary_app.reports.fonts import LATIN
    from diary_app.reports.pages.parts import HEIGHT, WIDTH

    whole = BytesIO()
    document = SimpleDocTemplate(
        whole,
        pagesize=(WIDTH, HEIGHT),
        leftMargin=_SIDE,
        rightMargin=_SIDE,
        topMargin=_SIDE,
        bottomMargin=_SIDE,
        title=title,
        author="",
        lang=tr.language.replace("_", "-"),
        initialFontName=LATIN,  # else one of the PDF's own is named, which is not embedded
        invariant=1,
    )
    document.build(flow)
    return whole.getvalue()
