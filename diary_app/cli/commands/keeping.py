"""``rebuild``."""

from __future__ import annotations

import typer

from diary_app.cli.call import Call
from diary_app.cli.shared import STAFF, command


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "rebuild", also=STAFF)(rebuild)


def rebuild(call: Call) -> None:
    """Make all tables anew from the log."""
    with call.open() as opened:
        made = opened.safekeeping.rebuild()
    told = [call.tr("{count} records were made anew from the log.", count=made.records)]
    if made.differed:
        told.append(call.tr("The tables had differed from it."))
    call.show({"records": made.records, "differed": [each.detail for each in made.differed]}, "\n".join(told))
