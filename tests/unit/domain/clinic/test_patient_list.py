"""Filters, finding and sorting of the patients list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from diary_app.domain.clinic.patient_list import (
    FILTERS,
    SORTS,
    counts,
    filtered,
    find,
    natural,
    sort_by,
)
from diary_app.domain.clinic.patient_row import FormState, NextForm, PatientRow, RowAlert

DAY = date(2026, 6, 19)
QUIET = PatientRow(
    participant="S-1",
    site="01",
    first_dose=date(2026, 1, 5),
    cycle=3,
    cycle_day=5,
    awaiting_start=False,
    mg=None,
    held=False,
    stopped=False,
    adherence_taken=9,
    adherence_due=10,
    adherence_percent=90.0,
    off_plan=0,
    last_dose=None,
    data_to=DAY,
    days_without_file=0,
    last_qlq=None,
    next_qlq=None,
    alerts=(),
    to_review=0,
)


def row(participant: str, **more: Any) -> PatientRow:
    return replace(QUIET, participant=participant, **more)


def form(state: FormState, day: date = DAY) -> NextForm:
    return NextForm(day=day, opens=day, closes=day, state=state, days_left=0, on_its_way=False)


def alerts(*levels: str) -> dict[str, Any]:
    made = tuple(RowAlert(rule="r", level=level, day=DAY, code="sign", values={}) for level in levels)
    return {"alerts": made, "to_review": len(made)}


def ids(rows: list[PatientRow]) -> list[str]:
    return [each.participant for each in rows]


EVERYBODY = [
    row("S-10"),
    row("S-2", next_qlq=form(FormState.DUE)),
    row("S-9", next_qlq=form(FormState.OVERDUE)),
    row("S-3", **alerts("call_soon")),
    row("S-4", **alerts("call_soon", "emergency"), next_qlq=form(FormState.OVERDUE)),
    row("S-5", next_qlq=form(FormState.TO_COME), adherence_percent=84.99),
    row("S-6", adherence_percent=85.0),
    row("S-7", adherence_percent=None),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("all", ["S-10", "S-2", "S-9", "S-3", "S-4", "S-5", "S-6", "S-7"]),
        ("alerts", ["S-3", "S-4"]),
        ("due", ["S-2"]),
        ("overdue", ["S-9", "S-4"]),
        ("below", ["S-5"]),
    ],
)
def test_a_filter_leaves_its_rows_as_they_stand(name: str, expected: list[str]) -> None:
    assert ids(filtered(EVERYBODY, name)) == expected
    assert counts(EVERYBODY)[name] == len(expected)


def test_a_start_that_nobody_told_is_found_among_the_alerts() -> None:
    rows = [row("S-1", awaiting_start=True), row("S-2"), row("S-3", **alerts("emergency"))]
    assert ids(filtered(rows, "alerts")) == ["S-1", "S-3"]
    assert counts(rows)["alerts"] == 2


def test_every_filter_is_counted() -> None:
    assert set(counts([])) == set(FILTERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["S003-014", "Ｓ００４"]),
        ("  ", ["S003-014", "Ｓ００４"]),
        ("014", ["S003-014"]),
        ("s0", ["S003-014", "Ｓ００４"]),
        ("Ｓ００３", ["S003-014"]),
        ("004", ["Ｓ００４"]),
        ("x", []),
    ],
)
def test_an_id_is_found_by_any_part_whatever_its_case_or_width(text: str, expected: list[str]) -> None:
    assert ids(find([row("S003-014"), row("Ｓ００４")], text)) == expected


def test_who_needs_attention_comes_first_by_urgency_then_questionnaire_then_id() -> None:
    assert ids(sort_by(EVERYBODY)) == ["S-4", "S-3", "S-9", "S-2", "S-5", "S-6", "S-7", "S-10"]


def test_a_start_that_nobody_told_stands_after_overdue_and_before_due() -> None:
    rows = [
        row("D", next_qlq=form(FormState.DUE)),
        row("C", next_qlq=form(FormState.TO_COME), awaiting_start=True),
        row("B", awaiting_start=True, next_qlq=form(FormState.DUE)),
        row("Z", next_qlq=form(FormState.OVERDUE)),
        row("Y", next_qlq=form(FormState.OVERDUE), awaiting_start=True),
        row("A"),
        row("X", **alerts("call_soon")),
    ]
    assert ids(sort_by(rows)) == ["X", "Y", "Z", "B", "C", "D", "A"]


def test_an_alert_comes_before_a_questionnaire_and_its_level_before_its_number() -> None:
    rows = [row("A", **alerts("call_today", "call_today")), row("B", **alerts("emergency")), row("C")]
    assert ids(sort_by(rows)) == ["B", "A", "C"]
    assert ids(sort_by(rows, "alerts")) == ["B", "A", "C"]
    assert ids(sort_by([row("A", **alerts("call_soon")), row("B", **alerts("call_soon", "call_soon"))],
                       "alerts")) == ["B", "A"]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "field", "low", "high"),
    [
        ("cycle", "cycle", 2, 11),
        ("adherence", "adherence_percent", 9.5, 80.0),
        ("last_dose", "last_dose", date(2026, 6, 1), date(2026, 6, 2)),
        ("data_to", "data_to", date(2026, 5, 30), date(2026, 6, 2)),
        ("last_qlq", "last_qlq", date(2025, 12, 31), date(2026, 1, 1)),
        ("next_qlq", "next_qlq", form(FormState.TO_COME, date(2026, 7, 1)),
         form(FormState.TO_COME, date(2026, 7, 2))),
    ],
)  # fmt: skip
def test_rows_without_a_value_stand_last_either_way(name: str, field: str, low: Any, high: Any) -> None:
    rows = [row("N", **{field: None}), row("H", **{field: high}), row("L", **{field: low})]
    assert ids(sort_by(rows, name)) == ["L", "H", "N"]
    assert ids(sort_by(rows, name, descending=True)) == ["H", "L", "N"]


def test_rows_alike_stand_by_id_either_way() -> None:
    rows = [row("S-10"), row("S-9"), row("S-1")]
    assert ids(sort_by(rows, "adherence")) == ["S-1", "S-9", "S-10"]
    assert ids(sort_by(rows, "adherence", descending=True)) == ["S-1", "S-9", "S-10"]


def test_ids_stand_as_people_count() -> None:
    names = ["S003-10", "S003-9", "S003-9b", "S12", "S2", "a", "9", "10"]
    assert sorted(names, key=natural) == ["S2", "S003-9", "S003-9b", "S003-10", "S12", "a", "9", "10"]
    assert ids(sort_by([row(name) for name in names], "participant", descending=True))[0] == "10"


def test_a_dose_without_a_time_comes_before_the_others_of_its_day() -> None:
    early = datetime(2026, 6, 2, 7, 10, tzinfo=UTC)
    rows = [
        row("T", last_dose=early),
        row("D", last_dose=date(2026, 6, 2)),
        row("B", last_dose=date(2026, 6, 1)),
    ]
    assert ids(sort_by(rows, "last_dose")) == ["B", "D", "T"]


def test_overdue_comes_before_due_before_to_come() -> None:
    rows = [
        row("C", next_qlq=form(FormState.TO_COME, date(2026, 1, 1))),
        row("D", next_qlq=form(FormState.DUE)),
        row("O", next_qlq=form(FormState.OVERDUE, date(2026, 12, 1))),
    ]
    assert ids(sort_by(rows, "next_qlq")) == ["O", "D", "C"]


@pytest.mark.parametrize("name", sorted(SORTS))
def test_every_column_sorts_an_empty_list(name: str) -> None:
    assert sort_by([], name) == []


@pytest.mark.parametrize(("days", "missing"), [(None, False), (0, False), (7, False), (8, True)])
def test_a_file_is_missing_after_a_week(days: int | None, missing: bool) -> None:
    assert row("S", days_without_file=days).file_missing is missing
