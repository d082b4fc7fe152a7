"""What a set-up file is opened with at the command line: its code, and a look at the fingerprint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diary_app.cli.passphrase import asked, text_from
from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.cli.call import Call
    from diary_app.security.clinic_keys import PublicKeys
    from diary_app.services.transfer.setup_opening import OpenedSetup

VARIABLE = "DIARY_APP_SETUP_CODE"
CODE_FD = Annotated[
    str | None,
    typer.Option(
        metavar="N", help="Read the set-up file's code from this open file (or DIARY_APP_SETUP_CODE)."
    ),
]
FINGERPRINT = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="The clinic's fingerprint on the sheet, compared with the file's."),
]


def opened_setup(call: Call, file: Path, descriptor: str | None) -> OpenedSetup:
    """The set-up file under its code; a file that is none is refused before the code is asked for."""
    from diary_app.security.setup_sealing import refuse_unfit
    from diary_app.services.transfer.files import read_file
    from diary_app.services.transfer.setup_service import read_setup

    content = read_file(file)
    refuse_unfit(content)
    return read_setup(content, _code(call, descriptor))


def is_setup(file: Path) -> bool:
    """Whether a file calls itself a set-up file; one that cannot be read does not."""
    from diary_app.security.setup_sealing import is_setup_file

    try:
        with file.open("rb") as stream:
            return file.is_file() and is_setup_file(stream.read(64))
    except (OSError, ValueError):
        return False


def compared(call: Call, keys: PublicKeys, given: str | None) -> PublicKeys:
    """The keys, once their fingerprint was compared: by ``--fingerprint``, or by a person at the terminal.

    Raises ``DoesNotFit`` for another fingerprint, and where nobody compares it.
    """
    if given is not None:
        if not keys.is_fingerprint(given):
            raise DoesNotFit(
                N_("The fingerprint of the clinic in this file is {fingerprint}, another one than was given; "
                   "ask your clinic before you go on."), fingerprint=keys.fingerprint,
            )  # fmt: skip
        return keys
    if not call.around.terminal:
        raise DoesNotFit(
            N_("The fingerprint of the clinic in this file is {fingerprint}: compare it with the sheet from "
               "your clinic and give it with --fingerprint."), fingerprint=keys.fingerprint,
        )  # fmt: skip
    call.warn(call.tr("The fingerprint of the clinic is {fingerprint}.", fingerprint=keys.fingerprint))
    typed = call.ask(call.tr("Type the fingerprint that stands on the sheet from your clinic: "))
    return compared(call, keys, typed)


def _code(call: Call, descriptor: str | None) -> str:
    around = call.around
    if descriptor is not None:
        return text_from("--code-fd", descriptor, whole=True)
    if VARIABLE in around.environ:
        return around.environ[VARIABLE]
    if not around.terminal:
        raise WrongPassphrase(
            N_("The code of the set-up file is missing: set DIARY_APP_SETUP_CODE or give --code-fd N.")
        )
    return asked(around, call.tr("Code of the set-up file: "))
