"""A made-up visit summary, close to nine cycles of a study; every person and number in it is invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from diary_app.charts.blood_pressure import PressureDay, PressureLimits
from diary_app.charts.day_marks import DayMark
from diary_app.charts.days import PlanDay
from diary_app.charts.dose_calendar import CycleRow, DayCell
from diary_app.charts.heat_map import SymptomRow
from diary_app.charts.score_line import ScorePoint
from diary_app.qlq_c30.interpretation import beyond_threshold, change
from diary_app.reports.dose_sections import (
    CalendarSection,
    Correction,
    DoseSpan,
    DoseSpanKind,
    LateEntry,
    OddDay,
    OddKind,
)
from diary_app.reports.summary import (
    AdherenceFigure,
    Footer,
    FormRef,
    Header,
    IntensityFigure,
    KeyFigures,
    LevelFigure,
    LogHead,
    PatientNote,
    PressureFigure,
    PressureSection,
    QlqSection,
    ScaleRow,
    ScoreFigure,
    TalkLevel,
    VisitSummary,
)
from diary_app.reports.symptom_sections import symptom_section
from diary_app.reports.talk import RaisedAlert, ToldAnswer, talk_items

START = date(2025, 12, 23)
ON = date(2026, 6, 19)
STARTS = [START + timedelta(days=21 * n) for n in range(8)] + [date(2026, 6, 16)]
"""Cycle 9 begins a week late, so cycle 8 runs to day 28."""


def plan_day(day: date) -> PlanDay:
    number = max((n for n, start in enumerate(STARTS, 1) if start <= day), default=None)
    return PlanDay(day) if number is None else PlanDay(day, number, (day - STARTS[number - 1]).days + 1)


def at(cycle: int, day: int) -> PlanDay:
    return plan_day(STARTS[cycle - 1] + timedelta(days=day - 1))


ODD_MARKS = {
    (2, 11): DayMark.NOT_TAKEN,
    (3, 5): DayMark.LATE,
    (4, 9): DayMark.HELD,
    (4, 10): DayMark.HELD,
    (4, 11): DayMark.HELD,
    (6, 3): DayMark.LATE,
    (7, 6): DayMark.NOT_TAKEN,
    (7, 7): DayMark.NOT_RECORDED,
}
OFF_PLAN = {(8, 17), (5, 2)}


def mark(cycle: int, day: int) -> DayMark:
    if day > 14:
        return DayMark.REST
    if cycle == 9 and day > 4:
        return DayMark.TO_COME
    return ODD_MARKS.get((cycle, day), DayMark.TAKEN)


def calendar() -> CalendarSection:
    rows = []
    for cycle, start in enumerate(STARTS, 1):
        length = (STARTS[cycle] - start).days if cycle < len(STARTS) else 21
        cells = tuple(
            DayCell(day, start + timedelta(days=day - 1), mark(cycle, day), (cycle, day) in OFF_PLAN)
            for day in range(1, length + 1)
        )
        states = [cell.state for cell in cells]
        taken = sum(state in (DayMark.TAKEN, DayMark.LATE) for state in states)
        due = taken + sum(state in (DayMark.NOT_TAKEN, DayMark.NOT_RECORDED) for state in states)
        rows.append(CycleRow(cycle, "12 mg" if cycle < 5 else "10 mg", cells, taken, due))
    return CalendarSection(columns=21, treatment_days=14, cycles=tuple(rows))


SCORES: dict[str, tuple[float | None, float | None, float | None]] = {
    "SummaryScore": (77.4, 73.05, 75.04),
    "QL2": (175 / 3, 200 / 3, 200 / 3),
    "PF2": (80.0, 200 / 3, 200 / 3),
    "RF2": (250 / 3, 200 / 3, 250 / 3),
    "EF": (200 / 3, 250 / 3, 250 / 3),
    "CF": (250 / 3, 250 / 3, 250 / 3),
    "SF": (200 / 3, 200 / 3, 200 / 3),
    "FA": (100 / 3, 500 / 9, 500 / 9),
    "NV": (0.0, 0.0, 0.0),
    "PA": (50.0, 100 / 3, 50 / 3),
    "DY": (100 / 3, 100 / 3, 100 / 3),
    "SL": (100 / 3, 100 / 3, 100 / 3),
    "AP": (0.0, 100 / 3, 100 / 3),
    "CO": (100 / 3, 0.0, 0.0),
    "DI": (0.0, 100 / 3, 100 / 3),
    "FI": (100 / 3, None, None),
}


def scale_rows() -> tuple[ScaleRow, ...]:
    rows = []
    for code, (base, previous, now) in SCORES.items():
        moved = change(code, base, now)
        rows.append(
            ScaleRow(
                code=code,
                baseline=base,
                previous=previous,
                now=now,
                change=moved.points if moved else None,
                direction=moved.direction if moved else None,
                beyond_threshold=beyond_threshold(code, now),
            )
        )
    return tuple(rows)


def qlq(zh: bool) -> QlqSection:
    base = "基线" if zh else "Base"
    days = [date(2025, 12, 20), date(2026, 2, 3), date(2026, 3, 17), date(2026, 4, 28), date(2026, 6, 18)]
    values = [77.4, 70.2, None, 73.05, 75.04]
    labels = [base, "C3", "C5", "C7", "C9"]
    refs = [
        FormRef(label=label, day=plan_day(day), wording="md-unofficial 1", unofficial=True)
        for label, day in zip(labels, days, strict=True)
    ]
    return QlqSection(
        forms=5,
        baseline=refs[0],
        previous=refs[3],
        now=refs[4],
        rows=scale_rows(),
        series=tuple(ScorePoint(*point) for point in zip(days, values, labels, strict=True)),
    )


def shown_days() -> list[PlanDay]:
    """Every day of the last two cycles up to the report's day."""
    first = STARTS[7]
    return [plan_day(first + timedelta(days=n)) for n in range((ON - first).days + 1)]


