"""The five key figures as cards side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Paragraph

from diary_app.common.i18n import Translator
from diary_app.reports.fonts import text_width
from diary_app.reports.formats import (
    NOTHING,
    change_text,
    day_place,
    mg_text,
    percent_text,
    pressure_text,
    score_text,
)
from diary_app.reports.pages.paint import color
from diary_app.reports.pages.parts import INNER, SMALL, SMALLEST, para
from diary_app.reports.summary import (
    AdherenceFigure,
    IntensityFigure,
    LevelFigure,
    PressureFigure,
    ScoreFigure,
    VisitSummary,
)

_PAD = 6.0
_SPACE = 6.0


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on one card: its title, the figure, and small lines below."""

    title: str
    figure: str
    lines: tuple[str, ...]


def cards(summary: VisitSummary, tr: Translator) -> tuple[Card, ...]:
    """The five cards of a summary; a figure without data shows a dash and says why."""
    figures = summary.figures
    return (
        _adherence(figures.adherence, tr),
        _intensity(figures.intensity, tr),
        _level(figures.level, tr),
        _pressure(figures.highest_pressure, tr),
        _score(figures.summary_score, tr),
    )


def _adherence(figure: AdherenceFigure | None, tr: Translator) -> Card:
    title = tr("Adherence")
    if figure is None or figure.due == 0:
        return Card(title, NOTHING, (tr("No capsule due yet."),))
    counts = tr("{taken} of {due} capsules", taken=figure.taken, due=figure.due)
    missing = tr("Not taken {a}, no entry {b}", a=figure.not_taken, b=figure.not_recorded)
    outside = tr("Held {a}, off plan {b}", a=figure.held, b=figure.off_plan)
    return Card(title, percent_text(figure.percent), (counts, missing, outside))


def _intensity(figure: IntensityFigure | None, tr: Translator) -> Card:
    title = tr("Relative dose intensity")
    if figure is None or figure.low is None or figure.high is None:
        return Card(title, NOTHING, (tr("No capsule due yet."),))
    mg = tr("{taken} of {planned} mg", taken=mg_text(figure.mg_taken), planned=mg_text(figure.mg_planned))
    if figure.value is not None:
        return Card(title, percent_text(100 * figure.value), (mg,))
    low, high = 100 * figure.low, 100 * figure.high
    between = f"{low:.1f}{NOTHING}{percent_text(high)}"
    return Card(title, between, (mg, tr("depends on days with no entry")))


def _level(figure: LevelFigure | None, tr: Translator) -> Card:
    title = tr("Dose level")
    if figure is None:
        return Card(title, NOTHING, (tr("No cycle has started."),))
    since = tr("Since {day}", day=day_place(figure.since, tr))
    before = () if figure.previous_mg is None else (tr("Before: {mg} mg", mg=mg_text(figure.previous_mg)),)
    return Card(title, tr("{mg} mg", mg=mg_text(figure.mg)), (since, *before))


def _pressure(figure: PressureFigure | None, tr: Translator) -> Card:
    title = tr("Highest pressure")
    if figure is None:
        return Card(title, NOTHING, (tr("No reading in this period."),))
    reading = pressure_text(figure.systolic, figure.diastolic)
    return Card(title, reading, (day_place(figure.day, tr), tr("mmHg, in this period")))


def _score(figure: ScoreFigure | None, tr: Translator) -> Card:
    title = tr("Summary score")
    if figure is None:
        return Card(title, NOTHING, (tr("No form yet."),))
    if figure.now is None:
        return Card(title, NOTHING, (tr("A scale is blank."),))
    if figure.change is None:
        return Card(title, score_text(figure.now), (tr("no change to show yet"),))
    change = tr("{change} from baseline", change=change_text(figure.change))
    return Card(title, score_text(figure.now), (change,))


class CardRow(Flowable):  # type: ignore[misc, unused-ignore]
    """Cards of equal height whose widths follow what they hold."""

    def __init__(self, row: Sequence[Card]) -> None:
        super().__init__()
        self.row = row
        self.widths = _widths(row)
        self.columns = [_column(card, width) for card, width in zip(row, self.widths, strict=True)]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's own
        """Full width; the height of the tallest card."""
        self.height = 2 * _PAD + max(sum(height for _, height in column) for column in self.columns)
        return INNER, self.height

    def draw(self) -> None:
        """Frames first, then each card's paragraphs from the top."""
        left = 0.0
        self.canv.setStrokeColor(color("line-strong"))
        self.canv.setLineWidth(0.7)
        for column, width in zip(self.columns, self.widths, strict=True):
            self.canv.roundRect(left, 0, width, self.height, 4)
            top = self.height - _PAD
            for paragraph, height in column:
                top -= height
                paragraph.drawOn(self.canv, left + _PAD, top)
            left += width + _SPACE


def _widths(row: Sequence[Card]) -> list[float]:
    """Room as wanted, scaled to the page."""
    wanted = [
        max(
            text_width(card.figure, 17, True),
            *(text_width(line, SMALL) for line in (card.title, *card.lines)),
        )
        + 2 * _PAD
        + 4
        for card in row
    ]
    room = INNER - _SPACE * (len(row) - 1)
    return [width * room / sum(wanted) for width in wanted]


def _column(card: Card, width: float) -> list[tuple[Paragraph, float]]:
    inner = width - 2 * _PAD
    size = next((size for size in (17.0, 14.0, 12.0) if text_width(card.figure, size, True) <= inner), 10.0)
    made = [para(card.title, SMALL, "ink-2"), para(card.figure, size, bold=True)]
    made += [para(line, SMALLEST, "ink-2") for line in card.lines]
    return [(paragraph, paragraph.wrap(inner, 400)[1]) for paragraph in made]
