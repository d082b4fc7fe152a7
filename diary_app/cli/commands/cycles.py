"""``cycle start`` and ``cycle hold``: the clinic's dose decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli import values
from diary_app.cli.call import Call
from diary_app.cli.commands.doses import Day, Note
from diary_app.cli.shared import WRITING, command, group


def register(app: typer.Typer) -> None:
    """Add the commands."""
    cycles = group("Cycle starts and holds, as decided by the clinic.")
    command(cycles, "start", also=WRITING)(start)
    command(cycles, "hold", also=WRITING)(hold)
    app.add_typer(cycles, name="cycle")


def start(
    call: Call,
    day: Day,
    mg: Annotated[str, typer.Option(metavar="N", help="Dose level in mg a day.")],
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Needed for going back up.")] = None,
    note: Note = None,
) -> None:
    """Log the start of a cycle."""
    level = values.number(mg)
    call.write({"kind": "cycle_start", "day": day, "mg": level, "reason": reason, "note": note})


def hold(
    call: Call,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day held.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="The last day held; else until further notice.")
    ] = None,
    note: Note = None,
) -> None:
    """Log a pause of the capsules."""
    call.write({"kind": "hold", "from": first, "to": last, "reason": reason, "note": note})
