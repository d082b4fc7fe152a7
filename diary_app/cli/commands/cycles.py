"""``cycle start``, ``delay``, ``hold``, ``resume`` and ``stop``: the clinic's decisions about when."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli import values
from diary_app.cli.call import Call
from diary_app.cli.commands.doses import Day, Note
from diary_app.cli.deciding import decide, given_day, level
from diary_app.cli.shared import WRITING, command, group

Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    cycles = group("Cycle starts and holds, as decided by the clinic.")
    command(cycles, "start", also=WRITING)(start)
    command(cycles, "delay", also=WRITING)(delay)
    command(cycles, "hold", also=WRITING)(hold)
    command(cycles, "resume", also=WRITING)(resume)
    app.add_typer(cycles, name="cycle")
    command(app, "stop", also=WRITING)(stop)


def start(
    call: Call,
    day: Day,
    mg: Annotated[str, typer.Option(metavar="N", help="Dose level in mg a day.")],
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Needed for going back up.")] = None,
    note: Note = None,
) -> None:
    """Log the start of a cycle."""
    given = values.number(mg)
    call.write({"kind": "cycle_start", "day": day, "mg": given, "reason": reason, "note": note})


def delay(
    call: Call,
    day: Day,
    reason: Why,
    mg: Annotated[str | None, typer.Option(metavar="N", help="Default: the dose level in force.")] = None,
    note: Note = None,
) -> None:
    """Let the next cycle begin on a later day than told or planned."""
    on, given = given_day(day), level(mg)
    decide(
        call, lambda visits, how: visits.delay_cycle(call.participant, on, reason, mg=given, note=note, **how)
    )


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


def resume(
    call: Call,
    day: Annotated[str, typer.Option("--date", metavar="DATE", help="The first day with capsules again.")],
    reason: Why,
) -> None:
    """End a pause of the capsules."""
    on = given_day(day)
    decide(call, lambda visits, how: visits.end_hold(call.participant, on, reason, **how))


def stop(
    call: Call,
    day: Annotated[str, typer.Option("--date", metavar="DATE", help="The first day without treatment.")],
    reason: Why,
    note: Note = None,
) -> None:
    """Log that treatment was stopped for good."""
    on = given_day(day)
    decide(call, lambda visits, how: visits.stop(call.participant, on, reason, note=note, **how))
