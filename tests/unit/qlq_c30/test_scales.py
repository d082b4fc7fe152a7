from __future__ import annotations

import pytest

from diary_app.qlq_c30.scales import CODES, SCALES, higher_is_better, scale, score_name

from .oracle import SCORES, read


def test_every_item_is_in_exactly_one_scale() -> None:
    assert sorted(n for scale in SCALES for n in scale.items) == list(range(1, 31))


def test_the_order_is_that_of_the_files() -> None:
    assert list(CODES) == list(read(SCORES)[0])[1:]


def test_summary_takes_thirteen_scales() -> None:
    assert [one.code for one in SCALES if not one.in_summary] == ["QL2", "FI"]


def test_which_way_is_better() -> None:
    better = {code for code in CODES if higher_is_better(code)}
    assert better == {"QL2", "PF2", "RF2", "EF", "CF", "SF", "SummaryScore"}


@pytest.mark.parametrize("code", ["", "QL", "pf2", "q1"])
def test_an_unknown_code_is_no_scale(code: str) -> None:
    for ask in (scale, higher_is_better, score_name):
        with pytest.raises(KeyError):
            ask(code)


def test_names_are_there_for_clinic_and_patient() -> None:
    assert score_name("PF2") == "Physical functioning"
    assert scale("PF2").plain_name == "Moving about"
    assert score_name("SummaryScore") == "Summary score"
