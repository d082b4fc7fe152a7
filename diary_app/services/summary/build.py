"""Putting the visit summary together."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from diary_app.common.version import version
from diary_app.domain.alerts import raised
from diary_app.domain.calls import shown
from diary_app.domain.facts import AlertAnswer, Fact
from diary_app.domain.log.entry import Kind, Role
from diary_app.reports.dose_sections import CalendarSection
from diary_app.reports.summary import (
    AdherenceFigure,
    Footer,
    Header,
    IntensityFigure,
    KeyFigures,
    LevelFigure,
    LogHead,
    PressureSection,
    QlqSection,
    TalkLevel,
    VisitSummary,
)
from diary_app.reports.symptom_sections import SymptomSection
from diary_app.reports.talk import RaisedAlert, ToldAnswer, talk_items
from diary_app.services.summary import doses, observations, scores
from diary_app.services.summary.changes import corrections, late_entries
from diary_app.services.summary.scope import Part, Scope


def build(scope: Scope) -> VisitSummary:
    """The summary of a scope; parts left out are empty."""
    qlq = scores.qlq_section(scope) if scope.has(Part.QUESTIONNAIRES) else QlqSection()
    odd = list(doses.odd_days(scope)) if scope.has(Part.DOSES) else []
    if scope.has(Part.CORRECTIONS):
        odd += corrections(scope)
    odd.sort(key=lambda each: (each.first.day, each.kind.value))
    late = late_entries(scope) if scope.has(Part.CORRECTIONS) else ()
    with_pressure, with_symptoms = scope.has(Part.PRESSURE), scope.has(Part.SYMPTOMS)
    return VisitSummary(
        header=_header(scope),
        figures=_figures(scope, qlq),
        talk=talk_items(raised_alerts(scope), qlq.rows, odd, late),
        qlq=qlq,
        pressure=observations.pressure_section(scope) if with_pressure else PressureSection(),
        dose_history=doses.dose_history(scope) if scope.has(Part.DOSES) else (),
        calendar=_calendar(scope),
        odd_days=tuple(odd),
        late_entries=late,
        symptoms=observations.symptoms(scope) if with_symptoms else SymptomSection(),
        notes=observations.notes(scope) if scope.has(Part.NOTES) else (),
        footer=_footer(scope, qlq),
    )


def _calendar(scope: Scope) -> CalendarSection:
    section = doses.calendar_section(scope)
    if scope.has(Part.DOSES):
        return section
    return CalendarSection(columns=section.columns, treatment_days=section.treatment_days)


def _header(scope: Scope) -> Header:
    protocol = scope.diary.protocol
    return Header(
        study=protocol.id.upper(),
        participant=scope.request.participant,
        site=_site(scope),
        language=scope.request.language,
        period_from=scope.request.since or _beginning(scope),
        period_to=scope.on,
        on=scope.place(scope.on),
        study_day=scope.calendar.study_day(scope.on),
        awaiting_start=scope.awaiting_start,
        sample=scope.opened.nature.sample,
    )


def _beginning(scope: Scope) -> date | None:
    days = [fact.day for fact in scope.diary if isinstance(fact, Fact)]
    return min(days, default=None)


def _site(scope: Scope) -> str | None:
    records = scope.opened.store.records.records(
        participant=scope.request.participant, kind=Kind.ENROLLED.value
    )
    return records[0].payload.get("site") if records else None


def _figures(scope: Scope, qlq: QlqSection) -> KeyFigures:
    with_doses = scope.has(Part.DOSES) and scope.calendar.first_dose is not None
    return KeyFigures(
        adherence=_adherence(scope) if with_doses else None,
        intensity=_intensity(scope) if with_doses else None,
        level=_level(scope) if with_doses else None,
        highest_pressure=observations.highest_pressure(scope) if scope.has(Part.PRESSURE) else None,
        summary_score=scores.summary_figure(qlq),
    )


def _adherence(scope: Scope) -> AdherenceFigure:
    counts = scope.exposure.adherence()
    return AdherenceFigure(
        taken=counts.taken,
        due=counts.due,
        percent=counts.percent,
        not_taken=counts.not_taken,
        not_recorded=counts.not_recorded,
        held=counts.held,
        off_plan=counts.off_plan,
    )


def _intensity(scope: Scope) -> IntensityFigure:
    found = scope.exposure.intensity()
    return IntensityFigure(
        value=_float(found.value),
        low=_float(found.low),
        high=_float(found.high),
        mg_taken=found.mg_taken,
        mg_planned=Decimal(found.mg_reference.numerator) / found.mg_reference.denominator,
    )


def _level(scope: Scope) -> LevelFigure | None:
    changes = [change for change in scope.calendar.level_changes() if change[0] <= scope.on]
    if not changes:
        return None
    since, mg = changes[-1]
    before = changes[-2][1] if len(changes) > 1 else None
    return LevelFigure(mg=mg, since=scope.place(since), previous_mg=before)


def raised_alerts(scope: Scope) -> list[RaisedAlert]:
    """Every alert of the period that the parts asked for may tell of, and what was done about it."""
    first = scope.request.since or _beginning(scope)
    if first is None or not {Part.SYMPTOMS, Part.PRESSURE} <= scope.request.parts:
        return []
    return [
        RaisedAlert(
            level=TalkLevel(alert.rule.level.value),
            rule=alert.rule.code,
            text=alert.rule.text.in_language(scope.request.language),
            day=scope.place(alert.day),
            answer=_answer(scope, alert.answered),
            shown=shown(scope.diary, alert.rule, alert.day),
        )
        for alert in raised(scope.diary, first, scope.on, scope.today)
    ]


def _answer(scope: Scope, answered: AlertAnswer | None) -> ToldAnswer | None:
    if answered is None:
        return None
    at = answered.record.entered_at.astimezone(scope.opened.zone)
    return ToldAnswer(answered.done, at, answered.record.role == Role.PARTICIPANT)


def _footer(scope: Scope, qlq: QlqSection) -> Footer:
    form = qlq.now or qlq.baseline
    protocol = scope.diary.protocol
    heads = [
        head for head in scope.opened.store.journal.heads() if head.key.chain == scope.request.participant
    ]
    return Footer(
        program_version=version(),
        protocol=protocol.id,
        protocol_version=protocol.version,
        wording=form.wording if form else "",
        unofficial_wording=form.unofficial if form else False,
        heads=tuple(LogHead(head.key.chain, head.key.origin, head.seq, head.hash) for head in heads),
        last_entry_at=_last_entry_at(scope),
    )


def _last_entry_at(scope: Scope) -> datetime:
    """When the newest entry of the participant was written, in the store's zone.

    The print time is not shown: the same diary gives the same bytes.
    """
    whose = scope.request.participant
    entries = scope.opened.store.journal.entries(whose, whose, newest_first=True, limit=1)
    return entries[0].entered_at.astimezone(scope.opened.zone)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
