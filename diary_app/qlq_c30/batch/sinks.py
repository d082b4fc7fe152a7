"""Writing the scored table, as CSV or Parquet, and the list of rejected cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.batch.replacing import Replacement

if TYPE_CHECKING:
    import polars as pl


class Sink(Protocol):
    """Takes blocks with the same columns; ``finish`` writes what is left to write."""

    def add(self, frame: pl.DataFrame) -> None:
        """Take some rows."""

    def finish(self) -> None:
        """All rows are there."""


class CsvSink:
    """UTF-8, no BOM, one header line; floats in full (shortest text that reads back the same)."""

    def __init__(self, target: Replacement, names: Sequence[str]) -> None:
        self._target = target
        target.write(csv_line(names))

    def add(self, frame: pl.DataFrame) -> None:
        """Append rows. Null is an empty cell; text is quoted where it must be."""
        import polars as pl

        for column in frame:
            if column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object):
                raise DoesNotFit(N_("CSV cannot hold the values of column {column}."), column=column.name)
        buffer = io.BytesIO()
        frame.write_csv(buffer, include_header=False)
        self._target.write(buffer.getvalue())

    def finish(self) -> None:
        """Nothing is kept back."""


class ParquetSink:
    """Parquet with the carried columns' own types; held in memory until the end."""

    def __init__(self, target: Replacement, names: Sequence[str]) -> None:
        self._target = target
        self._names = list(names)
        self._frames: list[pl.DataFrame] = []

    def add(self, frame: pl.DataFrame) -> None:
        """Take some rows."""
        frame.columns = self._names
        self._frames.append(frame)

    def finish(self) -> None:
        """Write all rows."""
        import polars as pl

        try:
            pl.concat(self._frames).write_parquet(self._target.file)
        except OSError as error:
            raise self._target.not_saved(error) from error
        except pl.exceptions.ComputeError as error:
            raise self._target.not_saved(OSError(str(error).splitlines()[0])) from error


def csv_line(cells: Sequence[object]) -> bytes:
    """One CSV record."""
    text = io.StringIO()
    returns = any("\r" in str(cell) for cell in cells)  # which Python does not always quote
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL).writerow(
        cells
    )
    return text.getvalue().encode()
