"""Scoring against 1,000 forms, a second formula in fractions, and the defects seen elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.scoring import score

from .oracle import Answers, forms, scores, whole_form

SCALE_ITEMS = {
    "QL2": "29 30", "PF2": "1 2 3 4 5", "RF2": "6 7", "EF": "21 22 23 24", "CF": "20 25", "SF": "26 27",
    "FA": "10 12 18", "NV": "14 15", "PA": "9 19", "DY": "8", "SL": "11", "AP": "13", "CO": "16", "DI": "17",
    "FI": "28",
}  # fmt: skip
FUNCTIONS = ("PF2", "RF2", "EF", "CF", "SF")

answer_sheets = st.fixed_dictionaries(
    {n: st.none() | st.integers(1, 4 if n < 29 else 7) for n in range(1, 31)}
)


def by_the_manual(answers: Answers) -> dict[str, Fraction | None]:
    """The manual's formulas as they are printed, in exact fractions."""
    found: dict[str, Fraction | None] = {}
    for code, text in SCALE_ITEMS.items():
        items = [int(word) for word in text.split()]
        given_answers = [value for n in items if (value := answers.get(n)) is not None]
        if len(given_answers) < Fraction(len(items), 2):
            found[code] = None
            continue
        raw = Fraction(sum(given_answers), len(given_answers))
        if code == "QL2":
            found[code] = (raw - 1) / 6 * 100
        elif code in FUNCTIONS:
            found[code] = (1 - (raw - 1) / 3) * 100
        else:
            found[code] = (raw - 1) / 3 * 100
    parts = [
        None if value is None else value if code in FUNCTIONS else 100 - value
        for code, value in found.items()
        if code not in ("QL2", "FI")
    ]
    there = [part for part in parts if part is not None]
    found["SummaryScore"] = sum(there, Fraction()) / 13 if len(there) == len(parts) == 13 else None
    return found


def test_the_thousand_forms_match_with_identical_blanks() -> None:
    wanted = scores()
    for name, answers in forms():
        found = score(answers)
        assert list(found) == list(wanted[name])
        for code, value in wanted[name].items():
            assert (found[code] is None) == (value is None), (name, code)
            if value is not None:
                assert found[code] == pytest.approx(value, abs=1e-9, rel=0), (name, code)


@given(answer_sheets)
def test_each_score_is_the_float_nearest_to_the_manuals_fraction(answers: Answers) -> None:
    exact = by_the_manual(answers)
    assert score(answers) == {code: None if value is None else float(value) for code, value in exact.items()}


# -- named edges -----------------------------------------------------------


def test_global_health_seven_and_seven_is_100() -> None:
    assert score({29: 7, 30: 7})["QL2"] == 100
    assert score({29: 1, 30: 1})["QL2"] == 0


def test_no_answers_are_blank_and_never_0() -> None:
    assert set(score({}).values()) == {None}
    assert set(score(dict.fromkeys(range(1, 31))).values()) == {None}


@pytest.mark.parametrize(
    ("code", "items", "needed"),
    [("PF2", (1, 2, 3, 4, 5), 3), ("EF", (21, 22, 23, 24), 2), ("FA", (10, 12, 18), 2), ("QL2", (29, 30), 1),
     ("RF2", (6, 7), 1), ("CF", (20, 25), 1), ("SF", (26, 27), 1), ("NV", (14, 15), 1), ("PA", (9, 19), 1),
     ("DY", (8,), 1), ("FI", (28,), 1)],
)  # fmt: skip
def test_a_scale_is_there_from_half_of_its_items_on(code: str, items: tuple[int, ...], needed: int) -> None:
    assert score(dict.fromkeys(items[:needed], 1))[code] is not None
    assert score(dict.fromkeys(items[: needed - 1], 1))[code] is None


def test_missing_items_do_not_divide_by_all_items() -> None:
    assert score({1: 2, 2: 2, 3: 2})["PF2"] == pytest.approx(200 / 3, abs=1e-9)
    assert score({14: 4})["NV"] == 100


