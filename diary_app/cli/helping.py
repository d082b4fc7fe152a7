"""What ``--help`` prints, in the language of the call: texts are translated here, where they are shown."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from diary_app.cli.language import of_arguments
from diary_app.common.errors import UsageError
from diary_app.common.i18n import N_, Translator, translator

_WIDEST = 80  # columns, as help pages usually are
_GAP = 2
_TERM = 30  # columns; a longer term has its text on the next line
_DEFAULT = re.compile(r"\[default: (.*)\]")
_WIDE = ("W", "F")
_WIDES = r"\u2e80-\u9fff\uff00-\uffef"
_STOPS = r"\u3001\u3002\uff0c\uff1a\uff1b\uff09"  # never at the beginning of a line
_PIECE = re.compile(rf"[{_WIDES}][{_STOPS}]*\s*|[^\s{_WIDES}]+[{_STOPS}]*\s*")


def columns(text: str) -> int:
    """How many columns of a terminal a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in _WIDE else 1 for each in text)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text; English breaks between words, Chinese between any two characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and columns(line) + columns(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """Words with the space behind them, and single wide characters with the punctuation behind them."""
    return (found.group() for found in _PIECE.finditer(text))


class _Told:
    """Draws up the help of one command."""

    def __init__(self, command: Any, ctx: Any, tr: Translator) -> None:
        self._command, self._ctx, self._tr = command, ctx, tr
        self._width = min(shutil.get_terminal_size().columns, _WIDEST) - 2

    def text(self) -> str:
        """The whole help."""
        command, ctx, tr = self._command, self._ctx, self._tr
        pieces = [ctx.command_path, *command.collect_usage_pieces(ctx)]
        lines = [tr("Usage: {call}", call=" ".join(pieces)), ""]
        for place, told in enumerate(paragraphs(command.help)):
            lines += [""] * (place > 0) + [f"  {line}" for line in wrapped(tr(told), self._width)]
        rows = [(each.param_type_name, self._row(each)) for each in command.get_params(ctx)]
        lines += self._section(tr("Arguments:"), [row for kind, row in rows if kind == "argument"])
        lines += self._section(tr("Options:"), [row for kind, row in rows if kind == "option"])
        inner = getattr(command, "commands", {})
        commands = [(name, tr(paragraphs(each.help)[0])) for name, each in inner.items()]
        return "\n".join([*lines, *self._section(tr("Commands:"), commands)])

    def _row(self, param: Any) -> tuple[str, str]:
        term, told = param.get_help_record(self._ctx)
        about = [self._tr(each) for each in paragraphs(param.help)]
        return term, " ".join([*about, *self._marks(told)])

    def _marks(self, told: str) -> Iterator[str]:
        """What stands behind the help of a parameter."""
        if "[required]" in told:
            yield self._tr("[required]")
        if found := _DEFAULT.search(told):
            yield self._tr("[default: {value}]", value=found.group(1))

    def _section(self, title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
        if not rows:
            return []
        at = min(max(columns(term) for term, _ in rows), _TERM) + _GAP
        lines = ["", title]
        for term, text in rows:
            first, *rest = wrapped(text, self._width - at) or [""]
            room = at - columns(term)
            if room < _GAP:
                lines += [f"  {term}", f"  {' ' * at}{first}"]
            else:
                lines.append(f"  {term}{' ' * room}{first}".rstrip())
            lines += [f"  {' ' * at}{line}" for line in rest]
        return lines


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help text, each on one line: these are the texts that are translated."""
    return [" ".join(each.split()) for each in (text or "").strip().split("\n\n") if each.strip()]


def _translator(ctx: Any) -> Translator:
    around = getattr(ctx.obj, "around", ctx.obj)  # after the options before the command: Given
    return translator(of_arguments(around.argv, around.environ))


class Command(TyperCommand):
    """A command whose help speaks the language of the call."""

    def get_help(self, ctx: Any) -> str:
        """What ``--help`` prints."""
        return _Told(self, ctx, _translator(ctx)).text()


class Group(TyperGroup):
    """A group whose help speaks the language of the call, and that names an unknown command in our words."""

    def get_help(self, ctx: Any) -> str:
        """What ``--help`` prints."""
        return _Told(self, ctx, _translator(ctx)).text()

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that ``args`` begin with."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            fits = ", ".join(self.list_commands(ctx))
            raise UsageError(N_("There is no command {name}; there are: {fits}."), name=args[0], fits=fits)
        return super().resolve_command(ctx, args)
