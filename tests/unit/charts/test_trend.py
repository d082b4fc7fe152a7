"""The large chart of one score: true places, bands, gaps, markers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from diary_app.charts.shapes import Circle, Line, Polyline, Rect
from diary_app.charts.trend import DASHES, DOTS, Trend, TrendBand, TrendMarker, TrendPoint, trend_chart
from tests.unit.charts.shapes_support import assert_clean, measure

DAYS = (date(2026, 1, 1), date(2026, 2, 12), date(2026, 3, 26), date(2026, 6, 18))
VALUES = (100 / 3, 400 / 9, None, 500 / 9)


def points(values: tuple[float | None, ...] = VALUES) -> list[TrendPoint]:
    return [TrendPoint(day, value, f"Cycle {n}", f"{day:%d %b}", f"form {n}")
            for n, (day, value) in enumerate(zip(DAYS, values, strict=True))]  # fmt: skip


BANDS = (
    TrendBand(160 / 3, 100, "sev-2", "Much worse", "worse"),
    TrendBand(130 / 3, 160 / 3, "sev-1", "Worse", "worse"),
    TrendBand(70 / 3, 130 / 3, "sunken", "About the same", "ink-2"),
    TrendBand(40 / 3, 70 / 3, "accent-soft", "Better", "accent"),
    TrendBand(0, 40 / 3, "accent-line", "Much better", "accent"),
)
SHOWN = Trend(
    points=points(),
    shown=["33.3", "44.4", "\u2013", "55.6"],
    higher_is_better=False,
    reference=100 / 3,
    reference_word="Baseline 33.3",
    bands=BANDS,
    limits=[(130 / 3, "Change +10"), (70 / 3, "Change \u221210")],
    markers=[TrendMarker(date(2026, 2, 1), "Dose 12 \u2192 10 mg")],
    summary="Fatigue",
)


def drawn(shown: Trend = SHOWN, width: float = 760, height: float = 400, size: float = 13) -> list[object]:
    return list(trend_chart(shown, width, height, size, measure).shapes)


def marks(shown: Trend) -> list[Circle | Rect]:
    return [shape for shape in drawn(shown) if isinstance(shape, Circle | Rect) and shape.stroke == "ink"]


def test_the_axis_runs_from_0_to_100_and_a_score_stands_at_its_height() -> None:
    chart = trend_chart(SHOWN, 760, 400, 13, measure)
    heights = {t.text: t.y for t in chart.texts if t.text in ("0", "25", "50", "75", "100")}
    assert list(heights) == ["0", "25", "50", "75", "100"]
    low, high = heights["0"], heights["100"]
    first = marks(SHOWN)[0]
    share = (low - first.box.middle[1] - 13 * 0.36 + 13 * 0.36) / (low - high)
    assert share == pytest.approx(1 / 3 + 13 * 0.36 / (low - high), abs=1e-6)


def test_days_stand_at_their_true_distance() -> None:
    x = [target.box.middle[0] for target in trend_chart(SHOWN, 760, 400, 13, measure).targets]
    steps = [(after - before).days for before, after in pairwise(DAYS)]
    widths = [after - before for before, after in pairwise(x)]
    assert [width / widths[0] for width in widths] == pytest.approx([step / steps[0] for step in steps])


def test_a_gap_stays_a_gap_and_the_last_mark_is_filled() -> None:
    joined = [shape for shape in drawn() if isinstance(shape, Polyline)]
    assert len(joined) == 1  # the first two forms alone
    assert [mark.fill for mark in marks(SHOWN)] == ["surface", "surface", "ink"]
    assert len(trend_chart(SHOWN, 760, 400, 13, measure).targets) == 4  # the gap can be asked for, too


@pytest.mark.parametrize(("up", "kind"), [(True, Circle), (False, Rect)])
def test_marks_are_round_where_higher_is_better_and_square_where_lower_is(up: bool, kind: type) -> None:
    assert {type(mark) for mark in marks(replace(SHOWN, higher_is_better=up))} == {kind}


def test_bands_fill_the_whole_height_without_a_gap() -> None:
    bands = [shape for shape in drawn() if isinstance(shape, Rect) and shape.fill in {b.fill for b in BANDS}]
    assert [band.fill for band in bands] == [band.fill for band in BANDS]
    for upper, lower in pairwise(bands):
        assert upper.box.bottom == pytest.approx(lower.box.top)


def test_limits_are_dashed_the_reference_is_solid_and_a_dose_change_is_dotted_and_upright() -> None:
    lines = [shape for shape in drawn() if isinstance(shape, Line)]
    assert len([line for line in lines if line.dash == DASHES]) == 2
    [dotted] = [line for line in lines if line.dash == DOTS]
    assert dotted.x1 == dotted.x2
    words = [text.text for text in trend_chart(SHOWN, 760, 400, 13, measure).texts]
    assert {"Baseline 33.3", "Change +10", "Change \u221210", "Dose 12 \u2192 10 mg", "55.6"} <= set(words)
    assert "\u2013" not in words  # no number where there is no score


@pytest.mark.parametrize(("width", "height", "size"), [(760, 400, 13), (760, 560, 26), (420, 400, 13)])
def test_it_is_clean_at_every_size(width: float, height: float, size: float) -> None:
    assert_clean(trend_chart(SHOWN, width, height, size, measure))


def test_a_dose_change_outside_the_forms_is_not_drawn() -> None:
    early = replace(SHOWN, markers=[TrendMarker(date(2025, 12, 1), "Dose 12 \u2192 10 mg")])
    assert not [shape for shape in drawn(early) if isinstance(shape, Line) and shape.dash == DOTS]


def test_nothing_yet() -> None:
    empty = replace(SHOWN, points=[], shown=[], reference=None, bands=(), limits=(), markers=())
    chart = trend_chart(empty, 760, 400, 13, measure)
    assert chart.targets == ()
    assert_clean(chart)
