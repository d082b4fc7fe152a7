from __future__ import annotations

import json
from itertools import product

import pytest

from diary_app.common.resources import resource
from diary_app.qlq_c30.interpretation import (
    beyond_threshold,
    change,
    direction_text,
    flags,
    highlight_points,
    thresholds,
)
from diary_app.qlq_c30.scales import CODES, SCALES, higher_is_better
from diary_app.qlq_c30.scoring import score

BELOW = {"PF2": 83, "RF2": 58, "EF": 71, "CF": 75, "SF": 58}
ABOVE = {"FA": 39, "NV": 8, "PA": 25, "DY": 17, "SL": 50, "AP": 50, "CO": 50, "DI": 17, "FI": 17}


def attainable(code: str) -> set[float]:
    """Every score a scale can take, whatever is answered."""
    scale = next(one for one in SCALES if one.code == code)
    highest = 7 if code == "QL2" else 4
    found = set()
    for count in range(1, len(scale.items) + 1):
        for total in range(count, count * highest + 1):
            sheet = dict.fromkeys(scale.items[:count], 1)
            for n in scale.items[:count]:
                sheet[n] += min(highest - 1, total - sum(sheet.values()))
            value = score(sheet)[code]
            if value is not None:
                found.add(value)
    return found


def test_the_published_thresholds_each_with_a_citation() -> None:
    table = thresholds()
    assert {code: t.value for code, t in table.items() if t.side == "below"} == BELOW
    assert {code: t.value for code, t in table.items() if t.side == "above"} == ABOVE
    assert all("31639445" in t.citation for t in table.values())


def test_every_number_of_the_data_file_names_a_citation() -> None:
    table = json.loads(resource("qlq_c30", "thresholds.json").read_text(encoding="utf-8"))
    rows = [*table["thresholds"], *table["change"], table["highlight"]]
    assert {row["citation"] for row in rows} == set(table["citations"])


@pytest.mark.parametrize("code", ["QL2", "SummaryScore"])
@pytest.mark.parametrize("value", [0.0, 50.0, 100.0])
def test_no_published_threshold_is_not_a_clean_bill(code: str, value: float) -> None:
    assert beyond_threshold(code, value) is None


@pytest.mark.parametrize("code", [*BELOW, *ABOVE])
def test_every_attainable_score_falls_on_its_side(code: str) -> None:
    for value in attainable(code):
        wanted = value < BELOW[code] if code in BELOW else value > ABOVE[code]
        assert beyond_threshold(code, value) is wanted, value


@pytest.mark.parametrize("code", [*BELOW, *ABOVE])
def test_no_attainable_score_lies_on_a_threshold(code: str) -> None:
    nearest = min(abs(value - thresholds()[code].value) for value in attainable(code))
    assert nearest > 0.05


def test_physical_functioning_of_83_33_with_four_items_is_not_below_83() -> None:
    value = score({1: 1, 2: 1, 3: 2, 4: 2})["PF2"]
    assert value == pytest.approx(83.3333333333, abs=1e-9)
    assert beyond_threshold("PF2", value) is False
    assert beyond_threshold("PF2", score({1: 1, 2: 1, 3: 2, 4: 2, 5: 2})["PF2"]) is True  # 80


def test_a_missing_score_has_no_flag() -> None:
    assert beyond_threshold("PF2", None) is None


@pytest.mark.parametrize("ask", [lambda: beyond_threshold("PF", 50.0), lambda: change("PF", 1.0, 2.0)])
def test_an_unknown_code_is_an_error_and_not_no_threshold(ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KeyError):
        ask()


@pytest.mark.parametrize("code", CODES)
def test_ten_points_are_highlighted_and_a_hair_less_is_not(code: str) -> None:
    up, down = ("better", "worse") if higher_is_better(code) else ("worse", "better")
    for points, wanted in [(10, up), (-10, down), (9.999, "same"), (-9.999, "same"), (0, "same"), (100, up)]:
        found = change(code, 50.0, 50.0 + points)
        assert found is not None
        assert (found.direction, found.highlighted) == (wanted, wanted != "same"), points


def test_ten_points_are_inclusive_whatever_floats_do() -> None:
    for third, ninth in product(range(4), range(10)):
        before = 100 * third / 3 + ninth / 9
        found = change("FA", before, before + 10.0)
        assert found is not None
        assert found.direction == "worse"
    short = change("FA", 0.1 + 0.2, 10.3 - 1e-12)
    assert short is not None
    assert short.highlighted


def test_a_protocol_may_set_another_limit() -> None:
    found = change("QL2", 50.0, 45.0, limit=5.0)
    assert found is not None
    assert found.direction == "worse"
    assert highlight_points() == 10


@pytest.mark.parametrize(
    ("points", "size"),
    [(0, "none"), (4.99, "none"), (5, "little"), (9.99, "little"), (10, "moderate"), (20, "moderate"),
     (20.01, "large"), (-100, "large"), (-5, "little")],
)  # fmt: skip
def test_osobas_words_for_the_size(points: float, size: str) -> None:
    found = change("QL2", 100.0 if points < 0 else 0.0, (100.0 if points < 0 else 0.0) + points)
    assert found is not None
    assert found.size == size
    assert found.points == pytest.approx(points)


def test_no_change_without_both_scores() -> None:
    assert change("FA", None, 10.0) is None
    assert change("FA", 10.0, None) is None


def test_the_two_flags_are_separate() -> None:
    unchanged_but_beyond = flags("FA", 66.7, 66.7)
    assert (unchanged_but_beyond.beyond_threshold, unchanged_but_beyond.change.direction) == (True, "same")  # type: ignore[union-attr]
    changed_but_within = flags("FA", 33.3, 0.0)
    assert (changed_but_within.beyond_threshold, changed_but_within.change.direction) == (False, "worse")  # type: ignore[union-attr]
    assert flags("QL2", 50.0, None) == flags("SummaryScore", 50.0, None)


def test_every_chart_can_say_which_way_is_better() -> None:
    assert direction_text("QL2") == direction_text("SummaryScore") == "Higher is better"
    assert direction_text("FI") == "Lower is better"
