from __future__ import annotations

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.batch.columns import item_columns, output_columns
from diary_app.qlq_c30.scales import CODES

LOWER = [f"q{n}" for n in range(1, 31)]


@pytest.mark.parametrize(
    ("names", "items"),
    [
        (LOWER, "q{n}"),
        ([name.upper() for name in LOWER], "q{n}"),
        (["Q1", *LOWER[1:]], "q{n}"),
        ([f"C30_Q{n}" for n in range(1, 31)], "C30_Q{n}"),
        ([f"EORTCQLQC30_Q{n:02}" for n in range(1, 31)], "EORTCQLQC30_Q{n:02}"),
        ([f"EOR01{n:02}" for n in range(1, 31)], "EOR01{n:02d}"),
    ],
)
def test_columns_are_found_by_the_pattern(names: list[str], items: str) -> None:
    assert item_columns(["id", *reversed(names), "note"], items) == dict(enumerate(names, start=1))


def test_a_twin_column_is_not_taken_for_an_item() -> None:
    names = [name for n in range(1, 31) for name in (f"C30_Q{n}", f"C30_Q{n}CD")]
    assert item_columns(names, "C30_Q{n}")[7] == "C30_Q7"


def test_digits_alone_are_never_a_guess() -> None:
    with pytest.raises(DoesNotFit, match="There are no columns q1 to q30"):
        item_columns([f"surv{n}" for n in range(1, 31)])


def test_missing_columns_are_named() -> None:
    with pytest.raises(DoesNotFit, match=r"missing: q7, q30\.$"):
        item_columns([name for name in LOWER if name not in ("q7", "q30")])


@pytest.mark.parametrize("extra", ["q5", "Q5"])
def test_two_columns_for_one_item_are_refused(extra: str) -> None:
    with pytest.raises(DoesNotFit, match=f"question 5: q5, {extra}"):
        item_columns([*LOWER, extra])


def test_another_pattern_is_taken_letter_by_letter() -> None:
    with pytest.raises(DoesNotFit, match="C30_Q1"):
        item_columns([f"c30_q{n}" for n in range(1, 31)], "C30_Q{n}")


@pytest.mark.parametrize(
    "items", ["", "q", "q{m}", "{n}{n}", "q{n", "q{n:03}", "q{n!r}", "q{n.real}", "{}", "q{0}"]
)
def test_a_pattern_that_does_not_fit_is_refused(items: str) -> None:
    with pytest.raises(DoesNotFit, match="item pattern"):
        item_columns(LOWER, items)


def test_the_scores_have_their_codes_or_a_prefix_before_them() -> None:
    assert list(output_columns(["id"]).values()) == list(CODES)
    assert output_columns(["QL2"], "c30_")["QL2"] == "c30_QL2"


@pytest.mark.parametrize(("carried", "prefix"), [("FA", ""), ("SummaryScore", ""), ("x_FA", "x_")])
def test_a_carried_column_keeps_its_name_to_itself(carried: str, prefix: str) -> None:
    with pytest.raises(DoesNotFit, match=f"a column {carried} already"):
        output_columns(["id", carried], prefix)
