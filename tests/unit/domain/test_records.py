"""Corrections and undos resolved to what holds, whoever wrote them and in whatever order they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from diary_app.domain.log.entry import Entry, Kind, Role
from diary_app.domain.record import Record, group_by_record, resolve, resolve_history
from tests.diaries import PARTICIPANT, PATIENT, Notebook

NURSE = Role.NURSE


class Writer:
    """Writes entries with ids and counters of one's choosing."""

    def __init__(self) -> None:
        self.book = Notebook()
        self.entries: list[Entry] = []

    def put(
        self,
        entry_id: str,
        kind: Kind = Kind.CORRECT,
        corrects: str | None = None,
        *,
        role: Role = Role.PARTICIPANT,
        counter: int | None = None,
        note: str | None = None,
        about: dict[str, str] | None = None,
        **fields: Any,
    ) -> Entry:
        payload = {"fields": fields} if kind == Kind.CORRECT else fields
        author = replace(PATIENT, role=role)
        entry = self.book.seal(kind, payload, corrects=None, author=author, note=note, about=about or {})
        entry = replace(entry, id=entry_id, corrects=corrects, counter=counter or len(self.entries) + 1)
        self.entries.append(entry)
        return entry

    def root(self, **payload: Any) -> Entry:
        about = {"day": "2026-01-05", "time": "07:10"}
        return self.put("r", Kind.DOSE, about=about, **{"status": "taken", "mg": "12", **payload})

    def holds(self) -> Record:
        return resolve(self.entries)


@pytest.fixture
def log() -> Writer:
    writer = Writer()
    writer.root()
    return writer


def test_a_record_without_corrections_is_its_first_entry(log: Writer) -> None:
    record = log.holds()
    assert (record.id, record.latest, record.corrects, record.reason) == ("r", "r", None, None)
    assert (record.changes, record.void, record.conflict) == (0, False, False)
    assert record.payload == {"status": "taken", "mg": "12"}


def test_a_correction_changes_only_what_it_names(log: Writer) -> None:
    log.put("c1", corrects="r", mg="10")
    record = log.holds()
    assert record.payload == {"status": "taken", "mg": "10"}
    assert record.about == {"day": "2026-01-05", "time": "07:10"}
    assert (record.id, record.latest, record.corrects, record.changes) == ("r", "c1", "r", 1)


def test_a_correction_of_a_correction_adds_to_it(log: Writer) -> None:
    log.put("c1", corrects="r", mg="10")
    log.put("c2", corrects="c1", time="08:00")
    record = log.holds()
    assert (record.payload["mg"], record.about["time"], record.latest) == ("10", "08:00", "c2")
    assert (record.id, record.corrects, record.changes) == ("r", "c1", 2)


def test_undoing_a_correction_restores_the_value_before_it(log: Writer) -> None:
    log.put("c1", corrects="r", mg="10")
    log.put("c2", corrects="c1", mg="8")
    log.put("u", Kind.UNDO, corrects="c2")
    record = log.holds()
    assert (record.payload["mg"], record.latest, record.void, record.changes) == ("10", "u", False, 3)


def test_undoing_the_first_entry_voids_the_record(log: Writer) -> None:
    log.put("u", Kind.UNDO, corrects="r")
    assert log.holds().void


def test_an_undo_can_be_undone(log: Writer) -> None:
    log.put("c1", corrects="r", mg="10")
    log.put("u1", Kind.UNDO, corrects="c1")
    log.put("u2", Kind.UNDO, corrects="u1")
    assert log.holds().payload["mg"] == "10"


def test_undoing_the_undo_of_the_first_brings_the_record_back(log: Writer) -> None:
    log.put("u1", Kind.UNDO, corrects="r")
    log.put("u2", Kind.UNDO, corrects="u1")
    assert not log.holds().void
    assert log.holds().payload["mg"] == "12"


@pytest.mark.parametrize("times", range(1, 8))
def test_undos_of_undos_swing_to_and_fro(log: Writer, times: int) -> None:
    log.put("c", corrects="r", mg="10")
    named = "c"
    for number in range(times):
        log.put(f"u{number}", Kind.UNDO, corrects=named)
        named = f"u{number}"
    assert log.holds().payload["mg"] == ("12" if times % 2 else "10")


def test_a_correction_after_an_undo_starts_from_the_restored_value(log: Writer) -> None:
    log.put("c1", corrects="r", mg="10", fasting="yes")
    log.put("u1", Kind.UNDO, corrects="c1")
    log.put("c2", corrects="u1", time="08:00")
    record = log.holds()
    assert "fasting" not in record.payload
    assert (record.payload["mg"], record.about["time"]) == ("12", "08:00")


