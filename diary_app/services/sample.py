"""A made-up participant's diary: five cycles that end today, marked as sample data.

It is written through the same service as any diary, by a clock that walks
through its days, so that entries look entered when they would have been. The
same day always gives the same diary (ids and hashes apart). Nobody's data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from diary_app.common.clock import Moment
from diary_app.domain.days import plan_day
from diary_app.protocols.loader import LoadedProtocol
from diary_app.services.diary import DiaryService
from diary_app.services.founding import Founding
from diary_app.services.opened import PATIENT

PARTICIPANT = "SAMPLE-001"
# Days from the first dose to the start of each cycle (the third one four days late) and to today.
STARTS = (0, 21, 46, 67, 88)
TODAY = 96
LEVELS = (12, 12, 12, 10, 10)
TREATMENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the made-up diary and the local time at which it is written.

    ``tag`` names the record it makes; a line's ``id`` may name a tag.
    """

    at: datetime
    line: Mapping[str, Any]
    tag: str | None = None


class SampleClock:
    """A clock that stands where the made-up diary is being written, never later than the present."""

    def __init__(self, present: Moment) -> None:
        self._present = present
        self._now = present.utc

    def set(self, local: datetime) -> None:
        """Go to a local time without offset, or to the present if that lies before it."""
        wall = local.replace(tzinfo=ZoneInfo(self._present.zone)).astimezone(self._present.utc.tzinfo)
        self._now = min(wall, self._present.utc)

    def now(self) -> Moment:
        """The made-up moment."""
        milliseconds = int(self._now.timestamp() * 1000)
        return Moment(self._now, self._present.zone, milliseconds, "sample")


def first_dose(plan: LoadedProtocol, present: Moment) -> date:
    """The day of the first dose of a sample diary that ends ``present``."""
    return plan_day(present.local, plan.protocol.regimen.day_boundary) - timedelta(days=TODAY)


def founding(plan: LoadedProtocol, first: date, zone: str, language: str) -> Founding:
    """What the sample store is made for."""
    return Founding(
        role=PATIENT,
        plan=plan,
        zone=zone,
        language=language,
        participant=PARTICIPANT,
        first_dose=first,
        sample=True,
    )


def beginning(first: date) -> datetime:
    """When the sample store was made, as its clock tells: two days before the first dose."""
    return _at(first - timedelta(days=2), "10:00")


def fill(diary: DiaryService, clock: SampleClock, first: date, language: str) -> int:
    """Write the made-up diary; how many acts it has."""
    ids: dict[str, str] = {}
    steps = sorted(script(first, language), key=lambda step: step.at)
    for step in steps:
        clock.set(step.at)
        line = dict(step.line)
        line |= {"id": ids[line["id"]]} if "id" in line else {}
        entry = diary.write(line)
        if step.tag:
            ids[step.tag] = entry
    return len(steps)


def script(first: date, language: str) -> Iterator[Step]:
    """Every step of the made-up diary, in no particular order."""
    notes = _NOTES[language]
    for cycle, (start, level) in enumerate(zip(STARTS, LEVELS, strict=True), start=1):
        if cycle > 1:
            day = first + timedelta(days=start)
            line = {"kind": "cycle_start", "day": day.isoformat(), "mg": level}
            yield Step(_at(day, "06:50"), line)
        yield from _doses(first, cycle, start, notes)
    for number in range(TODAY):
        day = first + timedelta(days=number)
        yield from _observations(day, number, notes)
    yield from _forms(first)
    yield from _events(first, notes)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


# cycle and cycle day of what was out of the ordinary
_NOT_TAKEN = {(2, 4): "felt_sick"}
_NOT_RECORDED = {(4, 5)}
_LATE = {(1, 6): "10:40"}
_HELD = {(3, 8), (3, 9), (3, 10)}
_TAGGED = {(5, 3): "corrected dose"}


def _doses(first: date, cycle: int, start: int, notes: Mapping[str, str]) -> Iterator[Step]:
    for cycle_day in range(1, TREATMENT_DAYS + 1):
        place = (cycle, cycle_day)
        number = start + cycle_day - 1
        if number >= TODAY or place in _NOT_RECORDED | _HELD:
            continue
        day = first + timedelta(days=number)
        line: dict[str, Any] = {"kind": "dose", "day": day.isoformat()}
        if place in _NOT_TAKEN:
            line |= {"status": "not_taken", "reason": _NOT_TAKEN[place], "note": notes["not taken"]}
            yield Step(_at(day, "11:30"), line)
            continue
        clock = _LATE.get(place) or f"07:{(number * 7) % 25 + 5:02d}"
        line |= {"time": clock, "fasting": "no" if place in _LATE else "yes"}
        line |= {"note": notes["late"]} if place in _LATE else {}
        yield Step(_at(day, clock) + timedelta(minutes=2), line, _TAGGED.get(place))


