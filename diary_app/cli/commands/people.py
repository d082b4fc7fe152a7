"""``participant add`` and ``participants``: who is in a clinic's store."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from diary_app.cli.call import Call, day_of
from diary_app.cli.deciding import Site, checked_site
from diary_app.cli.shared import STAFF, command, group


def register(app: typer.Typer) -> None:
    """Add the commands."""
    people = group("Participants of a clinic's store.")
    command(people, "add", also=STAFF)(add)
    app.add_typer(people, name="participant")
    command(app, "participants", also=STAFF)(participants)


def add(
    call: Call,
    id: Annotated[str, typer.Argument(metavar="ID", help="The participant's id.")],
    first_dose: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the first dose: cycle 1 begins.")
    ] = None,
    site: Site = None,
) -> None:
    """Enrol a participant."""
    from diary_app.services.founding import enrol

    day = day_of("first-dose", first_dose)
    with call.open() as opened:
        author = opened.diary.author(id, call.writing(opened))
        call.wrote(enrol(opened.opened, id, day, author, site=checked_site(site)))


def participants(call: Call) -> None:
    """Who is in this store, with the day of the first dose."""
    from diary_app.domain.cycle import Calendar

    with call.open() as opened:
        rows: list[dict[str, Any]] = []
        for whose in opened.opened.participants():
            first = Calendar(opened.opened.diary(whose)).first_dose
            rows.append({"participant": whose, "first_dose": first.isoformat() if first else None})
    tr = call.tr
    head = [tr("Participant"), tr("First dose")]
    call.show_rows(rows, head, [list(row.values()) for row in rows], tr("No participants yet."))
