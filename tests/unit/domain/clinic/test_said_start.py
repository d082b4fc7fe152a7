"""A visit says when the next cycle starts: that begins nothing, and is open until a start is written down."""

from __future__ import annotations

from datetime import date

import pytest

from diary_app.domain.clinic.decisions import said_start
from diary_app.domain.cycle import Calendar
from diary_app.services.clinic.visit_story import VisitsView, story
from tests.diaries import Notebook, day_of

SAID = 22
Step = tuple[str, int]


def book_of(*steps: Step) -> Notebook:
    """Steps in the order they are written; cycle 1 began on day 1, the clock stands on day 20."""
    book = Notebook(staff=True)
    book.clock.set(f"{day_of(20)}T12:00")
    for what, day in steps:
        if what == "start":
            book.start(day)
        elif what == "stop":
            book.tell("stop", day, reason="x")
        else:
            book.tell("visit", day, next_start=day_of(int(what)), decision="not_changed")
    return book


def view(book: Notebook) -> VisitsView:
    return story(book.diary, date.fromisoformat(day_of(20)))


OPEN: list[tuple[tuple[Step, ...], int | None]] = [
    ((("22", 19),), 22),
    ((("22", 19), ("start", 22)), None),
    ((("22", 19), ("start", 24)), None),  # later than said: acted on all the same
    ((("22", 19), ("start", 20)), None),  # earlier than said, after the visit
    ((("24", 19), ("25", 20)), 25),  # the last visit counts
    ((("25", 20), ("24", 19)), 25),
    ((("start", 22), ("25", 19)), 25),  # told before, and then put off at the visit
    ((("start", 22), ("22", 19)), None),
    ((("start", 15), ("15", 15)), None),  # the visit on the day of the start
    ((("start", 15), ("36", 15)), 36),
    ((("22", 19), ("stop", 20)), None),
]


@pytest.mark.parametrize(("steps", "open_day"), OPEN)
def test_what_is_open(steps: tuple[Step, ...], open_day: int | None) -> None:
    book = book_of(*steps)
    found = said_start(book.diary)
    assert (found[1].isoformat() if found else None) == (day_of(open_day) if open_day else None)
    seen = view(book)
    assert [line.start_open for line in seen.visits].count(True) == (open_day is not None)
    assert seen.next.said == (found[1] if found else None)


def test_saying_it_begins_no_cycle_and_the_level_is_offered_only_where_it_stays() -> None:
    book = book_of(("22", 19))
    assert [cycle.number for cycle in Calendar(book.diary).cycles] == [1]
    assert view(book).next.said_mg == 12
    book.tell("visit", 20, next_start=day_of(23), decision="reduced", reason="rash")
    assert (view(book).next.said, view(book).next.said_mg) == (date.fromisoformat(day_of(23)), None)
