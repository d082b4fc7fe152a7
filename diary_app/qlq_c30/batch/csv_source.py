"""Reading other people's CSV: exactly, and fast where that is safe.

A block of the file without any needed quotation mark, with the right number
of commas and no stray carriage return means the same to every reader: Polars
takes it. From the first block that is not so plain, Python's ``csv`` reader
in strict mode takes over. Carried cells are text throughout.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Literal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.batch.block import Block, BrokenRow
from diary_app.qlq_c30.batch.quotation import without_needless_marks
from diary_app.qlq_c30.batch.strict_csv import StrictRows

if TYPE_CHECKING:
    import polars as pl

BLOCK_BYTES = 16_000_000
BLOCK_ROWS = 100_000
_BOM = b"\xef\xbb\xbf"


class CsvSource:
    """A UTF-8 CSV file (with or without BOM) whose first record names the columns."""

    place: Literal["line", "row"] = "line"

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self.size = file.seek(0, io.SEEK_END)
        file.seek(0)
        begin = len(_BOM) if file.read(len(_BOM)) == _BOM else 0
        header = StrictRows(file, name, begin, 1)
        self.names: Sequence[str] = next(iter(header), (1, []))[1]
        check_header(self.names, name)
        self.columns: Sequence[str] = [f"c{i}" for i in range(len(self.names))]
        self._begin = begin + header.read
        self._line = header.line

    def blocks(self, items: Collection[str]) -> Iterator[Block]:
        """All rows in order. Raises ``DoesNotFit`` for what is not CSV in UTF-8."""
        begin, line = self._begin, self._line
        while data := self._whole_lines(begin):
            frame = self._plain_frame(data, items)
            if frame is None:
                yield from self._strict_blocks(begin, line)
                return
            begin += len(data)
            yield Block(frame, range(line, line + frame.height), (), begin)
            line += frame.height
        if begin == self._begin:
            yield Block(self._text_frame([]), (), (), begin)

    def _whole_lines(self, begin: int) -> bytes:
        """About ``BLOCK_BYTES`` from ``begin``, up to the end of a line or of the file."""
        self._file.seek(begin)
        data = self._file.read(BLOCK_BYTES)
        return data + self._file.readline() if len(data) == BLOCK_BYTES else data

    def _plain_frame(self, data: bytes, items: Collection[str]) -> pl.DataFrame | None:
        """The block through Polars, or None where only the strict reader is safe."""
        import polars as pl

        rows = data.count(b"\n") + (not data.endswith(b"\n"))
        bare = without_needless_marks(data)
        if bare is None or not self._is_plain(bare, rows):
            return None
        for answers in (pl.Int8(), pl.String()):
            schema = {name: answers if name in items else pl.String() for name in self.columns}
            try:
                frame = pl.read_csv(bare, has_header=False, schema=schema, quote_char=None)
            except pl.exceptions.PolarsError:
                continue  # an answer that is no small whole number, or rows of unequal length
            return frame if frame.height == rows else None
        return None

    def _is_plain(self, data: bytes, rows: int) -> bool:
        if data.count(b",") != (len(self.columns) - 1) * rows or data.count(b"\r") != data.count(b"\r\n"):
            return False
        if b"\0" in data:
            return False
        try:
            return data.isascii() or bool(data.decode("utf-8"))
        except UnicodeDecodeError:
            return False  # the strict reader names the line

    def _strict_blocks(self, begin: int, line: int) -> Iterator[Block]:
        source = StrictRows(self._file, self._name, begin, line)
        rows: list[list[str]] = []
        lines: list[int] = []
        broken: list[BrokenRow] = []
        for start, row in source:
            if len(row) == len(self.columns):
                rows.append(row)
                lines.append(start)
            else:
                broken.append(BrokenRow(start, len(row)))
            if len(rows) + len(broken) == BLOCK_ROWS:
                yield Block(self._text_frame(rows), lines, broken, begin + source.read)
                rows, lines, broken = [], [], []
        yield Block(self._text_frame(rows), lines, broken, self.size)

    def _text_frame(self, rows: list[list[str]]) -> pl.DataFrame:
        """Text columns; an empty cell is null."""
        import polars as pl

        cells = zip(*rows, strict=True) if rows else ([] for _ in self.columns)
        named = zip(self.columns, cells, strict=True)
        columns = [pl.Series(name, column, pl.String) for name, column in named]
        empty_is_null = pl.when(pl.all() != "").then(pl.all())
        return pl.DataFrame(columns).select(empty_is_null)


def check_header(names: Sequence[str], name: str) -> None:
    """Refuse a first line that is no list of column names separated by commas."""
    if not names:
        raise DoesNotFit(N_("{name} is empty; its first line must name the columns."), name=name)
    if len(names) == 1 and (names[0].count(";") >= 2 or names[0].count("\t") >= 2):
        raise DoesNotFit(N_("The columns of {name} are not separated by commas."), name=name)
    values = sum(cell.strip() == "" or cell.strip().replace(".", "", 1).isdigit() for cell in names)
    if len(names) >= 10 and 2 * values > len(names):
        raise DoesNotFit(N_("The first line of {name} holds values; it must name the columns."), name=name)
