"""The rules of filling in, by number: Q01-Q06, Q10-Q13, Q15."""

from __future__ import annotations

import ast
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30 import administration
from diary_app.qlq_c30.administration import Administration, start

PACK = "ab" * 32


def begin(*, skipping: bool = True) -> Administration:
    return start(PACK, skipping=skipping, practice=False)


def filled(*, leave: tuple[int, ...] = (), skipping: bool = True) -> Administration:
    """On the review page, all answered 1 but ``leave``, which were seen and left open."""
    state = begin()
    for n in range(1, 31):
        state = state.next().skip() if n in leave else state.answer(n, 1).next()
    assert state.place == "review"
    return Administration(
        state.wording, skipping, state.place, state.at, state.answers, state.declined, state.seen
    )


def test_q01_nothing_is_preselected() -> None:
    assert dict(begin().answers) == {}
    assert begin().finished == 0
    assert begin().with_state("unseen") == tuple(range(2, 31))


def test_q01_nothing_is_preselected_after_back_and_next() -> None:
    state = begin().answer(1, 4).next().next().skip().back().back()
    assert state.at == 1
    state = state.next()
    assert (state.at, state.state(2)) == (2, "open")
    assert dict(state.answers) == {1: 4}


def test_q02_an_answer_does_not_move_on() -> None:
    state = begin().answer(1, 2)
    assert (state.place, state.at) == ("item", 1)
    assert state.decline(1).at == 1


def test_q03_back_keeps_answers() -> None:
    state = begin().answer(1, 2).next().answer(2, 3).back()
    assert (state.at, dict(state.answers)) == (1, {1: 2, 2: 3})
    assert state.back().at == 1


def test_q04_the_review_page_comes_before_sending_and_lists_what_is_open() -> None:
    with pytest.raises(DoesNotFit, match="Look at your answers"):
        begin().answer(1, 1).finish()
    assert filled(leave=(23, 7)).open_items == (7, 23)


def test_q04_an_open_item_is_opened_from_the_review_page_and_leads_back_there() -> None:
    state = filled(leave=(23,)).go_to(23)
    assert (state.place, state.at, state.state(23)) == ("item", 23, "open")
    assert state.answer(23, 2).next().place == "review"
    assert state.back().place == "review"


def test_q04_the_review_page_goes_back_to_the_last_item() -> None:
    assert filled().back().at == 30


def test_q05_an_empty_next_asks_and_stays() -> None:
    state = begin().next()
    assert (state.asking, state.at) == (True, 1)
    assert state.next().asking
    assert not state.answer(1, 1).asking
    assert not state.back().asking


def test_q05_skipping_leaves_the_item_open_and_is_only_there_after_asking() -> None:
    with pytest.raises(DoesNotFit, match="nothing to skip"):
        begin().skip()
    state = begin().next().skip()
    assert (state.at, state.state(1), state.asking) == (2, "open", False)


def test_q05_declined_differs_from_not_seen_and_from_left_open() -> None:
    state = begin().decline(1).next().next().skip().answer(3, 1).review()
    form = state.finish()
    assert (form.declined, form.left_open, form.not_seen) == ((1,), (2,), tuple(range(4, 31)))
    assert form.answers == {3: 1}


def test_q05_an_answer_takes_the_place_of_declined_and_the_reverse() -> None:
    assert begin().decline(1).answer(1, 3).state(1) == "answered"
    assert begin().answer(1, 3).decline(1).state(1) == "declined"
    assert begin().answer(1, 3).clear(1).state(1) == "open"
    assert begin().decline(1).clear(1).state(1) == "open"


def test_q06_where_skipping_is_not_allowed_every_question_needs_an_answer() -> None:
    state = begin(skipping=False).next()
    for refused in (state.skip, lambda: state.decline(1)):
        with pytest.raises(DoesNotFit, match="asks for an answer to every question"):
            refused()
    with pytest.raises(DoesNotFit, match="Question 23 has no answer yet"):
        filled(leave=(23,), skipping=False).finish()
    assert len(filled(skipping=False).finish().answers) == 30


def test_q10_only_the_item_on_the_page_is_answered() -> None:
    for act in (lambda: begin().answer(2, 1), lambda: begin().decline(2), lambda: begin().clear(2),
                lambda: filled().answer(30, 1)):  # fmt: skip
        with pytest.raises(DoesNotFit, match="is not on the page"):
            act()


def test_items_come_in_the_order_of_the_form() -> None:
    state, seen = begin(), []
    while state.place == "item":
        seen.append(state.at)
        state = state.answer(state.at, 1).next()
    assert seen == list(range(1, 31))


def test_q11_progress_counts_finished_questions() -> None:
    state = begin().answer(1, 1).next().next().skip().decline(3)
    assert state.finished == 2
    assert filled(leave=(23,)).finished == 29


def test_q11_there_is_no_clock_in_here() -> None:
    source = Path(administration.__file__).read_text(encoding="utf-8")
    imported = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert not {"time", "datetime", "diary_app.common.clock"} & imported


@pytest.mark.parametrize(("done", "minutes"), [(0, 10), (11, 6), (28, 1), (29, 1), (30, 0)])
def test_the_time_left_is_rough_and_only_shrinks(done: int, minutes: int) -> None:
    state = begin()
    for n in range(1, done + 1):
        state = state.answer(n, 1).next()
    assert state.minutes_left == minutes


def test_q13_the_practice_item_comes_first_and_when_it_was_done_is_kept() -> None:
    state = start(PACK, skipping=True, practice=True)
    assert (state.place, state.with_state("unseen")) == ("practice", tuple(range(1, 31)))
    done = state.practice_done("2026-01-05T07:10+08:00")
    assert (done.place, done.at, done.state(1)) == ("item", 1, "open")
    assert done.answer(1, 1).review().finish().practice_done_at == "2026-01-05T07:10+08:00"
    assert state.next().at == 1
    assert state.next().practice_done_at is None
    with pytest.raises(DoesNotFit, match="practice question is not on the page"):
        done.practice_done("again")


def test_an_empty_form_is_not_sent_and_one_of_refusals_is() -> None:
    with pytest.raises(DoesNotFit, match="No question has an answer yet"):
        begin().review().finish()
    assert begin().decline(1).review().finish().declined == (1,)


@pytest.mark.parametrize("value", [0, 5, 2.0, "2", True])
def test_an_answer_that_does_not_fit_is_refused(value: object) -> None:
    with pytest.raises(DoesNotFit, match="Question 1"):
        begin().answer(1, value)  # type: ignore[arg-type]


def test_a_state_is_never_changed() -> None:
    state = begin()
    state.answer(1, 2)
    assert dict(state.answers) == {}
    with pytest.raises(FrozenInstanceError):
        state.at = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        state.answers[1] = 2  # type: ignore[index]


def test_the_form_names_the_wording_it_was_shown_in() -> None:
    assert filled().finish().wording == PACK


def test_only_the_review_page_opens_items() -> None:
    with pytest.raises(DoesNotFit, match="from the review page"):
        begin().go_to(2)
    with pytest.raises(DoesNotFit, match="There is no question"):
        filled().go_to(31)
