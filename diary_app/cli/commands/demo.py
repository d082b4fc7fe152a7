"""``demo``: a store with made-up, marked sample data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from diary_app.cli.call import Call
from diary_app.cli.commands.making import DEFAULT_PROTOCOL, refuse_diary
from diary_app.cli.shared import command
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "demo", also={})(demo)


def demo(
    call: Call,
    patients: Annotated[str, typer.Option(metavar="N", help="How many people; only 1 fits so far.")] = "1",
) -> None:
    """Make a diary of a made-up person that ends today."""
    if patients != "1":
        raise DoesNotFit(N_("--patients: {value} does not fit; a sample diary holds 1."), value=patients)
    refuse_diary(call)
    with _made(call) as opened:
        people = opened.opened.participants()
        made = {
            "store": opened.opened.store.store_id,
            "folder": str(call.folder),
            "participants": people,
            "entries": opened.opened.store.journal.count(),
        }
    told = call.tr("A sample diary of a made-up person ({id}) was made in {folder}.",
                   id=", ".join(people), folder=call.folder)  # fmt: skip
    call.show(made, told)


def _made(call: Call) -> OpenedStore:
    """The sample store, whole."""
    from diary_app.bootstrap import create_sample
    from diary_app.protocols.loader import find_protocol

    return create_sample(
        call.folder,
        call.passphrase(twice=True),
        find_protocol(DEFAULT_PROTOCOL),
        call.language,
        clock=call.around.clock,
        cost=call.around.cost,
    )
