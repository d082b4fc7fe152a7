"""The log as it was filtered on the screen, as a PDF to print: six columns of plain text, A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_, Translator

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MOST_ROWS = 5000
_MOST_TEXT = 600  # characters of one cell
_SHARES = (0.14, 0.12, 0.12, 0.19, 0.26, 0.17)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSheet:
    """What it says. ``asked``: the filter in words; ``head``: the end of the log, with its hash.

    ``rows``: as wide as ``heads``. ``sample``: the people in it are made up.
    """

    title: str
    asked: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    head: str
    sample: bool


def log_sheet_pdf(sheet: LogSheet, tr: Translator) -> bytes:
    """The sheet as the bytes of a PDF; the same sheet gives the same bytes.

    Raises :class:`DoesNotFit` for more than ``MOST_ROWS`` rows.
    """
    if len(sheet.rows) > MOST_ROWS:
        raise DoesNotFit(
            N_("These are {n} entries; up to {most} are printed at once. Narrow what is shown."),
            n=len(sheet.rows),
            most=MOST_ROWS,
        )
    out = BytesIO()
    _build(sheet, tr, out)
    return out.getvalue()


def _build(sheet: LogSheet, tr: Translator, out: Any) -> None:
    from reportlab.platypus import SimpleDocTemplate

    from diary_app.reports.fonts import LATIN, register_fonts
    from diary_app.reports.pages.parts import HEIGHT, MARGIN, WIDTH, gap, para

    register_fonts()
    document = SimpleDocTemplate(
        out,
        pagesize=(HEIGHT, WIDTH),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 16,
        title=sheet.title,
        author="Morning Diary",
        lang=tr.language.replace("_", "-"),
        initialFontName=LATIN,
        invariant=1,
    )

    def foot(canvas: Canvas, _: Any) -> None:
        _draw_foot(canvas, sheet, tr)

    story = [para(sheet.title, 16, bold=True), gap(4), para(sheet.asked, token="ink-2"), gap(8)]
    document.build([*story, _table(sheet, tr)], onFirstPage=foot, onLaterPages=foot)


def _table(sheet: LogSheet, tr: Translator) -> Any:
    from diary_app.reports.pages.parts import HEIGHT, MARGIN, SMALL, heads, para, table
    from diary_app.reports.text import one_line

    if not sheet.rows:
        return para(tr("There is nothing to list."), token="ink-2")
    inner = HEIGHT - 2 * MARGIN
    rows = [[para(one_line(text, _MOST_TEXT, tr), SMALL) for text in row] for row in sheet.rows]
    return table([heads(*sheet.heads), *rows], [inner * share for share in _SHARES], pad=2.4)


def _draw_foot(canvas: Canvas, sheet: LogSheet, tr: Translator) -> None:
    from diary_app.reports.fonts import text_width
    from diary_app.reports.pages.frame import SAMPLE
    from diary_app.reports.pages.paint import draw_text
    from diary_app.reports.pages.parts import HEIGHT, MARGIN, SMALLEST

    left = f"{tr(SAMPLE)}. {sheet.head}" if sheet.sample else sheet.head
    right = tr("Page {page}", page=canvas.getPageNumber())
    draw_text(canvas, MARGIN, MARGIN, left, SMALLEST, token="ink-2")
    width = text_width(right, SMALLEST)
    draw_text(canvas, HEIGHT - MARGIN - width, MARGIN, right, SMALLEST, token="ink-2")
