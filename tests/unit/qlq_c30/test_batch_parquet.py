from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.batch import parquet_source, score_file
from diary_app.qlq_c30.scales import CODES

from .oracle import FORMS, scores
from .table_files import ITEMS, close, numbers, put, rows_of

TYPES: dict[str, Any] = {
    "int8": pl.Int8, "int64": pl.Int64, "uint8": pl.UInt8, "float32": pl.Float32, "float64": pl.Float64,
    "text": pl.String, "category": pl.Categorical, "decimal": pl.Decimal(10, 2),
}  # fmt: skip


def forms(dtype: Any = pl.Int8) -> pl.DataFrame:
    table = pl.read_csv(FORMS)
    if dtype == pl.Categorical:
        return table.with_columns(pl.col(ITEMS).cast(pl.String).cast(dtype))
    return table.with_columns(pl.col(ITEMS).cast(dtype))


def matches(rows: list[dict[str, Any]]) -> bool:
    wanted = scores()
    return [row["id"] for row in rows] == list(wanted) and all(close(row, wanted[row["id"]]) for row in rows)


@pytest.mark.parametrize("kind", TYPES)
def test_the_thousand_forms_match_in_every_type(tmp_path: Path, kind: str) -> None:
    forms(TYPES[kind]).write_parquet(tmp_path / "in.parquet")
    score_file(tmp_path / "in.parquet", tmp_path / "out.parquet")
    found = pl.read_parquet(tmp_path / "out.parquet")
    assert found.columns == ["id", *CODES]
    assert set(found.dtypes[1:]) == {pl.Float64}
    assert matches(found.to_dicts())


@pytest.mark.slow
def test_slices_of_rows_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms().write_parquet(tmp_path / "in.parquet")
    monkeypatch.setattr(parquet_source, "SLICE_ROWS", 300)
    score_file(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert matches(pl.read_parquet(tmp_path / "out.parquet").to_dicts())


def test_from_csv_to_parquet_and_back(tmp_path: Path) -> None:
    score_file(FORMS, tmp_path / "out.parquet")
    assert matches(pl.read_parquet(tmp_path / "out.parquet").to_dicts())
    forms().write_parquet(tmp_path / "in.parquet")
    score_file(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert matches([{"id": row["id"], **numbers(row)} for row in rows_of(tmp_path / "out.csv")])


def test_nan_and_null_are_missing(tmp_path: Path) -> None:
    cells = {name: [2.0, 2.0] for name in ITEMS}
    cells["q8"] = [float("nan"), None]  # type: ignore[list-item]
    pl.DataFrame(cells).write_parquet(tmp_path / "in.parquet")
    score_file(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet")["DY"].to_list() == [None, None]


def test_an_item_that_nobody_answered_may_have_no_type(tmp_path: Path) -> None:
    cells: dict[str, Any] = {name: [2] for name in ITEMS} | {"q8": [None]}
    pl.DataFrame(cells).write_parquet(tmp_path / "in.parquet")
    score_file(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet").row(0, named=True)["DY"] is None


def test_carried_columns_keep_their_types(tmp_path: Path) -> None:
    carried = {"n": [7, None], "day": [date(2026, 1, 5), None], "list": [[1, 2], []], "text": ["007", ""]}
    pl.DataFrame(carried | {name: [2, 2] for name in ITEMS}).write_parquet(tmp_path / "in.parquet")
    score_file(tmp_path / "in.parquet", tmp_path / "out.parquet")
    found = pl.read_parquet(tmp_path / "out.parquet").select(*carried)
    assert found.equals(pl.DataFrame(carried))
    with pytest.raises(DoesNotFit, match="CSV cannot hold the values of column list"):
        score_file(tmp_path / "in.parquet", tmp_path / "out.csv")


BAD: dict[str, tuple[Any, str]] = {
    "too high": (8, "8"), "zero": (0, "0"), "half": (2.5, "2.5"), "text": ("x", "'x'"),
    "true": (True, "True"), "date": (date(2026, 1, 5), "2026-01-05"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_does_not_fit_is_named_with_row_column_and_value(tmp_path: Path, what: str) -> None:
    value, shown = BAD[what]
    column = pl.Series("q3", [None, value])
    table = pl.DataFrame({name: [2, 2] for name in ITEMS}).with_columns(column)
    table.write_parquet(tmp_path / "in.parquet")
    with pytest.raises(DoesNotFit, match=f"^Row 2, column q3: {shown} is no answer"):
        score_file(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_rejects_names_rows(tmp_path: Path) -> None:
    pl.DataFrame({name: [2, 2, 8] for name in ITEMS}).write_parquet(tmp_path / "in.parquet")
    summary = score_file(tmp_path / "in.parquet", tmp_path / "out.parquet", rejects=tmp_path / "bad.csv")
    assert (summary.scored, summary.rejected, pl.read_parquet(tmp_path / "out.parquet").height) == (2, 1, 2)
    assert {row["row"] for row in rows_of(tmp_path / "bad.csv")} == {"3"}
    assert len(rows_of(tmp_path / "bad.csv")) == 28 + 2


def test_no_rows_give_no_rows(tmp_path: Path) -> None:
    forms().clear().write_parquet(tmp_path / "in.parquet")
    assert score_file(tmp_path / "in.parquet", tmp_path / "out.parquet").rows == 0
    assert pl.read_parquet(tmp_path / "out.parquet").columns == ["id", *CODES]


def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    forms().write_parquet(tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    flipped = bytearray(whole)
    flipped[-40:-8] = bytes(32)
    for content in (
        b"",
        b"PAR1",
        b"id,q1\n",
        whole[:-1],
        whole[: len(whole) // 2],
        bytes(flipped),
        b"PAR1" * 9,
    ):
        put(tmp_path / "in.parquet", content)
        with pytest.raises(DoesNotFit, match=r"in\.parquet is not a readable Parquet file") as caught:
            score_file(tmp_path / "in.parquet", tmp_path / "out.csv")
        assert "\n" not in str(caught.value)
    assert not (tmp_path / "out.csv").exists()


def test_a_decoder_that_panics_is_one_sentence_and_prints_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Polars' threads print their panic to file descriptor 2 before Python hears of it."""

    def panic(*_: object, **__: object) -> pl.DataFrame:
        os.write(2, b"thread panicked\n")
        raise pl.exceptions.PanicException("page is damaged")

    forms().write_parquet(tmp_path / "in.parquet")
    monkeypatch.setattr(pl.LazyFrame, "collect", panic)
    with pytest.raises(DoesNotFit, match="not a readable Parquet file"):
        score_file(tmp_path / "in.parquet", tmp_path / "out.csv")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"
