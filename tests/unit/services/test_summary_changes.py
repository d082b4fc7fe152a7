"""Corrections and late entries in the visit summary."""

from __future__ import annotations

from diary_app.common.i18n import translator
from diary_app.reports.dose_sections import OddDay
from diary_app.reports.pages.odd_days import late_line
from diary_app.services.summary.changes import corrections, late_entries
from diary_app.services.summary.scope import Scope, SummaryRequest
from tests.diaries import PARTICIPANT, Notebook, day_of


def told(book: Notebook) -> list[OddDay]:
    return list(corrections(Scope(book.opened, SummaryRequest(participant=PARTICIPANT))))


def test_a_dose_taken_back_the_same_day_is_no_correction() -> None:
    book = Notebook()
    book.undo(book.took(3, "07:10"))
    assert told(book) == []


def test_a_dose_taken_back_later_is_one_line() -> None:
    book = Notebook()
    dose = book.took(3, "07:10")
    book.correct(dose, time="08:00")
    book.clock.advance(days=2)
    book.undo(dose)
    [line] = told(book)
    assert line.correction is not None
    assert (line.correction.before, line.correction.after) == ("Taken 07:10", "undone")


def test_a_late_entry_says_why_in_the_plans_words() -> None:
    book = Notebook()
    book.clock.set(f"{day_of(5)}T08:00")
    book.took(3, "07:10", late_reason="away")
    book.took(4, "07:10")
    late = late_entries(Scope(book.opened, SummaryRequest(participant=PARTICIPANT)))
    assert [(each.day.day.isoformat(), each.lag_days, each.reason) for each in late] == [
        (day_of(3), 2, "I was away"),
        (day_of(4), 1, ""),
    ]
    assert "(after 2 days: I was away), " in late_line(late, translator("en"))


def test_of_entries_as_late_as_each_other_the_one_with_a_reason_is_told() -> None:
    book = Notebook()
    book.clock.set(f"{day_of(5)}T08:00")
    book.took(3, "07:10")
    book.tell("weight", 3, kg="62", late_reason="away")
    book.tell("temperature", 3, celsius="37")
    [late] = late_entries(Scope(book.opened, SummaryRequest(participant=PARTICIPANT)))
    assert (late.lag_days, late.reason) == (2, "I was away")


def test_a_correction_days_later_is_not_late_for_the_reason_of_the_first_writing() -> None:
    book = Notebook()
    book.clock.set(f"{day_of(4)}T08:00")
    reading = book.tell("bp", 3, time="07:10", readings=["130/80"], late_reason="away")
    book.correct(reading, readings=["131/80"])
    scope = Scope(book.opened, SummaryRequest(participant=PARTICIPANT))
    assert [(late.lag_days, late.reason) for late in late_entries(scope)] == [(1, "I was away")]
    book.clock.set(f"{day_of(8)}T08:00")
    book.correct(reading, readings=["132/80"])
    scope = Scope(book.opened, SummaryRequest(participant=PARTICIPANT))
    assert [(late.lag_days, late.reason) for late in late_entries(scope)] == [(5, "")]
