"""The questionnaire in the summary: which forms are shown, changes from baseline, thresholds."""

from __future__ import annotations

from diary_app.charts.score_line import ScorePoint
from diary_app.common.i18n import N_
from diary_app.domain.facts import Form
from diary_app.domain.schedule import Schedule, Target, WindowState
from diary_app.qlq_c30.interpretation import flags
from diary_app.qlq_c30.scales import CODES, SUMMARY
from diary_app.qlq_c30.scoring import Scores, score
from diary_app.reports.summary import FormRef, QlqSection, ScaleRow, ScoreFigure
from diary_app.services.summary.changes import late_reason
from diary_app.services.summary.scope import Scope

BASE = N_("Base")


def qlq_section(scope: Scope) -> QlqSection:
    """Baseline, the newest form and the one before it, and the summary score over time."""
    schedule = Schedule(scope.diary)
    baseline = schedule.baseline()
    later = [form for form in _shown(scope, schedule) if form is not baseline]
    now = later[-1] if later else None
    previous = later[-2] if len(later) > 1 else None
    return QlqSection(
        forms=len(scope.diary.all(Form)),
        baseline=_reference(scope, schedule, baseline),
        previous=_reference(scope, schedule, previous),
        now=_reference(scope, schedule, now),
        rows=_rows(baseline, previous, now),
        series=_series(scope, schedule),
    )


def _shown(scope: Scope, schedule: Schedule) -> list[Form]:
    """Forms by day, those left out that another form of the same window counts instead of."""
    return [form for form in scope.diary.all(Form) if not schedule.place(form).duplicate]


def _reference(scope: Scope, schedule: Schedule, form: Form | None) -> FormRef | None:
    if form is None:
        return None
    place = schedule.place(form)
    return FormRef(
        label=_label(scope, place.target, form),
        day=scope.place(form.day),
        wording=f"{form.wording['id']} {form.wording['version']}",
        unofficial=not form.wording.get("official", False),
        window=place.window.value,
        reason=late_reason(scope, form.record),
    )


def _label(scope: Scope, target: Target | None, form: Form) -> str:
    """``Base`` for the baseline's target, else the cycle the target (or the form) falls in."""
    if target is not None and target.baseline:
        return scope.tr(BASE)
    cycle = scope.calendar.cycle_on(target.day if target and target.day <= scope.on else form.day)
    return f"C{cycle.number}" if cycle else form.day.isoformat()


def _rows(baseline: Form | None, previous: Form | None, now: Form | None) -> tuple[ScaleRow, ...]:
    if baseline is None and now is None:
        return ()
    base, before, latest = _scores(baseline), _scores(previous), _scores(now)
    order = (SUMMARY, *(code for code in CODES if code != SUMMARY))
    return tuple(_row(code, base, before, latest) for code in order)


def _scores(form: Form | None) -> Scores:
    return score(form.answers) if form else dict.fromkeys(CODES)


def _row(code: str, base: Scores, before: Scores, now: Scores) -> ScaleRow:
    shown = now[code] if now[code] is not None else base[code]
    found = flags(code, now[code], base[code])
    only_base = flags(code, shown, None)
    return ScaleRow(
        code=code,
        baseline=base[code],
        previous=before[code],
        now=now[code],
        change=found.change.points if found.change else None,
        direction=found.change.direction if found.change else None,
        beyond_threshold=only_base.beyond_threshold,
    )


def _series(scope: Scope, schedule: Schedule) -> tuple[ScorePoint, ...]:
    """A point for every window that opened, blank where no form counts, and for forms outside windows."""
    counting = {target.number: form for target, form in schedule.counting_forms()}
    points = []
    for target in schedule.targets:
        form = counting.get(target.number)
        if form is not None or target.closes < scope.on:
            label = scope.tr(BASE) if target.baseline else _target_label(scope, target)
            points.append(ScorePoint(form.day if form else target.day, _summary(form), label))
    for form in scope.diary.all(Form):
        place = schedule.place(form)
        if place.window != WindowState.IN_WINDOW:
            points.append(ScorePoint(form.day, _summary(form), form.day.strftime("%m-%d")))
    return tuple(sorted(points, key=lambda point: point.day))


def _target_label(scope: Scope, target: Target) -> str:
    cycle = scope.calendar.cycle_on(target.day)
    return f"C{cycle.number}" if cycle else target.day.strftime("%m-%d")


def _summary(form: Form | None) -> float | None:
    return score(form.answers)[SUMMARY] if form else None


def summary_figure(section: QlqSection) -> ScoreFigure | None:
    """The newest summary score and its change from baseline."""
    reference = section.now or section.baseline
    if reference is None or not section.rows:
        return None
    row = section.rows[0]
    value = row.now if section.now else row.baseline
    return ScoreFigure(now=value, change=row.change, day=reference.day.day)
