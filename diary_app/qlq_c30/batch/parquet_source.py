"""Reading Parquet in slices of rows, with the types the file gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.batch.block import Block

SLICE_ROWS = 250_000


class ParquetSource:
    """A Parquet file; rows are counted from 1."""

    place: Literal["line", "row"] = "row"

    def __init__(self, path: Path) -> None:
        import polars as pl

        self._name = path.name
        try:
            self._table = pl.scan_parquet(path, glob=False)
            self.names: Sequence[str] = self._table.collect_schema().names()
            self.size: int = self._table.select(pl.len()).collect().item()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self._broken() from error
        self.columns: Sequence[str] = self.names

    def blocks(self, items: Collection[str]) -> Iterator[Block]:  # noqa: ARG002 - the file has its types
        """All rows in order. Raises ``DoesNotFit`` for a damaged file."""
        import polars as pl

        for begin in range(0, max(self.size, 1), SLICE_ROWS):
            try:
                frame = self._table.slice(begin, SLICE_ROWS).collect()
            except (pl.exceptions.PolarsError, OSError) as error:
                raise self._broken() from error
            yield Block(frame, range(begin + 1, begin + 1 + frame.height), (), begin + frame.height)

    def _broken(self) -> DoesNotFit:
        return DoesNotFit(N_("{name} is not a readable Parquet file."), name=self._name)
