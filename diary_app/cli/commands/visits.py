"""``visit add``: a visit at the clinic, with all that was recorded there."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli import values
from diary_app.cli.call import Call
from diary_app.cli.commands.doses import Day, Note, Time
from diary_app.cli.deciding import given, record
from diary_app.cli.shared import WRITING, command, group


def register(app: typer.Typer) -> None:
    """Add the commands."""
    visits = group("Visits at the clinic.")
    command(visits, "add", also=WRITING)(add)
    app.add_typer(visits, name="visit")


def add(
    call: Call,
    day: Day,
    time: Time = None,
    ecog: Annotated[str | None, typer.Option(metavar="0-5", help="ECOG performance status.")] = None,
    kg: Annotated[str | None, typer.Option(metavar="KG", help="Body weight in kg.")] = None,
    bp: Annotated[str | None, typer.Option(metavar="SYS/DIA", help="Blood pressure in mmHg.")] = None,
    pulse: Annotated[str | None, typer.Option(metavar="N", help="Pulse, beats a minute.")] = None,
    celsius: Annotated[
        str | None, typer.Option(metavar="N", help="Body temperature in degrees Celsius.")
    ] = None,
    decision: Annotated[
        str | None,
        typer.Option(
            metavar="not_changed|reduced|interrupted|withdrawn", help="What was decided about the dose."
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why; needed where the dose was changed.")
    ] = None,
    response: Annotated[str | None, typer.Option(metavar="CR|PR|SD|PD|NE", help="Tumour response.")] = None,
    next_start: Annotated[
        str | None,
        typer.Option("--next-start", metavar="DATE", help="When the next cycle was to begin, as said there."),
    ] = None,
    progression: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of disease progression.")
    ] = None,
    death: Annotated[str | None, typer.Option(metavar="DATE", help="The day of death.")] = None,
    note: Note = None,
) -> None:
    """Record a visit, past or planned."""
    fields = given(
        time=time,
        ecog=None if ecog is None else values.number(ecog),
        kg=None if kg is None else values.number(kg),
        readings=None if bp is None else [bp],
        pulse=None if pulse is None else values.number(pulse),
        celsius=None if celsius is None else values.number(celsius),
        decision=decision,
        reason=reason,
        response=response,
        next_start=next_start,
        progression=progression,
        death=death,
    )
    record(call, day, fields, note, lambda visits: visits.add_visit)
