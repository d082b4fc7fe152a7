"""Questionnaires expected and received, both ways, counted by hand."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.compliance import STILL_DUE, Standing, compliance, expectations
from diary_app.domain.writing.not_done import REASONS
from tests.diaries import Notebook, day_of

ANSWERS = {"29": 5, "30": 5}
LONG_AFTER = date(2028, 6, 1)
# targets: study day 1, 43, 85, ...; window -7..+7
SECOND_OPENS, SECOND, SECOND_CLOSES = 36, 43, 50


def day(number: int) -> date:
    return date.fromisoformat(day_of(number))


def standing(
    book: Notebook, on: int, number: int = 1, *, data_to: int | None = None, died: int | None = None
):
    found = expectations(
        book.diary,
        day(on),
        data_to=None if data_to is None else day(data_to),
        died=None if died is None else day(died),
    )
    return found[number].standing


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (SECOND_OPENS - 1, Standing.TO_COME),
        (SECOND_OPENS, Standing.OPEN),
        (SECOND_CLOSES, Standing.OPEN),
        (SECOND_CLOSES + 1, Standing.MISSING),
    ],
)
def test_a_window_without_a_form(on: int, expected: Standing) -> None:
    assert standing(Notebook(), on, data_to=on) == expected


@pytest.mark.parametrize("filled", [SECOND_OPENS, SECOND, SECOND_CLOSES])
def test_a_form_in_its_window_is_received_whatever_came_after(filled: int) -> None:
    book = Notebook()
    book.tell("qlq", filled, answers=ANSWERS)
    book.tell("stop", 60)
    assert standing(book, 400, data_to=55, died=70) == Standing.RECEIVED


@pytest.mark.parametrize(
    ("filled", "on", "expected"),
    [
        (SECOND, SECOND_OPENS - 1, Standing.TO_COME),
        (SECOND, SECOND - 1, Standing.OPEN),
        (SECOND, SECOND, Standing.RECEIVED),
        (SECOND_CLOSES + 2, SECOND_CLOSES + 1, Standing.MISSING),
        (SECOND_CLOSES + 2, SECOND_CLOSES + 2, Standing.OUTSIDE),
    ],
)
def test_on_a_day_that_is_past_a_later_form_is_not_there_yet(
    filled: int, on: int, expected: Standing
) -> None:
    book = Notebook()
    book.tell("qlq", 1, answers=ANSWERS)
    book.tell("qlq", filled, answers=ANSWERS)
    assert standing(book, on, data_to=400) == expected
    [*_, last] = compliance([expectations(book.diary, day(on), data_to=day(400), died=None)])
    assert (last.number, last.received) == ((1, 1) if expected == Standing.RECEIVED else
                                            (0, 1) if on <= SECOND_CLOSES else (1, 0))  # fmt: skip


@pytest.mark.parametrize("filled", [SECOND_OPENS - 1, SECOND_CLOSES + 1])
def test_a_form_out_of_its_window_is_told_apart_from_none(filled: int) -> None:
    book = Notebook()
    book.tell("qlq", filled, answers=ANSWERS)
    found = expectations(book.diary, day(60), data_to=day(60), died=None)[1]
    assert (found.standing, found.reached) == (Standing.OUTSIDE, True)


@pytest.mark.parametrize(("data_to", "expected"), [
    (None, Standing.AWAITED),
    (SECOND_CLOSES - 1, Standing.AWAITED),
    (SECOND_CLOSES, Standing.MISSING),
])  # fmt: skip
def test_what_the_clinic_has_not_got_yet_is_awaited(data_to: int | None, expected: Standing) -> None:
    assert standing(Notebook(), 60, data_to=data_to) == expected


@pytest.mark.parametrize("filled", [None, SECOND_OPENS - 1])
def test_a_written_reason_counts_at_once_as_a_form_does(filled: int | None) -> None:
    book = Notebook()
    if filled is not None:
        book.tell("qlq", filled, answers=ANSWERS)
    before = expectations(book.diary, day(SECOND), data_to=day(SECOND), died=None)[1]
    assert (before.standing, before.reached) == (Standing.OPEN, False)
    book.tell("qlq_not_done", SECOND, reason="too_ill")
    found = expectations(book.diary, day(SECOND), data_to=day(SECOND), died=None)[1]
    expected = Standing.MISSING if filled is None else Standing.OUTSIDE
    assert (found.standing, found.reason, found.reached) == (expected, "too_ill", True)
    assert found.standing in STILL_DUE


@pytest.mark.parametrize(("died", "expected"), [
    (SECOND_OPENS, Standing.ENDED),
    (SECOND_CLOSES, Standing.ENDED),
    (SECOND_CLOSES + 1, Standing.MISSING),
])  # fmt: skip
def test_a_death_is_not_a_missing_form(died: int, expected: Standing) -> None:
    assert standing(Notebook(), 100, data_to=100, died=died) == expected


@pytest.mark.parametrize(("stopped", "expected"), [
    (SECOND, Standing.ENDED),
    (SECOND + 1, Standing.MISSING),
])  # fmt: skip
def test_after_the_end_of_the_study_no_form_is_due(stopped: int, expected: Standing) -> None:
    book = Notebook()
    book.tell("stop", stopped)
    assert standing(book, 100, data_to=100) == expected


def test_a_reason_stands_only_where_a_form_is_missing() -> None:
    book = Notebook()
    book.tell("qlq_not_done", SECOND, reason="lost")
    found = expectations(book.diary, day(60), data_to=day(60), died=None)
    assert [each.reason for each in found[:3]] == [None, "lost", None]
    book.tell("qlq", SECOND, answers=ANSWERS)  # it was found again
    assert expectations(book.diary, day(60), data_to=day(60), died=None)[1].reason is None


def test_the_plan_goes_on_for_two_years_whatever_becomes_of_the_participant() -> None:
    book = Notebook()
    whole = expectations(book.diary, LONG_AFTER, data_to=None, died=None)
    book.tell("stop", 10)
    assert len(whole) == 18  # study day 1, 43, ..., 715 of 730
    assert [each.target for each in whole] == [
        each.target for each in expectations(book.diary, LONG_AFTER, data_to=None, died=None)
    ]
    assert expectations(Notebook(first_dose=None).diary, LONG_AFTER, data_to=None, died=None) == ()


def people() -> list:
    """Five participants on study day 60, each at their own second window."""
    received = Notebook()
    received.tell("qlq", 1, answers=ANSWERS)
    received.tell("qlq", 43, answers=ANSWERS)
    no_baseline = Notebook()
    no_baseline.tell("qlq", 43, answers=ANSWERS)
    missing = Notebook()
    missing.tell("qlq", 1, answers=ANSWERS)
    missing.tell("qlq_not_done", 43, reason="too_ill")
    dead = Notebook()
    dead.tell("qlq", 1, answers=ANSWERS)
    late = Notebook()
    late.tell("qlq", 1, answers=ANSWERS)
    late.tell("qlq", 55, answers=ANSWERS)
    deaths = [None, None, None, day(20), None]
    books = [received, no_baseline, missing, dead, late]
    return [
        expectations(book.diary, day(60), data_to=day(60), died=died)
        for book, died in zip(books, deaths, strict=True)
    ]


def test_both_ways_of_counting() -> None:
    baseline, second = compliance(people())
    assert (baseline.study_day, baseline.due, baseline.received) == (1, 5, 4)
    assert baseline.percent_of_due == 80
    assert (baseline.with_baseline, baseline.received_with_baseline) == (4, 4)
    assert (second.number, second.study_day) == (1, 43)
    assert (second.due, second.received, second.ended) == (4, 2, 1)  # the dead one is not due
    assert second.percent_of_due == 50
    assert (second.with_baseline, second.received_with_baseline) == (4, 1)  # the dead one stays in it
    assert second.percent_with_baseline == 25
    assert (second.outside, second.missing, second.awaited) == (1, 1, 0)
    assert second.reasons == (("too_ill", 1), (None, 1))


def test_nobody_and_nothing_reached() -> None:
    assert compliance([]) == []
    early = expectations(Notebook().diary, day(1), data_to=None, died=None)
    assert compliance([early, ()]) == []


def test_who_is_due_divides_into_received_and_three_kinds_of_not() -> None:
    for filled, data_to, died, stopped in product((None, 30, 43, 55), (None, 45, 60), (None, 44), (None, 43)):
        book = Notebook()
        if filled:
            book.tell("qlq", filled, answers=ANSWERS)
        if stopped:
            book.tell("stop", stopped)
        person = expectations(book.diary, day(60), data_to=data_to and day(data_to), died=died and day(died))
        row = compliance([person])[1]
        assert row.due == row.received + row.outside + row.missing + row.awaited
        assert row.due + row.ended == 1
        assert (person[1].standing in STILL_DUE) == bool(row.due)
        assert sum(count for _, count in row.reasons) == row.missing + row.outside


def test_what_the_clinic_gave_a_reason_for_is_missing_and_not_awaited() -> None:
    book = Notebook()
    book.tell("qlq_not_done", SECOND, reason="declined")
    assert standing(book, SECOND_OPENS - 1, data_to=3) == Standing.TO_COME
    assert standing(book, SECOND_CLOSES + 1, data_to=3) == Standing.MISSING
    found = expectations(book.diary, day(60), data_to=None, died=None)
    assert (found[1].standing, found[1].reason) == (Standing.MISSING, "declined")
    assert found[0].standing == Standing.AWAITED


@pytest.mark.parametrize("reason", [reason for reason in REASONS if reason != "other"])
def test_every_reason_can_be_written_once(reason: str) -> None:
    book = Notebook()
    first = book.tell("qlq_not_done", 43, reason=reason)
    with pytest.raises(DoesNotFit, match=first):
        book.tell("qlq_not_done", 43, reason=reason)
    book.correct(first, reason_code := "asked again", note="see letter")
    assert book.record(first).note == "see letter"
    assert reason_code


def test_what_does_not_fit() -> None:
    book = Notebook()
    with pytest.raises(DoesNotFit, match="2026-02-16"):  # study day 43
        book.tell("qlq_not_done", 44, reason="lost")
    with pytest.raises(DoesNotFit, match="needs a note"):
        book.tell("qlq_not_done", 43, reason="other")
    with pytest.raises(DoesNotFit, match="it is one of"):
        book.tell("qlq_not_done", 43, reason="holiday")
    book.clock.set("2026-02-08T10:00")  # study day 35: a day before it opens
    with pytest.raises(DoesNotFit, match="2026-02-09"):
        book.tell("qlq_not_done", 43, reason="lost")
    form = book.tell("qlq", 1, answers=ANSWERS)
    with pytest.raises(DoesNotFit, match=form):
        book.tell("qlq_not_done", 1, reason="lost")
    with pytest.raises(DoesNotFit, match="No first dose"):
        Notebook(first_dose=None).tell("qlq_not_done", 1, reason="lost")
