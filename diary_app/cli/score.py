"""``diary-app score``: a file of forms in, the same rows with their scores out. Opens no diary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from diary_app.cli.call import Call
from diary_app.cli.shared import command
from diary_app.common.i18n import Translator
from diary_app.qlq_c30.batch.columns import DEFAULT_ITEMS
from diary_app.qlq_c30.batch.files import Progress, Summary, score_file

LONG_FILE = 5_000_000
"""Bytes from which a progress bar is worth showing."""


def register(app: typer.Typer) -> None:
    """Add the command ``score`` to ``app``."""
    command(app, "score", also={})(score)


def score(
    call: Call,
    source: Annotated[Path, typer.Argument(metavar="IN", help="CSV or Parquet file with one form a row.")],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="CSV or Parquet file to write.")],
    items: Annotated[
        str, typer.Option(metavar="PATTERN", help='The item columns, such as "C30_Q{n}".')
    ] = DEFAULT_ITEMS,
    prefix: Annotated[str, typer.Option(metavar="P", help="Stands before the name of each score.")] = "",
    missing: Annotated[
        str, typer.Option(metavar="LIST", help="Marks of a missing answer, such as 9,99.")
    ] = "",
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Lists rows that do not fit in this CSV file, scores the others."),
    ] = None,
    keep_items: Annotated[bool, typer.Option("--keep-items", help="Write the item columns too.")] = False,
) -> None:
    """Score a file of QLQ-C30 forms: all columns that are no items, then the 16 scores."""
    with _progress(source, call.around.stderr) as progress:
        summary = score_file(
            source,
            out,
            items=items,
            prefix=prefix,
            missing=missing.split(","),
            keep_items=keep_items,
            rejects=rejects,
            progress=progress,
        )
    call.show(_figures(summary), _sentence(summary, call.tr))


def _figures(summary: Summary) -> dict[str, object]:
    return {
        "rows": summary.rows,
        "scored": summary.scored,
        "rejected": summary.rejected,
        "out": str(summary.out),
    }


def _sentence(summary: Summary, tr: Translator) -> str:
    text = tr.plural(
        "{n} form scored, in {out}", "{n} forms scored, in {out}", summary.scored, out=summary.out
    )
    if summary.rejected:
        text += "\n" + tr.plural("{n} row left out", "{n} rows left out", summary.rejected)
    return text


@contextmanager
def _progress(source: Path, stderr: TextIO) -> Iterator[Progress | None]:
    """A bar on standard error, only for a person at a terminal and a long file."""
    if not (stderr.isatty() and source.is_file() and source.stat().st_size >= LONG_FILE):
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(file=stderr), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, size: int) -> None:
            bar.update(task, completed=done, total=size)

        yield show
