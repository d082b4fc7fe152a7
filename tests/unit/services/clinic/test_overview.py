"""One patient at a glance, against numbers counted by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from diary_app.charts.day_marks import DayMark
from diary_app.domain.protocol import AlertLevel
from diary_app.domain.schedule import WindowState
from diary_app.services.clinic.overview import SHOWN_CYCLES, OverviewView, overview_of
from diary_app.services.clinic.told import RECENT, told_scope
from tests.diaries import PARTICIPANT, Notebook, day_of


def answers(**changed: int) -> dict[str, int]:
    """The lowest number everywhere, but for what is changed."""
    given: dict[str, Any] = {str(n): 1 for n in range(1, 31)}
    return given | {name.removeprefix("q"): value for name, value in changed.items()}


def clinic() -> Notebook:
    return Notebook(staff=True)


def view(book: Notebook, on: int) -> OverviewView:
    """The overview as it stands at noon of a study day."""
    book.clock.set(f"{day_of(on)}T12:00")
    return overview_of(told_scope(book.opened, PARTICIPANT, "en"))


def marks(shown: OverviewView, cycle: int) -> list[DayMark]:
    row = next(row for row in shown.calendar.cycles if row.cycle == cycle)
    return [cell.state for cell in row.cells]


def test_nothing_told_yet_is_neither_missed_nor_due() -> None:
    shown = view(clinic(), 10)
    figures = shown.figures
    assert figures.data_to is None
    assert (figures.adherence, figures.intensity) == (None, None)
    assert (figures.place.cycle, figures.place.cycle_day) == (1, 10)
    assert marks(shown, 1) == [DayMark.TO_COME] * 14 + [DayMark.REST] * 7
    assert shown.symptoms.days == ()
    assert shown.pressure.days == ()


def test_days_after_the_last_one_told_are_to_come_and_count_nowhere() -> None:
    book = clinic()
    for day in (1, 2, 3, 5):
        book.took(day, "07:10")
    book.missed(4)
    book.took(8, "11:30")  # days 6 and 7 without an entry; nothing is told of days 9 and 10
    shown = view(book, 10)
    counts = shown.figures.adherence
    assert counts is not None
    assert (counts.taken, counts.due, counts.not_taken, counts.not_recorded) == (5, 8, 1, 2)
    assert counts.percent == 62.5
    taken, missed, late = DayMark.TAKEN, DayMark.NOT_TAKEN, DayMark.LATE
    told = [taken, taken, taken, missed, taken, DayMark.NOT_RECORDED, DayMark.NOT_RECORDED, late]
    assert marks(shown, 1)[:8] == told
    assert set(marks(shown, 1)[8:14]) == {DayMark.TO_COME}
    assert str(shown.figures.data_to) == day_of(8)


def test_a_capsule_that_is_still_open_today_is_to_come() -> None:
    book = clinic()
    book.tell("symptom", 10, severities={"tiredness": 1})
    shown = view(book, 10)
    assert str(shown.figures.data_to) == day_of(10)
    assert marks(shown, 1)[8:11] == [DayMark.NOT_RECORDED, DayMark.TO_COME, DayMark.TO_COME]


def test_days_without_an_entry_leave_the_intensity_open_between_two_numbers() -> None:
    book = clinic()
    for day in (1, 2, 3, 5, 8):
        book.took(day, "07:10")
    book.missed(4)
    found = view(book, 10).figures.intensity
    assert found is not None
    # 60 mg of the 96 that 8 treatment days of the first level give; 84 if days 6 and 7 were taken
    assert (found.mg_taken, found.mg_reference) == (60, Fraction(96))
    assert (found.value, found.low, found.high) == (None, Fraction(60, 96), Fraction(84, 96))


def test_a_decision_of_today_counts_at_once_whatever_the_diary_tells() -> None:
    book = clinic()
    book.took(1, "07:10")
    book.start(30, 10)
    shown = view(book, 30)
    level = shown.figures.level
    assert level is not None
    assert (level.mg, level.number, level.before) == (10, 1, 12)
    assert (shown.figures.place.cycle, shown.figures.place.cycle_day) == (2, 1)
    assert [row.dose for row in shown.calendar.cycles] == ["12 mg", "10 mg \u2193"]
    assert str(shown.figures.data_to) == day_of(1)


def test_the_last_cycles_are_shown_and_all_are_counted() -> None:
    book = clinic()
    for number in range(1, 12):
        book.start(1 + 21 * number, 12)
    book.took(1, "07:10")
    shown = view(book, 240)
    assert (len(shown.calendar.cycles), shown.cycles) == (SHOWN_CYCLES, 12)
    assert shown.calendar.cycles[-1].cycle == 12


def test_symptoms_and_pressure_share_the_last_days_told() -> None:
    book = clinic()
    for day in range(1, 41):
        book.tell("symptom", day, severities={"tiredness": day % 4, "nausea": 0})
    book.tell("bp", 39, time="07:00", readings=["165/102", "162/101"])
    shown = view(book, 60)
    days = [str(place.day) for place in shown.symptoms.days]
    assert (len(days), days[0], days[-1]) == (RECENT, day_of(16), day_of(40))
    assert shown.pressure.axis == shown.symptoms.days
    [row] = shown.symptoms.rows
    assert row.grades == tuple(day % 4 for day in range(16, 41))
    assert len(shown.symptoms.absent) == 1
    [reading] = shown.pressure.days
    assert (str(reading.day), reading.systolic, reading.diastolic, reading.over) == (
        day_of(39),
        163.5,
        101.5,
        True,
    )


def test_what_waits_is_counted_by_how_pressing_it_was() -> None:
    book = clinic()
    book.tell("bp", 3, time="07:00", readings=["165/102", "162/101"])
    figures = view(book, 5).figures
    assert figures.to_review == {AlertLevel.CALL_TODAY: 1}
    assert figures.reviews == 1


@pytest.mark.parametrize(
    ("on", "next_day", "open_"), [(30, 43, False), (40, 43, True), (50, 43, True), (51, 85, False)]
)
def test_the_newest_form_and_the_next(on: int, next_day: int, open_: bool) -> None:
    book = clinic()
    book.tell("qlq", 1, time="06:00", answers=answers())
    forms = view(book, on).figures.forms
    assert (str(forms.last), forms.window) == (day_of(1), WindowState.IN_WINDOW)
    assert forms.next is not None
    assert (str(forms.next.day), forms.open) == (day_of(next_day), open_)


def test_scores_and_their_two_flags() -> None:
    book = clinic()
    book.tell("qlq", 1, time="06:00", answers=answers(q10=2, q12=2, q18=2, q29=5, q30=5))
    book.tell("qlq", 43, time="08:00", answers=answers(q10=3, q12=3, q18=2, q29=5, q30=6))
    rows = {row.code: row for row in view(book, 50).qlq.rows}
    tired = rows["FA"]
    assert (tired.baseline, tired.now) == (pytest.approx(100 / 3), pytest.approx(500 / 9))
    assert (tired.change, tired.direction, tired.beyond_threshold) == (pytest.approx(200 / 9), "worse", True)
    health = rows["QL2"]
    assert (health.change, health.direction, health.beyond_threshold) == (pytest.approx(25 / 3), "same", None)
    assert next(iter(rows)) == "SummaryScore"
