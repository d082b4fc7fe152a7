"""Whatever is handed in as a record line: it is written, or refused with one sentence; never anything else.

What was written must then be readable: every list, the status, the chain.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.domain.log.chain import check_chains
from diary_app.services.strict_lines import parse_line
from tests.diaries import Notebook, day_of
from tests.support import often
from tests.unit.domain.writing.test_lines import LINES

awkward = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        -1,
        1,
        2**53,
        -(2**70),
        1.5,
        float("nan"),
        float("inf"),
        "",
        " ",
        "x",
        "\ud800",
        "\x00",
        "\u0661",
        "\u00b2",
        "2026-01-06",
        "9999-12-31",
        "0001-01-01",
        "2026-02-30",
        "07:10",
        "24:00",
        "+08:00",
        "+99:99",
        "Asia/Shanghai",
        "../x",
        [],
        {},
        [None],
        {"": None},
        [[1, 2]],
        ["120/80"],
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        Decimal("1E+999999999"),
        Decimal("1E-999999999"),
        Decimal("0E+999999999"),
        Decimal("-0"),
        "taken",
        "cough",
        {"cough": 1},
        {"1": 2},
        "home-00004",
        "home-00005",
    ]
)
scalars = awkward | st.text(max_size=8) | st.integers() | st.decimals() | st.floats()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
valid = st.sampled_from(
    [line for line, _, _ in LINES]
    + [
        {
            "kind": "qlq",
            "day": day_of(2),
            "answers": {"1": 2, "30": 7},
            "declined": [23],
            "wording": {"id": "x"},
        },
        {
            "kind": "correct",
            "id": "home-00005",
            "fields": {"mg": 10, "day": day_of(4)},
            "reason": "typed wrong",
        },
        {
            "kind": "correct",
            "id": "home-00006",
            "fields": {"severities": {"cough": 2}},
            "reason": "typed wrong",
        },
        {"kind": "correct", "id": "home-00007", "fields": {"answers": {"1": 3}}, "reason": "typed wrong"},
        {
            "kind": "correct",
            "id": "home-00004",
            "fields": {"day": day_of(2), "mg": 10},
            "reason": "typed wrong",
        },
        {
            "kind": "correct",
            "id": "home-00008",
            "fields": {"from": day_of(5), "to": None},
            "reason": "typed wrong",
        },
        {"kind": "undo", "id": "home-00005", "reason": "by mistake"},
    ]
)
names = st.sampled_from(
    [
        "kind",
        "day",
        "time",
        "offset",
        "zone",
        "mg",
        "note",
        "from",
        "to",
        "fields",
        "id",
        "reason",
        "key",
        "by",
        "severities",
        "readings",
        "answers",
        "wording",
        "declined",
        "status",
        "capsules",
        "x",
    ]
)


def prepared() -> Notebook:
    """A diary with a record of each kind that the corrections above name."""
    book = Notebook()
    book.took(3, "07:10", note="a note")
    book.tell("symptom", 3, severities={"cough": 1, "rash": 0})
    book.tell("qlq", 1, answers={"1": 2})
    book.hold(6, 8)
    return book


def write(line: dict[str, Any]) -> None:
    """The one thing under test."""
    book = prepared()
    before = len(book.entries)
    written, refused = outcome(partial(book.service.write, line, participant="P-001"))
    if refused is not None:
        assert len(book.entries) == before
        assert "\n" not in refused
    else:
        assert written in {entry.id for entry in book.entries}
        readable(book)


def outcome(act: Callable[[], Any]) -> tuple[Any, str | None]:
    """What an act gave, or the sentence it was refused with."""
    try:
        return act(), None
    except DoesNotFit as refused:
        return None, str(refused)


def readable(book: Notebook) -> None:
    """Everything that reads the diary still can."""
    assert check_chains(book.entries)[1] == []
    book.opened.forget()
    for day in (1, 3, 40):
        book.shown(day)
    for name in ("doses", "symptoms", "vitals", "qlq", "cycles"):
        book.rows(name, history=True)


@given(st.dictionaries(names | st.text(max_size=6), values, max_size=6))
@settings(max_examples=often(40))
def test_arbitrary_objects(line: dict[str, Any]) -> None:
    write(line)


@given(valid, st.dictionaries(names, values, min_size=1, max_size=2))
@settings(max_examples=often(60))
def test_lines_that_fit_with_a_field_that_may_not(line: dict[str, Any], changes: dict[str, Any]) -> None:
    write(line | changes)


@given(valid, st.data())
@settings(max_examples=often(60))
def test_lines_that_fit_with_a_field_left_out(line: dict[str, Any], data: st.DataObject) -> None:
    left_out = data.draw(st.sampled_from(sorted(line)))
    write({name: value for name, value in line.items() if name != left_out})


@given(
    st.sampled_from(["home-00004", "home-00005", "home-00006", "home-00007", "home-00008"]),
    st.dictionaries(
        names | st.sampled_from(["cough", "severity", "fasting", "source", "mode"]),
        values,
        min_size=1,
        max_size=3,
    ),
)
@example("home-00006", {"severities": None})
@example("home-00006", {"severities": 5, "cough": 2})
@example("home-00007", {"answers": None})
@example("home-00007", {"wording": {"id": None}})
@example("home-00008", {"from": None})
@example("home-00005", {"status": None})
@settings(max_examples=often(60))
def test_corrections_with_arbitrary_fields(entry_id: str, fields: dict[str, Any]) -> None:
    write({"kind": "correct", "id": entry_id, "fields": fields, "reason": "typed wrong"})


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
@example('{"kind":"dose","mg":1e99999999999999999999}')
@example('{"a":"\\ud800"}')
@settings(max_examples=often(60))
def test_arbitrary_text_as_a_line(text: str) -> None:
    line, refused = outcome(partial(parse_line, text))
    if refused is not None:
        assert "\n" not in refused
    else:
        write(line)
