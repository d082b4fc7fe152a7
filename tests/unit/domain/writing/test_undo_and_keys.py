"""Undos, what they bring back, and keys that make a script safe to run again."""

from __future__ import annotations

import pytest

from diary_app.common.errors import DoesNotFit
from tests.diaries import Notebook, day_of


@pytest.fixture
def book() -> Notebook:
    return Notebook()


def test_an_undo_needs_a_reason_only_after_the_day_of_the_entry(book: Notebook) -> None:
    book.clock.set("2026-01-07T07:10")
    dose = book.took(3)
    book.clock.set("2026-01-07T23:59")
    book.undo(dose, None)
    book.clock.set("2026-01-08T00:00")
    with pytest.raises(DoesNotFit, match="needs a reason"):
        book.undo(dose, None)
    book.undo(dose, "pressed twice")
    assert book.entries[-1].reason == "pressed twice"


def test_undo_of_undo_of_undo(book: Notebook) -> None:
    dose = book.took(3)
    for taken in (0, 1, 0, 1):
        book.undo(dose)
        assert book.status(3).adherence.taken == taken


def test_undoing_the_first_entry_voids_the_record_also_under_corrections(book: Notebook) -> None:
    dose = book.took(3)
    corrected = book.correct(dose, mg=10)
    undone = book.undo(dose)
    assert book.rows("doses") == []
    assert [entry.corrects for entry in book.store.journal.record_entries(dose)] == [None, dose, corrected]
    book.undo(undone)
    assert [row["mg"] for row in book.rows("doses")] == [10], "the undo is undone, not the correction"
    book.undo(dose)
    book.undo(dose)
    assert [row["mg"] for row in book.rows("doses")] == [10]


def test_by_any_other_id_the_latest_entry_is_undone(book: Notebook) -> None:
    dose = book.took(3)
    first = book.correct(dose, mg=10)
    book.correct(dose, mg=8)
    book.undo(first)
    assert book.record(dose).payload["mg"] == "10"


def test_an_undo_that_would_bring_back_a_contradiction_is_refused(book: Notebook) -> None:
    dose = book.took(3)
    book.undo(dose)
    missed = book.missed(3)
    with pytest.raises(DoesNotFit, match=missed):
        book.undo(dose)
    book.undo(missed)
    book.undo(dose)
    assert book.status(3).adherence.taken == 1


def test_an_undo_of_a_move_onto_a_day_taken_since_is_refused(book: Notebook) -> None:
    missed = book.missed(3)
    moved = book.correct(missed, day=day_of(4))
    dose = book.took(3)
    with pytest.raises(DoesNotFit, match=dose):
        book.undo(moved)
    book.undo(missed)
    assert [row["record"] for row in book.rows("doses")] == [dose]


def test_undoing_a_page_brings_the_one_before_it_back(book: Notebook) -> None:
    book.tell("symptom", 3, severities={"cough": 1, "rash": 2})
    book.undo(book.tell("symptom", 3, term="cough", severity=2))
    assert [(row["term"], row["severity"]) for row in book.rows("symptoms")] == [("cough", 1), ("rash", 2)]


# Keys ----------------------------------------------------------------------------------------------------


def test_a_key_that_is_there_gives_the_existing_id_and_writes_nothing(book: Notebook) -> None:
    first = book.took(3, key="line-1")
    count = len(book.entries)
    assert book.took(3, key="line-1") == first
    assert book.tell("weight", 3, kg=61, key="line-1") == first
    assert book.service.write({"kind": "nonsense", "key": "line-1"}) == first
    assert len(book.entries) == count


def test_a_key_of_a_line_that_was_refused_is_free(book: Notebook) -> None:
    with pytest.raises(DoesNotFit):
        book.took(3, mg=61, key="line-1")
    assert book.took(3, key="line-1")


def test_keys_of_corrections_and_undos(book: Notebook) -> None:
    dose = book.took(3)
    line = {"kind": "correct", "id": dose, "fields": {"mg": 10}, "reason": "x", "key": "c"}
    once = book.service.write(line)
    assert book.service.write(line) == once
    undo = book.service.write({"kind": "undo", "id": once, "reason": "x", "key": "u"})
    assert book.service.write({"kind": "undo", "id": once, "reason": "x", "key": "u"}) == undo
    assert book.record(dose).payload["mg"] == "12"


def test_a_script_that_was_cut_off_can_run_again(book: Notebook) -> None:
    lines = [f'{{"kind":"dose","day":"{day_of(day)}","key":"d{day}"}}' for day in range(1, 8)]
    first = list(book.service.record_lines(lines[:4]))
    again = list(book.service.record_lines(lines))
    assert again[:4] == first
    assert book.status(7).adherence.taken == 7
