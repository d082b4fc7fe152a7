"""Why something was written down late: from the plan's list, for late entries only, said once."""

from __future__ import annotations

import pytest

from diary_app.common.errors import DoesNotFit
from tests.diaries import Notebook, day_of, second_trial

ANSWERS = {str(item): 2 for item in range(1, 29)}


@pytest.fixture
def book() -> Notebook:
    book = Notebook()
    book.clock.set(f"{day_of(10)}T08:00")
    return book


def refusal(book: Notebook, kind: str, day: int, **fields: object) -> str:
    with pytest.raises(DoesNotFit) as caught:
        book.tell(kind, day, **fields)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("dose", {"time": "07:00"}),
        ("symptom", {"severities": {"nausea": 1}}),
        ("bp", {"time": "07:00", "readings": ["128/82"]}),
        ("weight", {"kg": "61.5"}),
        ("temperature", {"celsius": "36.6"}),
        ("sign", {"sign": "heavy_bleeding", "present": False}),
    ],
)
def test_a_late_entry_says_why_and_one_of_its_own_day_does_not(
    book: Notebook, kind: str, fields: dict[str, object]
) -> None:
    if kind == "sign":
        fields = {**fields, "sign": book.plan.signs[0].code}
    entry = book.tell(kind, 9, **fields, late_reason="away")
    [written] = book.store.journal.record_entries(entry)
    assert written.payload is not None
    assert written.payload["late_reason"] == "away"
    if kind == "dose":
        fields = {**fields, "time": "07:30"}
    assert "this entry is not late" in refusal(book, kind, 10, **fields, late_reason="away")


def test_none_said_is_as_if_the_line_had_no_such_field(book: Notebook) -> None:
    entry = book.tell("weight", 10, kg="61.5", late_reason=None)
    [written] = book.store.journal.record_entries(entry)
    assert "late_reason" not in (written.payload or {})
    assert "late_reason" in refusal(book, "weight", 9, kg="61.5", lat_reason="away").partition("what fits")[2]


def test_only_the_plans_reasons_fit(book: Notebook) -> None:
    assert "it is one of forgot_to_write, felt_too_ill, away" in refusal(
        book, "weight", 9, kg="61.5", late_reason="lazy"
    )
    other = Notebook(second_trial())
    other.clock.set(f"{day_of(10)}T08:00")
    assert "no list of such reasons" in refusal(other, "weight", 9, kg="61.5", late_reason="away")
    said = refusal(book, "visit", 9, late_reason="away")
    assert "late_reason" in said  # a clinic's visit has no such field


def test_a_questionnaire_of_an_earlier_day_is_late_inside_its_window_too(book: Notebook) -> None:
    book.clock.set(f"{day_of(44)}T08:00")
    book.tell("qlq", 43, answers=ANSWERS, late_reason="away")
    [row] = book.rows("qlq")
    assert (row["window_state"], row["late_reason"]) == ("in_window", "away")


def test_a_questionnaire_is_late_outside_its_window(book: Notebook) -> None:
    inside = book.plan.questionnaire.interval_days + 1
    book.clock.set(f"{day_of(inside)}T08:00")
    assert "this entry is not late" in refusal(book, "qlq", inside, answers=ANSWERS, late_reason="away")
    outside = inside - book.plan.questionnaire.window_before - 1
    book.clock.set(f"{day_of(outside)}T08:00")
    book.tell("qlq", outside, answers=ANSWERS, late_reason="felt_too_ill")
    [row] = book.rows("qlq")
    assert (row["window_state"], row["late_reason"], row["lag_days"]) == ("early", "felt_too_ill", 0)


def test_a_correction_keeps_it_and_cannot_change_it(book: Notebook) -> None:
    entry = book.tell("weight", 9, kg="61.5", late_reason="away")
    book.correct(entry, kg="62")
    assert book.store.records.record(entry).payload == {"kg": "62", "late_reason": "away"}
    with pytest.raises(DoesNotFit, match="cannot be corrected"):
        book.correct(entry, late_reason="other")
    with pytest.raises(DoesNotFit, match="what fits: day, kg, note, offset, source, time, zone"):
        book.correct(entry, lat_reason="other")
    book.undo(entry)
    [row] = [row for row in book.rows("vitals", history=True) if not row["undone"]][:1]
    assert row["late_reason"] == "away"
