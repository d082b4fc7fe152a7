"""The table of changes: two flags that stay apart, signed numbers, and words."""

from __future__ import annotations

import pytest

from diary_app.charts.change_table import ChangeGroup, ChangeHeads, ChangeRow, change_table
from diary_app.charts.shapes import Polyline, Rect
from diary_app.qlq_c30.interpretation import Direction
from tests.unit.charts.shapes_support import assert_clean, measure

HEADS = ChangeHeads("Scale (0\u2013100)", "Base", "Now", "Change")


def row(
    code: str, change: float | None, direction: Direction | None, word: str, beyond: bool = False
) -> ChangeRow:
    told = "\u2013" if change is None else f"{change:+.1f}".replace("-", "\u2212")
    return ChangeRow(
        code=code,
        name=f"Name of {code}",
        base="33.3",
        now="55.6",
        change=change,
        direction=direction,
        told=told,
        word=word,
        spoken=f"{code} spoken",
        beyond=beyond,
    )


ROWS = [
    row("FA", 22.2, "worse", "worse", beyond=True),
    row("PA", -33.3, "better", "better"),
    row("SL", 6.7, "same", "", beyond=True),
    row("FI", None, None, ""),
]
GROUPS = [ChangeGroup("Lower is better", False, ROWS)]


@pytest.mark.parametrize(("width", "size"), [(410, 13), (700, 26), (420, 20)])
def test_it_is_clean_and_every_row_is_a_target_with_its_sentence(width: float, size: float) -> None:
    picture = change_table(HEADS, GROUPS, width, size, measure)
    assert_clean(picture)
    assert [target.key for target in picture.targets] == ["FA", "PA", "SL", "FI"]
    assert picture.targets[0].name == "FA spoken"
    assert picture.summary.splitlines()[0] == "FA spoken"


def test_past_the_threshold_and_changed_are_two_flags() -> None:
    picture = change_table(HEADS, GROUPS, 500, 13, measure)
    lines = [target.box for target in picture.targets]
    diamonds = [shape for shape in picture.shapes if isinstance(shape, Polyline) and shape.closed]
    beyond = [n for n, line in enumerate(lines) if any(each.box.inside(line) for each in diamonds)]
    words = [n for n, line in enumerate(lines)
             if any(t.text in ("worse", "better") and t.box.inside(line) for t in picture.texts)]  # fmt: skip
    assert beyond == [0, 2]
    assert words == [0, 1]


def test_the_arrow_has_the_way_of_the_number_and_the_word_says_what_it_means() -> None:
    picture = change_table(HEADS, GROUPS, 500, 13, measure)
    arrows = [shape for shape in picture.shapes if isinstance(shape, Polyline) and not shape.closed]
    head, up, down = arrows
    assert head.stroke == "ink-2"
    assert (up.stroke, down.stroke) == ("worse", "accent")
    assert up.points[1][1] < up.points[0][1]
    assert down.points[1][1] > down.points[0][1]


def test_a_missing_change_has_a_dash_and_no_bar() -> None:
    one = change_table(HEADS, [ChangeGroup("", None, [ROWS[3]])], 500, 13, measure)
    assert [t.text for t in one.texts][-1] == "\u2013"
    assert [shape.fill for shape in one.shapes if isinstance(shape, Rect)] == ["sunken"]  # the zone alone
