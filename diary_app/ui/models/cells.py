"""What a table of the clinic shows: columns, and rows of cells. Plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name and head; ``sorts``: a press on the head sorts.

    ``shortens``: chips that do not fit are counted ("+2") instead of making the column wider.
    ``gives``: where not all columns fit, its words are cut; the tooltip has them whole, and they are spoken.
    """

    key: str
    head: str
    sorts: bool = True
    shortens: bool = False
    gives: bool = False


@dataclass(frozen=True, slots=True)
class CellChip:
    """A chip: its words, its kind (plain, due, overdue, urgent, ok) and its icon, if any."""

    text: str
    kind: str = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a text, a bar before it, chips after it.

    ``part``: how much of the bar is filled, 0 to 1; ``None``: no bar. ``tone``: of
    text and bar, a colour of the token table. ``spoken``: what a screen reader
    hears, where it is more than the text and the chips.
    """

    text: str = ""
    strong: bool = False
    tone: str = "ink"
    part: float | None = None
    chips: tuple[CellChip, ...] = ()
    spoken: str = ""

    @property
    def words(self) -> str:
        """All of it in words."""
        return self.spoken or ", ".join(part for part in (self.text, *(c.text for c in self.chips)) if part)


Row = tuple[Cell, ...]
