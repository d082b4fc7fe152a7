"""The lists: complete, ordered, every column that the contract names."""

from __future__ import annotations

from datetime import date

import pytest

from tests.diaries import Notebook, day_of

BASE = {
    "id", "record", "day", "cycle", "cycle_day", "note", "entered_at", "late_entry", "lag_days",
    "late_reason", "corrects", "current", "conflict", "actor", "by",
}  # fmt: skip
COLUMNS = {
    "doses": {"status", "mg", "taken_at", "fasting", "reason", "late", "off_plan"},
    "symptoms": {"term", "severity"},
    "vitals": {"kind", "values", "mean"},
    "qlq": {"target", "window_state", "answers", "declined", "wording", "scores"},
    "cycles": {"start", "mg"},
}


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.took(2, "07:10", note="a note")
    book.tell("symptom", 2, severities={"cough": 1, "rash": 0})
    book.tell("bp", 2, readings=["128/82"])
    book.tell("weight", 1, kg="61.5")
    book.tell("temperature", 3, celsius=37)
    book.tell("qlq", 1, answers={"29": 7, "30": 7}, declined=[3])
    return book


@pytest.mark.parametrize("name", COLUMNS)
def test_every_list_has_the_columns_of_the_contract(book: Notebook, name: str) -> None:
    for row in book.rows(name):
        assert BASE | COLUMNS[name] <= set(row)
        assert (row["current"], row["conflict"], row["corrects"]) == (True, False, None)


def test_vitals_are_in_the_order_of_days(book: Notebook) -> None:
    assert [(row["kind"], row["values"], row["mean"]) for row in book.rows("vitals")] == [
        ("weight", [61.5], 61.5), ("bp", [[128, 82]], [128.0, 82.0]), ("temperature", [37], 37),
    ]  # fmt: skip


def test_forms_carry_answers_and_scores(book: Notebook) -> None:
    [row] = book.rows("qlq")
    assert (row["answers"], row["declined"], row["scores"]["QL2"], row["scores"]["PF2"]) == (
        {"29": 7, "30": 7}, [3], 100.0, None,
    )  # fmt: skip


def test_a_list_on_a_day_leaves_out_later_days(book: Notebook) -> None:
    book.took(5)
    assert [row["day"] for row in book.rows("doses", on=date(2026, 1, 8))] == [day_of(2)]
    assert [row["day"] for row in book.rows("cycles", on=date(2025, 12, 31))] == []


def test_a_record_moved_past_the_day_is_left_out_and_one_moved_before_it_is_in(book: Notebook) -> None:
    moved = book.took(5)
    book.correct(moved, day=day_of(1))
    assert [row["day"] for row in book.rows("doses", on=date(2026, 1, 5))] == [day_of(1)]


@pytest.mark.parametrize(
    ("entered", "lag"),
    [("2026-01-06T07:11", 0), ("2026-01-07T02:59", 0), ("2026-01-07T03:00", 1), ("2026-01-16T12:00", 10)],
)
def test_lag_is_counted_in_plan_days(entered: str, lag: int) -> None:
    book = Notebook()
    book.clock.set(entered)
    book.took(2, "07:10")
    [row] = book.rows("doses")
    assert (row["lag_days"], row["late_entry"]) == (lag, lag > 0)


def test_a_page_is_one_row_a_term_with_only_what_holds(book: Notebook) -> None:
    book.tell("symptom", 2, severities={"rash": 3})
    found = [(row["term"], row["severity"]) for row in book.rows("symptoms")]
    assert found == [("cough", 1), ("rash", 3)]
    history = [(row["term"], row["severity"], row["current"]) for row in book.rows("symptoms", history=True)]
    assert history == [("cough", 1, True), ("rash", 0, False), ("rash", 3, True)]


def test_a_cycle_lists_its_holds(book: Notebook) -> None:
    book.start(22)
    book.hold(10, 25)
    book.hold(30)
    first, second = book.rows("cycles")
    assert [(hold["from"], hold["to"]) for hold in first["holds"]] == [(day_of(10), day_of(25))]
    assert [(hold["from"], hold["to"]) for hold in second["holds"]] == [
        (day_of(10), day_of(25)), (day_of(30), None),
    ]  # fmt: skip
    assert (first["end"], first["planned_next"], second["end"]) == (day_of(22), day_of(22), None)


def test_an_open_hold_that_a_start_ended_does_not_reach_into_the_next_cycle(book: Notebook) -> None:
    book.hold(10)
    book.start(22)
    first, second = book.rows("cycles")
    assert [hold["from"] for hold in first["holds"]] == [day_of(10)]
    assert second["holds"] == []
