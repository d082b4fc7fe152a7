"""Reading Parquet in slices of rows, with the types the file gives."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
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
        with self._reading():
            self._table = pl.scan_parquet(path, glob=False)
            self.names: Sequence[str] = self._table.collect_schema().names()
            self.size: int = self._table.select(pl.len()).collect().item()
        self.columns: Sequence[str] = self.names

    def blocks(self, items: Collection[str]) -> Iterator[Block]:  # noqa: ARG002 - the file has its types
        """All rows in order. Raises ``DoesNotFit`` for a damaged file."""
        for begin in range(0, max(self.size, 1), SLICE_ROWS):
            with self._reading():
                frame = self._table.slice(begin, SLICE_ROWS).collect()
            yield Block(frame, range(begin + 1, begin + 1 + frame.height), (), begin + frame.height)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn every way in which Polars fails on a damaged file into one sentence."""
        import polars as pl

        try:
            with _silent_stderr():
                yield
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise DoesNotFit(N_("{name} is not a readable Parquet file."), name=self._name) from error


@contextmanager
def _silent_stderr() -> Iterator[None]:
    """Keep from the terminal what the decoder's threads print there when a damaged page stops them."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without a console has none to keep silent
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
