"""``demo``: a store with made-up, marked sample data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
    patients: Annotated[
        str | None,
        typer.Option(metavar="N", help="A clinic's store with this many made-up people, 1 to 2000."),
    ] = None,
) -> None:
    """Make a diary of a made-up person that ends today, or a clinic's store of a made-up trial."""
    count = None if patients is None else _count(patients)
    refuse_diary(call)
    with _made(call, count) as opened:
        people = opened.opened.participants()
        made = {
            "store": opened.opened.store.store_id,
            "folder": str(call.folder),
            "participants": people,
            "entries": opened.opened.store.journal.count(),
        }
    if count is None:
        told = call.tr("A sample diary of a made-up person ({id}) was made in {folder}.",
                       id=", ".join(people), folder=call.folder)  # fmt: skip
    else:
        told = call.tr("A clinic's store with a made-up trial of {count} was made in {folder}.",
                       count=count, folder=call.folder)  # fmt: skip
    call.show(made, told)


def _count(text: str) -> int:
    from diary_app.services.sample_trial.trial import MOST, checked_count

    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise DoesNotFit(
            N_("--patients: {value} does not fit; a made-up trial has 1 to {most}."), value=text, most=MOST
        )
    return checked_count(int(text))


def _made(call: Call, count: int | None) -> OpenedStore:
    """The sample store, whole."""
    from diary_app.bootstrap import create_clinic_sample, create_sample
    from diary_app.protocols.loader import find_protocol

    passphrase, plan = call.passphrase(twice=True), find_protocol(DEFAULT_PROTOCOL)
    around: Any = {"clock": call.around.clock, "cost": call.around.cost}
    if count is None:
        return create_sample(call.folder, passphrase, plan, call.language, **around)
    return create_clinic_sample(call.folder, passphrase, plan, call.language, patients=count, **around)
