"""The tables of the study's page, as plain data: pure functions, no widgets."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.domain.clinic.compliance import Compliance, Standing
from diary_app.domain.clinic.deterioration import ScaleDeterioration
from diary_app.domain.writing.not_done import REASONS
from diary_app.qlq_c30.deterioration import Deterioration
from diary_app.qlq_c30.scales import CODES, SUMMARY
from diary_app.reports.formats import date_text
from diary_app.services.clinic.study import DeteriorationView, MissingForm
from diary_app.ui.clinic.charts.table import TableData
from diary_app.ui.clinic.qlq.names import short
from diary_app.ui.kit import Kit

_WEEK = 7


def visit_name(kit: Kit, number: int, study_day: int) -> str:
    """For instance "Baseline" or "Week 6"."""
    if number == 0:
        return kit.tr("Baseline")
    weeks, rest = divmod(study_day - 1, _WEEK)
    return kit.tr("Day {n}", n=study_day) if rest else kit.tr("Week {n}", n=weeks)


def compliance_table(kit: Kit, rows: Sequence[Compliance]) -> TableData:
    """By visit: both ways of counting, and how those without a form divide."""
    tr = kit.tr
    heads = (
        tr("Visit"), tr("Due"), tr("Received"), tr("% of due"), tr("Baseline"), tr("Received"),
        tr("% of baseline"), tr("Out of window"), tr("Missing"), tr("Awaited"), tr("Not due"),
    )  # fmt: skip
    texts = [
        (visit_name(kit, row.number, row.study_day), *map(str, (row.due, row.received)),
         percent(row.percent_of_due), str(row.with_baseline), str(row.received_with_baseline),
         percent(row.percent_with_baseline), *map(str, (row.outside, row.missing, row.awaited, row.ended)))
        for row in rows
    ]  # fmt: skip
    return TableData(heads, texts, numbers=frozenset(range(1, len(heads))))


def percent(value: float | None) -> str:
    """One decimal; a dash where nobody counts."""
    return "-" if value is None else f"{value:.1f}"


def reasons_table(kit: Kit, rows: Sequence[Compliance]) -> TableData:
    """How often each reason was written down, most often first; those without one last."""
    counts: dict[str | None, int] = {}
    for row in rows:
        for reason, count in row.reasons:
            counts[reason] = counts.get(reason, 0) + count
    ranked = sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
    heads = (kit.tr("Reason"), kit.tr("Questionnaires"))
    return TableData(heads, [(reason_words(kit, each), str(count)) for each, count in ranked])


def reason_words(kit: Kit, reason: str | None) -> str:
    """A reason's label."""
    return kit.tr("No reason written down") if reason is None else kit.tr(REASONS.get(reason, reason))


def missing_texts(kit: Kit, row: MissingForm) -> tuple[str, str, str, str]:
    """Patient, planned day, what is wrong, why."""
    states = {
        Standing.MISSING: kit.tr("Missing"),
        Standing.OUTSIDE: kit.tr("Out of window"),
        Standing.AWAITED: kit.tr("Awaited"),
    }
    why = "" if row.standing == Standing.AWAITED else reason_words(kit, row.reason)
    return row.participant, date_text(row.target, kit.tr), states[row.standing], why


def deterioration_table(kit: Kit, rows: Sequence[ScaleDeterioration]) -> TableData:
    """By scale: how many have a baseline, got worse, and the median time."""
    tr = kit.tr
    heads = (tr("Scale"), tr("With baseline"), tr("Got worse"), tr("Not so far"), tr("Median, months"))
    texts = [
        (scale_name(kit, row.code), str(row.with_baseline), str(row.worse),
         str(row.with_baseline - row.worse), _median(kit, row))
        for row in rows
    ]  # fmt: skip
    return TableData(heads, texts, numbers=frozenset(range(1, len(heads))))


def _median(kit: Kit, row: ScaleDeterioration) -> str:
    if not row.with_baseline:
        return "-"
    return kit.tr("not reached") if row.median_months is None else f"{row.median_months:.1f}"


def people_table(kit: Kit, view: DeteriorationView) -> TableData:
    """By participant and scale: months until it got worse, or months watched with a plus sign."""
    heads = (kit.tr("Patient"), *CODES)
    texts = [(whose, *(_months(found[code]) for code in CODES)) for whose, found in view.rows]
    return TableData(heads, texts, numbers=frozenset(range(1, len(heads))))


def _months(found: Deterioration) -> str:
    if found.days == 0:
        return "-"
    return f"{found.months:.1f}" if found.worse else f"{found.months:.1f}+"


def scale_name(kit: Kit, code: str) -> str:
    """A scale's name in the clinic's words, with its code; the summary score has none of its own."""
    name = kit.tr(short(code))
    return name if code == SUMMARY else kit.tr("{name} ({code})", name=name, code=code)
