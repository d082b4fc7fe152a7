"""The log as a table: a row an entry, the action in the colour of its kind; long words are cut here."""

from __future__ import annotations

from diary_app.domain.protocol import Protocol
from diary_app.services.clinic.log_view import LogRow
from diary_app.ui.clinic.log.words import cells, heads
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Cell, CellChip, Column, Row
from diary_app.ui.widgets.table import Table

_KEYS = ("time", "who", "action", "record", "changed", "reason")
_MOST = {"record": 28, "changed": 60, "reason": 40}
"""Characters of a cell; the whole of it stands in the value's life, and is what a screen reader hears."""
_GIVES = frozenset({"changed", "reason"})


def log_table(kit: Kit, plan: Protocol) -> Table[LogRow]:
    """The list of entries."""

    def row_of(row: LogRow) -> Row:
        told = cells(kit, row, plan)
        return tuple(
            Cell(chips=(CellChip(told.action, told.chip),))
            if key == "action"
            else _cell(key, text, strong=key == "record")
            for key, text in zip(_KEYS, told.texts(), strict=True)
        )

    columns = [
        Column(key, head, sorts=False, gives=key in _GIVES)
        for key, head in zip(_KEYS, heads(kit), strict=True)
    ]
    return Table(kit, kit.tr("Entries of the log"), columns, row_of, lambda row: row.id)


def _cell(key: str, text: str, *, strong: bool) -> Cell:
    line = " ".join(text.split())
    most = _MOST.get(key, len(line))
    short = line if len(line) <= most else line[: most - 1].rstrip() + "\u2026"
    return Cell(short, strong=strong, tone="ink-2" if key == "reason" else "ink", spoken=line)
