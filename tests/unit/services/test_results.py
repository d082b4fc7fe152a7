"""Scores over time as a participant may see them: what counts, what is a gap, what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.scales import CODES, SUMMARY
from diary_app.services.results import ResultsService, ResultsView, ScaleResult
from tests.diaries import Notebook, alter, day_of


def answers(**changed: int | None) -> dict[str, int]:
    """The lowest number everywhere, but for what is changed (``None``: blank)."""
    given: dict[str, Any] = {str(n): 1 for n in range(1, 31)}
    given |= {name.removeprefix("q"): value for name, value in changed.items()}
    return {n: value for n, value in given.items() if value is not None}


def seen(book: Notebook, on: str | None = None) -> ResultsView:
    if on is not None:
        book.clock.set(on)
    return ResultsService(book.opened).view()


def row(view: ResultsView, code: str) -> ScaleResult:
    return next(result for result in view.scales if result.code == code)


def at(day: int) -> str:
    return f"{day_of(day)}T12:00"


def test_nothing_yet() -> None:
    view = seen(Notebook(), at(1))
    assert (view.forms, view.begun, view.compared, view.days) == (0, False, False, ())
    assert [result.code for result in view.scales] == list(CODES)
    assert all(result.values == () and result.now is None for result in view.scales)


def test_the_first_form_has_nothing_beside_it() -> None:
    book = Notebook()
    book.tell("qlq", 1, time="06:00", answers=answers())
    view = seen(book, at(1))
    assert (view.forms, view.begun, view.compared) == (1, True, False)
    assert row(view, "PF2").now == 100
    assert all(result.change is None for result in view.scales)
    assert view.unofficial


def test_change_thresholds_gaps_and_blanks() -> None:
    book = Notebook()
    book.tell("qlq", 1, time="06:00", answers=answers(q10=2, q12=2, q18=2))
    book.tell("qlq", 85, answers=answers(q10=4, q12=4, q18=3, q16=None))
    view = seen(book, at(86))
    assert [(str(place.day), place.filled) for place in view.days] == [
        (day_of(1), True), (day_of(43), False), (day_of(85), True),
    ]  # fmt: skip
    tired = row(view, "FA")
    assert tired.values == (pytest.approx(100 / 3), None, pytest.approx(800 / 9))  # unrounded
    assert tired.change is not None
    assert (tired.change.direction, tired.beyond) == ("worse", True)
    blank = row(view, "CO")
    assert (blank.values, blank.first, blank.now, blank.change, blank.beyond) == (
        (0, None, None), 0, None, None, None,
    )  # fmt: skip
    assert row(view, SUMMARY).now is None  # one of its 13 scales is blank
    assert (row(view, "QL2").threshold, row(view, SUMMARY).threshold) == (None, None)
    assert (view.count("better"), view.count("worse"), view.count("same")) == (0, 1, 13)


@pytest.mark.parametrize(("on", "places"), [(50, 1), (51, 2)])
def test_a_window_still_open_is_no_gap_yet(on: int, places: int) -> None:
    book = Notebook()
    book.tell("qlq", 1, time="06:00", answers=answers())
    assert len(seen(book, at(on)).days) == places


def test_better_and_worse_turn_round_with_the_scale() -> None:
    book = Notebook()
    book.tell("qlq", 1, time="06:00", answers=answers(q9=4, q19=4, q29=2, q30=2))
    book.tell("qlq", 43, answers=answers(q26=4, q27=4, q29=7, q30=7))
    view = seen(book, at(43))
    found = {result.code: result.change.direction for result in view.scales if result.change}
    assert (found["PA"], found["QL2"], found["SF"]) == ("better", "better", "worse")
    assert view.count("better") + view.count("same") + view.count("worse") == 15


def test_of_two_forms_in_a_window_the_one_that_counts() -> None:
    book = Notebook()
    book.tell("qlq", 1, time="06:00", answers=answers())
    book.tell("qlq", 41, answers=answers(q11=4))
    book.tell("qlq", 43, answers=answers(q11=2))
    view = seen(book, at(44))
    assert [str(place.day) for place in view.days] == [day_of(1), day_of(43)]
    assert row(view, "SL").now == pytest.approx(100 / 3)


def test_a_form_outside_every_window_is_kept_beside_its_gap() -> None:
    book = Notebook()
    book.tell("qlq", 1, time="06:00", answers=answers())
    book.tell("qlq", 60, answers=answers(q11=4))
    view = seen(book, at(61))
    assert [(str(place.day), place.filled) for place in view.days] == [
        (day_of(1), True), (day_of(43), False), (day_of(60), True),
    ]  # fmt: skip
    assert row(view, "SL").now == 100


def test_without_a_first_form_nothing_is_compared() -> None:
    book = Notebook()
    book.tell("qlq", 43, answers=answers())
    book.tell("qlq", 85, answers=answers(q11=4))
    view = seen(book, at(85))
    assert (view.begun, view.compared, view.count("worse")) == (False, False, 0)
    assert row(view, "SL").values == (None, 0, 100)


def test_a_form_undone_is_gone() -> None:
    book = Notebook()
    entry = book.tell("qlq", 1, time="06:00", answers=answers())
    book.undo(entry)
    assert seen(book, at(1)).forms == 0


def test_a_plan_that_keeps_scores_from_participants_is_kept_to() -> None:
    plan = alter()
    hidden = replace(plan, questionnaire=replace(plan.questionnaire, participant_sees_scores=False))
    book = Notebook(hidden)
    book.tell("qlq", 1, time="06:00", answers=answers())
    with pytest.raises(DoesNotFit, match="keeps the questionnaire results"):
        seen(book, at(1))
