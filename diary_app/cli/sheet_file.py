"""The CSV file of a diary sheet that was typed in from paper."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diary_app.cli import values
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.paper import PaperRef
from diary_app.domain.clinic.paper_sheet import MAYBE, columns

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore

DAY = "day"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``cells`` as ``paper_sheet`` names them; ``days``: how many rows; ``columns``: those of the file."""

    cells: dict[str, Any]
    days: int
    columns: tuple[str, ...]


def read(text: str) -> Sheet:
    """The sheet in a file's text; its rows are days 1, 2, 3 ... in order."""
    rows = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    named = [name.strip() for name in rows[0]] if rows else []
    if not named or named[0] != DAY or len(set(named)) < len(named):
        raise DoesNotFit(N_("The first line names the columns: day, dose, time, bp and the symptoms' codes."))
    cells: dict[str, Any] = {}
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(named) or row[0].strip() != str(number):
            raise DoesNotFit(N_("Line {line}: day {day} with one cell for each column fits."),
                             line=number + 1, day=number)  # fmt: skip
        for name, cell in zip(named[1:], row[1:], strict=True):
            cells[f"{number}.{name}"] = values.number(cell.strip()) if cell.strip() else None
    return Sheet(cells, len(rows) - 1, tuple(named[1:]))


def head(opened: OpenedStore, ref: PaperRef) -> list[str]:
    """The columns that a participant's sheet may have, by the plan of its first day."""
    opened.paper.view(ref)  # refuses what is no paper of a clinic's store
    return [DAY, *_columns(opened, ref)]


def refuse_missing(opened: OpenedStore, ref: PaperRef, sheet: Sheet) -> None:
    """Refuse a file without a column that every sheet has, naming all that are missing."""
    missing = [each for each in _columns(opened, ref) if each not in (*sheet.columns, *MAYBE)]
    if missing:
        raise DoesNotFit(
            N_("The first line of the file lacks: {columns}. --template prints the whole line."),
            columns=", ".join(missing),
        )


def _columns(opened: OpenedStore, ref: PaperRef) -> tuple[str, ...]:
    return columns(opened.opened.diary(ref.participant).protocol_on(ref.day))
