"""``symptom add``, ``bp add``, ``weight`` and ``temperature``."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli import values
from diary_app.cli.call import Call
from diary_app.cli.commands.doses import Day, Note, Time
from diary_app.cli.shared import WRITING, command, group


def register(app: typer.Typer) -> None:
    """Add the commands."""
    symptom = group("Symptoms.")
    command(symptom, "add", also=WRITING)(add_symptoms)
    app.add_typer(symptom, name="symptom")
    pressure = group("Blood pressure.")
    command(pressure, "add", also=WRITING)(add_pressure)
    app.add_typer(pressure, name="bp")
    command(app, "weight", also=WRITING)(weight)
    command(app, "temperature", also=WRITING)(temperature)


def add_symptoms(
    call: Call,
    day: Day,
    severities: Annotated[
        list[str], typer.Argument(metavar="TERM=GRADE...", help="Severity 0 to 4 of the plan's symptoms.")
    ],
    note: Note = None,
) -> None:
    """Record a page of symptoms."""
    graded = values.severities(severities)
    call.write({"kind": "symptom", "day": day, "severities": graded, "note": note})


def add_pressure(
    call: Call,
    day: Day,
    time: Annotated[str, typer.Option(metavar="HH:MM", help="The time on the clock.")],
    readings: Annotated[list[str], typer.Argument(metavar="SYS/DIA...", help="Readings in mmHg, in order.")],
    note: Note = None,
) -> None:
    """Record blood pressure readings."""
    call.write({"kind": "bp", "day": day, "time": time, "readings": readings, "note": note})


def weight(
    call: Call,
    day: Day,
    kg: Annotated[str, typer.Argument(metavar="KG", help="Body weight in kg.")],
    time: Time = None,
    note: Note = None,
) -> None:
    """Record the body weight."""
    call.write({"kind": "weight", "day": day, "time": time, "kg": values.number(kg), "note": note})


def temperature(
    call: Call,
    day: Day,
    celsius: Annotated[str, typer.Argument(metavar="CELSIUS", help="Body temperature in degrees Celsius.")],
    time: Time = None,
    note: Note = None,
) -> None:
    """Record the body temperature."""
    given = values.number(celsius)
    call.write({"kind": "temperature", "day": day, "time": time, "celsius": given, "note": note})
