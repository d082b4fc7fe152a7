"""One patient at a glance: six figures, strips of doses, symptoms and pressure, the questionnaire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from diary_app.charts.day_marks import DayMark
from diary_app.charts.days import PlanDay
from diary_app.charts.dose_calendar import CycleRow
from diary_app.domain.adherence import Adherence, DoseIntensity
from diary_app.domain.clinic.review import to_review
from diary_app.domain.facts import Form
from diary_app.domain.protocol import AlertLevel
from diary_app.domain.schedule import Schedule, Target, WindowState
from diary_app.reports.dose_sections import CalendarSection
from diary_app.reports.formats import mg_text
from diary_app.reports.summary import PressureSection, QlqSection
from diary_app.reports.symptom_sections import SymptomSection
from diary_app.services.clinic.told import ToldScope
from diary_app.services.summary import doses, observations, scores

SHOWN_CYCLES = 9
"""Strips on the overview; the tab of doses has all."""


@dataclass(frozen=True, slots=True)
class LevelNow:
    """The dose level in force (mg a day), its number (0: the starting level), since when, and the one before.

    ``number`` is ``None`` for a dose that is none of the plan's levels.
    """

    mg: Decimal
    number: int | None
    since: PlanDay
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class FormsNow:
    """The newest form with its window, and the next one expected; ``open``: it can be filled in now."""

    last: date | None
    window: WindowState | None
    next: Target | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The six figures. Adherence and intensity count up to ``data_to``, all else is as of today.

    ``since``: the first day of the cycle; ``stopped``: the study is over for this participant.
    ``to_review``: alerts that nobody has reviewed, by level.
    """

    place: PlanDay
    since: date | None
    stopped: bool
    awaiting_start: bool
    data_to: date | None
    adherence: Adherence | None
    intensity: DoseIntensity | None
    level: LevelNow | None
    forms: FormsNow
    to_review: dict[AlertLevel, int]

    @property
    def reviews(self) -> int:
        """How many alerts wait."""
        return sum(self.to_review.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """Everything on the overview; ``cycles``: how many there are, of which the last ones are shown."""

    participant: str
    today: date
    figures: Figures
    calendar: CalendarSection
    cycles: int
    symptoms: SymptomSection
    pressure: PressureSection
    qlq: QlqSection


def overview_of(scope: ToldScope, waiting: Iterable[AlertLevel] | None = None) -> OverviewView:
    """The overview of one participant; ``waiting``: the levels of alerts to review, where they are known."""
    calendar = dose_rows(scope)
    return OverviewView(
        participant=scope.request.participant,
        today=scope.present,
        figures=_figures(scope, waiting),
        calendar=replace(calendar, cycles=calendar.cycles[-SHOWN_CYCLES:]),
        cycles=len(calendar.cycles),
        symptoms=observations.symptoms(scope),
        pressure=observations.pressure_section(scope),
        qlq=scores.qlq_section(scope),
    )


def dose_rows(scope: ToldScope) -> CalendarSection:
    """All cycles as strips; a level lower or higher than the one before carries an arrow."""
    section = doses.calendar_section(scope)
    rows = [replace(row, cells=tuple(replace(c, state=_known(c.state)) for c in row.cells))
            for row in section.cycles]  # fmt: skip
    return replace(section, cycles=tuple(_with_arrows(scope, rows)))


def _known(state: DayMark) -> DayMark:
    return DayMark.TO_COME if state is DayMark.DUE else state


def _with_arrows(scope: ToldScope, rows: Sequence[CycleRow]) -> list[CycleRow]:
    levels = {cycle.number: scope.calendar.level_on(cycle.start) or cycle.begun.mg
              for cycle in scope.calendar.cycles}  # fmt: skip
    told = []
    for row in rows:
        now, before = levels[row.cycle], levels.get(row.cycle - 1)
        arrow = "" if before is None or before == now else " \u2193" if now < before else " \u2191"
        told.append(replace(row, dose=scope.tr("{mg} mg", mg=mg_text(now)) + arrow))
    return told


def _figures(scope: ToldScope, waiting: Iterable[AlertLevel] | None) -> Figures:
    if waiting is None:
        waiting = (one.rule.level for one in to_review(scope.whole))
    told, cycle = scope.told, scope.calendar.cycle_on(scope.present)
    return Figures(
        place=scope.place(scope.present),
        since=cycle.start if cycle else None,
        stopped=scope.calendar.over(scope.present),
        awaiting_start=scope.awaiting_start,
        data_to=scope.data_to,
        adherence=told.adherence() if told else None,
        intensity=told.intensity() if told else None,
        level=_level(scope),
        forms=_forms(scope),
        to_review=dict(Counter(waiting)),
    )


def _level(scope: ToldScope) -> LevelNow | None:
    changes = [change for change in scope.calendar.level_changes() if change[0] <= scope.present]
    if not changes:
        return None
    since, mg = changes[-1]
    levels = scope.diary.protocol_on(scope.present).regimen.dose_levels
    number = levels.index(mg) if mg in levels else None
    return LevelNow(mg, number, scope.place(since), changes[-2][1] if len(changes) > 1 else None)


def _forms(scope: ToldScope) -> FormsNow:
    schedule = Schedule(scope.diary)
    filled = scope.diary.all(Form)
    last = filled[-1] if filled else None
    having = {target.number for target, _ in schedule.counting_forms()}
    ahead = [each for each in schedule.targets if each.closes >= scope.present and each.number not in having]
    following = ahead[0] if ahead else None
    return FormsNow(
        last=last.day if last else None,
        window=schedule.place(last).window if last else None,
        next=following,
        open=following is not None and following.opens <= scope.present,
    )
