"""Corrections, late entries, files and whole courses of one patient."""

from __future__ import annotations

from diary_app.domain.log.entry import Kind
from diary_app.services.clinic.changes import ChangesView, changes_of
from diary_app.services.clinic.courses import pressure_course, symptom_course
from diary_app.services.clinic.files import files_of
from diary_app.services.clinic.told import ToldScope, told_scope
from tests.diaries import PARTICIPANT, Notebook, day_of


def scope(book: Notebook, on: int) -> ToldScope:
    book.clock.set(f"{day_of(on)}T12:00")
    return told_scope(book.opened, PARTICIPANT, "en")


def at(book: Notebook, day: int, time: str = "20:00") -> None:
    book.clock.set(f"{day_of(day)}T{time}")


def changes(book: Notebook, on: int) -> ChangesView:
    return changes_of(scope(book, on))


def test_before_after_who_when_why_and_how_late() -> None:
    book = Notebook()
    at(book, 3)
    dose = book.took(3, "07:10")
    at(book, 5)
    book.correct(dose, "wrong_time", time="08:05")
    [row] = changes(book, 10).corrected
    assert (row.kind, str(row.place.day), row.place.cycle_day) == ("dose", day_of(3), 3)
    assert ("time", "07:10", "08:05") in row.change.fields
    assert (row.change.by, row.change.reason, row.lag_days) == ("self", "wrong_time", 2)
    assert row.change.entered_at.isoformat()[:16] == f"{day_of(5)}T20:00"
    assert row.actor == PARTICIPANT


def test_the_newest_change_comes_first_and_an_undo_is_one_of_them() -> None:
    book = Notebook()
    at(book, 3)
    dose = book.took(3, "07:10")
    at(book, 4)
    book.correct(dose, "wrong_time", time="08:05")
    at(book, 5)
    book.undo(dose)
    rows = changes(book, 10).corrected
    assert [row.change.undone for row in rows] == [True, False]


def test_what_was_first_written_on_a_later_day_is_late_and_a_correction_does_not_make_it_so() -> None:
    book = Notebook()
    at(book, 3)
    dose = book.took(3, "07:10")
    at(book, 6)
    book.correct(dose, "wrong_time", time="08:05")
    book.tell("symptom", 4, severities={"tiredness": 1})
    [row] = changes(book, 10).late
    assert (row.kind, str(row.place.day), row.lag_days, row.by) == ("symptoms", day_of(4), 2, "self")


def test_what_the_clinic_writes_about_earlier_days_is_not_the_participants_lateness() -> None:
    book = Notebook(staff=True)
    at(book, 9)
    book.took(3, "07:10")
    assert changes(book, 10).late == ()


def test_files_are_those_of_the_participant_the_newest_first() -> None:
    book = Notebook(staff=True)
    book.seal(Kind.SETTINGS, {"clinic_phone": "021 5555 0100"})
    book.seal(Kind.SETTINGS, {"setup_nonce": "n"})
    book.seal(Kind.TAKEN_IN, {"file": "a" * 64, "new": 12})
    book.seal(Kind.PRINTED, {"what": "visit_summary", "sha256": "b" * 64})
    book.seal(Kind.EXPORTED, {"what": "chart"}, participant="P-002")
    rows = files_of(book.opened, PARTICIPANT)
    assert [(row.kind, row.what, row.sha256[:1], row.new) for row in rows] == [
        ("printed", "visit_summary", "b", None),
        ("taken_in", "sealed_file", "a", 12),
        ("settings", "setup_file", "", None),
    ]


def test_symptoms_by_cycle_hold_every_day_told_once() -> None:
    book = Notebook(staff=True)
    book.start(24, 12)
    for day in (-2, 1, 5, 30):
        book.tell("symptom", day, severities={"tiredness": 2})
    course = symptom_course(scope(book, 40))
    assert [cycle.cycle for cycle in course.cycles] == [2, 1, None]
    spans = [(str(c.section.days[0].day), str(c.section.days[-1].day)) for c in course.cycles]
    assert spans == [(day_of(24), day_of(30)), (day_of(1), day_of(23)), (day_of(-2), day_of(0))]
    [row] = course.cycles[1].section.rows
    assert [n for n, grade in enumerate(row.grades, start=1) if grade is not None] == [1, 5]


def test_a_cycle_ends_where_the_diary_does_whatever_the_clinic_started_since() -> None:
    book = Notebook(staff=True)
    book.start(24, 12)
    book.tell("symptom", 10, severities={"tiredness": 2})
    [cycle] = symptom_course(scope(book, 40)).cycles
    assert (str(cycle.section.days[0].day), str(cycle.section.days[-1].day)) == (day_of(1), day_of(10))


def test_a_correction_of_a_fork_leaves_the_first_writing_what_it_was() -> None:
    home, desk = Notebook(), Notebook(staff=True, first_dose=None)
    at(home, 5)
    dose = home.took(3, "07:10")
    desk.take_in(home)
    at(home, 8)
    home.correct(dose, "wrong_time", time="08:05")
    at(desk, 9)
    desk.correct(dose, "wrong_time", time="08:10")
    desk.take_in(home)
    [row] = changes(desk, 10).late
    assert (row.lag_days, row.by) == (2, "self")


def test_a_whole_course_of_pressure_has_every_session() -> None:
    book = Notebook(staff=True)
    book.tell("bp", 2, time="07:00", readings=["120/80", "124/82"])
    book.tell("bp", 2, time="19:00", readings=["165/104", "163/102"])
    book.tell("bp", 30, time="07:00", readings=["118/79"])
    course = pressure_course(scope(book, 40))
    assert [(str(row.place.day), row.time, row.over) for row in course.readings] == [
        (day_of(30), "07:00", False), (day_of(2), "19:00", True), (day_of(2), "07:00", True),
    ]  # fmt: skip
    assert [(day.systolic, day.diastolic, day.over) for day in course.section.days] == [
        (164, 103, True), (118, 79, False),
    ]  # fmt: skip
    assert len(course.section.axis) == 30


def test_nothing_told_gives_empty_courses() -> None:
    book = Notebook(staff=True)
    assert symptom_course(scope(book, 5)).cycles == ()
    assert pressure_course(scope(book, 5)).readings == ()