def test_undoing_a_correction_after_an_undo_restores_what_the_undo_left(log: Writer) -> None:
    log.put("c1", corrects="r", mg="10")
    log.put("u1", Kind.UNDO, corrects="c1")
    log.put("c2", corrects="u1", mg="8")
    log.put("u2", Kind.UNDO, corrects="c2")
    assert log.holds().payload["mg"] == "12"


def test_none_takes_a_field_out_and_objects_are_merged(log: Writer) -> None:
    log.put("c1", corrects="r", severities={"cough": 1, "nausea": 2})
    log.put("c2", corrects="c1", severities={"cough": None, "rash": 3}, mg=None)
    assert log.holds().payload == {"status": "taken", "severities": {"nausea": 2, "rash": 3}}


def test_a_corrected_note_is_the_correcting_entrys_own(log: Writer) -> None:
    log.put("c1", corrects="r", note="about the correction", mg="10")
    assert log.holds().note is None  # no field says that the record's note changed
    entry = log.put("c2", corrects="c1", note="another note")
    log.entries[-1] = replace(entry, payload={"fields": {"note": "changed"}})
    assert log.holds().note == "another note"


def test_author_and_time_are_the_latest_entrys(log: Writer) -> None:
    log.book.clock.set("2028-07-01T10:00")
    log.put("c1", corrects="r", mg="10", role=NURSE)
    record = log.holds()
    assert record.role == "nurse"
    assert record.entered_at == log.entries[-1].entered_at != log.entries[0].entered_at


# Two origins that did not know of each other ------------------------------------------------------------


def test_the_clinic_goes_before_the_participant_whatever_the_counters(log: Writer) -> None:
    log.put("home", corrects="r", mg="8", counter=99)
    log.put("clinic", corrects="r", mg="10", counter=2, role=NURSE)
    record = log.holds()
    assert (record.payload["mg"], record.latest, record.conflict) == ("10", "clinic", True)


def test_every_role_but_the_participants_is_the_clinics() -> None:
    for role in (Role.NURSE, Role.COORDINATOR, Role.INVESTIGATOR, Role.MONITOR, Role.SYSTEM):
        log = Writer()
        log.root()
        log.put("b", corrects="r", mg="8", counter=99)
        log.put("a", corrects="r", mg="10", counter=2, role=role)
        assert log.holds().latest == "a"


@pytest.mark.parametrize("role", [Role.PARTICIPANT, NURSE])
def test_then_the_higher_counter(log: Writer, role: Role) -> None:
    log.put("z", corrects="r", mg="8", counter=5, role=role)
    log.put("a", corrects="r", mg="10", counter=6, role=role)
    assert log.holds().latest == "a"


@pytest.mark.parametrize("role", [Role.PARTICIPANT, NURSE])
def test_then_the_higher_id(log: Writer, role: Role) -> None:
    log.put("b", corrects="r", mg="10", counter=5, role=role)
    log.put("a", corrects="r", mg="8", counter=5, role=role)
    assert log.holds().latest == "b"


def test_a_later_correction_does_not_lift_the_branch_that_lost(log: Writer) -> None:
    log.put("home", corrects="r", mg="8")
    log.put("clinic", corrects="r", mg="10", role=NURSE)
    log.put("home2", corrects="home", fasting="yes", counter=99)
    record = log.holds()
    assert (record.latest, record.payload) == ("clinic", {"status": "taken", "mg": "10"})


def test_the_losing_branch_stays_visible_with_conflict(log: Writer) -> None:
    log.put("home", corrects="r", mg="8")
    log.put("home2", corrects="home", mg="12", fasting="yes")
    log.put("clinic", corrects="r", mg="10", role=NURSE)
    log.put("clinic2", corrects="clinic", time="09:00", role=NURSE)
    history = resolve_history(log.entries)
    assert [state.latest for state in history] == ["home", "home2", "r", "clinic", "clinic2"]
    assert all(state.conflict for state in history)
    assert history[1].payload == {"status": "taken", "mg": "12", "fasting": "yes"}


def test_an_undo_against_a_correction_is_a_conflict_too(log: Writer) -> None:
    log.put("u", Kind.UNDO, corrects="r")
    log.put("clinic", corrects="r", mg="10", role=NURSE)
    assert (log.holds().void, log.holds().conflict) == (False, True)
    log.put("u2", Kind.UNDO, corrects="r", role=NURSE, counter=50)
    assert log.holds().void


def test_undoing_the_winner_restores_the_value_before_it_not_the_loser(log: Writer) -> None:
    log.put("home", corrects="r", mg="8")
    log.put("clinic", corrects="r", mg="10", role=NURSE)
    log.put("u", Kind.UNDO, corrects="clinic", role=NURSE)
    assert log.holds().payload["mg"] == "12"


