"""Every score over time: what is compared with what, and how each form came in."""

from __future__ import annotations

from typing import Any

import pytest

from diary_app.services.clinic.told import told_scope
from diary_app.services.clinic.trends import EnteredBy, ScoreStep, TrendsView, steps, trends_of
from tests.diaries import PARTICIPANT, Notebook, day_of
from tests.unit.services.clinic.test_overview import answers


def view(book: Notebook, on: int) -> TrendsView:
    book.clock.set(f"{day_of(on)}T12:00")
    return trends_of(told_scope(book.opened, PARTICIPANT, "en"))


def tired(on: int, *scores: tuple[int, int | None]) -> list[ScoreStep]:
    """Fatigue of forms on study days; each of its three items answered alike (``None``: left out)."""
    book = Notebook(staff=True)
    for day, answer in scores:
        given = answers()
        for item in ("10", "12", "18"):
            given.pop(item)
            if answer is not None:
                given[item] = answer
        book.tell("qlq", day, time="06:00", answers=given)
    return steps(view(book, on), "FA")


def told(step: ScoreStep) -> tuple[float | None, float | None, float | None]:
    """Score, change from the first form, change from the one before; whole points."""
    changes = (step.from_baseline, step.from_last)
    first, last = (round(each.points) if each else None for each in changes)
    return (None if step.value is None else round(step.value), first, last)


def test_changes_from_the_first_and_from_the_one_before() -> None:
    found = tired(130, (1, 2), (43, 3), (85, 3), (127, 1))
    assert [told(step) for step in found] == [(33, None, None), (67, 33, 33), (67, 33, 0), (0, -33, -67)]
    words = [step.from_baseline.direction for step in found if step.from_baseline]
    assert words == ["worse", "worse", "better"]


def test_a_window_without_a_form_is_a_gap_and_the_form_before_it_is_the_last_one() -> None:
    found = tired(95, (1, 2), (85, 3))
    assert [told(step) for step in found] == [(33, None, None), (None, None, None), (67, 33, 33)]
    assert str(found[1].form.place.day) == day_of(43)
    assert found[1].form.scores is None


def test_a_form_without_this_score_is_the_last_one_all_the_same() -> None:
    found = tired(95, (1, 2), (43, None), (85, 3))
    assert [told(step) for step in found] == [(33, None, None), (None, None, None), (67, 33, None)]


def test_a_form_from_before_the_baseline_has_no_change_since_then() -> None:
    found = tired(50, (-20, 3), (1, 2), (43, 3))  # the first one came before the baseline's window
    assert [told(step) for step in found] == [(67, None, None), (33, None, -33), (67, 33, 33)]


def test_without_a_baseline_nothing_is_counted_from_the_first() -> None:
    found = tired(95, (43, 2), (85, 3))
    assert [told(step) for step in found] == [(None, None, None), (33, None, None), (67, None, 33)]
    assert found[0].form.baseline  # the gap is the baseline that never came


@pytest.mark.parametrize(
    ("line", "entered"),
    [
        ({"mode": "self"}, EnteredBy.PARTICIPANT),
        ({"mode": "self", "by": "helper"}, EnteredBy.HELPER),
        ({"mode": "interview"}, EnteredBy.INTERVIEW),
        ({"mode": "paper"}, EnteredBy.PAPER),
        ({"mode": "paper", "paper": {"passes": ["a"]}}, EnteredBy.PAPER),
        ({"mode": "paper", "paper": {"passes": ["a", "b"]}}, EnteredBy.PAPER_TWICE),
    ],
)
def test_how_a_form_came_in(line: dict[str, Any], entered: EnteredBy) -> None:
    book = Notebook(staff="by" not in line)
    book.tell("qlq", 1, time="06:00", answers=answers(), **line)
    [form] = view(book, 5).forms
    assert (form.entered, form.counts, form.baseline) == (entered, True, True)


def test_dose_changes_are_told_with_both_doses() -> None:
    book = Notebook(staff=True)
    book.start(22, 12)
    book.start(43, 10)
    book.start(64, 8)
    found = [(str(each.day), each.before, each.after) for each in view(book, 70).levels]
    assert found == [(day_of(43), 12, 10), (day_of(64), 10, 8)]
