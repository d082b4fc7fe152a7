"""What the tab of the questionnaire shows: list, large chart, table; pure functions, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diary_app.charts.shapes import Measure, Picture
from diary_app.charts.small_score import whole_text
from diary_app.charts.trend import Trend, TrendBand, TrendMarker, TrendPoint, trend_chart
from diary_app.common.i18n import Translator
from diary_app.qlq_c30.interpretation import Change, large_points
from diary_app.qlq_c30.scales import CODES, SUMMARY, higher_is_better, score_name
from diary_app.reports.formats import change_text, date_text, mg_text, score_text, short_date
from diary_app.services.clinic.trends import ScoreStep, TrendForm, TrendsView, steps
from diary_app.ui.clinic.charts.table import TableData
from diary_app.ui.clinic.qlq import names
from diary_app.ui.clinic.qlq.scale_list import ScaleLine
from diary_app.ui.widgets.chart_view import Layout

BASELINE, LAST = 0, 1
"""What changes are counted from: the first form, or the one before the newest."""


def change_of(step: ScoreStep, since: int) -> Change | None:
    """The change of a step from what was chosen."""
    return step.from_baseline if since == BASELINE else step.from_last


def newest(found: Sequence[ScoreStep]) -> ScoreStep | None:
    """The newest form, with or without this score."""
    filled = [step for step in found if step.form.scores is not None]
    return filled[-1] if filled else None


# -- the list ------------------------------------------------------------------


def lines(view: TrendsView, since: int, tr: Translator) -> list[ScaleLine]:
    """The summary score, then the scales under what is better."""
    up = [code for code in CODES if code != SUMMARY and higher_is_better(code)]
    down = [code for code in CODES if not higher_is_better(code)]
    heads = ScaleLine("", tr("Higher is better")), ScaleLine("", tr("Lower is better"))
    told = {code: _line(view, code, since, tr) for code in CODES}
    return [told[SUMMARY], heads[0], *(told[code] for code in up), heads[1], *(told[code] for code in down)]


def _line(view: TrendsView, code: str, since: int, tr: Translator) -> ScaleLine:
    last = newest(steps(view, code))
    found = change_of(last, since) if last is not None else None
    name, full = tr(names.short(code)), tr(score_name(code))
    if found is None:
        return ScaleLine(code, name, "\u2013", spoken=tr("{name}: no change to show", name=full))
    word = names.meaning(tr, found.direction)
    told = change_text(found.points)
    tone = {"worse": "worse", "better": "accent", "same": "ink-2"}[found.direction]
    shown = tr("{points} {word}", points=told, word=word) if found.highlighted else told
    spoken = tr("{name}: {points}, {word}", name=full, points=told, word=word)
    return ScaleLine(code, name, shown, tone, spoken)


# -- the chart -----------------------------------------------------------------


def chart_layout(view: TrendsView, code: str, since: int, tr: Translator) -> Layout:
    """The large chart of one score."""
    shown = trend(view, code, since, tr)

    def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
        return trend_chart(shown, width, height, size, measure)

    return lay_out


def trend(view: TrendsView, code: str, since: int, tr: Translator) -> Trend:
    """Everything the large chart shows of one score."""
    found = steps(view, code)
    reference = reference_of(found, since)
    up = higher_is_better(code)
    return Trend(
        points=[_point(step, since, step in (found[0], found[-1]), tr) for step in found],
        shown=[score_text(step.value) for step in found],
        higher_is_better=up,
        reference=reference,
        reference_word=_reference_word(reference, since, tr),
        bands=bands(reference, view.limit, up, tr) if reference is not None else (),
        limits=limits(reference, view.limit, tr) if reference is not None else (),
        markers=[
            TrendMarker(
                change.day,
                tr(
                    "Dose {before} \u2192 {after} mg",
                    before=mg_text(change.before),
                    after=mg_text(change.after),
                ),
            )
            for change in view.levels
        ],
        summary=_summary(found, code, since, tr),
    )


def reference_of(found: Sequence[ScoreStep], since: int) -> float | None:
    """The score that changes are counted from."""
    if since == BASELINE:
        return next((step.value for step in found if step.form.counts), None)
    filled = [step for step in found if step.form.scores is not None]
    return filled[-2].value if len(filled) > 1 else None


def _reference_word(reference: float | None, since: int, tr: Translator) -> str:
    score = score_text(reference)
    return (
        tr("Baseline {score}", score=score) if since == BASELINE else tr("Form before {score}", score=score)
    )


def bands(reference: float, limit: float, up: bool, tr: Translator) -> list[TrendBand]:
    """Five stretches of scores around a reference, cut at 0 and 100; what is better depends on the scale."""
    large = max(large_points(), limit)
    rise = (tr.within("clinic", "Better"), tr("Much better"))
    fall = (tr.within("clinic", "Worse"), tr("Much worse"))
    above, below = (rise, fall) if up else (fall, rise)
    good, bad = ("accent-soft", "accent-line", "accent"), ("sev-1", "sev-2", "worse")
    over, under = (good, bad) if up else (bad, good)
    edges = (
        TrendBand(reference + large, 100.0, over[1], above[1], over[2]),
        TrendBand(reference + limit, reference + large, over[0], above[0], over[2]),
        TrendBand(
            reference - limit, reference + limit, "sunken", tr.within("clinic", "About the same"), "ink-2"
        ),
        TrendBand(reference - large, reference - limit, under[0], below[0], under[2]),
        TrendBand(0.0, reference - large, under[1], below[1], under[2]),
    )
    cut = (replace(edge, low=max(edge.low, 0.0), high=min(edge.high, 100.0)) for edge in edges)
    return [band for band in cut if band.high > band.low]


def limits(reference: float, limit: float, tr: Translator) -> list[tuple[float, str]]:
    """Where a change counts, inside the axis."""
    levels = ((reference + limit, limit), (reference - limit, -limit))
    return [(level, tr("Change {points}", points=_whole_change(points))) for level, points in levels
            if 0 <= level <= 100]  # fmt: skip


def _whole_change(points: float) -> str:
    sign = "+" if points > 0 else "\u2212"
    return f"{sign}{whole_text(abs(points))}"


def visit(form: TrendForm, tr: Translator) -> str:
    """``Baseline``, the cycle, or nothing but the date."""
    if form.baseline and (form.counts or form.scores is None):
        return tr("Baseline")
    if form.place.cycle is None:
        return tr("Before cycle 1")
    return tr("Cycle {n}", n=form.place.cycle)


def _point(step: ScoreStep, since: int, at_end: bool, tr: Translator) -> TrendPoint:
    """A form of the chart; at both ends its date has a year."""
    form = step.form
    day = date_text(form.place.day, tr)
    shown = day if at_end else short_date(form.place.day, tr)
    return TrendPoint(form.place.day, step.value, visit(form, tr), shown, _spoken(step, since, day, tr))


def _spoken(step: ScoreStep, since: int, day: str, tr: Translator) -> str:
    head = tr("{visit}, {date}", visit=visit(step.form, tr), date=day)
    if step.form.scores is None:
        return tr("{head}: no form", head=head)
    if step.value is None:
        return tr("{head}: no score", head=head)
    found = change_of(step, since)
    told = tr("{head}: {score}", head=head, score=score_text(step.value))
    if found is None:
        return told
    word = names.full_meaning(tr, found)
    return tr("{told}, {points}, {word}", told=told, points=change_text(found.points), word=word)


def _summary(found: Sequence[ScoreStep], code: str, since: int, tr: Translator) -> str:
    way = tr("Higher is better") if higher_is_better(code) else tr("Lower is better")
    told = [_spoken(step, since, date_text(step.form.place.day, tr), tr) for step in found]
    return "\n".join([f"{tr(score_name(code))}. {way}.", *(told or [tr("No form yet.")])])


# -- the table -----------------------------------------------------------------


def table(view: TrendsView, code: str, tr: Translator) -> TableData:
    """A row for each form and each window without one."""
    heads = [tr("Visit"), tr("Date"), tr("Score"), tr("From baseline"), tr("From last"), tr("Meaning"),
             tr("Entered by")]  # fmt: skip
    return TableData(heads, [_row(step, tr) for step in steps(view, code)], frozenset({2, 3, 4}))


def _row(step: ScoreStep, tr: Translator) -> list[str]:
    form = step.form
    head = [visit(form, tr), date_text(form.place.day, tr)]
    if form.scores is None or form.entered is None:
        return [*head, "", "", "", tr("No form"), ""]
    meaning = tr("Start") if form.counts else names.full_meaning(tr, step.from_baseline)
    if step.value is None:
        meaning = tr("No score: too few answers")
    return [
        *head,
        score_text(step.value) if step.value is not None else "",
        change_text(step.from_baseline.points) if step.from_baseline else "",
        change_text(step.from_last.points) if step.from_last else "",
        meaning,
        tr(names.ENTERED[form.entered]),
    ]