def test_no_conflict_where_each_knew_of_the_other(log: Writer) -> None:
    log.put("home", corrects="r", mg="8")
    log.put("clinic", corrects="home", mg="10", role=NURSE)
    assert not log.holds().conflict


def orders(entries: list[Entry]) -> Iterable[tuple[Entry, ...]]:
    return permutations(entries)


def test_the_order_of_arrival_changes_nothing(log: Writer) -> None:
    log.put("home", corrects="r", mg="8")
    log.put("clinic", corrects="r", day="2026-01-06", role=NURSE)
    log.put("u", Kind.UNDO, corrects="clinic", role=NURSE)
    log.put("c", corrects="u", mg="10", role=NURSE)
    log.put("h", corrects="home", fasting="yes")
    expected = resolve_history(log.entries)
    for shuffled in orders(log.entries):
        assert resolve(shuffled) == expected[-1]
        assert {state.latest: state for state in resolve_history(shuffled)} == {
            state.latest: state for state in expected
        }


# When what was known is judged anew ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "placed"),
    [({"mg": "10"}, 1), ({"day": "2026-01-05"}, 1), ({"day": "2026-01-06"}, 2), ({"status": "not_taken"}, 2)],
)
def test_only_a_change_of_day_or_status_places_the_fact_anew(
    log: Writer, fields: dict[str, Any], placed: int
) -> None:
    log.put("c", corrects="r", **fields)
    assert log.holds().placed == placed


def test_undoing_a_move_puts_the_fact_back_to_when_it_was_first_placed(log: Writer) -> None:
    log.put("c", corrects="r", day="2026-01-06")
    log.put("u", Kind.UNDO, corrects="c")
    assert (log.holds().placed, log.holds().order) == (1, (1, "r"))


# Grouping ------------------------------------------------------------------------------------------------


def test_entries_are_grouped_by_their_first() -> None:
    log = Writer()
    log.root()
    log.put("c", corrects="r", mg="10")
    log.put("s", Kind.DOSE, status="taken")
    log.put("c2", corrects="c", mg="8")
    groups = group_by_record(log.entries[::-1])
    assert {root: {entry.id for entry in group} for root, group in groups.items()} == {
        "r": {"r", "c", "c2"},
        "s": {"s"},
    }


def test_corrections_whose_first_entry_is_not_there_are_left_out_until_it_comes() -> None:
    log = Writer()
    log.root()
    log.put("c", corrects="r", mg="10")
    log.put("c2", corrects="c", mg="8")
    root, *orphans = log.entries
    assert group_by_record(orphans) == {}
    assert group_by_record([root, orphans[1]]) == {"r": [root]}
    assert resolve(group_by_record([*orphans, root])["r"]).payload["mg"] == "8"


def test_entries_that_correct_each_other_in_a_circle_are_left_out() -> None:
    log = Writer()
    log.root()
    log.put("a", corrects="b", mg="1")
    log.put("b", corrects="a", mg="2")
    log.put("self", corrects="self", mg="3")
    log.put("tail", corrects="a", mg="4")
    assert set(group_by_record(log.entries)) == {"r"}


def test_a_correction_without_its_middle_changes_nothing() -> None:
    log = Writer()
    log.root()
    log.put("c2", corrects="c-not-here", mg="8")
    assert resolve(log.entries).payload["mg"] == "12"


def test_the_history_of_a_long_chain_is_in_order() -> None:
    log = Writer()
    log.root()
    named = "r"
    for number in range(500):
        named = log.put(f"c{number}", corrects=named, mg=str(number)).id
    history = resolve_history(log.entries)
    assert [state.changes for state in history] == list(range(501))
    assert set(group_by_record(log.entries)) == {"r"}


def test_a_redacted_first_entry_holds_nothing() -> None:
    log = Writer()
    entry = log.root()
    record = resolve([replace(entry, payload=None, payload_salt=None)])
    assert record.void
    assert record.participant == PARTICIPANT


def test_undoing_the_first_entry_voids_the_record_also_after_corrections(log: Writer) -> None:
    log.put("c1", corrects="r", mg="10")
    log.put("u1", Kind.UNDO, corrects="c1", undoes="r")
    assert log.holds().void
    log.put("u2", Kind.UNDO, corrects="u1")
    assert (log.holds().void, log.holds().payload["mg"]) == (False, "10")


def test_an_object_set_over_a_plain_value_takes_its_place(log: Writer) -> None:
    log.put("c1", corrects="r", fasting={"before": "yes"})
    assert log.holds().payload["fasting"] == {"before": "yes"}
