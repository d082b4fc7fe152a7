"""Declares a command with the options that all commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from diary_app.cli.around import Around
from diary_app.cli.call import Call, Options
from diary_app.cli.helping import Command as Help
from diary_app.cli.helping import Group

Command = Callable[..., None]


def _option(metavar: str, about: str) -> Any:
    return Annotated[str | None, typer.Option(metavar=metavar, help=about)]


GENERAL: dict[str, Any] = {
    "data_dir": _option("DIR", "The folder of the diary (or DIARY_APP_DATA_DIR)."),
    "lang": _option("LANG", "Language of what is printed: en or zh_CN."),
    "json": Annotated[bool, typer.Option("--json", help="Print JSON.")],
    "passphrase_fd": _option("N", "Read the passphrase from this open file (or DIARY_APP_PASSPHRASE)."),
    "recovery_fd": _option("N", "Read the recovery code instead from this one (or DIARY_APP_RECOVERY_CODE)."),
    "clinic_key": _option("FILE", "Open the diary with a clinic's secret age key instead."),
}
STAFF: dict[str, Any] = {
    "by": _option("WHO", "Whose hand: self, helper or staff."),
    "user": _option("NAME", "The member of staff, in a clinic's store."),
}
PERSONAL: dict[str, Any] = {
    "participant": _option("ID", "Whom it is about; needed in a clinic's store."),
    **STAFF,
}
WRITING: dict[str, Any] = {
    **PERSONAL,
    "key": _option("TEXT", "Written only once under this key; again prints the same id."),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What stands before the command: the surroundings and the options given there."""

    around: Around
    options: Options


def parameters(options: Mapping[str, Any]) -> list[inspect.Parameter]:
    """``options`` as keyword parameters that need not be given."""
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=kind,
            default=False if kind.__origin__ is bool else None,
        )
        for name, kind in options.items()
    ]


def command(app: typer.Typer, name: str, also: Mapping[str, Any] = PERSONAL) -> Callable[[Command], Command]:
    """Make a function ``(call, own options...)`` the command ``name`` of ``app``.

    It takes the general options too, and those of ``also``.
    """
    shared = {**GENERAL, **also}

    def declare(function: Command) -> Command:
        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]

        def called(ctx: typer.Context, **values: Any) -> None:
            given: Given = ctx.obj
            options = Options(**{each: values.pop(each) for each in shared}).over(given.options)
            function(Call(given.around, options), **values)

        sign(called, [*own, *parameters(shared)])
        called.__doc__ = function.__doc__
        app.command(name, cls=Help)(called)
        return function

    return declare


def sign(called: Command, own: Sequence[inspect.Parameter]) -> None:
    """Give ``called`` the signature that Typer reads: the context, then ``own`` by keyword."""
    first = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    signature = inspect.Signature([first, *keyword])
    called.__signature__ = signature  # type: ignore[attr-defined]
    called.__annotations__ = {name: each.annotation for name, each in signature.parameters.items()}


def group(about: str) -> typer.Typer:
    """An application or a group of commands, as plain as a terminal."""
    return typer.Typer(
        help=about,
        cls=Group,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
