"""``init``: makes a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diary_app.cli.call import Call, day_of
from diary_app.cli.deciding import checked_site
from diary_app.cli.passphrase import VARIABLE, handed_in, refuse_weak
from diary_app.cli.setup_code import CODE_FD, FINGERPRINT
from diary_app.cli.shared import command
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.common.paths import in_full

if TYPE_CHECKING:
    from diary_app.services.founding import Founding

DEFAULT_PROTOCOL = "alter-s003"


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "init", also={})(init)


def init(
    call: Call,
    role: Annotated[str, typer.Option(metavar="ROLE", help="patient or clinic.")],
    protocol: Annotated[
        str | None, typer.Option(metavar="ID|FILE", help="The study plan: a shipped one or a file.")
    ] = None,
    participant: Annotated[str | None, typer.Option(metavar="ID", help="The participant.")] = None,
    first_dose: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the first dose: cycle 1 begins.")
    ] = None,
    site: Annotated[str | None, typer.Option(metavar="SITE", help="The site, of a clinic's store.")] = None,
    zone: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="Time zone, like Asia/Shanghai; default this computer's."),
    ] = None,
    setup: Annotated[
        str | None, typer.Option(metavar="FILE", help="A clinic's set-up file, which says all of that.")
    ] = None,
    code_fd: CODE_FD = None,
    fingerprint: FINGERPRINT = None,
) -> None:
    """Make a new diary. Refuses a folder that holds one."""
    from diary_app.bootstrap import create_store

    refuse_diary(call)
    if setup is not None:
        _refuse_beside_setup(role, protocol, first_dose)
        _checked_site(role, site)
        founding = _from_setup(call, setup, zone, participant, code_fd, fingerprint)
    else:
        founding = _told(call, role, protocol, participant, first_dose, zone)
        founding = replace(founding, site=_checked_site(role, site))
    passphrase = call.passphrase(twice=True)
    if not handed_in(call.around, VARIABLE, call.options.passphrase_fd):
        refuse_weak(passphrase, [founding.participant] if founding.participant else [])
    with create_store(
        call.folder, passphrase, founding, clock=call.around.clock, cost=call.around.cost
    ) as opened:
        made = {
            "store": opened.opened.store.store_id,
            "folder": str(call.folder),
            "role": role,
            "participants": opened.opened.participants(),
            "first_dose": _first_dose(founding),
        }
    call.show(made, call.tr("A diary was made in {folder}.", folder=call.folder))
    warn_of_place(call)


def _checked_site(role: str, site: str | None) -> str | None:
    if site is not None and role != "clinic":
        raise DoesNotFit(N_("A site belongs to a clinic's store: --role clinic."))
    return checked_site(site)


def _told(
    call: Call,
    role: str,
    protocol: str | None,
    participant: str | None,
    first_dose: str | None,
    zone: str | None,
) -> Founding:
    from diary_app.protocols.loader import find_protocol
    from diary_app.services.founding import Founding

    return Founding(
        role=role,
        plan=find_protocol(protocol or DEFAULT_PROTOCOL),
        zone=zone or call.around.clock.now().zone,
        language=call.language,
        participant=participant,
        first_dose=day_of("first-dose", first_dose),
    )


def _from_setup(
    call: Call,
    setup: str,
    zone: str | None,
    participant: str | None,
    code_fd: str | None,
    fingerprint: str | None,
) -> Founding:
    from diary_app.cli.setup_code import compared, opened_setup
    from diary_app.services.founding import founding_from_setup

    opened = opened_setup(call, in_full(Path(setup)), code_fd)
    if participant not in (None, opened.participant):
        raise DoesNotFit(
            N_("The set-up file is for the participant {found}, not for {expected}."),
            found=opened.participant, expected=participant,
        )  # fmt: skip
    compared(call, opened.keys, fingerprint)
    return founding_from_setup(opened, zone or call.around.clock.now().zone, call.language)


def _refuse_beside_setup(role: str, protocol: str | None, first_dose: str | None) -> None:
    if role != "patient":
        raise DoesNotFit(N_("A set-up file makes a participant's diary: --role patient."))
    if protocol is not None or first_dose is not None:
        raise DoesNotFit(N_("The set-up file says the study plan and the first dose itself."))


def _first_dose(founding: Founding) -> str | None:
    from diary_app.services.transfer.setup_told import says

    day = founding.first_dose
    if founding.setup is not None:
        day = says(founding.setup, date.min, founding.language).first_dose
    return day.isoformat() if day else None


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
