"""``export``: what leaves the diary in the formats of other programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from diary_app.cli.call import Call
from diary_app.cli.shared import command, group
from diary_app.common.paths import in_full, plain_file
from diary_app.common.settings import Settings, read_settings


def register(app: typer.Typer) -> None:
    """Add the group."""
    exports = group("What leaves the diary in the formats of other programs.")
    command(exports, "ics")(ics)
    app.add_typer(exports, name="export")


def ics(
    call: Call,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE.ics", help="Where the file goes.")],
    at: Annotated[str | None, typer.Option("--time", metavar="HH:MM", help="The time of day.")] = None,
) -> None:
    """Make a calendar for a phone of what comes next, in the language of --lang."""
    path = in_full(Path(out))
    settings = _at(read_settings(plain_file(call.folder)), at)
    with call.open() as opened:
        from diary_app.services.reminders import wish_of

        wish = wish_of(settings)
        saved = opened.calendar.save(
            path, wish, call.language, participant=call.participant, writer=call.writer(opened)
        )
    shown = {"file": str(path), "events": saved.events, "cancelled": saved.cancelled}
    call.show(shown, call.tr("The calendar was made: {file}", file=path))


def _at(settings: Settings, given: str | None) -> Settings:
    if given is None:
        return settings
    return replace(settings, reminder_time=given)
