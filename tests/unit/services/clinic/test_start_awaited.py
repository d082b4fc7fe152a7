"""Whether a next start is awaited: one answer in the list, the overview, ``status`` and the visit summary."""

from __future__ import annotations

from datetime import date

import pytest

from diary_app.domain.clinic.patient_row_summary import summarise
from diary_app.domain.clinic.patient_row_today import row_on
from diary_app.services.clinic.overview import overview_of
from diary_app.services.clinic.told import told_scope
from diary_app.services.summary.scope import Scope, SummaryRequest
from tests.diaries import PARTICIPANT, Notebook, day_of, short_plan


def answers(book: Notebook, today: int) -> list[bool]:
    """Of list, overview, ``status`` and summary, as they stand at noon of a study day."""
    book.clock.set(f"{day_of(today)}T12:00")
    return [
        row_on(summarise(book.diary, None), date.fromisoformat(day_of(today))).awaiting_start,
        overview_of(told_scope(book.opened, PARTICIPANT, "en")).figures.awaiting_start,
        bool(book.shown(today, today)["awaiting_start"]),
        Scope(book.opened, SummaryRequest(participant=PARTICIPANT)).awaiting_start,
    ]


def told(book: Notebook, *days: int) -> dict[int, bool]:
    """What they all say on each day; fails where they differ."""
    found = {day: set(answers(book, day)) for day in days}
    assert all(len(each) == 1 for each in found.values()), found
    return {day: each.pop() for day, each in found.items()}


def test_a_start_written_for_a_day_to_come_is_no_longer_awaited_anywhere() -> None:
    book = Notebook(staff=True)
    assert told(book, 21, 22, 25) == {21: False, 22: True, 25: True}
    start = book.start(28)
    assert told(book, 22, 25, 28, 48, 49) == {22: False, 25: False, 28: False, 48: False, 49: True}
    book.undo(start)
    assert told(book, 25) == {25: True}


def test_a_stop_and_another_plan_count_alike() -> None:
    book = Notebook(short_plan(28, 14), staff=True)
    assert told(book, 28, 29, 31) == {28: False, 29: True, 31: True}
    book.tell("stop", 31)
    assert told(book, 30, 31) == {30: True, 31: False}


@pytest.mark.parametrize(("on", "awaited"), [(21, False), (23, True), (27, True), (28, False)])
def test_of_a_past_day_only_what_was_about_days_up_to_it_counts(on: int, awaited: bool) -> None:
    book = Notebook(staff=True)
    book.start(28)
    book.clock.set(f"{day_of(30)}T12:00")
    assert book.shown(on, 30)["awaiting_start"] is awaited
