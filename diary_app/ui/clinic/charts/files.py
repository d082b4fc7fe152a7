"""A chart as the bytes of an SVG or a PNG file: always in the light look, with its title and whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter

from diary_app.charts.shapes import Measure, Picture, Rect, stack, text_at
from diary_app.charts.svg import svg
from diary_app.common.i18n import Translator
from diary_app.services.clinic.overview_service import ChartFormat
from diary_app.ui.clinic.charts.card import ChartFile
from diary_app.ui.kit import Kit
from diary_app.ui.theme.tokens import Look
from diary_app.ui.widgets.chart_view import measure, paint

WIDTH, MARGIN, SCALE = 900.0, 16.0, 2
"""Width and margin in pixels at 100 %; a PNG has twice as many."""
_PIECE = re.compile(r"[\u3400-\u9fff][\u3001\u3002\uff0c\uff1a\uff1b\uff09]*|[^\s\u3400-\u9fff]+\s*|\s+")


class PaperKit(Kit):
    """A kit whose look is the light one at 100 %, whatever the window wears."""

    @property
    def look(self) -> Look:
        """The clinic's light look."""
        return Look("clinic", "light", 100)


def paper_kit(kit: Kit) -> PaperKit:
    """The kit that files are drawn with."""
    return PaperKit(kit.tr, kit.appearance, kit.commands)


def chart_bytes(kit: Kit, file: ChartFile, form: ChartFormat, about: str) -> bytes:
    """The file's bytes; ``about``: whose chart it is and of when, below the title."""
    paper = paper_kit(kit)
    picture = with_title(file, about, measure(paper), paper.look.pixels("caption"))
    if form == "svg":
        return svg(picture, paper.look.colour, f"{file.title}. {about}").encode("utf-8")
    return _png(paper, picture)


def with_title(file: ChartFile, about: str, measure: Measure, size: float) -> Picture:
    """The chart between a title, a line that says whose it is, and its note, with a margin all around."""
    inner = WIDTH - 2 * MARGIN
    title = text_at(measure, (0, size * 1.4), file.title, size * 1.3, bold=True)
    line = text_at(measure, (0, size * 3.0), about, size, color="ink-2")
    head = Picture(inner, size * 4.2, (title, line))
    chart = file.layout(inner, size * file.lines, size, measure)
    whole = stack([head, chart, _foot(file.note, inner, measure, size)], summary=chart.summary)
    whole = whole.moved(MARGIN, MARGIN)
    framed = replace(whole, width=WIDTH, height=whole.height + 2 * MARGIN)
    ground = Rect(framed.box, "surface")
    return replace(framed, shapes=(ground, *framed.shapes))


def _foot(note: str, width: float, measure: Measure, size: float) -> Picture:
    """The note in as many lines as it needs: a saved chart goes where nobody sees the page around it."""
    lines = broken(note, lambda line: measure(line, size, False) <= width)
    step = size * 1.5
    shapes = [
        text_at(measure, (0, step * (n + 1)), line, size, color="ink-2") for n, line in enumerate(lines)
    ]
    return Picture(width, step * (len(lines) + 0.5) if lines else 0, tuple(shapes))


def broken(text: str, fits: Callable[[str], bool]) -> list[str]:
    """``text`` in lines that fit, broken after blanks and beside Chinese characters, never in a word."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line.strip() and not fits((line + piece).rstrip()):
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def about_line(tr: Translator, participant: str, day: str, sample: bool) -> str:
    """For instance "S003-007, 19 June 2026", with SAMPLE before it where the data are made up."""
    told = tr("{participant}, {date}", participant=participant, date=day)
    word = tr("SAMPLE: made-up data")
    return f"{word}  {told}" if sample else told


def _png(kit: Kit, picture: Picture) -> bytes:
    image = QImage(
        round(picture.width * SCALE), round(picture.height * SCALE), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(kit.colour("surface"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SCALE, SCALE)
    paint(kit, painter, picture)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # bytes, as the stub has it, are refused
    buffer.close()
    return bytes(content.data())
