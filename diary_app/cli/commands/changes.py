"""``correct`` and ``undo``: nothing is overwritten, both stay visible."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from diary_app.cli import values
from diary_app.cli.call import Call
from diary_app.cli.shared import WRITING, command

Id = Annotated[str, typer.Argument(metavar="ENTRY-ID", help="Any entry id of the record.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "correct", also=WRITING)(correct)
    command(app, "undo", also=WRITING)(undo)


def correct(
    call: Call,
    id: Id,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE...", help="What is right; an empty value takes it out."),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
) -> None:
    """Correct a record."""
    changed = values.changes(fields)
    _write(call, id, {"kind": "correct", "id": id, "fields": changed, "reason": reason})


def undo(
    call: Call,
    id: Id,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why; needed after the day of entry.")
    ] = None,
) -> None:
    """Undo the latest entry of a record."""
    _write(call, id, {"kind": "undo", "id": id, "reason": reason})


def _write(call: Call, entry_id: str, line: dict[str, Any]) -> None:
    with call.open() as opened:
        call.writing(opened)
        call.write_in(opened, line, participant=call.participant or opened.diary.owner(entry_id))
