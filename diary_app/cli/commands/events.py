"""``ae add`` and ``cm add``: adverse events and other medicines."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli import values
from diary_app.cli.call import Call
from diary_app.cli.commands.doses import Note
from diary_app.cli.deciding import given, record
from diary_app.cli.shared import WRITING, command, group

Start = Annotated[str, typer.Option("--date", metavar="DATE", help="The day it began.")]
End = Annotated[str | None, typer.Option(metavar="DATE", help="The day it ended.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    adverse = group("Adverse events, as the clinic grades them.")
    command(adverse, "add", also=WRITING)(add_event)
    app.add_typer(adverse, name="ae")
    medicines = group("Other medicines.")
    command(medicines, "add", also=WRITING)(add_medicine)
    app.add_typer(medicines, name="cm")


def add_event(
    call: Call,
    day: Start,
    term: Annotated[str, typer.Option(metavar="TEXT", help="What it is, in the clinic's words.")],
    grade: Annotated[str, typer.Option(metavar="1-5", help="The clinician's CTCAE grade.")],
    symptom: Annotated[
        str | None, typer.Option(metavar="CODE", help="The plan's symptom that it is the same as.")
    ] = None,
    end: End = None,
    serious: Annotated[
        str | None, typer.Option(metavar="yes|no", help="Is it serious after ICH E2A?")
    ] = None,
    criteria: Annotated[
        str | None, typer.Option(metavar="CODE,...", help="Why it is serious; one or several.")
    ] = None,
    relation: Annotated[
        str | None,
        typer.Option(
            metavar="not_related|unlikely|possible|related", help="Is it related to the study drug?"
        ),
    ] = None,
    action: Annotated[
        str | None, typer.Option(metavar="CODE", help="What was done with the study drug.")
    ] = None,
    outcome: Annotated[
        str | None, typer.Option(metavar="CODE", help="How it ended, or where it stands.")
    ] = None,
    note: Note = None,
) -> None:
    """Record an adverse event."""
    graded = values.number(grade)
    fields = given(term=term, grade=graded, symptom=symptom, end=end, relation=relation, action=action)
    fields |= given(outcome=outcome, serious=values.flag(serious), criteria=values.codes(criteria))
    record(call, day, fields, note, lambda visits: visits.add_adverse_event)


def add_medicine(
    call: Call,
    day: Start,
    name: Annotated[str, typer.Option(metavar="TEXT", help="Which medicine.")],
    dose: Annotated[str | None, typer.Option(metavar="TEXT", help="How much and how often.")] = None,
    route: Annotated[str | None, typer.Option(metavar="TEXT", help="How it is taken.")] = None,
    indication: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is taken for.")] = None,
    end: End = None,
    note: Note = None,
) -> None:
    """Record another medicine."""
    fields = given(name=name, dose=dose, route=route, indication=indication, end=end)
    record(call, day, fields, note, lambda visits: visits.add_medication)
