"""The scorer's formula over columns: the same whole numbers, the same last division.

Every sum is a whole number far below 2**53, so a float holds it exactly; what
remains is one rounding, or two where a library divides by multiplying.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diary_app.qlq_c30.scales import SCALES, SUMMARY, Scale
from diary_app.qlq_c30.scoring import COMMON

if TYPE_CHECKING:
    import narwhals as nw

_IN_SUMMARY = tuple(scale for scale in SCALES if scale.in_summary)


def answer_column(n: int) -> str:
    """Name of item ``n`` in the frame of read answers."""
    return f"q{n}"


def score_columns(answers: nw.DataFrame[Any], names: Mapping[str, str]) -> nw.DataFrame[Any]:
    """The 16 score columns, called ``names[code]``, of a frame of read answers.

    ``answers`` has the columns ``q1`` to ``q30`` as floats holding whole
    numbers in range, null where missing. Float64, null where there is no score.
    """
    import narwhals as nw

    sums = answers.select(
        *(_count(scale).alias(f"count {scale.code}") for scale in SCALES),
        *(_above(scale).alias(f"above {scale.code}") for scale in SCALES),
    )
    scores = [nw.when(_enough(scale)).then(_percent(scale)).alias(names[scale.code]) for scale in SCALES]
    total = nw.sum_horizontal(*(_common_units(scale) for scale in _IN_SUMMARY))
    all_there = nw.all_horizontal(*(_enough(scale) for scale in _IN_SUMMARY), ignore_nulls=True)
    summary = nw.when(all_there).then(total * 100.0 / float(COMMON * len(_IN_SUMMARY)))
    return sums.select(*scores, summary.alias(names[SUMMARY]))


def _count(scale: Scale) -> nw.Expr:
    """How many items of the scale are answered."""
    import narwhals as nw

    given = [(~nw.col(answer_column(n)).is_null()).cast(nw.Float64) for n in scale.items]
    return nw.sum_horizontal(*given)


def _above(scale: Scale) -> nw.Expr:
    """Sum of (answer - 1) over the answered items."""
    import narwhals as nw

    return nw.sum_horizontal(*((nw.col(answer_column(n)) - 1.0).fill_null(0.0) for n in scale.items))


def _enough(scale: Scale) -> nw.Expr:
    """At least half of the items are answered."""
    import narwhals as nw

    return nw.col(f"count {scale.code}") * 2.0 >= float(len(scale.items))


def _part(scale: Scale) -> nw.Expr:
    """Numerator of the score; its denominator is ``span`` times the count."""
    import narwhals as nw

    above = nw.col(f"above {scale.code}")
    if scale.kind != "functional":
        return above
    return nw.col(f"count {scale.code}") * float(scale.span) - above


def _divisor(scale: Scale) -> nw.Expr:
    """The count, at least 1: where nothing is answered no score is shown anyway."""
    import narwhals as nw

    count = nw.col(f"count {scale.code}")
    return nw.when(count > 0.0).then(count).otherwise(1.0)


def _percent(scale: Scale) -> nw.Expr:
    return _part(scale) * 100.0 / (_divisor(scale) * float(scale.span))


def _common_units(scale: Scale) -> nw.Expr:
    """The scale's part of the summary, in whole units of 1/180, symptoms turned round."""
    import narwhals as nw

    units = _part(scale) * (nw.lit(float(COMMON // scale.span)) / _divisor(scale))
    return units if scale.higher_is_better else float(COMMON) - units
