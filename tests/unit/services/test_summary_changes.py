"""Corrections in the visit summary: what was changed, and what was taken back."""

from __future__ import annotations

from diary_app.reports.summary import OddDay
from diary_app.services.summary.changes import corrections
from diary_app.services.summary.scope import Scope, SummaryRequest
from tests.diaries import PARTICIPANT, Notebook


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
