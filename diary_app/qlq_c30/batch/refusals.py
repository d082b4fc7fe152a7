"""What is wrong with a cell or a row, as an error sentence and as a line of the reject list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.items import shown

Place = Literal["line", "row"]

_CELL: dict[Place, str] = {
    "line": N_("Line {at}, column {column}: {value} is no answer; whole numbers from 1 to {highest} fit."),
    "row": N_("Row {at}, column {column}: {value} is no answer; whole numbers from 1 to {highest} fit."),
}
_ROW = N_("Line {at} has {cells} cells; the first line names {columns} columns.")


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that is no answer to its item."""

    at: int
    column: str
    value: object
    highest: int

    def error(self, place: Place) -> DoesNotFit:
        """The sentence that stops a run."""
        return DoesNotFit(
            _CELL[place], at=self.at, column=self.column, value=shown(self.value), highest=self.highest
        )

    def listed(self) -> tuple[object, ...]:
        """Line, column, value, reason."""
        reason = f"no answer; whole numbers from 1 to {self.highest} fit"
        return self.at, harmless(self.column), harmless(str(self.value)), reason


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A CSV record with too few or too many cells."""

    at: int
    cells: int
    columns: int

    def error(self, place: Place) -> DoesNotFit:  # noqa: ARG002 - only lines of CSV can be so
        """The sentence that stops a run."""
        return DoesNotFit(_ROW, at=self.at, cells=self.cells, columns=self.columns)

    def listed(self) -> tuple[object, ...]:
        """Line, no column, no value, reason."""
        return self.at, "", "", f"{self.cells} cells where {self.columns} are named"


def harmless(text: str) -> str:
    """``text`` so that no spreadsheet runs it: an apostrophe before a formula's first character.

    Plain numbers such as -1 stay as they are. The reject list is for reading.
    """
    stripped = text.strip()
    if stripped[:1] in tuple("=+-@\t\r＝＋－＠") and not _is_number(stripped):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
