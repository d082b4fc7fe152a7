"""One public function for the data frames of several libraries."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.batch import score_frame
from diary_app.qlq_c30.scales import CODES

from .oracle import FORMS, scores
from .table_files import ITEMS, close


def polars_frames() -> dict[str, pl.DataFrame]:
    table = pl.read_csv(FORMS)
    items = pl.col(ITEMS)
    return {
        "whole numbers": table,
        "small": table.with_columns(items.cast(pl.Int8)),
        "floats": table.with_columns(items.cast(pl.Float64).fill_null(float("nan"))),
        "text": table.with_columns(items.cast(pl.String).fill_null("NA")),
        "2.0": table.with_columns(items.cast(pl.Float64).cast(pl.String)),
        "objects": table.with_columns(
            pl.Series(name, table[name].to_list(), dtype=pl.Object) for name in ITEMS[:2]
        ),
    }


def check(rows: list[dict[str, Any]]) -> None:
    wanted = scores()
    assert list(rows[0]) == ["id", *CODES]
    assert [row["id"] for row in rows] == list(wanted)
    for row in rows:
        plain = {code: None if row[code] is None or row[code] != row[code] else row[code] for code in CODES}
        assert close(plain, wanted[row["id"]]), row["id"]


@pytest.mark.parametrize("kind", polars_frames())
def test_polars(kind: str) -> None:
    found = score_frame(polars_frames()[kind])
    assert isinstance(found, pl.DataFrame)
    check(found.to_dicts())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["numbers", "Int64", "text", "category", "objects"])
def test_pandas(kind: str) -> None:
    pd = pytest.importorskip("pandas")
    table = pd.read_csv(FORMS, dtype=str if kind in ("text", "category") else None)
    table.index = table.index * 3 + 7
    if kind in ("Int64", "category", "objects"):
        table = table.astype(dict.fromkeys(ITEMS, "object" if kind == "objects" else kind))
    found = score_frame(table)
    assert isinstance(found, pd.DataFrame)
    assert list(found.index) == list(table.index)
    check(found.to_dict("records"))


def test_pyarrow() -> None:
    pa = pytest.importorskip("pyarrow")
    found = score_frame(pl.read_csv(FORMS).to_arrow())
    assert isinstance(found, pa.Table)
    check(found.to_pylist())


def test_the_frame_itself_is_left_alone() -> None:
    table = pl.read_csv(FORMS)
    before = table.clone()
    score_frame(table)
    assert table.equals(before)


def test_items_can_be_kept_and_scores_prefixed() -> None:
    found = score_frame(pl.read_csv(FORMS), keep_items=True, prefix="s_")
    assert found.columns == ["id", *ITEMS, *(f"s_{code}" for code in CODES)]


def test_marks_patterns_and_misfits() -> None:
    table = pl.DataFrame({f"C30_Q{n}": [2, 9] for n in range(1, 31)})
    assert score_frame(table, items="C30_Q{n}", missing=["9"])["PF2"].to_list()[1] is None
    with pytest.raises(
        DoesNotFit, match="Row 2, column C30_Q1: 9 is no answer; whole numbers from 1 to 4 fit"
    ):
        score_frame(table, items="C30_Q{n}")


def test_true_is_no_answer() -> None:
    table = pl.DataFrame({name: [True] for name in ITEMS})
    with pytest.raises(DoesNotFit, match="Row 1, column q1: True is no answer"):
        score_frame(table)
