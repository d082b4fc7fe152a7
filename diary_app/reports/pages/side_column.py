"""The right column of the first page: summary score, blood pressure, dose history."""

from __future__ import annotations

from reportlab.platypus import Flowable

from diary_app.charts.blood_pressure import pressure_chart
from diary_app.charts.score_line import score_line
from diary_app.common.i18n import N_, Translator
from diary_app.reports.dose_sections import DoseSpan, DoseSpanKind
from diary_app.reports.fonts import text_width
from diary_app.reports.formats import NOTHING, mg_text, place_span, sentences
from diary_app.reports.pages.paint import PictureFlowable
from diary_app.reports.pages.parts import SMALL, SMALLEST, gap, heading, para, table
from diary_app.reports.summary import PressureSection, QlqSection, VisitSummary
from diary_app.reports.text import one_line

SIDE_WIDTH = 171.0
MOST_SPANS = 6
"""A longer dose history gets a section of its own after the dose calendar."""
_MOST_REASON = 120

SPAN_WORDS: dict[DoseSpanKind, str] = {
    DoseSpanKind.HELD: N_("Held"),
    DoseSpanKind.STOPPED: N_("Stopped"),
}


def side_column(summary: VisitSummary, tr: Translator) -> list[Flowable]:
    """The three blocks below each other."""
    parts = [*_score(summary.qlq, tr), gap(9), *_pressure(summary.pressure, tr)]
    if len(summary.dose_history) <= MOST_SPANS:
        parts += [gap(9), *dose_history(summary.dose_history, SIDE_WIDTH, tr)]
    return parts


def _score(section: QlqSection, tr: Translator) -> list[Flowable]:
    title = heading(tr("Summary score"))
    if not section.series:
        return [title, para(tr("No form yet."), token="ink-2")]
    picture = score_line(section.series, SIDE_WIDTH, 88, text_width, tr)
    words = tr("A higher line is better. A gap: no form, or a scale is blank.")
    return [title, PictureFlowable(picture), gap(2), para(words, SMALLEST, "ink-2")]


def _pressure(section: PressureSection, tr: Translator) -> list[Flowable]:
    title = heading(tr("Blood pressure"))
    if not section.days:
        return [title, para(tr("No reading in these days."), token="ink-2")]
    picture = pressure_chart(section.days, section.axis, section.limits, (SIDE_WIDTH, 102), text_width, tr)
    words = tr("\u25bc systolic \u25b2 diastolic, mmHg.")
    if section.limits is not None:
        limits = f"{section.limits.systolic:.0f}/{section.limits.diastolic:.0f}"
        lines = tr("Lines: call limit {limits}. Thick: at or over it.", limits=limits)
        words = sentences((words, lines), tr)
    return [title, PictureFlowable(picture), gap(2), para(words, SMALLEST, "ink-2")]


def dose_history(spans: tuple[DoseSpan, ...], width: float, tr: Translator) -> list[Flowable]:
    """Heading and table; one line a stretch."""
    title = heading(tr("Dose history"))
    if not spans:
        return [title, para(tr("No cycle has started."), token="ink-2")]
    rows = [
        [
            para(span_words(span, tr, reason=width > SIDE_WIDTH), SMALL),
            para(span_amount(span, tr), SMALL, align="right", bold=True),
        ]
        for span in spans
    ]
    return [title, table(rows, (width - 46, 46), head=False, pad=2.6)]


def span_words(span: DoseSpan, tr: Translator, *, reason: bool) -> str:
    """``Cycles 1 to 4``, ``Held, C4 D9 to D11``, with ``reason`` also ``: high blood pressure``."""
    if span.kind is DoseSpanKind.LEVEL:
        return _cycles(span, tr)
    if span.last is None:
        when = tr("from {day}", day=place_span(span.first, span.first, tr))
    else:
        when = place_span(span.first, span.last, tr)
    words = tr("{what}, {when}", what=tr(SPAN_WORDS[span.kind]), when=when)
    given = one_line(span.reason, _MOST_REASON, tr)
    return tr("{what}: {reason}", what=words, reason=given) if reason and given else words


def _cycles(span: DoseSpan, tr: Translator) -> str:
    """Whole cycles by their numbers, otherwise by day."""
    first, last = span.first, span.last
    if first.cycle_day != 1:
        if last is None:
            return tr("from {day}", day=place_span(first, first, tr))
        return place_span(first, last, tr)
    if last is None:
        return tr("From cycle {n}", n=first.cycle)
    if last.cycle == first.cycle:
        return tr("Cycle {n}", n=first.cycle)
    return tr("Cycles {first} to {last}", first=first.cycle, last=last.cycle)


def span_amount(span: DoseSpan, tr: Translator) -> str:
    """The dose of a level, the days of a hold."""
    if span.mg is not None:
        return tr("{mg} mg", mg=mg_text(span.mg))
    if span.days is not None:
        return tr.plural("{n} day", "{n} days", span.days)
    return NOTHING if span.kind is DoseSpanKind.HELD else ""
