"""A start that the participant told of near one of the clinic's own is the same; the clinic's counts."""

from __future__ import annotations

from datetime import date

import pytest

from diary_app.domain.cycle import Calendar, death_of
from diary_app.domain.schedule import Schedule
from tests.diaries import FIRST, Notebook, both_told, day_of


def starts(book: Notebook) -> list[tuple[str, str]]:
    return [(str(cycle.start), cycle.begun.source) for cycle in Calendar(book.diary).cycles]


def two() -> tuple[Notebook, Notebook]:
    """The participant's and the clinic's store, of one person who began on 5 January."""
    return Notebook(), Notebook(staff=True)


TOLD, CLINIC = "participant, told by clinic", "clinic"
# a cycle has 21 days: 10 days apart is nearer than half of one, 11 is not
APART = [(0, True), (1, True), (-1, True), (5, True), (-5, True), (10, True), (-10, True), (11, False)]


@pytest.mark.parametrize(("apart", "same"), APART)
def test_whatever_arrives_first(apart: int, same: bool) -> None:
    home, desk = two()
    home.start(29 + apart)
    desk.start(29, 10, reason="clinic")
    for book in both_told(home, desk):
        told = starts(book)
        assert told[0] == (str(FIRST), CLINIC)
        assert told[1] == (day_of(29), CLINIC)
        assert told[2:] == ([] if same else [(day_of(29 + apart), TOLD)])
        assert Calendar(book.diary).level_on(date.fromisoformat(day_of(29))) == 10


@pytest.mark.parametrize("apart", [0, 1, 5])
def test_a_correction_on_either_side(apart: int) -> None:
    home, desk = two()
    told = home.start(22 + apart)
    written = desk.start(22)
    home.correct(told, day=day_of(23 + apart))
    desk.correct(written, day=day_of(25))
    for book in both_told(home, desk):
        assert starts(book)[1:] == [(day_of(25), CLINIC)]
    desk.undo(written)
    home.take_in(desk)
    for book in (home, desk):
        assert starts(book)[1:] == [(day_of(23 + apart), TOLD)]


def test_what_the_clinic_corrected_is_the_clinics_word() -> None:
    home, desk = two()
    told = home.start(22)
    desk.take_in(home)
    desk.correct(told, day=day_of(24))
    home.take_in(desk)
    assert starts(home)[1:] == starts(desk)[1:] == [(day_of(24), TOLD)]
    home.start(26)
    for book in both_told(home, desk):
        assert starts(book)[1:] == [(day_of(24), TOLD)]


@pytest.mark.parametrize("apart", [0, 1, 5])
def test_the_first_start_too_and_whatever_day_is_looked_back_at(apart: int) -> None:
    home = Notebook(first_dose=date.fromisoformat(day_of(1 + apart)))
    desk = Notebook(staff=True)
    for book in both_told(home, desk):
        assert starts(book) == [(str(FIRST), CLINIC)]
        for on in (1, 3, 12):
            assert book.shown(on)["study_day"] == on
            assert book.shown(on)["cycle_day"] == on


def test_the_day_before_the_clinics_start_is_not_yet_of_the_cycle_that_was_told_early() -> None:
    home, desk = two()
    home.start(22)
    desk.start(25)
    for book in both_told(home, desk):
        assert [book.shown(on)["cycle"] for on in (22, 24, 25)] == [1, 1, 2]
        assert [book.shown(on)["cycle_day"] for on in (22, 24, 25)] == [22, 24, 1]


def test_the_clinic_confirms_a_start_on_the_day_that_was_told() -> None:
    home, desk = two()
    home.start(22)
    desk.take_in(home)
    desk.start(22, 10, reason="x")
    assert starts(desk)[1:] == [(day_of(22), CLINIC)]
    with pytest.raises(Exception, match="already starts"):
        desk.start(22)


def test_nothing_is_due_after_a_death_or_a_stop() -> None:
    desk = Notebook(staff=True)
    assert len(Schedule(desk.diary).targets) == 18  # 731 days: study day 1, 43, ... 715
    desk.tell("visit", 60, death=day_of(44))
    assert death_of(desk.diary) == date.fromisoformat(day_of(44))
    assert [target.day.isoformat() for target in Schedule(desk.diary).targets] == [day_of(1), day_of(43)]
    days = [desk.state(day).status.value for day in (1, 14, 44)]
    assert days == ["not_recorded", "not_recorded", "not_due"]
    assert desk.shown(60)["dose_status"] == "not_due"
    desk.start(43)
    assert [desk.state(day).status.value for day in (43, 44, 45)] == [
        "not_recorded",
        "not_recorded",
        "not_due",
    ]
