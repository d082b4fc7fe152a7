"""Capsules handed out, brought back, lost, and what the diary says: lines that stay apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from diary_app.domain.accountability import accountability
from tests.diaries import Notebook


def counts(book: Notebook, on: int) -> dict[str, Any]:
    return book.shown(on)["adherence"]


@pytest.fixture
def book() -> Notebook:
    return Notebook()


def test_accountability_keeps_its_lines_apart(book: Notebook) -> None:
    book.tell("dispense", 1, mg=12, capsules=16)
    for day in range(1, 11):
        book.took(day)
    book.missed(11)
    book.tell("return", 22, mg=12, capsules=4, lost=1)
    line = next(line for line in accountability(book.diary) if line.strength == 12)
    assert (line.dispensed, line.returned, line.lost, line.by_diary) == (16, 4, 1, 10)
    assert (line.expected_back, line.difference) == (5, -1)


def test_accountability_by_strength_and_over_several_hand_outs(book: Notebook) -> None:
    book.tell("dispense", 1, mg=12, capsules=14)
    book.tell("dispense", 22, mg=10, capsules=14)
    book.tell("dispense", 43, mg=10, capsules=14)
    book.start(22, 10)
    book.took(1)
    book.took(22)
    book.took(23, mg=20)
    book.tell("return", 43, mg=10, capsules=11)
    book.tell("return", 64, mg=10, capsules=14)
    lines = {line.strength: line for line in accountability(book.diary)}
    assert list(lines) == [12, 10, 8]
    assert (lines[Decimal(12)].by_diary, lines[Decimal(12)].difference) == (1, -13)
    assert (lines[Decimal(10)].dispensed, lines[Decimal(10)].returned, lines[Decimal(10)].by_diary) == (
        28,
        25,
        3,
    )
    assert (lines[Decimal(10)].expected_back, lines[Decimal(10)].difference) == (25, 0)
    assert lines[Decimal(8)].expected_back == 0


def test_what_home_and_clinic_both_wrote_down_is_not_added_up(book: Notebook) -> None:
    book.tell("dispense", 1, mg=12, capsules=14)
    book.tell("return", 15, mg=12, capsules=2)
    [line] = [each for each in accountability(book.diary) if each.strength == 12]
    assert (line.dispensed, line.returned) == (14, 2)
    desk = Notebook(staff=True)
    desk.tell("dispense", 1, mg=12, capsules=16)
    [line] = [each for each in accountability(desk.take_in(book).diary) if each.strength == 12]
    assert (line.dispensed, line.returned) == (16, 2)  # nobody at the clinic counted what came back


def test_off_plan_capsules_are_in_the_diarys_count(book: Notebook) -> None:
    book.took(1)
    book.took(1)
    book.took(16)
    assert next(iter(accountability(book.diary))).by_diary == 3


def test_vomited_doses_are_taken_capsules(book: Notebook) -> None:
    book.took(1, vomited=True)
    assert counts(book, 1)["taken"] == 1
    assert next(iter(accountability(book.diary))).by_diary == 1
