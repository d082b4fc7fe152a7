"""Corrections and undos through the one door: what is worked out afresh, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from tests.diaries import Notebook, both_told, day_of

ANSWERS = {str(item): 2 for item in range(1, 29)}


@pytest.fixture
def book() -> Notebook:
    return Notebook()


def fields(book: Notebook, entry_id: str) -> dict[str, Any]:
    """What the newest entry of a record says that it changes."""
    entry = book.store.journal.record_entries(entry_id)[-1]
    return dict(entry.payload["fields"]) if entry.payload else {}


# Worked out afresh ---------------------------------------------------------------------------------------


def test_another_time_brings_another_instant(book: Notebook) -> None:
    dose = book.took(3, "07:10")
    book.correct(dose, time="00:40")
    assert fields(book, dose) == {"time": "00:40", "taken_at": "2026-01-08T00:40:00+08:00"}
    assert book.state(3).late


def test_another_day_moves_the_instant_with_it(book: Notebook) -> None:
    dose = book.took(3, "00:40")
    book.correct(dose, day=day_of(5))
    assert fields(book, dose) == {"day": day_of(5), "taken_at": "2026-01-10T00:40:00+08:00"}


def test_another_day_across_a_clock_change_brings_another_offset() -> None:
    book = Notebook(zone="Europe/Berlin")
    dose = book.took("2026-03-28", "07:10")
    book.correct(dose, day="2026-03-29")
    assert fields(book, dose) == {
        "day": "2026-03-29", "offset": "+02:00", "taken_at": "2026-03-29T07:10:00+02:00",
    }  # fmt: skip


def test_another_zone_brings_another_offset(book: Notebook) -> None:
    dose = book.took(3, "07:10")
    book.correct(dose, zone="Asia/Kathmandu")
    assert fields(book, dose) == {
        "zone": "Asia/Kathmandu", "offset": "+05:45", "taken_at": "2026-01-07T07:10:00+05:45",
    }  # fmt: skip


def test_an_offset_given_by_itself_stays_with_another_time(book: Notebook) -> None:
    dose = book.took(3, "07:10", offset="+01:00")
    book.correct(dose, time="08:10")
    assert book.rows("doses")[0]["taken_at"] == "2026-01-07T08:10:00+01:00"
    book.correct(dose, zone="Asia/Shanghai")
    assert book.rows("doses")[0]["taken_at"] == "2026-01-07T08:10:00+08:00"


def test_the_second_of_two_equal_hours_can_be_chosen_and_left() -> None:
    book = Notebook(zone="Europe/Berlin")
    dose = book.took("2026-10-24", "02:30")
    book.correct(dose, offset="+01:00")
    assert book.rows("doses")[0]["taken_at"] == "2026-10-25T02:30:00+01:00"
    book.correct(dose, time="02:40")
    assert book.rows("doses")[0]["taken_at"] == "2026-10-25T02:40:00+02:00"


def test_a_time_can_be_taken_out_and_put_in(book: Notebook) -> None:
    dose = book.took(3, "07:10")
    book.correct(dose, time=None)
    assert (book.record(dose).about.get("time"), book.record(dose).payload.get("taken_at")) == (None, None)
    book.correct(dose, time="08:00")
    assert book.rows("doses")[0]["taken_at"] == "2026-01-07T08:00:00+08:00"


def test_another_strength_brings_another_count(book: Notebook) -> None:
    dose = book.took(3)
    book.correct(dose, mg=20)
    assert fields(book, dose) == {"mg": "20", "capsules": 2}
    book.correct(dose, mg=11)
    assert fields(book, dose) == {"mg": "11", "capsules": None}
    assert "capsules" not in book.record(dose).payload


def test_a_count_given_stays_unless_the_strength_changes(book: Notebook) -> None:
    dose = book.took(3, mg=24, capsules=3)
    book.correct(dose, fasting="yes")
    assert book.record(dose).payload["capsules"] == 3
    book.correct(dose, mg=10)
    assert book.record(dose).payload["capsules"] == 1


@pytest.mark.parametrize("kind", ["dispense", "return"])
def test_capsules_that_were_counted_keep_their_count(kind: str) -> None:
    desk = Notebook(staff=True)
    bottle = desk.tell(kind, 3, mg=12, capsules=14)
    desk.correct(bottle, mg=10)
    payload = desk.record(bottle).payload
    assert (payload["mg"], payload["capsules"]) == ("10", 14)


def test_taken_becomes_not_taken_without_what_belongs_to_taking(book: Notebook) -> None:
    dose = book.took(3, "07:10", fasting="yes", vomited=False)
    book.correct(dose, status="not_taken", reason="forgot")
    record = book.record(dose)
    assert dict(record.payload) == {"status": "not_taken", "reason": "forgot"}
    assert dict(record.about) == {"day": day_of(3)}
    book.correct(dose, status="taken", time="08:00")
    assert dict(book.record(dose).payload) == {
        "status": "taken", "mg": "12", "capsules": 1, "fasting": "unknown",
        "taken_at": "2026-01-07T08:00:00+08:00",
    }  # fmt: skip


def test_a_moved_form_gets_its_new_target_and_cycle_day(book: Notebook) -> None:
    book.start(22)
    form = book.tell("qlq", 15, answers=ANSWERS)
    book.correct(form, day=day_of(36))
    payload = book.record(form).payload
    assert (payload["target"], payload["cycle_day"], payload["dosing_day"]) == (day_of(43), 15, False)
    book.correct(form, day=day_of(24))
    payload = book.record(form).payload
    assert (payload["cycle_day"], payload["dosing_day"]) == (3, True)


# Parts of objects ----------------------------------------------------------------------------------------


def test_one_severity_of_a_page(book: Notebook) -> None:
    page = book.tell("symptom", 3, severities={"cough": 1, "nausea": 2})
    book.correct(page, nausea=3)
    assert fields(book, page) == {"severities": {"nausea": 3}}
    assert book.record(page).payload["severities"] == {"cough": 1, "nausea": 3}


def test_severities_can_be_added_and_taken_out(book: Notebook) -> None:
    page = book.tell("symptom", 3, severities={"cough": 1})
    book.correct(page, severities={"rash": 2})
    book.correct(page, severities={"cough": None})
    assert book.record(page).payload["severities"] == {"rash": 2}
    with pytest.raises(DoesNotFit, match='"severities" is empty'):
        book.correct(page, rash=None)


def test_severities_by_name_and_as_an_object_together(book: Notebook) -> None:
    page = book.tell("symptom", 3, severities={"cough": 1, "rash": 1})
    book.correct(page, cough=2, severities={"rash": 3, "nausea": 1})
    assert book.record(page).payload["severities"] == {"cough": 2, "nausea": 1, "rash": 3}


def test_the_only_severity_of_a_page_needs_no_name(book: Notebook) -> None:
    page = book.tell("symptom", 3, term="cough", severity=1)
    book.correct(page, severity=3)
    assert book.record(page).payload["severities"] == {"cough": 3}
    several = book.tell("symptom", 3, severities={"rash": 1, "nausea": 2})
    with pytest.raises(DoesNotFit, match="name the one: nausea, rash"):
        book.correct(several, severity=3)


def test_one_answer_of_a_form(book: Notebook) -> None:
    form = book.tell("qlq", 1, answers=ANSWERS, declined=[29])
    book.correct(form, answers={"3": 4})
    assert fields(book, form) == {"answers": {"3": 4}}
    book.correct(form, answers={"3": None, "30": 7})
    payload = book.record(form).payload
    assert (payload["answers"].get("3"), payload["answers"]["30"]) == (None, 7)
    assert (payload["declined"], payload["not_seen"]) == ([29], [3])
    book.correct(form, answers={"29": 1}, declined=[3])
    payload = book.record(form).payload
    assert (payload["declined"], payload["not_seen"], payload["answers"]["29"]) == ([3], [], 1)


def test_readings_are_replaced_whole(book: Notebook) -> None:
    reading = book.tell("bp", 3, readings=["128/82", "126/80"])
    book.correct(reading, readings=["129/82"])
    assert fields(book, reading) == {"readings": [[129, 82]]}


def test_the_note_stands_in_the_entrys_own_note(book: Notebook) -> None:
    dose = book.took(3, note="first")
    book.correct(dose, note="second")
    entry = book.entries[-1]
    assert (entry.payload, entry.note) == ({"fields": {"note": "changed"}}, "second")
    assert "second" not in str(entry.payload)
    book.correct(dose, mg=10)
    assert (book.record(dose).note, book.entries[-1].note) == ("second", None)
    book.correct(dose, note=None)
    assert book.record(dose).note is None


# Chains --------------------------------------------------------------------------------------------------


def test_any_id_of_the_chain_addresses_the_record(book: Notebook) -> None:
    dose = book.took(3)
    second = book.correct(dose, mg=10)
    third = book.correct(dose, mg=8)
    fourth = book.correct(second, fasting="yes")
    corrects = [entry.corrects for entry in book.store.journal.record_entries(dose)]
    assert corrects == [None, dose, second, third]
    [row] = book.rows("doses")
    assert (row["id"], row["record"], row["mg"], row["fasting"], row["corrects"]) == (
        fourth,
        dose,
        8,
        "yes",
        third,
    )


def test_the_history_shows_every_state(book: Notebook) -> None:
    dose = book.took(3)
    book.undo(book.correct(dose, mg=10))
    rows = book.rows("doses", history=True)
    assert [(row["mg"], row["current"]) for row in rows] == [(12, False), (10, False), (12, True)]
    assert [row["reason_for_change"] for row in rows] == [None, "typed wrong", "by mistake"]


def test_an_undone_record_leaves_the_lists_but_not_the_history(book: Notebook) -> None:
    dose = book.took(3)
    book.undo(dose)
    assert book.rows("doses") == []
    assert [(row["undone"], row["current"]) for row in book.rows("doses", history=True)] == [
        (False, False),
        (True, False),
    ]


def test_two_origins_corrections_are_both_visible_with_conflict() -> None:
    home = Notebook()
    dose = home.took(3)
    clinic = Notebook(staff=True, first_dose=None).take_in(home)
    home.correct(dose, mg=8)
    home.correct(dose, mg=12, fasting="yes")
    clinic.correct(dose, mg=10)
    for book in both_told(home, clinic):
        [row] = book.rows("doses")
        assert (row["mg"], row["conflict"]) == (10, True)
        rows = book.rows("doses", history=True)
        assert sorted((row["mg"], row["current"]) for row in rows) == [
            (8, False),
            (10, True),
            (12, False),
            (12, False),
        ]
        assert all(row["conflict"] for row in rows)


# Refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same", [{"mg": 12}, {"mg": "12.0"}, {"time": "07:10"}, {"note": "felt well"}, {}, {"day": day_of(3)}]
)
def test_a_correction_that_changes_nothing(book: Notebook, same: dict[str, Any]) -> None:
    dose = book.took(3, "07:10", note="felt well")
    with pytest.raises(DoesNotFit, match="changes nothing"):
        book.correct(dose, **same)


def test_an_undone_record_is_not_corrected(book: Notebook) -> None:
    dose = book.took(3)
    book.undo(dose)
    with pytest.raises(DoesNotFit, match=f"The record {dose} was undone; undo that first"):
        book.correct(dose, mg=10)
    book.undo(dose)
    book.correct(dose, mg=10)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "weight"}, "The kind of a record cannot be corrected"),
        ({"taken_at": "2026-01-07T08:00:00+08:00"}, '"taken_at" does not belong here'),
        ({"mgs": None}, '"mgs" does not belong here'),
        ({"by": "staff"}, '"by" does not belong here'),
        ({"reason": "forgot"}, '"reason" does not belong here'),
        ({"mg": True}, "is not a number"),
        ({"mg": 0}, "does not fit"),
        ({"day": None}, '"day" is missing'),
        ({"day": day_of(-1)}, "lies before the first dose"),
        ({"day": "2028-07-01"}, "has not come yet"),
        ({"status": None, "mg": 61}, "at most 60 mg"),
    ],
)
def test_what_does_not_fit_a_line_fits_no_correction(
    book: Notebook, changes: dict[str, Any], sentence: str
) -> None:
    dose = book.took(3, "07:10")
    with pytest.raises(DoesNotFit, match=sentence):
        book.correct(dose, **changes)
    assert len(book.store.journal.record_entries(dose)) == 1


def test_a_correction_into_a_contradiction_names_the_other(book: Notebook) -> None:
    dose, missed = book.took(3), book.missed(4)
    with pytest.raises(DoesNotFit, match=missed):
        book.correct(dose, day=day_of(4))
    with pytest.raises(DoesNotFit, match=dose):
        book.correct(missed, day=day_of(3))
    other = book.took(3)
    with pytest.raises(DoesNotFit, match=other):
        book.correct(dose, status="not_taken")


def test_a_dispensing_does_not_turn_into_a_return(book: Notebook) -> None:
    handed = book.tell("dispense", 1, mg=12, capsules=14)
    with pytest.raises(DoesNotFit, match="The kind of a record"):
        book.correct(handed, kind="return", capsules=13)


def test_a_start_is_moved_but_not_onto_or_before_another(book: Notebook) -> None:
    second = book.start(22)
    book.correct(second, day=day_of(25))
    assert book.rows("cycles")[1]["start"] == day_of(25)
    with pytest.raises(DoesNotFit, match="A cycle already starts"):
        book.correct(second, day=day_of(1))
    with pytest.raises(DoesNotFit, match="lies before cycle 1"):
        book.correct(second, day=day_of(-5))
    book.correct(book.first.id, day=day_of(-5))
    assert book.shown(1)["study_day"] == 7


def test_a_start_keeps_its_level_when_moved(book: Notebook) -> None:
    second = book.start(22, 10)
    book.correct(second, day=day_of(25))
    assert book.record(second).payload["mg"] == "10"
    book.correct(second, mg=12)
    assert book.shown(25)["planned_mg"] == 12
