"""A piece of a table on its way through: what every source gives and every step takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row with too few or too many cells: its line and how many it has."""

    line: int
    cells: int


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows: ``lines[i]`` is where row ``i`` of ``frame`` begins in the file.

    ``done`` counts what has been read so far, in the unit of the source's ``size``.
    """

    frame: pl.DataFrame
    lines: Sequence[int]
    broken: Sequence[BrokenRow]
    done: int


class Source(Protocol):
    """A table in a file, read in blocks.

    ``names`` are the columns as the file calls them; the frames of ``blocks``
    call column ``i`` ``columns[i]``. ``place`` says what a line number counts.
    """

    names: Sequence[str]
    columns: Sequence[str]
    place: Literal["line", "row"]
    size: int

    def blocks(self, items: Collection[str]) -> Iterator[Block]:
        """The rows in order; ``items`` are the frame columns that hold answers."""
