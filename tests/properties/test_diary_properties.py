"""What holds for every diary, whatever was written in whatever order."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.domain.diary import Adoption, Diary
from diary_app.domain.dose import DoseDays, DoseStatus
from diary_app.domain.log.chain import check_chains
from diary_app.domain.record import group_by_record, resolve
from diary_app.domain.status import status
from diary_app.services.status_view import status_json
from tests.diaries import FIRST, PARTICIPANT, Notebook, alter, day_of
from tests.properties.lines import DAYS, anything, days, decisions, doses, dosing, tell
from tests.support import often

few = settings(max_examples=often(20))
LAST = FIRST + timedelta(days=DAYS + 12)
lists = st.lists(anything, max_size=14)


def told(lines: list[dict[str, Any]]) -> Notebook:
    book = Notebook()
    tell(book, lines)
    return book


def states(book: Notebook) -> dict[date, Any]:
    """What became of every day, its doses and whether they are off plan."""
    seen = DoseDays(book.diary, LAST)
    return {
        state.day: (
            state.status,
            state.late,
            tuple(dose.record.id for dose in state.off_plan),
            tuple((dose.record.id, dose.mg) for dose in book.diary.on_day(type(state.dose), state.day))
            if state.dose
            else (),
        )
        for state in seen.states(FIRST - timedelta(days=2), LAST)
    }


@few
@given(st.lists(st.one_of(dosing, decisions), max_size=14), st.data())
def test_a_correction_that_leaves_the_day_alone_changes_no_other_day(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    book = told([*lines, {"kind": "dose", "day": day_of(3)}])
    rows = [row for row in book.rows("doses") if row["status"] == "taken"]
    assume(rows)
    row = data.draw(st.sampled_from(rows))
    changes = data.draw(
        st.sampled_from(
            [{"mg": 10}, {"time": "11:30"}, {"fasting": "no"}, {"note": "x"}, {"status": "not_taken"}]
        )
    )
    before = states(book)
    try:
        book.correct(row["id"], **changes)
    except DoesNotFit:
        assume(False)
    after = states(book)
    changed = {day.isoformat() for day in before if before[day] != after[day]}
    assert changed <= {row["day"]}


@few
@given(st.lists(st.one_of(dosing, decisions), max_size=14), days, st.data())
def test_a_correction_that_moves_the_day_changes_exactly_two(
    lines: list[dict[str, Any]], day: int, data: st.DataObject
) -> None:
    book = told([*lines, {"kind": "dose", "day": day_of(3)}])
    row = data.draw(st.sampled_from(book.rows("doses")))
    assume(row["day"] != day_of(day))
    before = states(book)
    try:
        book.correct(row["id"], day=day_of(day))
    except DoesNotFit:
        assume(False)
    after = states(book)
    changed = {each.isoformat() for each in before if before[each] != after[each]}
    expected = {row["day"], day_of(day)}
    assert changed <= expected
    if row["status"] == "taken":
        assert changed == expected


@few
@given(lists, days)
def test_counts_hold_together(lines: list[dict[str, Any]], on: int) -> None:
    book = told(lines)
    counts = book.status(on).adherence
    assert counts.due == counts.taken + counts.not_taken + counts.not_recorded
    assert 0 <= counts.taken <= counts.due <= on
    assert counts.percent is None or 0 <= counts.percent <= 100
    assert (counts.percent is None) == (counts.due == 0)


@few
@given(st.lists(st.one_of(dosing, decisions), max_size=14), days)
def test_not_recorded_is_never_counted_as_taken_or_as_not_taken(lines: list[dict[str, Any]], on: int) -> None:
    book = told(lines)
    for state in DoseDays(book.diary, LAST).states(FIRST, FIRST + timedelta(days=on - 1)):
        doses_of_day = [row for row in book.rows("doses") if row["day"] == state.day.isoformat()]
        if not doses_of_day:
            assert state.status not in (DoseStatus.TAKEN, DoseStatus.NOT_TAKEN)
        if state.status == DoseStatus.NOT_RECORDED:
            assert not doses_of_day
    counts = book.status(on).adherence
    recorded = {row["day"] for row in book.rows("doses") if row["day"] <= day_of(on)}
    assert counts.taken + counts.not_taken <= len(recorded)


@few
@given(lists, days)
def test_low_is_at_most_high_and_value_is_there_only_when_they_are_equal(
    lines: list[dict[str, Any]], on: int
) -> None:
    book = told(lines)
    intensity = book.status(on).intensity
    if intensity.low is None or intensity.high is None:
        assert (intensity.low, intensity.high, intensity.value, intensity.actual_days) == (
            None,
            None,
            None,
            0,
        )
        return
    assert 0 <= intensity.low <= intensity.high
    assert (intensity.value is None) == (intensity.low != intensity.high)
    assert intensity.low * intensity.mg_reference == Fraction(intensity.mg_taken)
    unrecorded = book.status(on).adherence.not_recorded
    assert (unrecorded > 0) == (intensity.low != intensity.high)


@few
@given(lists, lists, days, st.integers(0, 3))
def test_status_on_a_day_is_unaffected_by_facts_about_later_days(
    lines: list[dict[str, Any]], more: list[dict[str, Any]], on: int, ahead: int
) -> None:
    book = told(lines)
    today = on + ahead + 1
    before = book.shown(on, today)
    later = [line for line in more if line.get("day", line.get("from")) > day_of(on)]
    tell(book, later)
    assert book.shown(on, today) == before


@pytest.mark.slow
@few
@given(lists, st.randoms(use_true_random=False))
def test_the_order_of_taking_in_does_not_matter(lines: list[dict[str, Any]], chance: Any) -> None:
    home, clinic = Notebook(), Notebook(staff=True)
    for each in lines:
        where = chance.choice([home, clinic])
        written = tell(where, [each])
        if written and chance.random() < 0.4:
            chance.choice([home, clinic]).take_in(home, clinic)
        if chance.random() < 0.4:
            _change_something(chance.choice([home, clinic]), chance)
    everything = list({entry.id: entry for entry in (*home.entries, *clinic.entries)}.values())
    expected = None
    for _ in range(3):
        chance.shuffle(everything)
        diary = _diary_of(everything)
        found = [status_json(status(diary, FIRST + timedelta(days=n), LAST), "en") for n in (0, 9, 20, DAYS)]
        assert expected is None or found == expected
        expected = found


def _change_something(book: Notebook, chance: Any) -> None:
    roots = [entry.id for entry in book.entries if entry.participant and entry.kind in ("dose", "bp", "hold")]
    if not roots:
        return
    record = book.record(chance.choice(roots))
    try:
        if chance.random() < 0.4:
            book.undo(record.id)
        elif record.kind == "dose":
            book.correct(record.id, day=day_of(chance.randint(1, DAYS)))
        else:
            book.correct(record.id, note=f"note {chance.randint(1, 99)}")
    except DoesNotFit:  # it was void, or the day is taken
        return


def _diary_of(entries: list[Any]) -> Diary:
    diary = Diary(PARTICIPANT, [Adoption(None, alter())])
    for group in group_by_record(entries).values():
        diary.put(resolve(group))
    return diary


@few
@given(lists)
def test_whatever_is_written_the_chain_holds_and_the_diary_at_hand_is_the_one_read_anew(
    lines: list[dict[str, Any]],
) -> None:
    book = told(lines)
    for number, entry in enumerate(book.entries[5:12:2]):
        try:
            book.undo(entry.id) if number % 2 else book.correct(entry.id, note=f"note {number}")
        except DoesNotFit:  # it cannot be corrected, or it is void
            continue
    assert check_chains(book.entries)[1] == []
    at_hand = [book.shown(day) for day in (1, 10, DAYS)]
    rows = {name: book.rows(name) for name in ("doses", "symptoms", "vitals", "qlq", "cycles")}
    book.opened.forget()
    assert [book.shown(day) for day in (1, 10, DAYS)] == at_hand
    assert {name: book.rows(name) for name in rows} == rows


@few
@given(lists, st.data())
def test_an_undo_restores_the_diary_and_an_undo_of_it_the_change(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    book = told(lines)
    before = [book.shown(day) for day in (5, DAYS)]
    [dose] = tell(book, [data.draw(doses)]) or [None]
    assume(dose)
    changed = [book.shown(day) for day in (5, DAYS)]
    book.undo(dose)
    assert [book.shown(day) for day in (5, DAYS)] == before
    book.undo(dose)
    assert [book.shown(day) for day in (5, DAYS)] == changed


@pytest.mark.slow
@few
@given(st.lists(anything, max_size=10), st.integers(0, 10))
def test_a_script_run_again_writes_only_what_is_missing(lines: list[dict[str, Any]], cut: int) -> None:
    keyed = [line | {"key": f"line {number}"} for number, line in enumerate(lines)]
    whole, cut_off = Notebook(), Notebook()
    tell(whole, keyed)
    tell(cut_off, keyed[:cut])
    tell(cut_off, keyed)
    count = len(cut_off.entries)
    tell(cut_off, keyed)
    assert len(cut_off.entries) == count
    assert [cut_off.shown(day) for day in (1, DAYS)] == [whole.shown(day) for day in (1, DAYS)]


@few
@given(lists, days)
def test_every_dose_in_the_list_is_what_the_counts_say(lines: list[dict[str, Any]], on: int) -> None:
    book = told(lines)
    rows = book.rows("doses", on=date.fromisoformat(day_of(on)))
    counts = book.status(on).adherence
    assert sum(row["off_plan"] for row in rows) == counts.off_plan
    taken = sum(row["mg"] for row in rows if row["status"] == "taken")
    assert taken == book.status(on).intensity.mg_taken
    assert rows == sorted(rows, key=lambda row: row["day"])