def _observations(day: date, number: int, notes: Mapping[str, str]) -> Iterator[Step]:
    about = day.isoformat()
    page = {term: course[min(number // 8, len(course) - 1)] for term, course in _SEVERITIES.items()}
    line: dict[str, Any] = {"kind": "symptom", "day": about, "severities": page}
    line |= {"note": notes[f"symptoms {number}"]} if f"symptoms {number}" in notes else {}
    yield Step(_at(day, "20:15"), line)
    if number % 2 == 0:
        high, low = _PRESSURES[number // 6]
        readings = [f"{high + number % 4}/{low + number % 3}", f"{high - 2 + number % 3}/{low - 1}"]
        yield Step(_at(day, "06:58"), {"kind": "bp", "day": about, "time": "06:55", "readings": readings})
    if number % 7 == 0:
        kg = f"{62.4 - number * 0.018:.1f}"
        yield Step(_at(day, "06:40"), {"kind": "weight", "day": about, "time": "06:40", "kg": kg})
    if number in (30, 31):
        line = {"kind": "temperature", "day": about, "time": "18:00", "celsius": "37.6"}
        yield Step(_at(day, "18:01"), line)


# Severity 0 to 4 by period of eight days, twelve periods.
_SEVERITIES: Mapping[str, Sequence[int]] = {
    "tiredness": (0, 1, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1),
    "hands_feet": (0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 1, 0),
    "appetite": (0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1),
    "diarrhoea": (0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0),
    "mouth_sores": (0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1),
    "nausea": (0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0),
    "hoarse_voice": (0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0),
}
# Blood pressure in mmHg by period of six days, sixteen periods.
_PRESSURES: Sequence[tuple[int, int]] = (
    (122, 76), (124, 78), (127, 80), (129, 82), (131, 83), (130, 82), (134, 85), (138, 87),
    (152, 96), (141, 89), (133, 84), (128, 81), (126, 79), (127, 80), (129, 82), (127, 80),
)  # fmt: skip


def _forms(first: date) -> Iterator[Step]:
    """Three forms; ``_ANSWERS`` has the 30 answers in order, 0 for one the participant declined."""
    for offset, answers in zip((-1, 43, 85), _ANSWERS, strict=True):
        day = first + timedelta(days=offset)
        given = {str(item): answer for item, answer in enumerate(map(int, answers), start=1) if answer}
        declined = [item for item, answer in enumerate(answers, start=1) if answer == "0"]
        line = {"kind": "qlq", "day": day.isoformat(), "time": "09:20", "answers": given}
        yield Step(_at(day, "09:21"), line | {"declined": declined})


_ANSWERS = (
    "211111111212111112112222112155",
    "221112222222112122222222222254",
    "321112212322213122222122221044",
)


def _events(first: date, notes: Mapping[str, str]) -> Iterator[Step]:
    held = first + timedelta(days=STARTS[2] + 7)
    hold = {"kind": "hold", "from": held.isoformat(), "reason": notes["hold"]}
    yield Step(_at(held - timedelta(days=1), "16:30"), hold | {"to": (held + timedelta(days=2)).isoformat()})
    visit = first + timedelta(days=TODAY + 5)
    planned = {"kind": "visit", "day": visit.isoformat(), "time": "09:30"}
    yield Step(_at(first + timedelta(days=STARTS[4]), "12:00"), planned)
    corrected = first + timedelta(days=STARTS[4] + 2)
    fields = {"time": "08:05"}
    line = {"kind": "correct", "id": "corrected dose", "fields": fields, "reason": "wrong_time"}
    yield Step(_at(corrected, "19:40"), line)


_NOTES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "not taken": "Stomach upset in the night (made up).",
        "late": "Overslept after a bad night (made up).",
        "hold": "Blood pressure (made up)",
        "symptoms 9": "Soft stool twice in the morning (made up).",
        "symptoms 52": "Soles sore after the market (made up).",
        "symptoms 94": "Better appetite since Sunday (made up).",
    },
    "zh_CN": {
        "not taken": "夜里胃不舒服（虚构）。",
        "late": "夜里没睡好，起晚了（虚构）。",
        "hold": "血压（虚构）",
        "symptoms 9": "早上软便两次（虚构）。",
        "symptoms 52": "去市场后脚底痛（虚构）。",
        "symptoms 94": "这几天胃口好些（虚构）。",
    },
}
