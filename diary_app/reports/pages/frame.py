"""What stands on every page: header, footer, SAMPLE, page x of y."""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from diary_app.charts.heat_map import fit
from diary_app.charts.shapes import Box, Circle, Line, Picture, Polyline, RoundRect, Shape
from diary_app.common.i18n import N_, Translator
from diary_app.reports.attached import Attachment, attach
from diary_app.reports.fonts import text_width
from diary_app.reports.formats import date_text, moment_text, sentences, span_text
from diary_app.reports.pages.paint import color, draw_text, paint
from diary_app.reports.pages.parts import HEIGHT, MARGIN, SMALLEST, WIDTH
from diary_app.reports.summary import Footer, Header, LogHead

HEADER_RULE = HEIGHT - MARGIN - 50
FOOTER_RULE = MARGIN + 27
PRODUCT = N_("Morning Diary")
SAMPLE = N_("SAMPLE: made-up data")
MOST_HEADS = 3


def draw_header(canvas: Canvas, title: str, header: Header, tr: Translator) -> None:
    """Logo, title, study and site at the left; participant, day and period at the right."""
    top = HEIGHT - MARGIN
    paint(canvas, logo(), MARGIN, top)
    draw_text(canvas, MARGIN + 39, top - 15.5, title, 19, bold=True)
    study = tr("{product}, study {study}", product=tr(PRODUCT), study=header.study)
    if header.site:
        study = tr("{study}, site {site}", study=study, site=header.site)
    draw_text(canvas, MARGIN + 39, top - 29, fit(study, 270, 9, text_width), 9, token="ink-2")
    _right(canvas, top - 13, fit(header.participant, 140, 14, text_width), 14, bold=True)
    _right(canvas, top - 27, day_line(header, tr), 9, token="ink-2")
    period = tr("Period: {period}", period=span_text(header.period_from, header.period_to, tr))
    _right(canvas, top - 40, period, 9, token="ink-2")
    if header.sample:
        _sample(canvas, MARGIN + 39 + text_width(title, 19, True) + 12, top, tr)
    canvas.setStrokeColor(color("ink"))
    canvas.setLineWidth(1.4)
    canvas.line(MARGIN, HEADER_RULE, WIDTH - MARGIN, HEADER_RULE)


def day_line(header: Header, tr: Translator) -> str:
    """``Cycle 9, day 4. 19 June 2026`` or, before the first dose, the date alone."""
    day = date_text(header.on.day, tr)
    if header.on.cycle is None:
        return tr("{date}, before the first dose", date=day)
    return tr("Cycle {cycle}, day {day}. {date}", cycle=header.on.cycle, day=header.on.cycle_day, date=day)


def _sample(canvas: Canvas, left: float, top: float, tr: Translator) -> None:
    word = tr(SAMPLE)
    canvas.setStrokeColor(color("ink"))
    canvas.setLineWidth(1.1)
    canvas.roundRect(left, top - 18, text_width(word, 8.5, True) + 12, 16, 3)
    draw_text(canvas, left + 6, top - 13, word, 8.5, bold=True)


def _right(
    canvas: Canvas, y: float, text: str, size: float, *, token: str = "ink", bold: bool = False
) -> None:
    draw_text(canvas, WIDTH - MARGIN - text_width(text, size, bold), y, text, size, token=token, bold=bold)


def draw_footer(canvas: Canvas, footer: Footer, page: int, pages: int, tr: Translator) -> None:
    """Three small lines: time of the last entry and program, study plan and wording, the log's head."""
    canvas.setStrokeColor(color("line-strong"))
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, FOOTER_RULE, WIDTH - MARGIN, FOOTER_RULE)
    right = (
        tr("Page {page} of {pages}", page=page, pages=pages),
        tr("For the care team. Not a diagnosis."),
        "",
    )
    for number, (left_text, right_text) in enumerate(zip(footer_lines(footer, tr), right, strict=True)):
        y = FOOTER_RULE - 10 - number * 10.5
        room = WIDTH - 2 * MARGIN - text_width(right_text, SMALLEST) - 12
        draw_text(canvas, MARGIN, y, fit(left_text, room, SMALLEST, text_width), SMALLEST, token="ink-2")
        _right(canvas, y, right_text, SMALLEST, token="ink-2")


def footer_lines(footer: Footer, tr: Translator) -> tuple[str, str, str]:
    """The left side of the footer."""
    written = tr(
        "Last entry {moment}. {product} {version}.",
        moment=moment_text(footer.last_entry_at, tr),
        product=tr(PRODUCT),
        version=footer.program_version,
    )
    plan = tr("Study plan {plan}, version {version}.", plan=footer.protocol, version=footer.protocol_version)
    return written, sentences((plan, wording_line(footer, tr)), tr), heads_line(footer.heads, tr)


def wording_line(footer: Footer, tr: Translator) -> str:
    """The wording pack in use, with the notice while it is the program's own."""
    if not footer.wording:
        return ""
    if footer.unofficial_wording:
        return tr("QLQ-C30 wording {pack}: unofficial wording.", pack=footer.wording)
    return tr("QLQ-C30 wording {pack}.", pack=footer.wording)


def heads_line(heads: tuple[LogHead, ...], tr: Translator) -> str:
    """``Log S003-007: entry 1234, 9c41e07b51aa.`` for each origin that wrote in the chain."""
    parts = [
        tr("Log {chain}: entry {seq}, {digest}.", chain=head.chain, seq=head.seq, digest=head.digest[:12])
        for head in heads[:MOST_HEADS]
    ]
    if len(heads) > MOST_HEADS:
        parts.append(tr("And {n} more.", n=len(heads) - MOST_HEADS))
    return sentences(parts, tr)


def logo() -> Picture:
    """The rising sun on its tile, 31 points wide."""
    rays = ((15.5, 7.2, 15.5, 10.0), (8.6, 10.2, 10.2, 11.9), (22.4, 10.2, 20.8, 11.9))
    sun = Polyline(
        ((10, 20), (10.6, 17.2), (12.4, 15.2), (15.5, 14.2), (18.6, 15.2), (20.4, 17.2), (21, 20)),
        None,
        fill="on-accent",
        closed=True,
    )
    shapes: list[Shape] = [RoundRect(Box(0, 0, 31, 31), 6.5, "accent"), sun]
    shapes += [Line(*ray, "on-accent", 1.5) for ray in rays]
    shapes += [Line(6.5, 22.6, 24.5, 22.6, "on-accent", 1.5), Circle(15.5, 19.2, 0.5, "on-accent")]
    return Picture(31, 31, tuple(shapes))


class NumberedCanvas(Canvas):  # type: ignore[misc, unused-ignore]
    """A canvas that knows the number of pages before it draws the footers."""

    footer: Footer
    tr: Translator
    attachment: Attachment | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []
        self._marks: list[tuple[str, str]] = []

    def mark(self, title: str, key: str) -> None:
        """Have the outline lead to the present page, whose object exists in the second pass only."""
        self._marks.append((title, key))

    def showPage(self) -> None:  # noqa: N802 - reportlab's own name
        """Keep the page for the second pass."""
        self._kept.append(dict(self.__dict__))
        self._marks = []
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Draw every footer, then write the file."""
        for number, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            for title, key in self._marks:
                self.bookmarkPage(key)
                self.addOutlineEntry(title, key, level=0)
            draw_footer(self, self.footer, number, len(self._kept), self.tr)
            super().showPage()
        if self.attachment is not None:
            attach(self, self.attachment)
        super().save()
