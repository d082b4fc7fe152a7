"""``staff`` and ``sign``: who works with a clinic's store, and what they sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from diary_app.cli.call import Call
from diary_app.cli.passphrase import NEW_VARIABLE, handed_in, read_signing_passphrase, refuse_weak
from diary_app.cli.shared import PERSONAL, STAFF, command, group
from diary_app.common.i18n import N_

_USER = {"user": STAFF["user"]}
ROLES: Mapping[str, str] = {
    "nurse": N_("nurse"),
    "coordinator": N_("coordinator"),
    "investigator": N_("investigator"),
    "monitor": N_("monitor"),
}
_STATES = {"active": "", "no_passphrase": N_("cannot sign in: add again"), "retired": N_("retired")}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    people = group("The people of a clinic's store.")
    command(people, "add", also=_USER)(add)
    command(people, "list", also=_USER)(list_)
    command(people, "retire", also=_USER)(retire)
    app.add_typer(people, name="staff")
    command(app, "sign", also={"participant": PERSONAL["participant"], **_USER})(sign)


def add(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name, as the log says it.")],
    role: Annotated[str, typer.Option(metavar="ROLE", help="nurse, coordinator, investigator or monitor.")],
    new_passphrase_fd: Annotated[
        str | None,
        typer.Option(
            metavar="N", help="Read the new passphrase from this open file (or DIARY_APP_NEW_PASSPHRASE)."
        ),
    ] = None,
) -> None:
    """Add a person with a passphrase of their own; the first one keeps the store's."""
    secret = call.secret()
    with call.open_with(secret) as opened:
        new = None
        if opened.staff.accounts():
            new = call.new_passphrase(new_passphrase_fd)
            if not handed_in(call.around, NEW_VARIABLE, new_passphrase_fd):
                refuse_weak(new, [name])
        made = opened.staff.add(name, role, new, secret=secret, cost=call.around.cost)
    call.wrote(made)


def list_(call: Call) -> None:
    """Everybody who works here or once did."""
    with call.open() as opened:
        staff = opened.staff
        rows = [
            {
                "id": each.id,
                "name": each.name,
                "role": each.role.value,
                "state": "active" if staff.can_sign_in(each) else "no_passphrase",
            }
            for each in staff.accounts()
        ]
        rows += [
            {"id": each.id, "name": each.name, "role": each.role.value, "state": "retired"}
            for each in staff.retired()
        ]
    tr = call.tr
    cells = [
        [row["name"], tr(ROLES[row["role"]]), tr(_STATES[row["state"]]) if _STATES[row["state"]] else "",
         row["id"]]
        for row in rows
    ]  # fmt: skip
    nothing = tr("This store has no accounts: whoever knows its passphrase writes here.")
    call.show_rows(rows, [tr("Name"), tr("Role"), "", tr("Id")], cells, nothing)


def retire(
    call: Call, id: Annotated[str, typer.Argument(metavar="ID", help="Their id in the list.")]
) -> None:
    """Take a person's passphrase away; what they wrote stays under their name."""
    with call.open() as opened:
        opened.staff.retire(id)
    call.show({"id": id}, call.tr("Their passphrase no longer opens this store. Backups that were made "
                                  "until now still open with it."))  # fmt: skip


def sign(
    call: Call,
    id: Annotated[str, typer.Argument(metavar="ENTRY-ID", help="Any entry id of the record.")],
    meaning: Annotated[
        str, typer.Option(metavar="TEXT", help="What it means: reviewed, entered, approved, or own words.")
    ],
    sign_fd: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Read the passphrase once more from this open file (or DIARY_APP_SIGN_PASSPHRASE).",
        ),
    ] = None,
) -> None:
    """Sign a record as it now stands; a later change breaks the signature visibly."""
    secret = call.secret()
    with call.open_with(secret) as opened:
        if call.participant is not None:
            opened.diary.refuse_other(id, opened.opened.participant(call.participant))
        passphrase = read_signing_passphrase(call.around, call.tr, sign_fd)
        call.wrote(opened.staff.sign(id, meaning, passphrase))
