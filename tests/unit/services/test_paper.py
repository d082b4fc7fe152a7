"""Paper forms through the service, on a real clinic's store: passes, blindness, settling, what is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from diary_app.bootstrap import OpenedStore, open_store
from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.domain.clinic.paper_compare import How, Settlement
from diary_app.domain.clinic.paper_sheet import cells as sheet_cells
from diary_app.domain.log.entry import Kind
from diary_app.services.clinic.paper_state import Step
from diary_app.services.diary import Writer
from tests.cli_calls import PASSPHRASE, clinic
from tests.diaries import alter
from tests.support import FixedClock
from tests.unit.services.staff_support import CHIEF, CHIEFS, MONITORS, NURSE, NURSES, entered, with_others

DAY = date(2026, 1, 19)
FORM = PaperRef("P1", PaperKind.QLQ, DAY)
WANG, CHEN = Writer(user="L. Wang"), Writer(user="M. Chen")
ANSWERS: dict[str, Any] = {str(item): 1 + item % 4 for item in range(1, 31)}
FIRST = Typing(cells={**ANSWERS, "26": 1}, time="09:30")
SECOND = Typing(cells={**ANSWERS, "17": 3, "26": None})
SHEET = PaperRef("P1", PaperKind.DIARY, date(2026, 1, 5))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OpenedStore]:
    folder = tmp_path / "clinic"
    clinic(folder)
    with open_store(folder, PASSPHRASE, clock=FixedClock("2026-01-20T20:00")) as opened:
        yield opened


def _both(store: OpenedStore) -> None:
    store.paper.finish(FORM, FIRST, writer=WANG)
    store.paper.finish(FORM, SECOND, second=True, writer=CHEN)


def _settle(cell: str, how: How = How.FIRST, value: int | None = None) -> Settlement:
    return Settlement(cell=cell, how=how, reason="one line off", value=value)


def test_the_whole_way_from_two_passes_to_a_scored_form(store: OpenedStore) -> None:
    _both(store)
    view = store.paper.view(FORM)
    assert (view.step, [pair.cell for pair in view.differ], view.same) == (Step.COMPARE, ["17", "26"], 28)
    assert [one.by for one in view.passes] == ["L. Wang", "M. Chen"]
    assert not view.same_person
    assert store.paper.settle(FORM, [_settle("26", How.UNREADABLE)], CHEN).unsettled[0].cell == "17"
    assert store.paper.settle(FORM, [_settle("17", How.SECOND)], CHEN).unsettled == ()
    [entry] = store.paper.write(FORM, writer=CHEN).entries
    record = store.opened.store.records.record(entry)
    assert record is not None
    payload = record.payload
    assert (payload["mode"], payload["blank"], payload["answers"]["17"]) == ("paper", [26], 3)
    assert (payload["declined"], payload["not_seen"]) == ([], [])
    assert record.about["time"] == "09:30"
    assert payload["paper"]["passes"] == [one.entry for one in view.passes]
    assert payload["paper"]["settled"][0] == {
        "cell": "17", "first": 2, "second": 3, "how": "second", "value": 3,
        "reason": "one line off", "by": "M. Chen",
    }  # fmt: skip
    assert store.questionnaires.scores(entry)["DI"] == pytest.approx(200 / 3)
    assert store.opened.store.drafts.names("paper:") == []
    assert store.paper.waiting() == []
    done = store.paper.view(FORM)
    assert (done.step, done.written) == (Step.DONE, (entry,))
    with pytest.raises(DoesNotFit, match=entry):
        store.paper.finish(FORM, FIRST, writer=WANG)


def test_the_second_pass_is_told_nothing_of_the_first(store: OpenedStore) -> None:
    store.paper.save_typing(FORM, Typing(cells={"1": 4}), WANG)
    assert store.paper.typing(FORM, WANG).cells == {"1": 4}
    assert store.paper.typing(FORM, CHEN).cells == {}
    store.paper.finish(FORM, FIRST, writer=WANG)
    for who in (WANG, CHEN):
        blind = store.paper.typing(FORM, who)
        assert (blind.cells, blind.time) == ({}, "09:30")
    view = store.paper.view(FORM)
    assert (view.step, view.pairs, view.settled) == (Step.SECOND, (), ())


def test_one_person_twice_is_said_and_recorded(store: OpenedStore) -> None:
    assert not store.paper.finish(FORM, FIRST, writer=WANG).same_person
    assert store.paper.finish(FORM, FIRST, writer=WANG).same_person
    assert store.paper.view(FORM).same_person
    [entry] = store.paper.write(FORM, writer=WANG).entries
    record = store.opened.store.records.record(entry)
    assert record is not None
    assert record.payload["paper"]["same_person"] is True


def test_a_draft_or_a_pass_or_a_difference_waits(store: OpenedStore) -> None:
    other = PaperRef("P2", PaperKind.QLQ, DAY)
    store.paper.save_typing(other, Typing(cells={"1": 1}), WANG)
    _both(store)
    assert [(one.ref.participant, one.step) for one in store.paper.waiting()] == [
        ("P1", Step.COMPARE), ("P2", Step.FIRST),
    ]  # fmt: skip
    store.paper.save_typing(other, Typing(cells={}), WANG)
    assert [one.ref.participant for one in store.paper.waiting()] == ["P1"]


@pytest.mark.parametrize(
    ("typing", "word"),
    [
        (Typing(cells={**ANSWERS, "5": 5}), "answers.5"),
        (Typing(cells={cell: ANSWERS[cell] for cell in list(ANSWERS)[:29]}), "Not typed yet: 30"),
        (Typing(cells={**ANSWERS, "31": 1}), "31"),
        (Typing(cells=dict.fromkeys(ANSWERS)), "Nothing"),
    ],
)
def test_a_pass_that_does_not_fit_is_refused_and_its_draft_stays(
    store: OpenedStore, typing: Typing, word: str
) -> None:
    store.paper.save_typing(FORM, typing, WANG)
    with pytest.raises(DoesNotFit, match=word) as refused:
        store.paper.finish(FORM, typing, writer=WANG)
    assert word in str(refused.value)
    assert store.paper.typing(FORM, WANG).cells == typing.cells


def test_what_cannot_be_settled_is_refused(store: OpenedStore) -> None:
    with pytest.raises(DoesNotFit, match="both passes"):
        store.paper.settle(FORM, [_settle("17")], CHEN)
    _both(store)
    for wrong in (
        _settle("1"),
        _settle("17", How.OTHER, 5),
        Settlement(cell="17", how=How.FIRST, reason=" "),
    ):
        with pytest.raises(DoesNotFit):
            store.paper.settle(FORM, [wrong], CHEN)
    store.paper.settle(FORM, [_settle("17", How.OTHER, 4)], CHEN)
    with pytest.raises(DoesNotFit, match="26"):
        store.paper.write(FORM, writer=CHEN)
    assert store.opened.store.records.records(kind=Kind.QLQ) == []


def test_the_questionnaire_needs_two_passes(store: OpenedStore) -> None:
    with pytest.raises(DoesNotFit, match="No pass"):
        store.paper.write(FORM)
    store.paper.finish(FORM, FIRST, writer=WANG)
    with pytest.raises(DoesNotFit, match="second pass"):
        store.paper.write(FORM, single=True)
    with pytest.raises(DoesNotFit, match="first pass"):
        store.paper.finish(FORM, SECOND, second=False, writer=CHEN)


def test_an_undone_pass_takes_its_settlements_with_it(store: OpenedStore) -> None:
    _both(store)
    store.paper.settle(FORM, [_settle("17")], CHEN)
    second = store.paper.view(FORM).passes[1].entry
    store.diary.undo(second, "typed from another sheet")
    assert store.paper.view(FORM).step is Step.SECOND
    store.paper.finish(FORM, SECOND, writer=CHEN)
    assert [pair.cell for pair in store.paper.view(FORM).unsettled] == ["17", "26"]


def test_an_undone_form_can_be_typed_anew(store: OpenedStore) -> None:
    _both(store)
    store.paper.settle(FORM, [_settle("17"), _settle("26")], CHEN)
    [entry] = store.paper.write(FORM, writer=CHEN).entries
    store.diary.undo(entry, "wrong patient")
    assert store.paper.view(FORM).step is Step.FIRST
    assert store.paper.finish(FORM, FIRST, writer=WANG).number == 1


def test_a_pass_is_not_corrected(store: OpenedStore) -> None:
    entry = store.paper.finish(FORM, FIRST, writer=WANG).entry
    with pytest.raises(DoesNotFit, match="type it again"):
        store.diary.correct(entry, {"answers": {"1": 4}}, "slip")


def _sheet(**cells: Any) -> Typing:
    """Three days of a sheet, all blank but ``cells`` (d1_dose=...)."""
    given = {name[1:].replace("_", ".", 1): value for name, value in cells.items()}
    every = sheet_cells(alter(), 3)
    assert set(given) <= set(every)
    return Typing(cells={cell: given.get(cell) for cell in every}, days=3)


def test_a_sheet_becomes_ordinary_lines_and_overwrites_nothing(store: OpenedStore) -> None:
    store.diary.write({"kind": "dose", "day": "2026-01-06", "by": "self"}, participant="P1")
    typed = _sheet(
        d1_dose="taken", d1_time="07:10", d1_bp="128/82", d1_tiredness=2, d2_dose="not_taken", d3_time="07:30"
    )
    store.paper.finish(SHEET, typed, writer=WANG)
    with pytest.raises(DoesNotFit, match="one pass only"):
        store.paper.write(SHEET, writer=WANG)
    written = store.paper.write(SHEET, single=True, writer=WANG)
    records = [store.opened.store.records.record(entry) for entry in written.entries]
    kinds = [record.kind for record in records if record]
    assert kinds == ["paper_entry", "dose", "symptoms", "bp"]
    for record in records[1:]:
        assert record is not None
        assert (record.payload["source"], record.by, record.actor) == ("paper", "staff", "L. Wang")
        assert record.about["day"] == "2026-01-05"
    assert [(one.day.day, one.what, one.why.value) for one in written.left_out] == [
        (6, "dose", "held"), (7, "time", "no_dose"),
    ]  # fmt: skip
    assert store.paper.view(SHEET).step is Step.DONE
    assert store.paper.waiting() == []


def test_double_entry_of_a_sheet_is_settled_like_a_form(store: OpenedStore) -> None:
    store.paper.finish(SHEET, _sheet(d1_dose="taken"), writer=WANG)
    store.paper.finish(SHEET, _sheet(d1_dose="not_taken"), second=True, writer=CHEN)
    view = store.paper.settle(SHEET, [_settle("1.dose")], CHEN)
    assert view.unsettled == ()
    written = store.paper.write(SHEET, writer=CHEN)
    [settled, dose] = [store.opened.store.records.record(entry) for entry in written.entries]
    assert settled is not None
    assert dose is not None
    assert dose.payload["status"] == "taken"
    assert settled.payload["paper"]["settled"][0]["cell"] == "1.dose"


def test_reason_signs_weight_and_temperature_of_a_sheet_by_hand(store: OpenedStore) -> None:
    store.diary.write({"kind": "sign", "day": "2026-01-07", "sign": "fainting", "present": False},
                      participant="P1")  # fmt: skip
    typed = _sheet(
        d1_dose="not_taken", d1_reason="felt_sick", d1_signs="nothing_kept_down coughed_blood", d1_kg="61.50",
        d2_dose="taken", d2_reason="forgot", d2_celsius=38, d2_signs="none", d3_signs="fainting",
    )  # fmt: skip
    store.paper.finish(SHEET, typed, writer=WANG)
    written = store.paper.write(SHEET, single=True, writer=WANG)
    records = [store.opened.store.records.record(entry) for entry in written.entries[1:]]
    told = [(one.about["day"][-2:], one.kind, one.payload) for one in records if one]
    assert all(payload["source"] == "paper" for _, _, payload in told)
    first = [(kind, payload) for day, kind, payload in told if day == "05"]
    assert [kind for kind, _ in first] == ["dose", "sign", "sign", "weight"]
    assert first[0][1]["reason"] == "felt_sick"
    # in the plan's order, whatever the order on the paper
    assert [payload["sign"] for kind, payload in first if kind == "sign"] == [
        "coughed_blood", "nothing_kept_down",
    ]  # fmt: skip
    assert first[-1][1]["kg"] == "61.5"
    second = [(kind, payload) for day, kind, payload in told if day == "06"]
    no = [payload for kind, payload in second if kind == "sign"]
    assert (len(no), {payload["present"] for payload in no}) == (len(alter().signs), {False})
    assert [payload["celsius"] for kind, payload in second if kind == "temperature"] == ["38"]
    assert "reason" not in second[0][1]  # it was taken: the reason stays out, and that is said
    assert [day for day, _, _ in told if day == "07"] == []  # fainting is answered that day already
    assert [(one.day.day, one.what, one.why.value) for one in written.left_out] == [
        (6, "reason", "no_dose"), (7, "sign", "held"),
    ]  # fmt: skip


def test_a_sheet_without_a_column_is_whole_and_its_second_pass_has_none_either(store: OpenedStore) -> None:
    lacking = ("reason", "signs", "kg", "celsius")
    every = _sheet(d1_dose="taken")
    older = {cell: value for cell, value in every.cells.items() if cell.partition(".")[2] not in lacking}
    part = Typing(cells=older | {"1.kg": "61"}, days=3)  # a column is typed for every day, or for none
    with pytest.raises(DoesNotFit, match=r"Not typed yet: 2\.kg, 3\.kg\."):
        store.paper.finish(SHEET, part, writer=WANG)
    store.paper.finish(SHEET, Typing(cells=older, days=3), writer=WANG)
    view = store.paper.view(SHEET)
    assert view.cells == tuple(older)
    assert [code for code, _ in store.paper.columns(view, "en")] == [
        "dose", "time", *(each.code for each in alter().symptoms), "bp",
    ]  # fmt: skip
    with pytest.raises(DoesNotFit, match=r'no "1\.reason" on this paper'):
        store.paper.finish(SHEET, every, second=True, writer=CHEN)
    store.paper.finish(SHEET, Typing(cells=older, days=3), second=True, writer=CHEN)
    assert store.paper.view(SHEET).differ == ()


@pytest.mark.parametrize(
    "cells",
    [{"d1_dose": "perhaps"}, {"d1_time": "7"}, {"d1_bp": "90/120"}, {"d1_tiredness": 5},
     {"d1_reason": "rain"}, {"d1_signs": "gout"}, {"d1_signs": "none fainting"}, {"d1_signs": ""},
     {"d1_kg": "19"}, {"d1_kg": "heavy"}, {"d1_celsius": "45.1"}],
)  # fmt: skip
def test_a_cell_of_a_sheet_that_does_not_fit_is_refused(store: OpenedStore, cells: dict[str, Any]) -> None:
    with pytest.raises(DoesNotFit):
        store.paper.finish(SHEET, _sheet(**cells), writer=WANG)


def test_a_day_to_come_and_a_stranger_are_refused(store: OpenedStore) -> None:
    with pytest.raises(DoesNotFit, match="2026-01-21"):
        store.paper.view(PaperRef("P1", PaperKind.QLQ, date(2026, 1, 21)))
    with pytest.raises(DoesNotFit, match="P9"):
        store.paper.view(PaperRef("P9", PaperKind.QLQ, DAY))


def test_a_new_paper_of_a_day_before_the_study_is_refused_and_one_that_is_there_is_shown(
    store: OpenedStore,
) -> None:
    early = PaperRef("P1", PaperKind.QLQ, date(2025, 12, 7))
    with pytest.raises(DoesNotFit, match=r"2025-12-07 .* 28 days .* \(2026-01-05\)"):
        store.paper.view(early)
    first = PaperRef("P1", PaperKind.QLQ, date(2025, 12, 8))
    store.paper.finish(first, FIRST)
    [start] = store.opened.store.records.records(participant="P1", kind=Kind.CYCLE_START)
    store.diary.correct(start.id, {"day": "2026-01-12"}, "the dose came a week later")
    assert len(store.paper.view(first).passes) == 1


def test_accounts_type_each_their_own_pass_and_a_monitor_none(tmp_path: Path) -> None:
    folder = tmp_path / "staffed"
    with with_others(folder) as store:
        store.paper.save_typing(FORM, Typing(cells={"1": 4}))
        store.paper.finish(FORM, FIRST)
    with entered(folder, MONITORS) as store:
        assert store.paper.waiting()[0].step is Step.SECOND
        for act in (
            lambda: store.paper.save_typing(FORM, SECOND),
            lambda: store.paper.finish(FORM, SECOND),
            lambda: store.paper.settle(FORM, [_settle("17")]),
        ):
            with pytest.raises(DoesNotFit, match="monitor"):
                act()
    with entered(folder, NURSES) as store:
        assert not store.paper.finish(FORM, SECOND).same_person
        assert [one.by for one in store.paper.view(FORM).passes] == [CHIEF, NURSE]
    with entered(folder, CHIEFS) as store:
        store.paper.settle(FORM, [_settle("17"), _settle("26")])
        [entry] = store.paper.write(FORM).entries
        record = store.opened.store.records.record(entry)
        assert record is not None
        assert {each["by"] for each in record.payload["paper"]["settled"]} == {CHIEF}
