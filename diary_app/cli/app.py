"""The command line as a whole: all commands, and the one place where a call ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from diary_app.cli import faults
from diary_app.cli.around import Around, of_this_process
from diary_app.cli.call import Options
from diary_app.cli.printing import put
from diary_app.cli.shared import GENERAL, PERSONAL, Given, group, parameters, sign
from diary_app.common.logs import start_logging, stop_logging
from diary_app.common.paths import log_folder
from diary_app.common.version import version as program_version

PROGRAM = "diary-app"
_COMMANDS = "diary_app.cli.commands."
# Every word that a call can begin with, and the module that knows it, in the order of the help.
MODULES: Mapping[str, str] = {
    "init": _COMMANDS + "making",
    "demo": _COMMANDS + "demo",
    "participant": _COMMANDS + "people",
    "participants": _COMMANDS + "people",
    "patients": _COMMANDS + "patients",
    "staff": _COMMANDS + "staff",
    "record": _COMMANDS + "recording",
    "dose": _COMMANDS + "doses",
    "symptom": _COMMANDS + "readings",
    "bp": _COMMANDS + "readings",
    "weight": _COMMANDS + "readings",
    "temperature": _COMMANDS + "readings",
    "cycle": _COMMANDS + "cycles",
    "stop": _COMMANDS + "cycles",
    "visit": _COMMANDS + "visits",
    "ae": _COMMANDS + "events",
    "cm": _COMMANDS + "events",
    "review": _COMMANDS + "reviews",
    "dispense": _COMMANDS + "capsules",
    "return": _COMMANDS + "capsules",
    "capsules": _COMMANDS + "capsules",
    "qlq": _COMMANDS + "questionnaires",
    "paper": _COMMANDS + "paper",
    "compare": _COMMANDS + "paper",
    "correct": _COMMANDS + "changes",
    "undo": _COMMANDS + "changes",
    "study": _COMMANDS + "study",
    "wording": _COMMANDS + "wording",
    "sign": _COMMANDS + "staff",
    "list": _COMMANDS + "lists",
    "status": _COMMANDS + "state",
    "report": _COMMANDS + "summary",
    "setup-file": _COMMANDS + "setup_file",
    "share": _COMMANDS + "transfer",
    "take-in": _COMMANDS + "transfer",
    "receipt": _COMMANDS + "transfer",
    "export": _COMMANDS + "exports",
    "passphrase": _COMMANDS + "keys",
    "recovery": _COMMANDS + "keys",
    "slots": _COMMANDS + "keys",
    "backup": _COMMANDS + "backups",
    "restore": _COMMANDS + "backups",
    "verify": _COMMANDS + "verifying",
    "rebuild": _COMMANDS + "keeping",
    "score": "diary_app.cli.score",
    "self-test": _COMMANDS + "proving",
}


@lru_cache(maxsize=len(MODULES) + 1)
def program(first: str | None = None) -> Any:
    """The application, ready to be called: with all its commands, or with those around ``first`` alone.

    A call that begins with its command needs no other one, and starts sooner.
    """
    app = group("Keeps the diary of a trial's participant, as the window does.")
    app.callback()(_root())
    for module in dict.fromkeys(MODULES.values() if first is None else [MODULES[first]]):
        import_module(module).register(app)
    return get_command(app)


def _root() -> Callable[..., None]:
    """What runs before every command: keeps the options that stand before it."""

    def before(ctx: typer.Context, **values: Any) -> None:
        del values["version"]  # was told before anything else
        ctx.obj = Given(ctx.obj, Options(**values))

    asked = typer.Option("--version", help="Print the version.", is_eager=True, callback=_tell_version)
    sign(before, parameters({"version": Annotated[bool, asked], **GENERAL, **PERSONAL}))
    return before


def _tell_version(ctx: typer.Context, asked: bool) -> None:
    if asked:
        put(ctx.obj.stdout, f"{PROGRAM} {program_version()}")
        raise typer.Exit


def run(argv: Sequence[str], around: Around | None = None) -> int:
    """Do what ``argv`` (without the program's name) says; the exit code."""
    around = replace(around or of_this_process(), argv=tuple(argv))
    log = start_logging(log_folder())
    try:
        first = argv[0] if argv and argv[0] in MODULES else None
        done = program(first).main(list(argv), prog_name=PROGRAM, obj=around, standalone_mode=False)
        return done if isinstance(done, int) else 0
    except (Exception, KeyboardInterrupt) as problem:
        return faults.end(problem, argv, around)
    finally:
        stop_logging(log)


def let_go_of_output() -> None:
    """Keep Python's own last flush from complaining about an output that is gone or full."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
