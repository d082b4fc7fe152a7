"""``report``: the visit summary as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from diary_app.cli.call import Call, day_of
from diary_app.cli.shared import command
from diary_app.common.paths import in_full


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "report")(report)


def report(
    call: Call,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE.pdf", help="Where the PDF goes.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Only about days up to this one.")] = None,
    notes: Annotated[bool, typer.Option("--notes", help="With the notes that were typed in.")] = False,
) -> None:
    """Make the visit summary, in the language of --lang."""
    day = day_of("on", on)
    path = in_full(Path(out))
    with call.open() as opened:
        from diary_app.services.reporting import Part

        parts = frozenset(part for part in Part if notes or part is not Part.NOTES)
        request = opened.reporting.request(call.participant, on=day, language=call.language, parts=parts)
        opened.reporting.make_pdf(request, path, writer=call.writer(opened))
    call.show({"file": str(path)}, call.tr("The visit summary was made: {file}", file=path))
