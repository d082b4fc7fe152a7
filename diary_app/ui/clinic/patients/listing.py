"""Which patients the list shows, and in which order. Pure; a thousand of them within a frame."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.domain.clinic.patient_list import ALL, ATTENTION, FILTERS, counts, find, sort_by
from diary_app.domain.clinic.patient_row import PatientRow

_ALERTS = "alerts"


class Listing:
    """Rows, and what a person chose: ``filter``, ``text``, ``sort`` and ``way`` (-1: largest first).

    The rows are sorted when they come or when another order is chosen; what is
    typed only picks among them.
    """

    def __init__(self) -> None:
        self.rows: Sequence[PatientRow] = ()
        self.filter, self.text = ALL, ""
        self.sort, self.way = ATTENTION, 1
        self._sorted: list[PatientRow] = []

    def take(self, rows: Sequence[PatientRow]) -> None:
        """Other rows; those that are as before stay the same objects: nothing is made anew of them."""
        before = {row.participant: row for row in self.rows}
        self.rows = [old if (old := before.get(row.participant)) == row else row for row in rows]
        self._sort()

    def _sort(self) -> None:
        self._sorted = sort_by(self.rows, self.sort, descending=self.way < 0)

    def press_head(self, column: str) -> None:
        """Sort by a column; once more: the other way round. Alerts sort by who needs attention."""
        key = ATTENTION if column == _ALERTS else column
        self.way = -self.way if key == self.sort else 1
        self.sort = key
        self._sort()

    @property
    def head(self) -> str:
        """The column that it is sorted by."""
        return _ALERTS if self.sort == ATTENTION else self.sort

    @property
    def shown(self) -> list[PatientRow]:
        """What the list shows."""
        return find(filter(FILTERS[self.filter], self._sorted), self.text)

    def counts(self) -> dict[str, int]:
        """How many each filter would show."""
        return counts(self.rows)
