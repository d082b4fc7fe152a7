"""``init``: makes a store."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli.call import Call, day_of
from diary_app.cli.passphrase import VARIABLE, handed_in, refuse_weak
from diary_app.cli.shared import command
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

DEFAULT_PROTOCOL = "alter-s003"


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "init", also={})(init)


def init(
    call: Call,
    role: Annotated[str, typer.Option(metavar="ROLE", help="patient or clinic.")],
    protocol: Annotated[
        str, typer.Option(metavar="ID|FILE", help="The study plan: a shipped one or a file.")
    ] = DEFAULT_PROTOCOL,
    participant: Annotated[str | None, typer.Option(metavar="ID", help="The participant.")] = None,
    first_dose: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the first dose: cycle 1 begins.")
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="Time zone, like Asia/Shanghai; default this computer's."),
    ] = None,
) -> None:
    """Make a new diary. Refuses a folder that holds one."""
    from diary_app.bootstrap import create_store
    from diary_app.protocols.loader import find_protocol
    from diary_app.services.founding import Founding

    refuse_diary(call)
    founding = Founding(
        role=role,
        plan=find_protocol(protocol),
        zone=zone or call.around.clock.now().zone,
        language=call.language,
        participant=participant,
        first_dose=day_of("first-dose", first_dose),
    )
    passphrase = call.passphrase(twice=True)
    if not handed_in(call.around, VARIABLE, call.options.passphrase_fd):
        refuse_weak(passphrase, [participant] if participant else [])
    with create_store(
        call.folder, passphrase, founding, clock=call.around.clock, cost=call.around.cost
    ) as opened:
        made = {
            "store": opened.opened.store.store_id,
            "folder": str(call.folder),
            "role": role,
            "participants": opened.opened.participants(),
            "first_dose": first_dose,
        }
    call.show(made, call.tr("A diary was made in {folder}.", folder=call.folder))
    warn_of_place(call)


def warn_of_place(call: Call) -> None:
    """Say on standard error what speaks against the folder, if anything does."""
    from diary_app.services.whereabouts import Danger, risky_place

    risk = risky_place(call.folder, call.around.environ)
    if risk is None:
        return
    tr = call.tr
    told = {
        Danger.SYNCED: tr("The diary lies in a folder that {name} copies, which can damage it while it is "
                          "open; better move it to a folder of this computer alone.", name=risk.who),
        Danger.REMOVABLE: tr("The diary lies on a drive that can be pulled out; leave it in while the diary "
                             "is open, or better move it to this computer itself."),
        Danger.NETWORK: tr("The diary lies on a drive of another computer and can be damaged when the "
                           "connection breaks; better move it to this computer itself."),
    }  # fmt: skip
    call.warn(told[risk.danger])


def refuse_diary(call: Call) -> None:
    """Refuse a folder that holds a diary, before anything else is asked."""
    from diary_app.services.presence import holds_diary

    if holds_diary(call.folder):
        raise DoesNotFit(N_("The folder {folder} already holds a diary."), folder=call.folder)
