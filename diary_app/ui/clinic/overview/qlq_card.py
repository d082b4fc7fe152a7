"""The questionnaire on the overview: first and newest scores, the change, and two flags that stay apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from diary_app.charts.change_table import ChangeGroup, ChangeHeads, ChangeRow, change_table
from diary_app.charts.shapes import Measure, Picture
from diary_app.charts.small_score import whole_text
from diary_app.qlq_c30.interpretation import NO_THRESHOLD, highlight_points, thresholds
from diary_app.qlq_c30.scales import SUMMARY, higher_is_better, score_name
from diary_app.reports.formats import change_text, date_text, score_text, short_date
from diary_app.reports.summary import QlqSection, ScaleRow
from diary_app.ui.clinic.charts.card import ChartCard
from diary_app.ui.clinic.charts.table import TableData
from diary_app.ui.clinic.qlq import names
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.chart_view import Layout


class QlqCard(ChartCard):
    """The table as a chart; ``opened`` carries the code of a score to look at in full."""

    opened = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "qlq-c30", kit.tr("QLQ-C30"))
        self.trends = Button(kit, kit.tr("Trends"), "link", "small", "chevron-right", icon_after=True)
        self.trends.clicked.connect(lambda: self.opened.emit(self.code))
        self.add_to_head(self.trends)

    @property
    def code(self) -> str:
        """The score that the keys stand on, else the summary score."""
        current = self.chart.current
        return current.key if current is not None else SUMMARY

    def show_section(self, section: QlqSection) -> None:
        """Show what the forms say."""
        rows = [change_row(self.kit, row) for row in section.rows]
        self.show_chart(
            _layout(self.kit, rows), table_of(self.kit, section), title_of(self.kit, section), notes(self.kit)
        )
        self.trends.setVisible(bool(rows))
        if not rows:
            self.note.setText(self.kit.tr("No form yet."))


def title_of(kit: Kit, section: QlqSection) -> str:
    """For instance "QLQ-C30, 16 June 2026 and baseline"."""
    tr = kit.tr
    if section.now is None and section.baseline is None:
        return tr("QLQ-C30")
    if section.now is None:
        return tr("QLQ-C30, baseline only")
    day = date_text(section.now.day.day, tr)
    if section.baseline is None:
        return tr("QLQ-C30, {date}, no baseline", date=day)
    return tr("QLQ-C30, {date} and baseline", date=day)


def notes(kit: Kit) -> str:
    """What the shade and the diamond mean, and what has no threshold."""
    tr = kit.tr
    points = whole_text(highlight_points())
    return kit.sentences(
        tr("Shaded: less than {n} points from baseline, about the same.", n=points),
        tr("\u25c6: past the threshold for clinical importance."),
        tr("Global health and the summary score have no published threshold."),
    )


def change_row(kit: Kit, row: ScaleRow) -> ChangeRow:
    """One score as the chart's table shows it."""
    tr = kit.tr
    worth = row.direction in ("better", "worse")
    return ChangeRow(
        code=row.code,
        name=tr(names.short(row.code)),
        base=score_text(row.baseline),
        now=score_text(row.now),
        change=row.change,
        direction=row.direction,
        told=change_text(row.change),
        word=names.meaning(tr, row.direction) if worth else "",
        spoken=sentence(kit, row),
        beyond=bool(row.beyond_threshold),
        strong=row.code == SUMMARY,
    )


def sentence(kit: Kit, row: ScaleRow) -> str:
    """A score, its change and its threshold, read out."""
    tr = kit.tr
    parts = [
        tr("baseline {score}", score=score_text(row.baseline)),
        tr("now {score}", score=score_text(row.now)),
    ]
    if row.change is not None:
        word = names.meaning(tr, row.direction)
        parts.append(tr("change {points}, {word}", points=change_text(row.change), word=word))
    parts.append(names.threshold_words(tr, row.code, row.beyond_threshold))
    return f"{tr(score_name(row.code))}: {tr(', ').join(parts)}"


def groups(kit: Kit, rows: Sequence[ChangeRow]) -> list[ChangeGroup]:
    """The summary score first, then the scales by their better way."""
    tr = kit.tr
    up = [row for row in rows if row.code != SUMMARY and higher_is_better(row.code)]
    down = [row for row in rows if not higher_is_better(row.code)]
    first = [row for row in rows if row.code == SUMMARY]
    return [
        ChangeGroup("", None, first),
        ChangeGroup(tr("Higher is better"), True, up),
        ChangeGroup(tr("Lower is better"), False, down),
    ]


def _layout(kit: Kit, rows: Sequence[ChangeRow]) -> Layout:
    tr = kit.tr
    heads = ChangeHeads(tr("Scale (0\u2013100)"), tr("Base"), tr("Now"), tr("Change"))

    def lay_out(width: float, height: float, size: float, measure: Measure) -> Picture:
        del height
        if not rows:
            return Picture(width, 1, ())
        return change_table(heads, groups(kit, rows), width, size, measure)

    return lay_out


def table_of(kit: Kit, section: QlqSection) -> TableData:
    """The same numbers with thresholds and words, a row for each score."""
    tr = kit.tr
    base = f" ({short_date(section.baseline.day.day, tr)})" if section.baseline else ""
    now = f" ({short_date(section.now.day.day, tr)})" if section.now else ""
    heads = [tr("Scale (0\u2013100)"), tr("Better is"), tr("Base") + base, tr("Now") + now, tr("Change"),
             tr("Meaning"), tr("Threshold"), tr("Past it")]  # fmt: skip
    rows = []
    for row in section.rows:
        past = {True: tr("yes"), False: tr("no"), None: "\u2013"}[row.beyond_threshold]
        limit = thresholds().get(row.code)
        rows.append([
            tr(score_name(row.code)),
            tr("higher") if higher_is_better(row.code) else tr("lower"),
            score_text(row.baseline),
            score_text(row.now),
            change_text(row.change),
            names.meaning(tr, row.direction) if row.direction else "\u2013",
            names.limit_words(tr, limit) if limit else tr(NO_THRESHOLD),
            past,
        ])  # fmt: skip
    return TableData(heads, rows, frozenset({2, 3, 4}))
