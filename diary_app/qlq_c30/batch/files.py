"""Scoring a whole file: CSV or Parquet in, CSV or Parquet out, all or nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.common.outputs import CSV, PARQUET, checked_output
from diary_app.qlq_c30.batch.answers import read_answers
from diary_app.qlq_c30.batch.block import Block, Source
from diary_app.qlq_c30.batch.columns import DEFAULT_ITEMS, item_columns, output_columns
from diary_app.qlq_c30.batch.csv_source import CsvSource
from diary_app.qlq_c30.batch.expressions import score_columns
from diary_app.qlq_c30.batch.parquet_source import ParquetSource
from diary_app.qlq_c30.batch.refusals import RefusedCell, RefusedRow
from diary_app.qlq_c30.batch.replacing import Replacement
from diary_app.qlq_c30.batch.sinks import CsvSink, ParquetSink, Sink, csv_line
from diary_app.qlq_c30.items import item, missing_marks

if TYPE_CHECKING:
    import polars as pl

KINDS = (".csv", ".parquet")

Progress = Callable[[int, int], None]
"""Called with how much is read and how much there is, in one unit."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows the file has, how many were scored and written, how many left out; where it went."""

    rows: int
    scored: int
    rejected: int
    out: Path


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which columns of the blocks are items and which are carried, in the file's order, and all names."""

    items: Mapping[int, str]
    item_names: Mapping[int, str]
    carried: Mapping[str, str]
    scores: Mapping[str, str]
    marks: frozenset[str]
    keep_items: bool


def score_file(
    source: str | Path,
    out: str | Path,
    *,
    items: str = DEFAULT_ITEMS,
    prefix: str = "",
    missing: Iterable[str] = (),
    keep_items: bool = False,
    rejects: str | Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Score every row of ``source`` into ``out``; the kind of each goes by its extension.

    All columns that are not items are carried through unchanged (in CSV as
    text), the items too with ``keep_items``; then come the 16 scores in the
    order of ``scales.CODES``, unrounded, blank where there is none. ``items``
    is the pattern of the item columns, ``missing`` are marks such as "9".

    The first value that does not fit stops the run with ``DoesNotFit``
    (line, column, value); with ``rejects`` those rows are left out and each
    bad cell is listed in that CSV file instead. An existing ``out`` is
    replaced whole; on any failure nothing is written. ``NotSaved`` where the
    disk refuses. ``source`` itself is never overwritten.
    """
    source, out = Path(source), Path(out)
    listed = None if rejects is None else Path(rejects)
    _check_paths(source, out, listed)
    with _opened(source) as table, ExitStack() as stack:
        plan = _plan(table, items, prefix, missing, keep_items)
        target = stack.enter_context(Replacement(out))
        sink = _sink(target, out, plan)
        reject_list = None if listed is None else stack.enter_context(Replacement(listed))
        summary = _run(table, plan, sink, reject_list, progress, out)
        sink.finish()
        if reject_list is not None:
            reject_list.commit()
        target.commit()
    return summary


def _run(
    table: Source,
    plan: _Plan,
    sink: Sink,
    reject_list: Replacement | None,
    progress: Progress | None,
    out: Path,
) -> Summary:
    rows = rejected = 0
    if reject_list is not None:
        reject_list.write(csv_line((table.place, "column", "value", "reason")))
    for block in table.blocks(() if plan.keep_items else tuple(plan.items.values())):
        frame, refused = _score_block(block, plan, len(table.names))
        if refused and reject_list is None:
            raise refused[0].error(table.place)
        for one in refused:
            assert reject_list is not None
            reject_list.write(csv_line(one.listed()))
        sink.add(frame)
        rows += len(block.lines) + len(block.broken)
        rejected += len({one.at for one in refused})
        if progress is not None:
            progress(block.done, table.size)
    return Summary(rows, rows - rejected, rejected, out)


def _score_block(
    block: Block, plan: _Plan, columns: int
) -> tuple[pl.DataFrame, Sequence[RefusedCell | RefusedRow]]:
    """The good rows with their scores, and what is wrong with the others, in the order of the file."""
    import narwhals as nw
    import polars as pl

    answers, bad = read_answers(nw.from_native(block.frame, eager_only=True), plan.items, plan.marks)
    scores = score_columns(answers, plan.scores).to_native()
    frame = pl.DataFrame([*(block.frame[column] for column in plan.carried), *scores])
    if bad:
        frame = frame.filter(~pl.int_range(pl.len()).is_in(sorted({cell.row for cell in bad})))
    order = list(plan.items)
    refused: list[RefusedCell | RefusedRow] = [
        RefusedCell(block.lines[cell.row], plan.item_names[cell.n], cell.value, item(cell.n).highest)
        for cell in sorted(bad, key=lambda cell: (cell.row, order.index(cell.n)))
    ]
    refused += [RefusedRow(row.line, row.cells, columns) for row in block.broken]
    return frame, sorted(refused, key=lambda one: one.at)


def _plan(table: Source, items: str, prefix: str, missing: Iterable[str], keep_items: bool) -> _Plan:
    found = item_columns(table.names, items)
    item_of = {name: n for n, name in found.items()}
    named = list(zip(table.names, table.columns, strict=True))
    columns = {item_of[name]: column for name, column in named if name in item_of}
    carried = {column: name for name, column in named if keep_items or name not in item_of}
    scores = output_columns(list(carried.values()), prefix)
    return _Plan(columns, found, carried, scores, missing_marks(missing), keep_items)


def _sink(target: Replacement, out: Path, plan: _Plan) -> Sink:
    names = [*plan.carried.values(), *plan.scores.values()]
    if _kind(out) == ".csv":
        return CsvSink(target, names)
    for name, count in Counter(names).items():
        if count > 1:
            raise DoesNotFit(N_("Parquet cannot hold two columns with the name {name}."), name=repr(name))
    return ParquetSink(target, names)


@contextmanager
def _opened(path: Path) -> Iterator[Source]:
    """The table in ``path``; what cannot be read becomes one sentence."""
    try:
        if _kind(path) == ".parquet":
            yield ParquetSource(path)
        else:
            with path.open("rb") as file:
                yield CsvSource(file, path.name)
    except OSError as error:
        raise DoesNotFit(
            N_("{name} cannot be read: {why}."), name=path.name, why=error.strerror or str(error)
        ) from error


def _kind(path: Path) -> str:
    return path.suffix.lower()


def _check_paths(source: Path, out: Path, rejects: Path | None) -> None:
    """Refuse what can be seen to be wrong before anything is read or written."""
    for path in (source, out):
        if _kind(path) not in KINDS:
            raise DoesNotFit(
                N_("{name} does not say what it is; names ending in .csv or .parquet fit."), name=path.name
            )
    if not source.exists():
        raise DoesNotFit(N_("There is no file {path}."), path=source)
    if not source.is_file():
        raise DoesNotFit(N_("{path} is not a file."), path=source)
    targets = [out] if rejects is None else [out, rejects]
    for target in targets:
        if os.path.isdir(target):
            raise DoesNotFit(N_("{path} is a folder; a file name is needed."), path=target)
        if not os.path.isdir(target.parent):
            raise DoesNotFit(N_("There is no folder {path}."), path=target.parent)
        checked_output(target, CSV if target is rejects or _kind(target) == ".csv" else PARQUET)
        if _same(source, target):
            raise DoesNotFit(N_("{path} holds the answers; choose another name to write to."), path=target)
    if rejects is not None and _same(out, rejects):
        raise DoesNotFit(N_("The scores and the reject list need two names."))


def _same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.realpath(one) == os.path.realpath(other)
