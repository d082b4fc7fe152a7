"""``setup-file``: what a clinic gives a participant; and taking one in (of ``take-in``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.setup_code import compared, opened_setup
from diary_app.cli.shared import PERSONAL, command
from diary_app.common.paths import in_full

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.services.transfer.setup_taking import LookedAt, SetupTakenIn


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "setup-file", also=PERSONAL)(setup_file)


def setup_file(
    call: Call,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where the file goes.")],
    sheet: Annotated[
        str | None,
        typer.Option(metavar="FILE.pdf", help="The sheet with code and fingerprint, to be handed over."),
    ] = None,
    phone: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="The clinic's phone number for the participant.")
    ] = None,
) -> None:
    """Make a participant's set-up file and print the code that opens it."""
    path = in_full(Path(out))
    paper = in_full(Path(sheet)) if sheet else None
    with call.open() as opened:
        opened.setup.check_outputs(path, paper)
        writer = call.writer(opened)
        made = opened.setup.make(call.participant, phone=phone, writer=writer, cost=call.around.cost)
        opened.setup.save(made, path)
        if paper is not None:
            opened.setup.save_sheet(made, paper, call.tr)
    told = {
        "file": str(path),
        "sheet": str(paper) if paper else None,
        "participant": made.participant,
        "code": made.code.shown(),
        "fingerprint": made.fingerprint,
        "entries": made.entries,
    }
    tr = call.tr
    lines = [
        tr("The set-up file for {participant} was made: {file}", participant=made.participant, file=path),
        tr("Code: {code}", code=made.code.shown()),
        tr("Fingerprint: {fingerprint}", fingerprint=made.fingerprint),
        tr("Hand over code and fingerprint by hand, apart from the file; the code is not shown again."),
    ]
    call.show(told, "\n".join(lines))


def take_in_setup_file(
    call: Call, opened: OpenedStore, file: Path, *, look: bool, code_fd: str | None, fingerprint: str | None
) -> None:
    """What ``take-in`` does with a set-up file in a participant's diary."""
    setup = opened_setup(call, file, code_fd)
    if call.participant is not None:
        opened.opened.participant(call.participant)
    looked = opened.setup.look(setup)
    came: LookedAt | SetupTakenIn = looked
    if not look:
        keys = compared(call, setup.keys, fingerprint) if looked.first or fingerprint else None
        came = opened.setup.take_in(looked, compared=keys, writer=call.writer(opened))
    call.show([_row(call, file, setup.participant, looked, came)], _words(call, file, came, look=look))


def _row(
    call: Call, file: Path, participant: str, looked: LookedAt, came: LookedAt | SetupTakenIn
) -> dict[str, Any]:
    from diary_app.services.transfer.setup_told import sentences

    return {
        "file": file.name,
        "kind": "setup",
        "participant": participant,
        "new": came.new,
        "known": came.known,
        "kinds": dict(came.by_kind),
        "first_day": None,
        "last_day": None,
        "id": getattr(came, "entry", None),
        "remarks": [call.tr(came.remark.template, **came.remark.values)] if came.remark else [],
        "problem": None,
        "changes": sentences(came.changes, call.tr),
        "fingerprint": looked.fingerprint,
    }


def _words(call: Call, file: Path, came: LookedAt | SetupTakenIn, *, look: bool) -> str:
    from diary_app.services.transfer.setup_told import sentences

    tr = call.tr
    if came.remark is not None:
        return f"{file.name}: {tr(came.remark.template, **came.remark.values)}"
    if look:
        new = tr.plural("{n} new entry would come in.", "{n} new entries would come in.", came.new)
        told = " ".join((new, tr("Nothing is taken in yet.")))
    else:
        told = tr.plural("{n} new entry was taken in.", "{n} new entries were taken in.", came.new)
    return "\n".join([f"{file.name}: {told}", *sentences(came.changes, tr)])
