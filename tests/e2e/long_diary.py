"""A made-up diary of 24 months as record lines, and its totals counted while it is made.

35 cycles without delay, 490 capsules planned, 18 questionnaires. From cycle 20
the dose is 10 mg. Everything is decided by counting, nothing by chance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

FIRST = date(2023, 1, 2)
LAST = date(2025, 1, 1)  # the study ends, exclusive, 24 calendar months after the first dose
CYCLES, LENGTH, TREATMENT = 35, 21, 14
REDUCED_FROM = 20
HELD_CYCLE, HELD_DAYS = 10, range(5, 8)
QUESTIONNAIRE_EVERY = 42


@dataclass
class LongDiary:
    """The lines in order of their days, and what they add up to."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    taken: int = 0
    not_taken: int = 0
    not_recorded: int = 0
    held: int = 0
    late: int = 0
    mg: int = 0
    mg_not_recorded: int = 0
    severities: int = 0
    vitals: int = 0
    forms: list[dict[str, int]] = field(default_factory=list)

    @property
    def due(self) -> int:
        """Days in the denominator of adherence."""
        return self.taken + self.not_taken + self.not_recorded

    def intensity(self, mg: int) -> float:
        """Relative dose intensity: all 35 cycles count 21 days, 168 mg each in the plan."""
        return float(Fraction(mg, CYCLES * 168))


def long_diary() -> LongDiary:
    """Make it."""
    diary = LongDiary()
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        cycle, cycle_day = number // LENGTH + 1, number % LENGTH + 1
        if cycle_day == 1 and cycle > 1:
            _start(diary, day, cycle)
        if cycle_day <= TREATMENT:
            _dose(diary, day, cycle, cycle_day)
        _observe(diary, day, number)
        if number % QUESTIONNAIRE_EVERY == 0:
            _form(diary, day, number // QUESTIONNAIRE_EVERY)
    return diary


def _add(diary: LongDiary, kind: str, day: date, **fields: Any) -> None:
    key = f"{kind}-{day}"
    diary.lines.append({"kind": kind, "day": day.isoformat(), "key": key, **fields})


def _level(cycle: int) -> int:
    return 10 if cycle >= REDUCED_FROM else 12


def _start(diary: LongDiary, day: date, cycle: int) -> None:
    _add(diary, "cycle_start", day, mg=_level(cycle))
    if cycle == HELD_CYCLE:
        first, last = (day + timedelta(days=HELD_DAYS[end] - 1) for end in (0, -1))
        line = {"kind": "hold", "from": first.isoformat(), "to": last.isoformat(), "reason": "blood pressure"}
        diary.lines.append(line)


def _dose(diary: LongDiary, day: date, cycle: int, cycle_day: int) -> None:
    if cycle == HELD_CYCLE and cycle_day in HELD_DAYS:
        diary.held += 1
        return
    count = diary.due + 1
    if count % 53 == 0:
        diary.not_recorded += 1
        diary.mg_not_recorded += _level(cycle)
    elif count % 37 == 0:
        diary.not_taken += 1
        _add(diary, "dose", day, status="not_taken", reason="forgot")
    else:
        late = count % 41 == 0
        diary.taken += 1
        diary.late += late
        diary.mg += _level(cycle)
        time = "10:30" if late else f"07:{count % 60:02d}"
        _add(diary, "dose", day, time=time, fasting="no" if late else "yes")


def _observe(diary: LongDiary, day: date, number: int) -> None:
    if number % 2 == 0:
        _symptoms(diary, day, number)
    if number % 7 == 0:
        high = 122 + number % 25
        _add(diary, "bp", day, time="06:50", readings=[f"{high}/80", f"{high - 3}/78"])
        diary.vitals += 1
    if number % 21 == 0:
        _add(diary, "weight", day, kg=f"{65 - number / 500:.1f}")
        diary.vitals += 1


def _symptoms(diary: LongDiary, day: date, number: int) -> None:
    grades = {
        term: (number // step) % 3 for term, step in (("tiredness", 5), ("nausea", 11), ("hands_feet", 17))
    }
    note = f"made up, day {number + 1}" if number % 30 == 0 else None
    _add(diary, "symptom", day, severities=grades, note=note)
    diary.severities += len(grades)


def _form(diary: LongDiary, day: date, number: int) -> None:
    answers = {str(item): 1 + (item * 3 + number) % 4 for item in range(1, 29) if (item + number) % 11}
    answers |= {"29": 1 + number % 7, "30": 1 + (number + 2) % 7}
    declined = [item for item in range(1, 29) if str(item) not in answers]
    time = "06:30" if number == 0 else "09:00"
    _add(diary, "qlq", day, time=time, answers=answers, declined=declined)
    diary.forms.append(answers)
