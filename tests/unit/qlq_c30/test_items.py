from __future__ import annotations

from decimal import Decimal

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.items import ITEMS, check_answer, item, missing_marks, read_answer


def test_thirty_items_the_last_two_of_seven_points() -> None:
    assert [one.n for one in ITEMS] == list(range(1, 31))
    assert [one.n for one in ITEMS if one.highest == 7] == [29, 30]
    assert {one.highest for one in ITEMS} == {4, 7}


def test_only_the_first_five_have_no_recall_period() -> None:
    assert [one.n for one in ITEMS if one.recall == "none"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("n", [0, 31, -1, 1.0, True, "1", None])
def test_there_is_no_other_item(n: object) -> None:
    with pytest.raises(DoesNotFit, match="the questions are 1 to 30"):
        item(n)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("n", "values"), [(1, (1, 2, 3, 4)), (28, (1, 2, 3, 4)), (29, range(1, 8)), (30, (1, 7))]
)
def test_answers_in_range_are_taken(n: int, values: tuple[int, ...]) -> None:
    assert [check_answer(n, value) for value in values] == list(values)


@pytest.mark.parametrize(
    "value", [0, 5, 8, -1, 9, 99, 2.5, 2.0, "2", "", True, False, None, float("nan"), [1]]
)
def test_everything_else_is_refused_naming_item_and_what_fits(value: object) -> None:
    with pytest.raises(DoesNotFit, match=r"^Question 3: .* is no answer; whole numbers from 1 to 4 fit\.$"):
        check_answer(3, value)


def test_a_long_text_is_cut_in_the_sentence() -> None:
    with pytest.raises(DoesNotFit) as caught:
        check_answer(3, "x" * 100_000)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("value", [2, 2.0, "2", " 2 ", "2.0", "2.", "02", "+2", "2.000", Decimal("2.0")])
def test_a_foreign_two_is_two(value: object) -> None:
    assert read_answer(1, value) == 2


@pytest.mark.parametrize(
    "value", [None, "", "  ", "NA", "na", "NaN", "nan", "null", "NULL", "<NA>", float("nan")]
)
def test_a_foreign_blank_is_missing(value: object) -> None:
    assert read_answer(1, value) is None


@pytest.mark.parametrize(
    "value",
    [
        0,
        5,
        8,
        "8",
        -1,
        2.5,
        "2.5",
        "two",
        "1e0",
        "1,0",
        True,
        "True",
        "²",
        "２",
        "0",
        "-2",
        "n/a",
        ".",
        "9",
        99,
    ],
)
def test_a_foreign_misfit_is_refused(value: object) -> None:
    with pytest.raises(DoesNotFit, match="Question 1: "):
        read_answer(1, value)


@pytest.mark.parametrize("value", ["9", 9, 9.0, "9.0", " 09", "-9", -9.0, "."])
def test_a_declared_mark_is_missing(value: object) -> None:
    assert read_answer(1, value, missing_marks(["9", " -9", ".", ""])) is None


def test_declaring_one_mark_declares_no_other() -> None:
    with pytest.raises(DoesNotFit):
        read_answer(1, "99", missing_marks(["9"]))


@pytest.mark.parametrize("mark", ["1", "7", "4.0", " 5"])
def test_an_answer_cannot_be_a_missing_mark(mark: str) -> None:
    with pytest.raises(DoesNotFit, match="is an answer"):
        missing_marks(["9", mark])
