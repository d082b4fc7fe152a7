"""Cells of item columns turned into answers, and a list of those that are none.

``items.read_answer`` decides what a cell means. Plain answers are taken by
the column; it is asked only about the few distinct values that are left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.batch.expressions import answer_column
from diary_app.qlq_c30.items import item, read_answer

if TYPE_CHECKING:
    import narwhals as nw


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that is neither an answer nor missing: row (from 0), item, value as found."""

    row: int
    n: int
    value: object


def read_answers(
    frame: nw.DataFrame[Any], columns: Mapping[int, str], missing: Collection[str]
) -> tuple[nw.DataFrame[Any], list[BadCell]]:
    """The item columns as ``q1`` to ``q30`` (Float64, null where missing or bad), and the bad cells.

    ``columns`` maps item number to column; ``missing`` comes from
    ``items.missing_marks``. Bad cells are in the order of the rows, then items.
    """
    import narwhals as nw

    cells = frame.select(*(_plain_type(frame, name).alias(answer_column(n)) for n, name in columns.items()))
    slow = [n for n in columns if cells[answer_column(n)].dtype not in (nw.Float64, nw.String)]
    fast = [n for n in columns if n not in slow]
    odd = cells.select(*(_odd(cells, n).any() for n in fast))
    readers = {n: _Reader(n, cells, bool(odd[answer_column(n)][0]), missing) for n in fast}
    answers = cells.with_columns(*(reader.answers() for reader in readers.values()))
    bad = {n: reader.bad_rows() for n, reader in readers.items()}
    for n in slow:
        series, bad[n] = _one_by_one(cells[answer_column(n)], n, missing)
        answers = answers.with_columns(series)
    found = [BadCell(row, n, frame[columns[n]][row]) for n, rows in bad.items() for row in rows]
    return answers, sorted(found, key=lambda cell: (cell.row, cell.n))


def _plain_type(frame: nw.DataFrame[Any], name: str) -> nw.Expr:
    """Numbers as Float64, categories as text, everything else as it is."""
    import narwhals as nw

    dtype = frame[name].dtype
    if dtype.is_numeric():
        return nw.col(name).cast(nw.Float64)
    if isinstance(dtype, (nw.Categorical, nw.Enum)):
        return nw.col(name).cast(nw.String)
    return nw.col(name)


def _plainly_fits(cells: nw.DataFrame[Any], n: int) -> nw.Expr:
    import narwhals as nw

    fitting = range(1, item(n).highest + 1)
    text = cells[answer_column(n)].dtype == nw.String
    column = nw.col(answer_column(n))
    return column.is_in([str(value) if text else float(value) for value in fitting]).fill_null(False)


def _odd(cells: nw.DataFrame[Any], n: int) -> nw.Expr:
    """Neither null nor plainly an answer."""
    import narwhals as nw

    return ~nw.col(answer_column(n)).is_null() & ~_plainly_fits(cells, n)


class _Reader:
    """One column of text or numbers: what its values mean, asked once for each distinct value.

    A number that is not plainly an answer is none; a text may be another
    spelling of one ("2.0"), so a column with such texts is translated whole.
    """

    def __init__(self, n: int, cells: nw.DataFrame[Any], any_odd: bool, missing: Collection[str]) -> None:
        import narwhals as nw

        self.n = n
        self.cells = cells
        self.column = cells[answer_column(n)]
        self.meanings: dict[Any, float | None] = {}
        self.bad: list[Any] = []
        if any_odd:
            text = self.column.dtype == nw.String
            odd = self.column.fill_null("") if text else cells.filter(_odd(cells, n))[answer_column(n)]
            meanings = {value: self._ask(value, missing) for value in odd.unique().to_list()}
            self.meanings = meanings if text else {}

    def _ask(self, value: object, missing: Collection[str]) -> float | None:
        try:
            answer = read_answer(self.n, value, missing)
        except DoesNotFit:
            self.bad.append(value)
            return None
        return None if answer is None else float(answer)

    def answers(self) -> nw.Expr:
        """The column as Float64, null where missing or bad."""
        import narwhals as nw

        column = nw.col(answer_column(self.n))
        if self.meanings:
            spellings, values = list(self.meanings), list(self.meanings.values())
            return column.fill_null("").replace_strict(spellings, values, return_dtype=nw.Float64)
        answers = nw.when(_plainly_fits(self.cells, self.n)).then(column).cast(nw.Float64)
        return answers.alias(answer_column(self.n))

    def bad_rows(self) -> list[int]:
        """Rows, from 0, whose value is no answer."""
        if not self.bad:
            return []
        return [row for row, bad in enumerate(self.column.is_in(self.bad).to_list()) if bad]


def _one_by_one(column: nw.Series[Any], n: int, missing: Collection[str]) -> tuple[nw.Series[Any], list[int]]:
    """A column of mixed or unusual type, cell by cell: the answers and the bad rows."""
    import narwhals as nw

    answers: list[float | None] = []
    bad: list[int] = []
    for row, value in enumerate(column.to_list()):
        try:
            answer = read_answer(n, value, missing)
        except DoesNotFit:
            answer = None
            bad.append(row)
        answers.append(None if answer is None else float(answer))
    series = nw.new_series(answer_column(n), answers, nw.Float64, backend=column.implementation)
    return series, bad