def pressure() -> PressureSection:
    axis = shown_days()
    days = []
    for number, day in enumerate(axis):
        if number in (16, 17):
            continue
        high = 132 + (number * 7) % 25 if number != 8 else 162
        low = 82 + (number * 3) % 11 if number != 8 else 101
        days.append(PressureDay(day.day, high, low, over=high >= 160 or low >= 100))
    return PressureSection(axis=tuple(axis), days=tuple(days), limits=PressureLimits(160, 100))


SYMPTOMS = {
    "Tiredness": "疲乏",
    "Hands and feet": "手脚皮肤",
    "Loose stools": "腹泻",
    "Appetite": "胃口",
    "Mouth sores": "口腔溃疡",
    "Bleeding from the gums": "牙龈出血",
    "Headache": "头痛",
}


def symptoms(zh: bool) -> list[SymptomRow]:
    days = shown_days()
    rows = []
    for place, (english, chinese) in enumerate(SYMPTOMS.items()):
        grades = [
            None if number in (17, 18) else max(0, min(3, (number * (place + 2) // 5) % 5 - place // 2))
            for number in range(len(days))
        ]
        if english == "Headache":
            grades = [grade and 0 for grade in grades]
        rows.append(SymptomRow(chinese if zh else english, tuple(grades)))
    return rows


def odd_days(zh: bool) -> tuple[OddDay, ...]:
    def say(english: str, chinese: str) -> str:
        return chinese if zh else english

    return (
        OddDay(kind=OddKind.NOT_TAKEN, first=at(2, 11), last=at(2, 11), detail=say("Felt sick", "恶心")),
        OddDay(
            kind=OddKind.LATE, first=at(3, 5), last=at(3, 5), time="10:50", detail=say("Slept late", "起晚了")
        ),
        OddDay(
            kind=OddKind.HELD, first=at(4, 9), last=at(4, 11), detail=say("High blood pressure", "血压高")
        ),
        OddDay(kind=OddKind.OFF_PLAN, first=at(5, 2), last=at(5, 2), mg=Decimal(12), time="07:05"),
        OddDay(
            kind=OddKind.CORRECTED,
            first=at(6, 3),
            last=at(6, 3),
            correction=Correction(
                field=say("Time", "时间"),
                before="11:40",
                after="10:15",
                by_participant=True,
                reason=say("Typed the wrong time", "时间打错了"),
            ),
        ),
        OddDay(
            kind=OddKind.NOT_TAKEN, first=at(7, 6), last=at(7, 6), detail=say("Away from home", "出门在外")
        ),
        OddDay(kind=OddKind.NOT_RECORDED, first=at(7, 7), last=at(7, 7)),
        OddDay(kind=OddKind.OFF_PLAN, first=at(8, 17), last=at(8, 17), mg=Decimal(10), time="08:00"),
    )


def alerts(zh: bool) -> list[RaisedAlert]:
    high = "血压达到 160/100 或以上" if zh else "Blood pressure at 160/100 or over"
    running = "血压连续两天达到 140/90" if zh else "Blood pressure at 140/90 on two days running"
    called = ToldAnswer("called", datetime(2026, 6, 3, 8, 10), by_participant=True)  # noqa: DTZ001 - shown as it is
    return [
        RaisedAlert(TalkLevel.CALL_SOON, "bp-running", running, at(8, 13)),
        RaisedAlert(TalkLevel.CALL_SOON, "bp-running", running, at(8, 20)),
        RaisedAlert(TalkLevel.CALL_TODAY, "bp-high", high, at(8, 9), called),
    ]


def notes(zh: bool) -> tuple[PatientNote, ...]:
    if zh:
        texts = ("午饭后很累，睡了两个小时。", "刷牙时有一点血。", "脚又有点疼，涂了药膏。")
    else:
        texts = (
            "Very tired after lunch, slept two hours.",
            "Some blood when brushing teeth.",
            "Feet a little sore again. Cream helps. 有点疼。",
        )
    days = (at(8, 9), at(8, 12), at(9, 4))
    return tuple(PatientNote(day, text) for day, text in zip(days, texts, strict=True))


def example(language: str = "en", *, sample: bool = True) -> VisitSummary:
    """The summary in English or Chinese."""
    zh = language == "zh_CN"
    late = (LateEntry(at(8, 3), 2), LateEntry(at(8, 5), 6))
    return VisitSummary(
        header=Header(
            study="ALTER-S003",
            participant="S003-007",
            site="04",
            language=language,
            period_from=STARTS[7],
            period_to=ON,
            on=plan_day(ON),
            study_day=(ON - START).days + 1,
            sample=sample,
        ),
        figures=KeyFigures(
            adherence=AdherenceFigure(
                taken=110, due=113, percent=11000 / 113, not_taken=2, not_recorded=1, held=3, off_plan=2
            ),
            intensity=IntensityFigure(
                value=None, low=0.8577, high=0.8649, mg_taken=Decimal(1204), mg_planned=Decimal(1392)
            ),
            level=LevelFigure(mg=Decimal(10), since=at(5, 1), previous_mg=Decimal(12)),
            highest_pressure=PressureFigure(systolic=162, diastolic=101, day=at(8, 9)),
            summary_score=ScoreFigure(now=75.04, change=75.04 - 77.4, day=date(2026, 6, 18)),
        ),
        talk=talk_items(alerts(zh), scale_rows(), odd_days(zh), late),
        qlq=qlq(zh),
        pressure=pressure(),
        dose_history=(
            DoseSpan(kind=DoseSpanKind.LEVEL, first=at(1, 1), last=at(4, 21), mg=Decimal(12)),
            DoseSpan(
                kind=DoseSpanKind.HELD,
                first=at(4, 9),
                last=at(4, 11),
                days=3,
                reason="血压高" if zh else "High blood pressure",
            ),
            DoseSpan(kind=DoseSpanKind.LEVEL, first=at(5, 1), last=None, mg=Decimal(10)),
        ),
        calendar=calendar(),
        odd_days=odd_days(zh),
        late_entries=late,
        symptoms=symptom_section(shown_days(), symptoms(zh)),
        notes=notes(zh),
        footer=Footer(
            program_version="0.1.0",
            protocol="alter-s003",
            protocol_version="1",
            wording="md-unofficial 1",
            unofficial_wording=True,
            heads=(
                LogHead("S003-007", "5f0c", 1234, "9c41e07b51aa" + "0" * 52),
                LogHead("S003-007", "77ab", 45, "3b2200ff9a1c" + "1" * 52),
            ),
            last_entry_at=datetime(2026, 6, 19, 9, 20, tzinfo=timezone(timedelta(hours=8))),
        ),
    )
