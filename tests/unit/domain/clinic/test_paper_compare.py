"""Two passes over a paper: the whole table of what can meet in a cell, and settling in any order."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.paper import QLQ_CELLS, refuse_unfinished, untyped
from diary_app.domain.clinic.paper_compare import (
    How,
    Match,
    Pair,
    Settlement,
    compare,
    differences,
    outcome,
    settled_cells,
    settlement_json,
    unsettled,
)

NOT_TYPED = "not typed"
STATES = (2, 3, None, NOT_TYPED)
# What meets what; everything that is not here stands the other way round as well.
TABLE = {
    (2, 2): Match.SAME,
    (3, 3): Match.SAME,
    (None, None): Match.SAME,
    (2, 3): Match.DIFFERS,
    (2, None): Match.DIFFERS,
    (3, None): Match.DIFFERS,
    (2, NOT_TYPED): Match.OPEN,
    (3, NOT_TYPED): Match.OPEN,
    (None, NOT_TYPED): Match.OPEN,
    (NOT_TYPED, NOT_TYPED): Match.OPEN,
}


def _cells(state: object) -> dict[str, object]:
    return {} if state is NOT_TYPED else {"1": state}


@pytest.mark.parametrize(("first", "second"), list(product(STATES, STATES)))
def test_every_meeting_of_answer_blank_and_not_typed(first: object, second: object) -> None:
    expected = TABLE.get((first, second)) or TABLE[(second, first)]  # type: ignore[index]
    [pair] = compare(["1"], _cells(first), _cells(second))  # type: ignore[arg-type]
    assert pair.match is expected


PAIR = Pair("17", 2, 3, Match.DIFFERS)


@pytest.mark.parametrize(
    ("how", "value", "counts"),
    [(How.FIRST, None, 2), (How.SECOND, None, 3), (How.OTHER, 1, 1), (How.OTHER, None, None),
     (How.UNREADABLE, None, None), (How.UNREADABLE, 4, None)],
)  # fmt: skip
def test_what_counts_in_a_settled_cell(how: How, value: int | None, counts: int | None) -> None:
    settlement = Settlement(cell="17", how=how, reason="looked", value=value, by="M. Chen")
    assert outcome(PAIR, settlement) == counts
    assert settlement_json(PAIR, settlement) == {
        "cell": "17", "first": 2, "second": 3, "how": how.value, "value": counts,
        "reason": "looked", "by": "M. Chen",
    }  # fmt: skip


def test_an_unsettled_difference_keeps_the_form_from_being_made() -> None:
    pairs = compare(["1", "2"], {"1": 1, "2": 2}, {"1": 1, "2": None})
    with pytest.raises(DoesNotFit, match="2"):
        settled_cells(pairs, ())


def test_a_cell_that_one_pass_has_not_typed_keeps_the_form_from_being_made() -> None:
    pairs = compare(["1", "2"], {"1": 1, "2": 2}, {"1": 1})
    assert differences(pairs) == ()
    with pytest.raises(DoesNotFit, match="2"):
        settled_cells(pairs, ())


@pytest.mark.parametrize("cells", [["1"], ["2", "2"], ["99"]])
def test_settling_what_does_not_differ_or_twice_is_refused(cells: list[str]) -> None:
    pairs = compare(["1", "2"], {"1": 1, "2": 2}, {"1": 1, "2": 4})
    settled = [Settlement(cell=cell, how=How.FIRST, reason="x") for cell in cells]
    with pytest.raises(DoesNotFit):
        settled_cells(pairs, settled)


def test_untyped_cells_and_an_empty_paper_are_refused() -> None:
    assert untyped(("1", "2", "3"), {"2": None}) == ("1", "3")
    with pytest.raises(DoesNotFit, match="1, 3"):
        refuse_unfinished(("1", "2", "3"), {"2": None})
    with pytest.raises(DoesNotFit, match="Nothing"):
        refuse_unfinished(("1", "2"), {"1": None, "2": None})
    refuse_unfinished(("1", "2"), {"1": None, "2": 1})


cell_states = st.one_of(st.integers(1, 4), st.none())
passes = st.fixed_dictionaries(dict.fromkeys(QLQ_CELLS, cell_states))


@given(first=passes, second=passes, data=st.data())
def test_settling_in_any_order_gives_the_same_form(
    first: dict[str, int | None], second: dict[str, int | None], data: st.DataObject
) -> None:
    pairs = compare(QLQ_CELLS, first, second)
    settled = [
        Settlement(cell=pair.cell, how=data.draw(st.sampled_from(How)), reason="paper", value=data.draw(
            cell_states
        )) for pair in differences(pairs)
    ]  # fmt: skip
    form = settled_cells(pairs, settled)
    other = settled_cells(pairs, data.draw(st.permutations(settled)))
    assert form == other
    assert list(form) == list(other) == list(QLQ_CELLS)
    for cell in QLQ_CELLS:
        if first[cell] == second[cell]:
            assert form[cell] == first[cell]
    half = settled[: len(settled) // 2]
    assert {pair.cell for pair in unsettled(pairs, half)} == {one.cell for one in settled} - {
        one.cell for one in half
    }


@given(first=passes, second=passes)
def test_taking_the_first_everywhere_is_the_first_pass(
    first: dict[str, int | None], second: dict[str, int | None]
) -> None:
    pairs = compare(QLQ_CELLS, first, second)
    for how, expected in ((How.FIRST, first), (How.SECOND, second)):
        settled = [Settlement(cell=pair.cell, how=how, reason="x") for pair in differences(pairs)]
        assert settled_cells(pairs, settled) == expected