def test_physical_functioning_with_four_of_five_can_be_83_33() -> None:
    assert score({1: 1, 2: 1, 3: 2, 4: 2})["PF2"] == pytest.approx(250 / 3, abs=1e-9)


def test_the_same_answer_everywhere_is_not_taken_for_the_scales_lowest() -> None:
    assert score(whole_form(3, 4))["FA"] == pytest.approx(200 / 3, abs=1e-9)
    assert score(whole_form(3, 4))["QL2"] == 50


def test_nothing_is_rounded() -> None:
    assert score({6: 2, 7: 2})["RF2"] == 200 / 3


@pytest.mark.parametrize("item", [8, 11, 13, 16, 17])
def test_the_summary_is_blank_when_one_of_13_is_missing(item: int) -> None:
    assert score(whole_form(2, 4))["SummaryScore"] is not None
    assert score(whole_form(2, 4, **{f"q{item}": None}))["SummaryScore"] is None


def test_the_summary_is_there_when_only_global_health_or_money_is_missing() -> None:
    full = score(whole_form(2, 4))["SummaryScore"]
    assert full == pytest.approx(200 / 3, abs=1e-9)
    assert score(whole_form(2, 4, q29=None, q30=None))["SummaryScore"] == full
    assert score(whole_form(2, 4, q28=None))["SummaryScore"] == full


def test_best_and_worst_forms() -> None:
    best, worst = score(whole_form(1, 7)), score(whole_form(4, 1))
    assert best["SummaryScore"] == 100
    assert worst["SummaryScore"] == 0
    assert [best[code] for code in ("QL2", *FUNCTIONS, "FA", "FI")] == [100] * 6 + [0, 0]
    assert [worst[code] for code in ("QL2", *FUNCTIONS, "FA", "FI")] == [0] * 6 + [100, 100]


@pytest.mark.parametrize("value", [0, 5, 8, 2.5, 2.0, "2", True])
def test_what_is_no_answer_is_refused_not_clipped_and_not_missing(value: object) -> None:
    with pytest.raises(DoesNotFit, match=r"Question 10: .* from 1 to 4 fit"):
        score({**whole_form(), 10: value})  # type: ignore[dict-item]


@pytest.mark.parametrize("value", [0, 8])
def test_a_raw_8_never_gives_global_health_over_100(value: int) -> None:
    with pytest.raises(DoesNotFit, match=r"Question 29: .* from 1 to 7 fit"):
        score({29: value, 30: 7})


@pytest.mark.parametrize("key", [0, 31, "1", True])
@pytest.mark.parametrize("value", [1, None])
def test_an_item_that_does_not_exist_is_refused(key: object, value: int | None) -> None:
    with pytest.raises(DoesNotFit, match="There is no question"):
        score({key: value})  # type: ignore[dict-item]


# -- properties ------------------------------------------------------------


@given(answer_sheets)
def test_scores_stay_within_0_and_100(answers: Answers) -> None:
    assert all(value is None or 0 <= value <= 100 for value in score(answers).values())


@given(answer_sheets, st.integers(1, 30))
def test_a_worse_answer_never_gives_a_better_score(answers: Answers, n: int) -> None:
    value = answers[n]
    if value is None or value == (4 if n < 29 else 7):
        return
    before, after = score(answers), score({**answers, n: value + 1})
    up = {"QL2", "FA", "NV", "PA", "DY", "SL", "AP", "CO", "DI", "FI"}
    for code in before:
        old, new = before[code], after[code]
        assert (old is None) == (new is None)
        if old is not None and new is not None:
            assert (new >= old) if code in up else (new <= old)


@given(answer_sheets, st.integers(1, 30))
def test_leaving_one_out_changes_no_other_scale(answers: Answers, n: int) -> None:
    before, after = score(answers), score({**answers, n: None})
    own = next(code for code, items in SCALE_ITEMS.items() if str(n) in items.split())
    assert [
        code for code in before if before[code] != after[code] and code not in (own, "SummaryScore")
    ] == []


@given(answer_sheets)
def test_an_absent_item_is_a_missing_item(answers: Answers) -> None:
    assert score({n: value for n, value in answers.items() if value is not None}) == score(answers)
