"""The command line as a whole: all commands, and the one place where a call ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Annotated, Any

import typer
from typer.main import get_command

from diary_app.cli import faults, score
from diary_app.cli.around import Around, of_this_process
from diary_app.cli.call import Options
from diary_app.cli.commands import (
    changes,
    cycles,
    demo,
    doses,
    keeping,
    lists,
    making,
    people,
    proving,
    questionnaires,
    readings,
    recording,
    state,
    summary,
)
from diary_app.cli.printing import put
from diary_app.cli.shared import GENERAL, PERSONAL, Given, group, parameters, sign
from diary_app.common.logs import start_logging, stop_logging
from diary_app.common.paths import log_folder
from diary_app.common.version import version as program_version

PROGRAM = "diary-app"
_MODULES = (
    making, demo, people, recording, doses, readings, cycles, questionnaires, changes, lists, state, summary,
    keeping, score, proving,
)  # fmt: skip


@lru_cache(maxsize=1)
def program() -> Any:
    """The application with all its commands, ready to be called."""
    app = group("Keeps the diary of a trial's participant, as the window does.")
    app.callback()(_root())
    for module in _MODULES:
        module.register(app)
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
    around = around or of_this_process()
    log = start_logging(log_folder())
    try:
        done = program().main(list(argv), prog_name=PROGRAM, obj=around, standalone_mode=False)
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
