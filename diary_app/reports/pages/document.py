"""The document: pages one after another, header and footer on each."""

from __future__ import annotations

from functools import partial
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Table,
)

from diary_app.charts.dose_calendar import CalendarGrid, calendar_head, cycle_lines
from diary_app.charts.legend import day_legend
from diary_app.common.i18n import Translator
from diary_app.reports.dose_sections import CalendarSection
from diary_app.reports.embedded_mark import keywords
from diary_app.reports.fonts import register_fonts, text_width
from diary_app.reports.pages.cards import CardRow, cards
from diary_app.reports.pages.frame import FOOTER_RULE, HEADER_RULE, NumberedCanvas, draw_header
from diary_app.reports.pages.odd_days import odd_days_section
from diary_app.reports.pages.paint import PictureFlowable
from diary_app.reports.pages.parts import BARE, HEIGHT, INNER, MARGIN, WIDTH, gap, para, room_for, section
from diary_app.reports.pages.qlq_table import TABLE_WIDTH, qlq_section
from diary_app.reports.pages.side_column import MOST_SPANS, SIDE_WIDTH, dose_history, side_column
from diary_app.reports.pages.sign_off import SignOff
from diary_app.reports.pages.symptoms import symptoms_section
from diary_app.reports.pages.talk_list import talk_section
from diary_app.reports.summary import VisitSummary
from diary_app.reports.text import one_line


class Bookmark(Flowable):  # type: ignore[misc, unused-ignore]
    """An entry of the outline that leads to this place."""

    def __init__(self, title: str, key: str) -> None:
        super().__init__()
        self.title, self.key = title, key

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's own
        """Takes no room."""
        return 0, 0

    def draw(self) -> None:
        """Mark the place and name it in the outline."""
        canvas = self.canv
        if not isinstance(canvas, NumberedCanvas):
            raise TypeError(type(canvas))
        canvas.mark(self.title, self.key)


def build(summary: VisitSummary, tr: Translator, out: BinaryIO) -> None:
    """Write the whole PDF to ``out``; the same summary gives the same bytes."""
    register_fonts()
    header = summary.header
    titles = {"first": tr("Visit summary"), "detail": tr("Doses and symptoms")}
    document = BaseDocTemplate(
        out,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        lang=header.language.replace("_", "-"),
        title=tr("Visit summary {participant}", participant=one_line(header.participant, 80, tr)),
        author="Morning Diary",
        subject=one_line(header.study, 80, tr),
        keywords=keywords(summary.footer.mark),
        creator=f"Morning Diary {summary.footer.program_version}",
        initialFontName="Inter",
    )
    document.addPageTemplates([_template(name, title, summary, tr) for name, title in titles.items()])
    document.build(_story(summary, titles, tr), canvasmaker=_canvas_of(summary, tr))


def _canvas_of(summary: VisitSummary, tr: Translator) -> type[NumberedCanvas]:
    about = {"footer": summary.footer, "tr": tr, "attachment": summary.attachment}
    return type("SummaryCanvas", (NumberedCanvas,), about)


def _template(name: str, title: str, summary: VisitSummary, tr: Translator) -> PageTemplate:
    def on_page(canvas: Canvas, _: Any) -> None:
        draw_header(canvas, title, summary.header, tr)

    bottom = FOOTER_RULE + 6
    frame = Frame(
        MARGIN,
        bottom,
        INNER,
        HEADER_RULE - 11 - bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(id=name, frames=[frame], onPage=on_page)


def _story(summary: VisitSummary, titles: dict[str, str], tr: Translator) -> list[Flowable]:
    sign_off = SignOff(tr)
    return [
        Bookmark(titles["first"], "first"),
        CardRow(cards(summary, tr)),
        gap(10),
        *talk_section(summary.talk, tr),
        gap(10),
        _columns(summary, tr),
        sign_off,
        NextPageTemplate("detail"),
        PageBreak(),
        Bookmark(titles["detail"], "detail"),
        *_details(summary, tr),
        SignOff(tr, earlier=sign_off),
    ]


def _columns(summary: VisitSummary, tr: Translator) -> Table:
    """The questionnaire at the left, charts and dose history at the right."""
    left, right = qlq_section(summary.qlq, tr), side_column(summary, tr)
    between = INNER - TABLE_WIDTH - SIDE_WIDTH
    made = Table([[left, "", right]], colWidths=(TABLE_WIDTH, between, SIDE_WIDTH), hAlign="LEFT")
    made.setStyle(BARE)
    return made


def _details(summary: VisitSummary, tr: Translator) -> list[Flowable]:
    parts = [*calendar_section(summary.calendar, tr), gap(14)]
    if len(summary.dose_history) > MOST_SPANS:
        parts += [room_for(), *dose_history(summary.dose_history, INNER, tr), gap(14)]
    parts += [*odd_days_section(summary.odd_days, summary.late_entries, tr), gap(14)]
    return [*parts, *symptoms_section(summary.symptoms, summary.notes, tr)]


def calendar_section(data: CalendarSection, tr: Translator) -> list[Flowable]:
    """Legend, then head and lines as a table, so that a long calendar goes on over pages."""
    title = section(tr("Dose calendar"), 130)
    if not data.cycles:
        return [*title, para(tr("No cycle has started."), token="ink-2")]
    grid = CalendarGrid(INNER, data.columns, data.treatment_days)
    line = partial(cycle_lines, grid=grid, measure=text_width, tr=tr)
    lines = [picture for row in data.cycles for picture in line(row)]
    pictures = [calendar_head(grid, text_width), *lines]
    made = Table([[PictureFlowable(picture)] for picture in pictures], colWidths=(INNER,), repeatRows=1)
    made.setStyle(BARE)
    return [*title, PictureFlowable(day_legend(INNER, text_width, tr)), gap(2), made]
