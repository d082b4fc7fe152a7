"""``self-test``: proves the installed program."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import typer

from diary_app.cli.call import Call
from diary_app.cli.shared import command
from diary_app.common.errors import PlainError
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.services.self_test import Doors

_PASSPHRASE = "only for this trial"  # of a diary that is thrown away a second later
_PARTICIPANT = "SELF-TEST"


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "self-test", also={})(self_test)


def self_test(call: Call) -> None:
    """Try out scores, texts, plans, fonts, a diary, its keys, a visit summary, a backup and its restore."""
    from diary_app.services.self_test import checks

    tr = call.tr
    tried = []
    for check in checks(_doors(call)):
        tried.append(check)
        if not call.options.json:
            word = tr("good") if check.fault is None else tr("FAILED")
            call.say(f"{word}  {tr(check.name)}")
    failed = [check for check in tried if check.fault is not None]
    if call.options.json:
        told = [{"name": check.name, "fault": check.fault} for check in tried]
        call.show({"passed": not failed, "checks": told}, "")
    if failed:
        raise PlainError(
            N_("The self-test failed: {what} ({why})."), what=failed[0].name, why=failed[0].fault
        )


def _doors(call: Call) -> Doors:
    from diary_app.bootstrap import create_store, open_store, restore_store
    from diary_app.protocols.loader import find_protocol, shipped_protocols
    from diary_app.security.recovery_code import RecoveryCode
    from diary_app.services.founding import Founding
    from diary_app.services.opened import PATIENT
    from diary_app.services.self_test import Doors

    clock = call.around.clock
    zone = clock.now().zone
    first = (clock.now().local - timedelta(days=3)).date()
    founding = Founding(
        role=PATIENT,
        plan=find_protocol(shipped_protocols()[0]),
        zone=zone,
        language=call.language,
        participant=_PARTICIPANT,
        first_dose=first,
        sample=True,
    )
    code = RecoveryCode.new()
    make = partial(
        create_store,
        passphrase=_PASSPHRASE,
        founding=founding,
        clock=clock,
        cost=call.around.cost,
        recovery=code,
    )
    again = partial(open_store, clock=clock)
    return Doors(
        make=make,
        open=partial(again, secret=_PASSPHRASE),
        open_with=again,
        restore=partial(restore_store, clock=clock),
        secrets={"passphrase": _PASSPHRASE, "recovery code": code},
        day=first.isoformat(),
    )
