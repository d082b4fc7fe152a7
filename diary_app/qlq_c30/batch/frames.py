"""Scoring a data frame of any library that Narwhals knows (Polars, pandas, PyArrow, Modin, cuDF)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diary_app.qlq_c30.batch.answers import read_answers
from diary_app.qlq_c30.batch.columns import DEFAULT_ITEMS, item_columns, output_columns
from diary_app.qlq_c30.batch.expressions import score_columns
from diary_app.qlq_c30.batch.refusals import RefusedCell
from diary_app.qlq_c30.items import item, missing_marks

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrameT


def score_frame(
    frame: IntoDataFrameT,
    *,
    items: str = DEFAULT_ITEMS,
    prefix: str = "",
    missing: Iterable[str] = (),
    keep_items: bool = False,
) -> IntoDataFrameT:
    """``frame`` without its item columns and with the 16 scores; the same kind of frame, rows in order.

    ``items`` is the pattern of the item columns, ``prefix`` goes before the
    score names, ``missing`` are marks such as "9"; ``keep_items`` keeps the
    item columns. Scores are Float64 (0 to 100, unrounded), null or NaN where
    there is none. Raises ``DoesNotFit`` naming row (from 1), column and value
    of the first cell that is no answer. A lazy frame is collected by its
    owner first.
    """
    import narwhals as nw

    whole = nw.from_native(frame, eager_only=True)
    columns = item_columns(whole.columns, items)
    carried = [name for name in whole.columns if keep_items or name not in set(columns.values())]
    names = output_columns(carried, prefix)
    answers, bad = read_answers(whole, columns, missing_marks(missing))
    if bad:
        cell = bad[0]
        raise RefusedCell(cell.row + 1, columns[cell.n], cell.value, item(cell.n).highest).error("row")
    scores = score_columns(answers, names)
    scored = whole.with_columns(*(scores[name] for name in names.values()))
    return scored.select(*carried, *names.values()).to_native()
