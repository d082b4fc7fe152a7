"""The small parts every page is set from: paragraphs, headings, tables, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from diary_app.reports.fonts import LATIN, runs
from diary_app.reports.pages.paint import color
from diary_app.reports.text import markup

WIDTH, HEIGHT = 595.28, 841.89
"""A4 in points."""
MARGIN = 34.02
"""12 mm."""
INNER = WIDTH - 2 * MARGIN

BODY, SMALL, SMALLEST = 9.0, 8.5, 8.0
"""Text sizes in points; nothing is set smaller than the last."""

Align = Literal["left", "center", "right"]
_ALIGN: dict[Align, Literal[0, 1, 2]] = {"left": 0, "center": 1, "right": 2}


BARE = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), LATIN),  # an empty cell sets a font too
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)
"""A table that only places things beside and below each other."""


def style(
    size: float = BODY, token: str = "ink", align: Align = "left", *, chinese: bool = False
) -> ParagraphStyle:
    """A paragraph style; Chinese lines stand further apart and break between any two characters."""
    return ParagraphStyle(
        f"{size}-{token}-{align}-{chinese}",
        fontName=LATIN,
        fontSize=size,
        leading=size * (1.45 if chinese else 1.33),
        textColor=color(token),
        alignment=_ALIGN[align],
        wordWrap="CJK" if chinese else None,
        splitLongWords=1,
    )


def para(
    text: str, size: float = BODY, token: str = "ink", align: Align = "left", *, bold: bool = False
) -> Paragraph:
    """A paragraph of plain text; whatever the text holds is shown as it is."""
    return Paragraph(markup(text, bold=bold), style(size, token, align, chinese=has_chinese(text)))


def mixed(
    parts: Sequence[tuple[str, bool]], between: str, size: float = BODY, token: str = "ink"
) -> Paragraph:
    """A paragraph of plain texts, each bold or not, with ``between`` between them."""
    inside = between.join(markup(text, bold=bold) for text, bold in parts if text)
    chinese = any(has_chinese(text) for text, _ in parts)
    return Paragraph(inside, style(size, token, chinese=chinese))


def has_chinese(text: str) -> bool:
    """Whether any character needs the Chinese font."""
    return any(family != LATIN for family, _ in runs(text))


def heading(text: str) -> Paragraph:
    """The title of a block."""
    made = para(text, 12.0, bold=True)
    made.style.spaceAfter = 3
    return made


def section(text: str, room: float = 70.0) -> list[Flowable]:
    """The title of a section, on the next page if less than ``room`` points are left for it."""
    return [room_for(room), heading(text)]


def room_for(points: float = 70.0) -> Flowable:
    """Goes on on the next page if less than ``points`` are left."""
    return CondPageBreak(points)


def gap(points: float) -> Spacer:
    """Empty room."""
    return Spacer(0, points)


def table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    extra: Sequence[tuple[Any, ...]] = (),
    *,
    head: bool = True,
    pad: float = 3.2,
    heights: Sequence[float | None] | None = None,
) -> Table:
    """A table with thin lines between rows and, with ``head``, a strong one under the first row."""
    commands: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), LATIN),  # an empty cell sets a font too
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ("LINEBELOW", (0, 0), (-1, -2), 0.6, color("line")),
    ]
    if head:
        commands.append(("LINEBELOW", (0, 0), (-1, 0), 0.8, color("ink-3")))
    made = Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        rowHeights=heights,
        repeatRows=1 if head else 0,
        hAlign="LEFT",
    )
    made.setStyle(TableStyle([*commands, *extra]))
    return made


def heads(*texts: str) -> list[Flowable]:
    """Bold column heads."""
    return [para(text, SMALL, bold=True) for text in texts]
